//! The crates that `new` and `add` make build, pass their tests, and are clean under Clippy and rustfmt.
#![cfg(feature = "command")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin_cmd;
use openapi_bindgen::scaffold::{Bindings, ModuleName, Packages, Scaffold};
use openapi_bindgen::{Source, read_source};
use tempfile::TempDir;

/// Crates in one folder.
struct Crates(TempDir);

impl Crates {
    fn create() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn bindgen(&self, arguments: &[&str]) {
        cargo_bin_cmd!("openapi-bindgen").current_dir(self.0.path()).args(arguments).assert().success();
    }

    /// Runs Cargo in a crate, which has to succeed.
    fn cargo(&self, package: &str, arguments: &[&str]) -> Output {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(self.path(package))
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("scaffold"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .unwrap();
        let [stdout, stderr] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        assert!(output.status.success(), "{arguments:?} in {package}:\n{stdout}\n{stderr}");
        output
    }

    /// Checks a crate as its CI does. What its tests are about is not what they would spend their time on: they use a mock,
    /// and the default transport is most of what there is to compile.
    fn check(&self, package: &str, tests: usize) {
        let manifest = fs::read_to_string(self.path(&format!("{package}/Cargo.toml"))).unwrap();
        assert!(manifest.contains(", \"reqwest\"]"), "{manifest}");
        self.write(&format!("{package}/Cargo.toml"), &manifest.replace(", \"reqwest\"]", "]"));
        fs::copy(repository().join("Cargo.lock"), self.path(&format!("{package}/Cargo.lock"))).unwrap();
        self.cargo(package, &["fmt", "--check"]);
        let tested = self.cargo(package, &["test", "--offline", "--quiet"]);
        let output = String::from_utf8_lossy(&tested.stdout);
        assert!(output.contains(&format!("{tests} passed")), "{output}");
        let lints = ["warnings", "clippy::pedantic"].iter().flat_map(|lint| ["-D", lint]);
        let clippy = ["clippy", "--offline", "--quiet", "--all-targets", "--"].into_iter().chain(lints);
        self.cargo(package, &clippy.collect::<Vec<_>>());
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn a_new_crate_builds_and_passes_its_test() {
    let crates = Crates::create();
    let document = repository().join("examples/pet_store/openapi.yaml").display().to_string();
    crates.bindgen(&["new", "pet-store", "--document", &document]);
    crates.check("pet-store", 1);
}

#[test]
fn a_client_that_a_build_script_generates_passes_its_test() {
    let crates = Crates::create();
    let document = repository().join("openapi/external-api.json").display().to_string();
    // rustfmt orders imports by edition.
    let manifest = "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2021\"\n";
    crates.write("app/Cargo.toml", manifest);
    crates.write("app/src/main.rs", "mod heygen;\n\nfn main() {}\n");
    crates.bindgen(&["add", "--crate", "app", "--document", &document, "--module", "heygen", "--build-script"]);
    crates.check("app", 1);
}

#[test]
fn two_clients_of_one_crate_pass_their_tests() {
    let crates = Crates::create();
    let first = repository().join("examples/pet_store/openapi.yaml").display().to_string();
    let second = repository().join("openapi/external-api.json").display().to_string();
    let manifest = "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    crates.write("app/Cargo.toml", manifest);
    crates.write("app/src/main.rs", "mod heygen;\nmod pets;\n\nfn main() {}\n");
    crates.bindgen(&["add", "--crate", "app", "--document", &first, "--module", "pets"]);
    crates.bindgen(&["add", "--crate", "app", "--document", &second, "--module", "heygen"]);
    for project in ["app/openapi/bindgen.yaml", "app/openapi/heygen/bindgen.yaml"] {
        crates.bindgen(&["generate", "--project", project, "--check"]);
    }
    crates.check("app", 2);
}

/// Each document of one feature gets a module and a test, as if it had been added.
#[test]
fn the_first_test_of_every_document_passes() {
    let crates = Crates::create();
    let runtime = repository().join("runtime").display().to_string();
    let features = "[\"base64\", \"client\", \"pattern\", \"mock\"]";
    let tokio = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }";
    crates.write(
        "all/Cargo.toml",
        &format!(
            "[package]\nname = \"all\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             openapi-bindgen-runtime = {{ path = {runtime:?}, features = {features} }}\n{tokio}\n"
        ),
    );
    let mut modules = Vec::new();
    let (mut tests, mut successes) = (0, 0);
    let read = |path: PathBuf| (path.file_stem().unwrap().to_str().unwrap().to_owned(), read_source(&path).unwrap());
    let names = [20, 30, 60, 90].map(|length| (format!("long_{length}"), with_long_names(length)));
    for (name, source) in documents().into_iter().map(read).chain(names) {
        let scaffold = Scaffold::new(&source, "api.yaml", Bindings::Committed, &Packages::Registry).unwrap();
        let files = scaffold.module(&ModuleName::parse(&name).unwrap(), "[package]\nname = \"all\"\n").unwrap();
        for file in files.iter().filter(|file| file.path.starts_with("src/")) {
            crates.write(&format!("all/{}", file.path), &file.text);
            if file.path.ends_with("/tests.rs") && !file.path.contains("/generated/") {
                tests += 1;
                successes += usize::from(!file.text.contains("IM_A_TEAPOT") && file.text.contains("TypedAnswer"));
            }
        }
        modules.push(format!("mod {name};\n"));
    }
    assert!(successes > 40 && tests > 60, "{successes} of {tests} tests answer with a success");
    modules.sort();
    crates.write("all/src/lib.rs", &modules.concat());
    fs::copy(repository().join("Cargo.lock"), crates.path("all/Cargo.lock")).unwrap();
    crates.cargo("all", &["fmt", "--check"]);
    let tested = crates.cargo("all", &["test", "--lib", "--offline", "--quiet"]);
    let output = String::from_utf8_lossy(&tested.stdout);
    assert!(output.contains(&format!("{tests} passed; 0 failed")), "{output}");
}

/// A document whose operation has a name of so many letters, a long path and a credential.
fn with_long_names(length: usize) -> Source {
    let id = "a".repeat(length);
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: Long, version: '1'}}\npaths:\n  /{id}/{{id}}:\n    get:\n      operationId: {id}\n      \
         security: [{{Key: []}}]\n      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n      \
         responses: {{'204': {{description: ok}}}}\n\
         components: {{securitySchemes: {{Key: {{type: apiKey, in: query, name: key}}}}}}\n"
    );
    Source::new("long.yaml", text)
}

/// The small documents of which a module can have the name.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs/accepted");
    let mut documents: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        // A type of the caller's is in the caller's crate.
        let is_whole = fs::read_to_string(path).is_ok_and(|text| !text.contains("crate::"));
        path.extension().is_some_and(|extension| extension != "overlay") && is_whole && ModuleName::parse(name).is_ok()
    });
    documents.sort();
    documents
}
