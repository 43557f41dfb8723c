//! `openapi-bindgen new`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::scaffold::{PackageName, Packages, Scaffold};
use openapi_bindgen::{Diagnostics, Source};

use super::Exit;
use super::inputs::keep;
use super::scaffold::{Plan, ScaffoldArgs, error};

/// Create a crate for the client of an OpenAPI document
///
/// The crate builds and passes its tests. It has the document and its project file, the generated client or a build script
/// that generates it, a test with a mock, a README, and a workflow for CI.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct New {
    /// The folder to create; its name becomes the name of the package
    #[arg(value_name = "PATH")]
    folder: PathBuf,

    /// The name of the package [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    #[command(flatten)]
    scaffold: ScaffoldArgs,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen new my-api --document api.yaml
          Make the crate `my-api` with the generated code in it
  openapi-bindgen new my-api --document api.yaml --build-script
          Generate the code whenever the crate is built
  openapi-bindgen new my-api --document api.yaml --runtime-git https://git.example/openapi-bindgen
          Depend on the runtime in a Git repository
  openapi-bindgen new my-api --document api.yaml --dry-run
          Show all files, and write none

Exit codes:
  0  the crate is made, or shown
  2  the document or the command line has a mistake, the folder exists, or a file cannot be read or written";

impl New {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let mut wrong = Diagnostics::new();
        let name = keep(&mut wrong, self.package_name());
        if fs::symlink_metadata(&self.folder).is_ok() {
            let message = format!("`{}` exists already", self.folder.display());
            wrong.extend(error(
                message,
                "choose another folder, or add the client to a crate with `openapi-bindgen add`",
            ));
        }
        let packages = keep(&mut wrong, self.scaffold.packages(&self.folder));
        let document = keep(&mut wrong, self.scaffold.read_document());
        let (Some(name), Some(packages), Some((document, file_name)), true) =
            (name, packages, document, wrong.is_empty())
        else {
            return self.scaffold.display.failure(&wrong, &[]);
        };
        self.make(&name, &packages, &document, &file_name)
    }

    fn make(&self, name: &PackageName, packages: &Packages, document: &Source, file_name: &str) -> Exit {
        let scaffold = match Scaffold::new(document, file_name, self.scaffold.bindings(), packages) {
            Ok(scaffold) => scaffold,
            Err(errors) => return self.scaffold.display.failure(&errors, &[document]),
        };
        let folder = self.folder.display();
        let mut next = vec![format!("cd {folder} && cargo test")];
        if let Some(workspace) = workspace_around(&self.folder) {
            next.push(format!("add {:?} to the `members` of `{}`", name.as_str(), workspace.display()));
        }
        if let Packages::Path { runtime, .. } = packages {
            next.push(format!("on other machines, such as those of CI, the runtime must also be at `{runtime}`;"));
            next.push("with `--runtime-git URL`, the crate finds it on every machine".to_owned());
        }
        let files = scaffold.package(name);
        let plan = Plan { folder: &self.folder, files, manifest: None, packages, next };
        self.scaffold.finish(&plan, &scaffold, document)
    }

    fn package_name(&self) -> Result<PackageName, Diagnostics> {
        let of_folder = self.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = self.name.as_deref().unwrap_or(of_folder);
        let help = if self.name.is_some() { "choose another name" } else { "choose another one with `--name NAME`" };
        PackageName::parse(name).map_err(|wrong| error(wrong.to_string(), help))
    }
}

/// Returns the manifest of the workspace that the folder will be in.
fn workspace_around(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    let manifests = folder.ancestors().skip(1).map(|folder| folder.join("Cargo.toml"));
    manifests.into_iter().find(|manifest| {
        fs::read_to_string(manifest).is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
    })
}
