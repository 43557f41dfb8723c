//! Replays the inputs that failed once, and a few others.

use std::{fs, path::Path};

use openapi_bindgen_targets::TARGETS;

#[test]
fn inputs_that_failed_once_are_fine() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs");
    let mut count = 0;
    for folder in fs::read_dir(&inputs).unwrap().map(|entry| entry.unwrap().path()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let (_, target) =
            TARGETS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no target {name}"));
        for file in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            eprintln!("{}", file.display());
            target(&fs::read(&file).unwrap());
            count += 1;
        }
    }
    assert!(count >= TARGETS.len(), "only {count} inputs");
}
