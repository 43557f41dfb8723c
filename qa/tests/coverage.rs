//! Nothing of the small documents vanishes in silence: each part is in the generated code, or has a diagnostic.

use std::path::Path;

use openapi_bindgen::read_source;
use openapi_bindgen_qa::coverage::of_source;

#[test]
fn no_part_of_a_small_document_is_silent() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/specs/accepted");
    let (mut parts, mut silent) = (0, Vec::new());
    for entry in std::fs::read_dir(specs).unwrap() {
        let path = entry.unwrap().path();
        let Some(coverage) = of_source(&read_source(&path).unwrap()) else { continue };
        parts += coverage.counts.values().sum::<usize>();
        let name = path.file_name().unwrap().display().to_string();
        silent.extend(coverage.silent.iter().map(|part| format!("{name}: {part}")));
    }
    assert!(parts > 1000, "{parts} parts");
    assert!(silent.is_empty(), "{silent:#?}");
}
