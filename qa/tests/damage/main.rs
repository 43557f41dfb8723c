//! For every document, the generator returns Rust or diagnostics: the small documents of the
//! snapshots are damaged at random, with fixed seeds, as texts and as values.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use fastrand::Rng;
use openapi_bindgen::{Options, Source, generate, parse};
use openapi_bindgen_qa::edit::edit;

/// The number of times that each document is damaged in each manner; `DAMAGES` sets another.
const DAMAGES: u64 = 10;

fn damages() -> u64 {
    std::env::var("DAMAGES").ok().and_then(|number| number.parse().ok()).unwrap_or(DAMAGES)
}

/// Returns the name and the text of each document.
fn documents() -> Vec<(String, String)> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/specs");
    let mut found: Vec<(String, String)> = ["accepted", "rejected"]
        .iter()
        .flat_map(|folder| fs::read_dir(specs.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "json"))
        .map(|path| (path.file_name().unwrap().display().to_string(), fs::read_to_string(path).unwrap()))
        .collect();
    found.sort();
    assert!(found.len() > 100, "the small documents are not where they were");
    found
}

/// Generates, and describes the failure if there was one.
fn mishap(source: &Source) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(|| generate(source, &[], &Options::default()))) {
        Err(_) => Some("it panics".to_owned()),
        Ok(Err(diagnostics)) if diagnostics.iter().next().is_none() => {
            Some("it is rejected without a diagnostic".to_owned())
        }
        Ok(Err(_)) => None,
        Ok(Ok(generated)) => generated.files.iter().find_map(|file| match syn::parse_file(&file.text) {
            Err(error) => Some(format!("`{}` is not Rust: {error}", file.path)),
            Ok(parsed) => {
                let printed = prettyplease::unparse(&parsed);
                // The client is one call of a macro, which has its own format.
                let differs = file.path != "client.rs" && lines(&file.text).ne(lines(&printed));
                differs.then(|| format!("`{}` is not as `prettyplease` prints it", file.path))
            }
        }),
    }
}

/// Returns the lines of a file, without the comment at the top and without the blank lines between
/// items.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip_while(|line| line.starts_with("//") && !line.starts_with("///")).filter(|line| !line.is_empty())
}

#[test]
fn every_file_is_as_prettyplease_prints_it() {
    for (name, text) in documents() {
        assert_eq!(mishap(&Source::new(name.as_str(), text)), None, "{name}");
    }
}

/// Tries every document with every seed, and fails with all failures.
fn survive(damaged: impl Fn(&str, &str, &mut Rng) -> Option<(Source, String)>) {
    let mut mishaps = Vec::new();
    let mut tried = 0;
    for (name, text) in documents() {
        for seed in 0..damages() {
            if let Some((source, changes)) = damaged(&name, &text, &mut Rng::with_seed(seed)) {
                tried += 1;
                mishaps.extend(mishap(&source).map(|mishap| format!("{name}, seed {seed}, {changes}: {mishap}")));
            }
        }
    }
    assert!(tried > 500, "only {tried} documents were damaged");
    assert!(mishaps.is_empty(), "{} of {tried}:\n{}", mishaps.len(), mishaps.join("\n"));
}

#[test]
fn any_document_is_generated_from_or_rejected() {
    survive(|name, text, random| {
        let mut document = parse(&Source::new(name, text)).ok()?;
        let changes: Vec<String> = (0..random.u8(1..5)).map(|_| edit(&mut document, random)).collect();
        Some((Source::new("edited.json", document.to_string()), changes.join(", ")))
    });
}

#[test]
fn a_text_may_be_damaged_anywhere() {
    survive(|name, text, random| {
        let mut letters: Vec<char> = text.chars().collect();
        let changes: Vec<String> = (0..random.u8(1..4)).map(|_| damage(&mut letters, random)).collect();
        Some((Source::new(name, letters.into_iter().collect::<String>()), changes.join(", ")))
    });
}

/// Changes some letters of a text, and describes the change.
fn damage(letters: &mut Vec<char>, random: &mut Rng) -> String {
    let from = random.usize(..=letters.len());
    let to = letters.len().min(from + random.usize(..12));
    match random.u8(..4) {
        0 => {
            letters.drain(from..to);
            format!("without letters {from} to {to}")
        }
        1 => {
            let copied = letters[from..to].to_vec();
            let at = random.usize(..=letters.len());
            letters.splice(at..at, copied);
            format!("with letters {from} to {to} at {at} too")
        }
        2 => {
            let odd =
                ['\u{0}', '\u{feff}', '\u{202e}', '"', '\\', '\n', '\t', '{', '[', ':', '#', '&', '*', '~', '0', '💥'];
            let letter = odd[random.usize(..odd.len())];
            letters.insert(from, letter);
            format!("with {letter:?} at {from}")
        }
        _ => {
            letters.truncate(from);
            format!("cut at {from}")
        }
    }
}
