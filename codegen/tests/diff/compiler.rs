use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::pair::{Call, Pair};

/// A Cargo workspace with a crate of all versions, and crates of their callers.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    /// Writes the generated code of both versions of each pair. It compiles without a network, with
    /// the crates that the tests of this crate were built with.
    pub(crate) fn create(pairs: &[Pair]) -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        fs::copy(repository.join("Cargo.lock"), workspace.path("Cargo.lock")).unwrap();
        let runtime = format!(
            "openapi-bindgen-runtime = {{ path = {:?}, features = [\"client\", \"pattern\"] }}\n",
            repository.join("runtime").display().to_string()
        );
        let manifest = format!(
            "[workspace]\nmembers = [\"versions\", \"fine\", \"broken\"]\nresolver = \"3\"\n\n\
             [workspace.dependencies]\n{runtime}\n[profile.dev]\ndebug = 0\nincremental = false\n"
        );
        fs::write(workspace.path("Cargo.toml"), manifest).unwrap();
        let mut modules = String::new();
        for pair in pairs {
            for (name, version) in pair.versions() {
                let module = format!("{}_{name}", pair.name);
                let files = &version.generated().files;
                openapi_bindgen::output::write(&workspace.path("versions/src").join(&module), files).unwrap();
                modules.push_str(&format!("pub mod {module};\n"));
            }
        }
        workspace.write_crate("versions", "", &modules);
        for callers in ["fine", "broken"] {
            workspace.write_crate(callers, "versions = { path = \"../versions\" }\n", "");
        }
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write_crate(&self, name: &str, dependencies: &str, text: &str) {
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nopenapi-bindgen-runtime.workspace = true\n{dependencies}"
        );
        fs::create_dir_all(self.path(name).join("src")).unwrap();
        fs::write(self.path(name).join("Cargo.toml"), manifest).unwrap();
        fs::write(self.path(name).join("src/lib.rs"), text).unwrap();
    }

    /// Returns the errors in a crate of these callers, by their modules. An error anywhere else
    /// fails the test.
    pub(crate) fn check(&self, name: &str, calls: &[Call]) -> BTreeMap<String, String> {
        let folder = self.path(name).join("src");
        let modules: Vec<String> = calls.iter().map(|call| format!("mod {};\n", call.module)).collect();
        fs::write(folder.join("lib.rs"), format!("#![allow(dead_code, deprecated)]\n\n{}", modules.concat())).unwrap();
        for call in calls {
            fs::write(folder.join(&call.module).with_extension("rs"), &call.text).unwrap();
        }
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--message-format=json", "--package", name, "--target-dir"])
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff"))
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        let mut errors = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Value = serde_json::from_str(line).unwrap();
            let message = &message["message"];
            let spans = message["spans"].as_array().map_or(&[][..], Vec::as_slice);
            if message["level"] != "error" || spans.is_empty() {
                continue;
            }
            let rendered = message["rendered"].as_str().unwrap();
            let primary = spans.iter().find(|span| span["is_primary"] == true).unwrap();
            let file = Path::new(primary["file_name"].as_str().unwrap());
            let module = file.file_stem().unwrap().to_str().unwrap();
            assert!(calls.iter().any(|call| call.module == module), "not in a caller: {rendered}");
            errors.insert(module.to_owned(), rendered.to_owned());
        }
        assert_eq!(output.status.success(), errors.is_empty(), "{complaint}");
        errors
    }
}
