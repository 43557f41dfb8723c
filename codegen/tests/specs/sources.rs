//! The documents of `accepted`. The build script and the tests of all documents include this file.

use std::{error::Error, fs};

use openapi_bindgen::{Source, read_source};

/// Returns every accepted document and its name, sorted by name.
pub(crate) fn accepted() -> Result<Vec<(String, Source)>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir("accepted")? {
        names.extend(entry?.path().file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    names.sort();
    let mut sources = Vec::new();
    for name in names {
        let source = read_source(format!("accepted/{name}.yaml"))?;
        sources.push((name, source));
    }
    Ok(sources)
}
