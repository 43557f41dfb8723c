//! A crate outside the workspace includes generated code in each of the documented forms. rustc and
//! Clippy report no warning in it, and rustfmt changes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use openapi_bindgen::{Options, generate, output, read_source};
use tempfile::TempDir;

/// A crate with a module for each document.
struct Consumer(TempDir);

impl Consumer {
    fn create() -> Self {
        let consumer = Self(tempfile::tempdir().unwrap());
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        fs::copy(repository.join("Cargo.lock"), consumer.path("Cargo.lock")).unwrap();
        let runtime = repository.join("runtime").display().to_string();
        let manifest = format!(
            "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\nopenapi-bindgen-runtime = {{ path = {runtime:?}, features = [\"client\", \"pattern\"] }}\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n"
        );
        fs::write(consumer.path("Cargo.toml"), manifest).unwrap();
        let (mut modules, mut included) = (String::new(), String::new());
        for document in documents() {
            let name = document.file_stem().unwrap().to_str().unwrap().to_owned();
            let source = read_source(&document).unwrap();
            let files = generate(&source, &[], &Options::default()).unwrap().files;
            output::write(&consumer.path("src").join(&name), &files).unwrap();
            modules.push_str(&format!("#[rustfmt::skip]\nmod {name};\n"));
            included.push_str(&format!(
                "#[rustfmt::skip]\npub mod {name} {{\n    include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/{name}/mod.rs\"));\n}}\n"
            ));
        }
        fs::write(consumer.path("src/main.rs"), format!("{modules}\nfn main() {{}}\n")).unwrap();
        fs::write(consumer.path("src/lib.rs"), included).unwrap();
        consumer
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(self.0.path())
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer"))
            .output()
            .unwrap()
    }
}

/// Returns the bundled document and the small documents with one feature each.
fn documents() -> Vec<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let small = fs::read_dir(package.join("tests/specs/accepted")).unwrap().map(|entry| entry.unwrap().path());
    let is_document = |path: &PathBuf| path.extension().is_some_and(|extension| extension != "overlay");
    let mut documents: Vec<PathBuf> = small.filter(is_document).collect();
    documents.push(package.parent().unwrap().join("openapi/external-api.json"));
    documents.retain(|path| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        // A type of the caller would have to be in the caller's crate.
        let is_whole = fs::read_to_string(path).is_ok_and(|text| !text.contains("crate::"));
        is_whole && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    });
    documents.sort();
    documents
}

#[test]
fn nothing_in_generated_code_is_warned_of_or_formatted() {
    let consumer = Consumer::create();
    let formatted = consumer.cargo(&["fmt", "--check"]);
    assert!(formatted.status.success(), "{}", String::from_utf8_lossy(&formatted.stdout));
    let lints = "clippy --offline --quiet -- -D warnings -D clippy::all -D clippy::pedantic -D clippy::nursery";
    let linted = consumer.cargo(&lints.split(' ').collect::<Vec<_>>());
    assert!(linted.status.success(), "{}", String::from_utf8_lossy(&linted.stderr));
}
