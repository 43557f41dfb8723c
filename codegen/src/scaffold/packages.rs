use toml_edit::{Array, InlineTable, Value};

/// The package that generated code uses.
pub(super) const RUNTIME: &str = "openapi-bindgen-runtime";

/// The package that a build script uses.
pub(super) const GENERATOR: &str = "openapi-bindgen";

/// The source of the runtime and the generator for Cargo.
///
/// ```
/// use openapi_bindgen::scaffold::Packages;
///
/// let packages = Packages::Git { url: "https://git.example/bindgen".to_owned() };
/// let entry = r#"openapi-bindgen-runtime = { git = "https://git.example/bindgen", features = ["json"] }"#;
/// assert_eq!(packages.runtime_entry(&["json"]), entry);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Packages {
    /// In the registry, in the version of this generator.
    Registry,
    /// In folders, as the manifest names them.
    Path {
        /// The folder of the runtime.
        runtime: String,
        /// The folder of the generator.
        generator: String,
    },
    /// In a Git repository.
    Git {
        /// The URL of the repository.
        url: String,
    },
}

impl Packages {
    /// Returns the line for the runtime in the `dependencies` of a manifest, for output that needs these features. If these
    /// include `client`, the line adds a transport: without one, the code compiles, but building a client fails.
    pub fn runtime_entry(&self, features: &[&'static str]) -> String {
        format!("{RUNTIME} = {}", self.runtime(&with_transport(features)))
    }

    /// Returns the dependency on the runtime for a manifest.
    pub(super) fn runtime(&self, features: &[&str]) -> Value {
        let mut source = self.source(|runtime, _| runtime);
        if features.is_empty()
            && let Self::Registry = self
        {
            return env!("CARGO_PKG_VERSION").into();
        }
        if !features.is_empty() {
            source.insert("features", features.iter().copied().collect::<Array>().into());
        }
        source.into()
    }

    /// Returns the dependency on the generator library for a manifest.
    pub(super) fn generator(&self) -> Value {
        let mut source = self.source(|_, generator| generator);
        source.insert("default-features", false.into());
        source.into()
    }

    /// Returns the arguments of `cargo install` that install the command.
    pub(super) fn install(&self) -> String {
        match self {
            Self::Registry => format!("--version {} {GENERATOR}", env!("CARGO_PKG_VERSION")),
            Self::Path { generator, .. } => format!("--path {}", quoted(generator)),
            Self::Git { url } => format!("--git {} {GENERATOR}", quoted(url)),
        }
    }

    fn source<'a>(&'a self, path: impl Fn(&'a String, &'a String) -> &'a String) -> InlineTable {
        let (key, value) = match self {
            Self::Registry => ("version", env!("CARGO_PKG_VERSION")),
            Self::Path { runtime, generator } => ("path", path(runtime, generator).as_str()),
            Self::Git { url } => ("git", url.as_str()),
        };
        InlineTable::from_iter([(key, value)])
    }
}

/// Returns the features that a package needs, with a transport if there is a client.
pub(super) fn with_transport(features: &[&'static str]) -> Vec<&'static str> {
    let transport = features.contains(&"client").then_some("reqwest");
    features.iter().copied().chain(transport).collect()
}

/// Quotes a text as one word for a shell.
fn quoted(text: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "/._-:@+~".contains(sign);
    if text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_has_its_entries() {
        let path = Packages::Path { runtime: "../a b/runtime".to_owned(), generator: "../a b/codegen".to_owned() };
        assert_eq!(path.runtime(&[]).to_string(), r#"{ path = "../a b/runtime" }"#);
        assert_eq!(path.generator().to_string(), r#"{ path = "../a b/codegen", default-features = false }"#);
        assert_eq!(path.install(), "--path '../a b/codegen'");
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(Packages::Registry.runtime(&[]).to_string(), format!("{version:?}"));
        let expected = format!("{{ version = {version:?}, features = [\"json\", \"uuid\"] }}");
        assert_eq!(Packages::Registry.runtime(&["json", "uuid"]).to_string(), expected);
    }

    #[test]
    fn only_a_client_needs_a_transport() {
        assert_eq!(with_transport(&["client", "pattern"]), ["client", "pattern", "reqwest"]);
        assert_eq!(with_transport(&["json"]), ["json"]);
    }
}
