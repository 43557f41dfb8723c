use std::fmt;

use crate::file_name::is_device;
use crate::naming;

/// The maximum length of a package name in a registry, in characters.
const LONGEST: usize = 64;

/// Names that Cargo reserves for its own crates and folders.
const RESERVED: &[&str] =
    &["alloc", "build", "core", "deps", "examples", "incremental", "proc-macro", "proc_macro", "std", "test"];

/// Packages that the new one depends on.
const DEPENDENCIES: &[&str] = &["openapi-bindgen", "openapi-bindgen-derive", "openapi-bindgen-runtime", "tokio"];

/// The checked name of a package: `my-api`.
///
/// ```
/// use openapi_bindgen::scaffold::PackageName;
///
/// assert_eq!(PackageName::parse("my-api")?.as_str(), "my-api");
/// assert!(PackageName::parse("my api").is_err());
/// # Ok::<(), openapi_bindgen::scaffold::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageName(String);

/// The checked name of a module: `my_api`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleName(String);

/// The reason why a text cannot be the name of a package or a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    name: String,
    noun: &'static str,
    reason: &'static str,
}

impl PackageName {
    /// Checks a name.
    ///
    /// # Errors
    /// Returns an error if Cargo, a registry or a file system would reject the name.
    pub fn parse(name: &str) -> Result<Self, NameError> {
        let allowed = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-' || sign == '_';
        let wrong = |reason| Err(NameError { name: name.to_owned(), noun: "package", reason });
        if !name.starts_with(|sign: char| sign.is_ascii_lowercase()) || !name.chars().all(allowed) {
            return wrong("a name starts with a letter and has only ASCII letters in lower case, digits, `-` and `_`");
        }
        if name.len() > LONGEST {
            return wrong("a name has 64 characters at most");
        }
        if RESERVED.contains(&name) {
            return wrong("Cargo or Rust keeps this name");
        }
        if DEPENDENCIES.contains(&name) {
            return wrong("the package depends on one of this name");
        }
        if is_device(name) {
            return wrong("Windows keeps this name for a device");
        }
        if naming::field(&name.replace('-', "_")).as_str().starts_with("r#") || is_path_keyword(name) {
            return wrong("it is a keyword of Rust");
        }
        Ok(Self(name.to_owned()))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name of the crate in Rust.
    pub(super) fn module(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl ModuleName {
    /// Checks a name.
    ///
    /// # Errors
    /// Returns an error if the name is not an identifier in snake case, or not a valid file name.
    pub fn parse(name: &str) -> Result<Self, NameError> {
        let module = naming::module(name);
        if module.as_str() == name && !name.starts_with("r#") {
            return Ok(Self(name.to_owned()));
        }
        let is_keyword = module.as_str() == format!("r#{name}") || is_path_keyword(name);
        let reason = if is_keyword {
            "it is a keyword of Rust"
        } else {
            "a module is an identifier in snake case, such as `my_api`"
        };
        Err(NameError { name: name.to_owned(), noun: "module", reason })
    }

    /// Returns the name of the module for a document with this file name: `my_api` for `my-api.yaml`.
    pub fn of_document(file_name: &str) -> Self {
        let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
        let name = naming::module(stem);
        Self(name.as_str().strip_prefix("r#").map_or_else(|| name.to_string(), |name| format!("{name}_api")))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns true for a keyword that cannot be a raw identifier.
fn is_path_keyword(name: &str) -> bool {
    matches!(name, "crate" | "self" | "super" | "Self" | "_")
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} cannot be the name of a {}: {}", self.name, self.noun, self.reason)
    }
}

impl std::error::Error for NameError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cargo_rejects_are_not_packages() {
        for name in [
            "", "9lives", "my api", "grün", "-a", "_", "a/b", "test", "std", "con", "struct", "self", "tokio", "My_Api",
        ] {
            assert!(PackageName::parse(name).is_err(), "{name}");
        }
        assert!(PackageName::parse(&"a".repeat(65)).is_err());
        for name in ["my-api", "a", "my_api2", "structs"] {
            assert!(PackageName::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_module_is_an_identifier() {
        for name in ["", "my-api", "Api", "type", "self", "9", "con", "a b"] {
            let error = ModuleName::parse(name).unwrap_err().to_string();
            assert_eq!(error.contains("keyword"), ["type", "self"].contains(&name), "{error}");
        }
        assert!(ModuleName::parse("my_api").is_ok());
        for (file, module) in
            [("my-api.yaml", "my_api"), ("type.json", "type_api"), ("api", "api"), ("a.b.json", "a_b")]
        {
            assert_eq!(ModuleName::of_document(file).as_str(), module);
        }
    }
}
