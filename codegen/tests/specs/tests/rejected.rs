//! The diagnostics of each rejected document.

#[path = "../documents.rs"]
mod documents;

use std::path::Path;

use openapi_bindgen::{Diagnostics, Options, Source};

/// Reads a document. Its name is relative to the folder, so that snapshots contain no local path.
fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap().to_str().unwrap();
    Source::new(name, std::fs::read_to_string(path).unwrap())
}

/// Returns the diagnostics of the document, with the overlay beside it if there is one.
fn diagnostics(document: &Path) -> Diagnostics {
    let overlay = document.with_extension("overlay.yaml");
    let overlays: Vec<Source> = overlay.exists().then(|| source(&overlay)).into_iter().collect();
    let name = document.file_stem().unwrap().to_str().unwrap();
    openapi_bindgen::generate(&source(document), &overlays, &documents::options(name)).unwrap_err()
}

#[test]
fn every_rejected_document() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("../rejected", "*.yaml", |path| {
            if path.to_str().unwrap().ends_with(".overlay.yaml") {
                return;
            }
            let diagnostics = diagnostics(path);
            for diagnostic in &diagnostics {
                assert!(diagnostic.location.is_some(), "{diagnostic} has no place in {}", diagnostic.source);
            }
            insta::assert_snapshot!("rejected", diagnostics);
        });
    });
}

#[test]
fn options_that_would_not_be_rust() {
    let document = Source::new("api.yaml", "openapi: 3.1.0");
    for (options, message) in [
        (Options::default().runtime("not a path"), "the option `runtime` is not a path: `not a path`"),
        (Options::default().regenerate_command("a\nb"), "the option `regenerate-command` has more than one line"),
        (
            Options::default().regenerate_command("\u{202e}a"),
            "the option `regenerate-command` has an invisible character",
        ),
        (Options::default().regenerate_command(" "), "the option `regenerate-command` is empty"),
    ] {
        let diagnostics = openapi_bindgen::generate(&document, &[], &options).unwrap_err();
        assert_eq!(diagnostics.iter().next().map(|diagnostic| diagnostic.message.as_str()), Some(message));
    }
}
