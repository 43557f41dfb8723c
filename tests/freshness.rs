//! The committed bindings are up to date.

use std::{collections::BTreeMap, fs, path::Path};

/// The files in a folder and the folders in it, by their path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            files.extend(self::files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            files.insert(name.to_owned(), fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn the_committed_bindings_are_the_generated_ones() {
    let other = option_env!("HEYGEN_OPENAPI").unwrap_or_default();
    assert!(other.is_empty(), "unset HEYGEN_OPENAPI: the committed bindings are those of the bundled document");
    let generated = files(&Path::new(env!("OUT_DIR")).join("generated"));
    let committed = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("generated"));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&generated), "run `cargo run -p openapi-bindgen -- generate`");
    for (name, bytes) in generated {
        assert!(
            committed[&name] == bytes,
            "`generated/{name}` is stale: run `cargo run -p openapi-bindgen -- generate`"
        );
    }
}
