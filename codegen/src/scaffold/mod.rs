//! Makes a crate for the client of a document, or a module of an existing crate.
//!
//! [`Scaffold`] returns the files as values. Nothing here reads or writes a file.

mod first_call;
mod first_test;
mod manifest;
mod name;
mod packages;
mod text;

pub use manifest::{ManifestError, depends_on_runtime, missing_features, package_name, runtime_line};
pub use name::{ModuleName, NameError, PackageName};
pub use packages::Packages;

use crate::diagnostic::Diagnostics;
use crate::generate::generate_with_api;
use crate::generated::Generated;
use crate::ir::Api;
use crate::options::Options;
use crate::source::Source;

/// The form in which the crate contains the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bindings {
    /// As files of the crate, which are committed.
    #[default]
    Committed,
    /// By a build script, which generates them whenever the crate is built.
    BuildScript,
}

/// A document and its client, from which the files of a crate are made.
///
/// ```
/// use openapi_bindgen::Source;
/// use openapi_bindgen::scaffold::{Bindings, PackageName, Packages, Scaffold};
///
/// let document = Source::new("api.yaml", "
/// openapi: 3.1.0
/// info: { title: Shop, version: 1.0.0 }
/// components: { schemas: { Price: { type: number } } }
/// ");
/// let scaffold = Scaffold::new(&document, "api.yaml", Bindings::Committed, &Packages::Registry)?;
/// let files = scaffold.package(&PackageName::parse("shop-client")?);
/// let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
/// assert!(paths.contains(&"Cargo.toml") && paths.contains(&"src/generated/models.rs"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Scaffold<'a> {
    document: &'a Source,
    file_name: &'a str,
    /// The folder of the document and the project file in the crate.
    folder: String,
    bindings: Bindings,
    packages: &'a Packages,
    generated: Generated,
    api: Api,
}

/// A file of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CrateFile {
    /// The path relative to the folder of the crate, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl CrateFile {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

impl<'a> Scaffold<'a> {
    /// Generates the client of `document`, which gets the name `file_name` in the folder `openapi` of the crate, beside the
    /// project file `bindgen.yaml`.
    ///
    /// # Errors
    /// Returns the errors of [`generate`](crate::generate).
    pub fn new(
        document: &'a Source,
        file_name: &'a str,
        bindings: Bindings,
        packages: &'a Packages,
    ) -> Result<Self, Diagnostics> {
        Self::in_folder(document, file_name, FOLDER.to_owned(), bindings, packages, &Options::default())
    }

    /// Generates the client of a further document for a crate that has one in `openapi` already. Its document and project
    /// file are in the folder `openapi/<module>` of the crate.
    ///
    /// # Errors
    /// Returns the errors of [`generate`](crate::generate).
    pub fn further(
        document: &'a Source,
        file_name: &'a str,
        module: &ModuleName,
        bindings: Bindings,
        packages: &'a Packages,
    ) -> Result<Self, Diagnostics> {
        let folder = format!("{FOLDER}/{}", module.as_str());
        let options = Options::default().regenerate_command(command(&folder));
        Self::in_folder(document, file_name, folder, bindings, packages, &options)
    }

    fn in_folder(
        document: &'a Source,
        file_name: &'a str,
        folder: String,
        bindings: Bindings,
        packages: &'a Packages,
        options: &Options,
    ) -> Result<Self, Diagnostics> {
        // The digest in the output depends on the text only, not on the name of the file.
        let (generated, api) = generate_with_api(document, &[], options)?;
        Ok(Self { document, file_name, folder, bindings, packages, generated, api })
    }

    /// Returns the command that generates the client again, in the folder of the crate.
    pub fn generate_command(&self) -> String {
        command(&self.folder)
    }

    /// Returns the path of the project file in the crate.
    fn project(&self) -> String {
        format!("{}/{PROJECT}", self.folder)
    }

    /// Returns the generated client.
    pub fn generated(&self) -> &Generated {
        &self.generated
    }

    /// Returns the features of the runtime that the crate needs.
    fn features(&self) -> Vec<&'static str> {
        packages::with_transport(&self.generated.summary.features)
    }

    /// Returns the files of a new package.
    pub fn package(&self, name: &PackageName) -> Vec<CrateFile> {
        let place = Place { module: name.module(), client: name.module(), output: "src/generated".to_owned() };
        let mut files = vec![
            CrateFile::new("Cargo.toml", manifest::create(self, name)),
            CrateFile::new("README.md", text::readme(self, name)),
            CrateFile::new(".gitignore", "/target\n"),
            CrateFile::new(".github/workflows/ci.yml", text::workflow(self)),
            CrateFile::new("src/lib.rs", text::library(self, &place)),
        ];
        files.extend(self.first_test(&place.client).map(|test| CrateFile::new("tests/mock.rs", test)));
        files.extend(self.common(&place));
        files
    }

    /// Returns the files of a module in a package with the manifest `manifest`. They include the manifest if it changes.
    ///
    /// # Errors
    /// Returns an error if the manifest cannot be parsed, if it is not that of a package, or if it names a build script
    /// although the client needs one of its own.
    pub fn module(&self, name: &ModuleName, manifest: &str) -> Result<Vec<CrateFile>, ManifestError> {
        let place = Place {
            module: name.as_str().to_owned(),
            client: "super".to_owned(),
            output: format!("src/{}/generated", name.as_str()),
        };
        let test = self.first_test(&place.client);
        let folder = format!("src/{}", name.as_str());
        let changed = manifest::extend(self, manifest)?;
        let mut files = Vec::new();
        if changed != manifest {
            files.push(CrateFile::new("Cargo.toml", changed));
        }
        files.push(CrateFile::new(format!("{folder}/mod.rs"), text::module(self, &place, test.is_some())));
        files.extend(test.map(|test| CrateFile::new(format!("{folder}/tests.rs"), test)));
        files.extend(self.common(&place));
        Ok(files)
    }

    /// Returns the document, the project file, and the output or the build script that generates it.
    fn common(&self, place: &Place) -> Vec<CrateFile> {
        let mut files = vec![
            CrateFile::new(format!("{}/{}", self.folder, self.file_name), self.document.text()),
            CrateFile::new(self.project(), text::project(self, place)),
        ];
        match self.bindings {
            Bindings::Committed => files.extend(
                self.generated
                    .files
                    .iter()
                    .map(|file| CrateFile::new(format!("{}/{}", place.output, file.path), file.text.as_str())),
            ),
            Bindings::BuildScript => files.push(CrateFile::new("build.rs", text::build_script(self, place))),
        }
        files
    }

    /// Returns the text of a first test, if there is a client to test.
    fn first_test(&self, client: &str) -> Option<String> {
        self.has_client().then(|| first_test::text(&self.api, client))
    }

    fn has_client(&self) -> bool {
        !self.api.operations.is_empty()
    }
}

/// The folder of a crate's documents, and the name of a project file.
const FOLDER: &str = "openapi";
const PROJECT: &str = "bindgen.yaml";

/// Returns the command that generates from the project file in a folder.
fn command(folder: &str) -> String {
    let generate = "openapi-bindgen generate";
    if folder == FOLDER { generate.to_owned() } else { format!("{generate} --project {folder}/{PROJECT}") }
}

/// The place of the client in the crate.
struct Place {
    /// The module that holds it, or the crate: `my_api`.
    module: String,
    /// Its path in a test: `my_api` or `super`.
    client: String,
    /// The folder of the output: `src/generated`.
    output: String,
}
