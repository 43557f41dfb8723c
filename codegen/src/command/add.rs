//! `openapi-bindgen add`.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;
use openapi_bindgen::Diagnostics;
use openapi_bindgen::scaffold::{Bindings, ModuleName, Packages, Scaffold, depends_on_runtime};

use super::Exit;
use super::inputs::{DEFAULT_PROJECT, keep};
use super::scaffold::{Plan, ScaffoldArgs, error};

/// Add the client of an OpenAPI document to a crate
///
/// Adds a module with the generated client, a test of it with a mock, the document and its project file, and the required
/// dependencies in `Cargo.toml`. Overwrites no file. Declare the module yourself: `mod my_api;`.
///
/// The document and the project file are in `openapi/`, or in `openapi/my_api/` if the crate has another client.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Add {
    /// The folder of the crate
    #[arg(long = "crate", value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    /// The name of the module [default: that of the document's file]
    #[arg(long, value_name = "NAME")]
    module: Option<String>,

    #[command(flatten)]
    scaffold: ScaffoldArgs,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen add --document my-api.yaml
          Add the module `my_api` to the crate in this folder
  openapi-bindgen add --document api.json --module shop --build-script
          Generate the code whenever the crate is built
  openapi-bindgen add --document api.json --dry-run
          Show all files and how `Cargo.toml` changes, and write nothing

Exit codes:
  0  the client is added, or shown
  2  the document, `Cargo.toml` or the command line has a mistake, a file exists, or one cannot be read or written";

impl Add {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let mut wrong = Diagnostics::new();
        let manifest = keep(&mut wrong, self.manifest());
        // A crate that depends on the runtime already has its source.
        let is_known =
            self.scaffold.bindings() == Bindings::Committed && manifest.as_deref().is_some_and(depends_on_runtime);
        let packages = match self.scaffold.packages(&self.folder) {
            Err(_) if is_known => Some(Packages::Registry),
            packages => keep(&mut wrong, packages),
        };
        let document = keep(&mut wrong, self.scaffold.read_document());
        let file_name = document.as_ref().map_or("", |(_, file_name)| file_name);
        let module = self.module.as_deref().map_or_else(|| Ok(ModuleName::of_document(file_name)), ModuleName::parse);
        let module = module.map_err(|wrong| error(wrong.to_string(), "choose another one with `--module NAME`"));
        let module = keep(&mut wrong, module);
        let (Some(manifest), Some(packages), Some((document, file_name)), Some(module), true) =
            (manifest, packages, document, module, wrong.is_empty())
        else {
            return self.scaffold.display.failure(&wrong, &[]);
        };
        let bindings = self.scaffold.bindings();
        let made = if self.has_another() {
            Scaffold::further(&document, &file_name, &module, bindings, &packages)
        } else {
            Scaffold::new(&document, &file_name, bindings, &packages)
        };
        let scaffold = match made {
            Ok(scaffold) => scaffold,
            Err(errors) => return self.scaffold.display.failure(&errors, &[&document]),
        };
        match self.plan(&scaffold, &module, &manifest, &packages) {
            Ok(plan) => self.scaffold.finish(&plan, &scaffold, &document),
            Err(errors) => self.scaffold.display.failure(&errors, &[&document]),
        }
    }

    fn plan<'a>(
        &'a self,
        scaffold: &Scaffold<'_>,
        module: &ModuleName,
        manifest: &'a str,
        packages: &'a Packages,
    ) -> Result<Plan<'a>, Diagnostics> {
        let files = scaffold.module(module, manifest).map_err(|wrong| {
            error(
                format!("`{}` cannot be changed: {wrong}", self.folder.join("Cargo.toml").display()),
                "nothing has been written",
            )
        })?;
        let next = self.next(scaffold, module);
        let plan = Plan { folder: &self.folder, files, manifest: Some(manifest), packages, next };
        let mut existing = plan.existing();
        let file = format!("src/{}.rs", module.as_str());
        if self.folder.join(&file).exists() {
            existing.push(file);
        }
        if existing.is_empty() {
            return Ok(plan);
        }
        let is_script = existing.iter().any(|path| path == "build.rs");
        let paths: Vec<String> = existing.iter().map(|path| format!("`{path}`")).collect();
        let (verb, pronoun) = if paths.len() == 1 { ("exists", "it") } else { ("exist", "them") };
        let help = if is_script {
            "leave out `--build-script`, and generate in your build script with `Project::load` of the new project file"
                .to_owned()
        } else {
            format!("move {pronoun} away, or choose another module with `--module NAME`")
        };
        let message =
            format!("{} {verb} already, and no file is overwritten: nothing has been written", paths.join(", "));
        Err(error(message, help))
    }

    /// Returns true if the crate has a project file already.
    fn has_another(&self) -> bool {
        fs::symlink_metadata(self.folder.join(DEFAULT_PROJECT)).is_ok()
    }

    fn next(&self, scaffold: &Scaffold<'_>, module: &ModuleName) -> Vec<String> {
        let roots = ["src/lib.rs", "src/main.rs"];
        let root = roots.into_iter().find(|path| self.folder.join(path).exists()).unwrap_or("the root of the crate");
        let mut next = vec![format!("add `mod {};` to {root}, and run `cargo test`", module.as_str())];
        if self.scaffold.bindings() == Bindings::Committed {
            let command = scaffold.generate_command();
            next.push(format!("in CI, `{command} --check` fails when the client is out of date"));
        }
        next
    }

    fn manifest(&self) -> Result<String, Diagnostics> {
        let path = self.folder.join("Cargo.toml");
        fs::read_to_string(&path).map_err(|wrong| {
            let path = path.display();
            match wrong.kind() {
                io::ErrorKind::NotFound => error(
                    format!("there is no `{path}`"),
                    "name the folder of a crate with `--crate DIR`, or make one with `openapi-bindgen new`",
                ),
                _ => error(format!("cannot read `{path}`: {wrong}"), "it is the manifest that gets the dependencies"),
            }
        })
    }
}
