//! A document that is taken apart into files generates what it generates in one file.

#[path = "../specs/documents.rs"]
mod documents;
mod splitter;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use openapi_bindgen::{FileError, GeneratedFile, Options, Source, generate, parse, read_source};
use splitter::{ENTRY, split};

/// The document that the files are.
fn joined(files: &BTreeMap<String, String>) -> Source {
    Source::new(ENTRY, files[ENTRY].as_str()).with_files(|path| {
        let text = files.get(path).ok_or_else(|| FileError::new(format!("there is no file `{path}`")))?;
        Ok(Source::new(path, text.as_str()))
    })
}

/// Returns the generated files without the digest of the texts, or `None` if nothing is generated.
fn code(document: &Source, options: &Options) -> Option<BTreeMap<String, String>> {
    let without_digest = |file: GeneratedFile| {
        let lines = file.text.lines().filter(|line| !line.contains("sha256 of document"));
        (file.path, lines.collect::<Vec<_>>().join("\n"))
    };
    Some(generate(document, &[], options).ok()?.files.into_iter().map(without_digest).collect())
}

/// Splits the document at `path` with each seed: the number of files that it was split into, or what differs.
fn check(path: &Path, options: &Options, seeds: Range<u64>) -> Result<usize, String> {
    let source = read_source(path).unwrap();
    let document = parse(&source).unwrap();
    let expected = code(&Source::new(ENTRY, document.to_string()), options);
    let mut number = 0;
    for seed in seeds {
        let files = split(&document, seed);
        number += files.len() - 1;
        let made = code(&joined(&files), options);
        if made != expected {
            let differs = expected
                .iter()
                .flatten()
                .find(|(name, text)| made.as_ref().and_then(|made| made.get(*name)).is_none_or(|other| other != *text));
            let differs = differs.map(|(name, text)| {
                let other = made.as_ref().and_then(|made| made.get(name)).map_or("", String::as_str);
                let line = text.lines().zip(other.lines()).find(|(one, other)| one != other);
                format!("{name}: {line:?}")
            });
            return Err(format!("{} with the seed {seed}: {differs:?}", path.display()));
        }
    }
    Ok(number)
}

fn documents_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_document = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
    };
    let mut documents: Vec<PathBuf> = entries.filter(is_document).collect();
    documents.sort();
    documents
}

#[test]
fn small_documents_may_be_split_anywhere() {
    let mut documents = documents_in(Path::new("tests/specs/accepted"));
    // An `$id` names a schema of the same file, or of a file that another reference leads to. A split moves the schema away.
    // A schema that is not where schemas are is not known to be the same one as elsewhere.
    let excluded =
        ["references_by_identifier.yaml", "references_by_ambiguous_identifier.yaml", "broken_misplaced_parts.yaml"];
    documents.retain(|path| excluded.iter().all(|name| !path.ends_with(name)));
    let checked: Result<Vec<usize>, String> = documents
        .iter()
        .map(|path| check(path, &documents::options(path.file_stem().unwrap().to_str().unwrap()), 0..3))
        .collect();
    let files: usize = checked.unwrap().into_iter().sum();
    assert!(files > documents.len() * 3, "{files} files of {} documents", documents.len());
}

/// The documents are in the folder `corpus` of `OPENAPI_DOCUMENTS`.
#[test]
#[ignore = "needs documents, in a folder that OPENAPI_DOCUMENTS names"]
fn real_documents_may_be_split_anywhere() {
    let folder =
        PathBuf::from(env::var_os("OPENAPI_DOCUMENTS").expect("OPENAPI_DOCUMENTS names a folder")).join("corpus");
    let mut wrong = Vec::new();
    for path in documents_in(&folder) {
        match check(&path, &Options::default(), 0..2) {
            Ok(files) => println!("{}: {files} files", path.display()),
            Err(differs) => wrong.push(differs),
        }
    }
    assert_eq!(wrong, [""; 0]);
}
