//! The generated type of each component.

use std::{collections::HashMap, fs, io, path::Path};

/// Finds the public types in a module's `models.rs`, by their names without case and punctuation. Two names that differ
/// in nothing else stand for none.
pub(super) fn read(module: &Path) -> io::Result<HashMap<String, Option<String>>> {
    let path = module.join("models.rs");
    let text = if path.exists() { fs::read_to_string(path)? } else { String::new() };
    let mut types: HashMap<String, Option<String>> = HashMap::new();
    for line in text.lines() {
        let name = ["pub struct ", "pub enum ", "pub type "].iter().find_map(|start| line.strip_prefix(start));
        let Some(name) = name else { continue };
        let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(name);
        types.entry(key(name)).and_modify(|taken| *taken = None).or_insert_with(|| Some(name.to_owned()));
    }
    Ok(types)
}

/// The name as [`read`] has it.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_their_components() {
        let module = tempfile::tempdir().unwrap();
        assert!(read(module.path()).unwrap().is_empty());
        let text =
            "pub struct StandardApiError {\n}\npub type Names = Vec<A>;\npub enum Ab {\npub struct AB;\nstruct C;\n";
        fs::write(module.path().join("models.rs"), text).unwrap();
        let types = read(module.path()).unwrap();
        assert_eq!(types[&key("Standard-API_error")].as_deref(), Some("StandardApiError"));
        assert_eq!(types["names"].as_deref(), Some("Names"));
        assert_eq!(types["ab"], None);
        assert!(!types.contains_key("c"));
    }
}
