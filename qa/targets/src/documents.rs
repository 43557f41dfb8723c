//! Targets for untrusted input of the generator.

use openapi_bindgen::{
    Options, Project, Source, apply_overlays, generate,
    import::{Page, import},
};
use openapi_bindgen_expand::fault;

/// The document for inputs that are not documents themselves.
const DOCUMENT: &str = include_str!("../api.yaml");

/// The separator of two texts in one input.
const BETWEEN: &str = "\n=====\n";

/// Generates from a document. The output must parse as Rust, and its derives must expand.
pub fn document(input: &[u8]) {
    if let Ok(text) = std::str::from_utf8(input) {
        generates(&Source::new("document.yaml", text), &Options::default().envelopes(["data"]));
    }
}

/// Applies an overlay to the document before it in the input, or to a small one, and generates from the result.
pub fn overlay(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (document, overlay) = text.split_once(BETWEEN).unwrap_or((DOCUMENT, text));
    let document = Source::new("document.yaml", document);
    if let Ok(effective) = apply_overlays(&document, &[Source::new("overlay.yaml", overlay)]) {
        generates(&Source::new("effective.yaml", effective.text), &Options::default());
    }
}

/// Imports a page into the document before it in the input, or into a new one, and generates from the result.
pub fn page(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (document, page) = match text.split_once(BETWEEN) {
        Some((document, page)) => (Some(Source::new("document.json", document)), page),
        None => (None, text),
    };
    if let Ok(page) = Page::read(&Source::new("page.md", page), "page.md")
        && let Ok(imported) = import(document.as_ref(), &[page])
    {
        generates(&Source::new("imported.json", imported.text), &Options::default());
    }
}

/// Reads a project file, and generates with its options.
pub fn project(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok(project) = Project::parse(&Source::new("bindgen.yaml", text)) {
        generates(&Source::new("document.yaml", DOCUMENT), &project.options);
    }
}

fn generates(document: &Source, options: &Options) {
    match generate(document, &[], options) {
        Ok(generated) => {
            for file in &generated.files {
                if let Some(fault) = fault(&file.path, &file.text) {
                    panic!("{fault}");
                }
            }
        }
        Err(diagnostics) => {
            let text = diagnostics.to_string();
            assert!(!text.is_empty(), "the document is rejected without a message");
            assert!(!text.contains("this is a bug in the generator"), "{text}");
        }
    }
}
