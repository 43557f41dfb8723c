//! The generated text of each accepted document. Building this package proves that the text
//! compiles.

#[path = "../documents.rs"]
mod documents;

use std::{collections::BTreeSet, fs, path::Path};

use openapi_bindgen::{Generated, GeneratedFile};

/// Returns all files as one text, each after a line with its path. The warnings, the untyped values
/// and the omitted parts follow.
fn shown(generated: &Generated) -> String {
    let mut text = String::new();
    for file in &generated.files {
        text.push_str(&format!("// ==> {}\n{}\n", file.path, without_header(file)));
    }
    if !generated.warnings.is_empty() {
        text.push_str(&format!("// ==> warnings\n{}\n", generated.warnings));
    }
    if !generated.untyped.is_empty() {
        text.push_str("// ==> untyped\n");
    }
    for place in &generated.untyped {
        text.push_str(&format!("{}, because {}\n", place.pointer, place.reason));
    }
    let lacking: Vec<_> = generated.parts.iter().filter(|part| part.output.is_empty()).collect();
    if !lacking.is_empty() {
        text.push_str("// ==> not in the output\n");
    }
    for part in lacking {
        text.push_str(&format!("{}, {}: {}\n", part.pointer, part.fate.as_str(), part.reason));
    }
    text
}

/// Returns the text without the header, which contains a digest of the document. The digest would
/// change with every comment in the document.
fn without_header(file: &GeneratedFile) -> &str {
    let header: usize = file.text.split_inclusive('\n').take_while(|line| line.starts_with("//")).map(str::len).sum();
    file.text[header..].trim_start()
}

#[test]
fn every_accepted_document() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("../accepted", "*.yaml", |path| {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let source = openapi_bindgen::read_source(format!("accepted/{name}.yaml")).unwrap();
            let generated = openapi_bindgen::generate(&source, &[], &documents::options(name)).unwrap();
            insta::assert_snapshot!("accepted", shown(&generated));
        });
    });
}

#[test]
fn every_snapshot_has_its_document() {
    let names = |folder: &str| -> BTreeSet<String> {
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let documents = names("accepted").into_iter().map(|name| format!("accepted@{name}.snap"));
    let rejected = names("rejected").into_iter().filter(|name| !name.ends_with(".overlay.yaml"));
    let expected: BTreeSet<String> = documents.chain(rejected.map(|name| format!("rejected@{name}.snap"))).collect();
    // A test that failed before may have left a new version of a snapshot.
    let snapshots: BTreeSet<String> =
        names("tests/snapshots").into_iter().filter(|name| !name.ends_with(".snap.new")).collect();
    let without_the_other: Vec<&String> = snapshots.symmetric_difference(&expected).collect();
    assert_eq!(without_the_other, [""; 0]);
}
