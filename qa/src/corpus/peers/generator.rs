use std::{ffi::OsString, fs, io, path::Path};

/// Another generator of Rust from OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Generator {
    OpenapiToRust,
    Oas3Gen,
}

impl Generator {
    pub(crate) const ALL: [Self; 2] = [Self::OpenapiToRust, Self::Oas3Gen];

    /// Returns the name of its program.
    pub(crate) fn program(self) -> &'static str {
        match self {
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
        }
    }

    /// Returns the arguments of its program, in the folder of the crate to generate, with default
    /// options.
    pub(super) fn arguments(self, document: &Path) -> Vec<OsString> {
        let document = document.as_os_str().to_owned();
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        match self {
            Self::OpenapiToRust => {
                [words(&["generate"]), vec![document], words(&["--output-dir", "src/generated", "--quiet"])].concat()
            }
            Self::Oas3Gen => {
                [words(&["generate", "client-mod", "-i"]), vec![document], words(&["-o", ".", "--workspace"])].concat()
            }
        }
    }

    /// Completes its output to a crate, if it is not one already.
    pub(super) fn complete(self, folder: &Path) -> io::Result<()> {
        let manifest = folder.join("Cargo.toml");
        let text = match self {
            Self::OpenapiToRust => {
                fs::write(folder.join("src/lib.rs"), "pub mod generated;\n")?;
                let dependencies = fs::read_to_string(folder.join("src/generated/REQUIRED_DEPS.toml"))?;
                format!("[package]\nname = \"made\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{dependencies}")
            }
            Self::Oas3Gen => fs::read_to_string(&manifest)?,
        };
        fs::metadata(folder.join("src/lib.rs"))?;
        // The crate is not a member of the surrounding workspace.
        let own = if text.contains("[workspace]") { "" } else { "\n[workspace]\n" };
        fs::write(manifest, format!("{text}{own}\n[profile.dev]\ndebug = 0\n"))
    }
}
