//! The Cargo workspace that generated code is compiled in.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

/// The first line of the workspace's manifest, which identifies a folder of an earlier run.
const MARK: &str = "# Written by openapi-bindgen-qa, which writes it anew each time.";

/// The name of the crate with all dependencies and no code.
pub(crate) const DEPENDENCIES: &str = "dependencies";

/// A workspace with a folder `modules` for the generated code, with a module for each document, and
/// a folder `crates`, whose crates declare some of the modules each.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: PathBuf,
    /// The target folder of Cargo: the same for all runs, so that dependencies are compiled once.
    target: PathBuf,
    /// Removes the folder at the end, unless it is kept.
    _temporary: Option<TempDir>,
}

impl Workspace {
    /// Creates a workspace without modules, in the folder `keep` or, without it, in a temporary
    /// one. Generated code is compiled with these features of the runtime.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be written, or if it contains files that no earlier
    /// run has written.
    pub(crate) fn create(keep: Option<&Path>, features: &[&str]) -> io::Result<Self> {
        let (folder, temporary) = if let Some(folder) = keep {
            clear(folder)?;
            (std::path::absolute(folder)?, None)
        } else {
            let temporary = tempfile::tempdir()?;
            (temporary.path().to_path_buf(), Some(temporary))
        };
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
        fs::create_dir_all(folder.join("modules"))?;
        fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let manifest = format!(
            "{MARK}\n\
             [workspace]\nmembers = [\"crates/*\"]\nresolver = \"3\"\n\n\
             [workspace.dependencies]\n\
             openapi-bindgen-runtime = {{ path = {:?}, features = {features:?} }}\n\
             serde_core = \"1\"\nserde_json = \"1\"\n\n\
             [profile.dev]\ndebug = 0\n",
            repository.join("runtime").display().to_string(),
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        let workspace = Self { folder, target: target()?, _temporary: temporary };
        workspace.mount(DEPENDENCIES, &[])?;
        Ok(workspace)
    }

    /// Returns the folder of the workspace.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the target folder of Cargo.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Returns the folder of a module.
    pub(crate) fn module(&self, module: &str) -> PathBuf {
        self.folder.join("modules").join(module)
    }

    /// Returns the module that contains a path in a message of the compiler.
    pub(crate) fn module_of(path: &str) -> Option<&str> {
        let (_, inner) = path.split_once("/modules/")?;
        inner.split('/').next()
    }

    /// Creates or replaces the library `name` with these modules.
    pub(crate) fn mount(&self, name: &str, modules: &[&str]) -> io::Result<()> {
        // The lints that are allowed compare all names of a crate, and here those of many documents.
        let lints = "#![forbid(unsafe_code)]\n#![warn(unreachable_pub)]\n\
                     #![allow(confusable_idents, mixed_script_confusables)]";
        let text = format!("{lints}\n\n{}", mounts(modules, "mod.rs"));
        self.write_crate(name, "lib.rs", &text, "openapi-bindgen-runtime.workspace = true\n")
    }

    /// Creates or replaces the program `name`, with `file` of these modules (`mod.rs` has all of a
    /// module, `models.rs` the models alone) and the functions in `text`.
    pub(crate) fn mount_program(&self, name: &str, modules: &[&str], file: &str, text: &str) -> io::Result<()> {
        let text = format!("#![allow(dead_code, unused_imports)]\n\n{}{text}", mounts(modules, file));
        let dependencies = "openapi-bindgen-runtime.workspace = true\n\
                            serde_core.workspace = true\n\
                            serde_json.workspace = true\n";
        self.write_crate(name, "main.rs", &text, dependencies)
    }

    fn write_crate(&self, name: &str, file: &str, text: &str, dependencies: &str) -> io::Result<()> {
        let folder = self.folder.join("crates").join(name);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src").join(file), text)
    }
}

/// Returns the items that declare one file of each module in the root of a crate.
fn mounts(modules: &[&str], file: &str) -> String {
    let mut text = String::new();
    for module in modules {
        text.push_str(&format!("#[path = \"../../../modules/{module}/{file}\"]\npub mod {module};\n"));
    }
    text
}

/// Returns a folder beside the program, which Cargo has put into its own target folder.
fn target() -> io::Result<PathBuf> {
    let program = env::current_exe()?;
    Ok(program.parent().unwrap_or(Path::new(".")).join("corpus-target"))
}

/// Removes the files of an earlier run from the folder.
fn clear(folder: &Path) -> io::Result<()> {
    let manifest = folder.join("Cargo.toml");
    let is_empty = !folder.exists() || fs::read_dir(folder)?.next().is_none();
    if !is_empty && !fs::read_to_string(&manifest).is_ok_and(|text| text.starts_with(MARK)) {
        let what = format!("`{}` holds something else: name a folder that is empty or not there", folder.display());
        return Err(io::Error::other(what));
    }
    for part in ["modules", "crates"] {
        if folder.join(part).exists() {
            fs::remove_dir_all(folder.join(part))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_of_its_own_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let keep = folder.path().join("keep");
        let workspace = Workspace::create(Some(&keep), &[]).unwrap();
        fs::create_dir(workspace.module("old")).unwrap();
        Workspace::create(Some(&keep), &[]).unwrap();
        assert!(!workspace.module("old").exists());
        fs::write(keep.join("Cargo.toml"), "[package]").unwrap();
        assert!(Workspace::create(Some(&keep), &[]).is_err());
    }

    #[test]
    fn a_path_of_the_compiler_names_its_module() {
        let path = "crates/small_1/src/../../../modules/api_a/operations/mod.rs";
        assert_eq!(Workspace::module_of(path), Some("api_a"));
        assert_eq!(Workspace::module_of("crates/small_1/src/lib.rs"), None);
    }
}
