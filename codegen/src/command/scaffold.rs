//! The common parts of `new` and `add`: the document, the place of the runtime, and the output of the files.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use clap::Args;
use openapi_bindgen::output::{Changes, OutputError};
use openapi_bindgen::scaffold::{Bindings, CrateFile, Packages, Scaffold, package_name, runtime_line};
use openapi_bindgen::{Diagnostic, Diagnostics, Pointer, Source, apply_overlays};
use serde_json::{Value, json};

use super::display::Display;
use super::inputs::{RootArg, STANDARD_INPUT, sources};
use super::{Exit, count, diagnostics, line_diff};

/// The project file of a crate, in its folder `openapi`.
const PROJECT: &str = "bindgen.yaml";

#[derive(Debug, Args)]
pub(super) struct ScaffoldArgs {
    /// The OpenAPI document, in JSON or YAML, to copy into the crate, bundled if it is in several files; `-` reads standard
    /// input
    #[arg(long, value_name = "FILE")]
    document: PathBuf,

    #[command(flatten)]
    root: RootArg,

    /// Generate the client in a build script instead of committing it
    #[arg(long)]
    build_script: bool,

    /// The folder of `openapi-bindgen-runtime`, or the checkout that contains it, for a `path` dependency [default: the
    /// checkout that this command was built from]
    #[arg(long, value_name = "DIR", conflicts_with = "runtime_git")]
    runtime_path: Option<PathBuf>,

    /// The Git repository of `openapi-bindgen-runtime`, for a `git` dependency
    #[arg(long, value_name = "URL")]
    runtime_git: Option<String>,

    /// Write nothing; show all files as a patch
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pub(super) display: Display,
}

/// The files of a crate, checked as far as that can be done without writing.
pub(super) struct Plan<'a> {
    /// The folder of the crate.
    pub(super) folder: &'a Path,
    pub(super) files: Vec<CrateFile>,
    /// The text of the file that is changed.
    pub(super) manifest: Option<&'a str>,
    pub(super) packages: &'a Packages,
    /// The remaining steps for the user, one line each.
    pub(super) next: Vec<String>,
}

impl ScaffoldArgs {
    pub(super) fn bindings(&self) -> Bindings {
        if self.build_script { Bindings::BuildScript } else { Bindings::Committed }
    }

    /// Reads the document as one file, and returns it with its file name in the crate.
    pub(super) fn read_document(&self) -> Result<(Source, String), Diagnostics> {
        let document = self.bundled(self.root.read(&self.document)?)?;
        let name = if self.document == Path::new(STANDARD_INPUT) {
            let is_json = document.text().trim_start().starts_with(['{', '\u{feff}']);
            Some(if is_json { "api.json" } else { "api.yaml" })
        } else {
            self.document.file_name().and_then(|name| name.to_str())
        };
        match name {
            Some(PROJECT) => {
                let message = format!("the document cannot be called `{PROJECT}`, since that is the project file");
                Err(error(message, "give the document another name"))
            }
            Some(name) => Ok((document, name.to_owned())),
            None => Err(error("the name of the document is not Unicode", "give the document another name")),
        }
    }

    /// Returns a document without references to other files.
    fn bundled(&self, document: Source) -> Result<Source, Diagnostics> {
        if document.files().is_empty() {
            return Ok(document);
        }
        let bundle = apply_overlays(&document, &[])?;
        self.display.warn(&bundle.warnings, &sources(&document, &[]));
        Ok(Source::new(document.name(), bundle.text))
    }

    /// Returns the place of the runtime for the crate in `folder`, which need not exist.
    pub(super) fn packages(&self, folder: &Path) -> Result<Packages, Diagnostics> {
        if let Some(url) = &self.runtime_git {
            return Ok(Packages::Git { url: url.clone() });
        }
        let folder = real(folder).map_err(OutputError::io("find", folder))?;
        if let Some(path) = &self.runtime_path {
            let checkout = Checkout::find(path).ok_or_else(|| {
                error(
                    format!("there is no `openapi-bindgen-runtime` in `{}`", path.display()),
                    "name the folder of the runtime; the folder of the generator, `codegen`, must be beside it",
                )
            })?;
            return Ok(checkout.packages(&folder, path.is_relative()));
        }
        let checkout = Checkout::own().ok_or_else(|| {
            error(
                "the location of `openapi-bindgen-runtime` is unknown, and it is not on crates.io",
                "name a checkout with `--runtime-path DIR`, or a repository with `--runtime-git URL`",
            )
        })?;
        let is_near = checkout.runtime.ancestors().nth(2).is_some_and(|around| folder.starts_with(around));
        Ok(checkout.packages(&folder, is_near))
    }

    /// Shows or writes the files.
    pub(super) fn finish(&self, plan: &Plan<'_>, scaffold: &Scaffold<'_>, document: &Source) -> Exit {
        self.display.warn(&scaffold.generated().warnings, &[document]);
        let done = plan.changes().and_then(|changes| if self.dry_run { Ok(()) } else { changes.apply().map(drop) });
        if let Err(error) = done {
            return self.display.failure(&error.into(), &[]);
        }
        if self.dry_run {
            self.display.patch(|| plan.patch(), || plan.json(scaffold, true));
        } else {
            self.display.result(|| plan.text(scaffold), || plan.json(scaffold, false));
        }
        Exit::Success
    }
}

impl Plan<'_> {
    /// Returns the files that exist and would be overwritten.
    pub(super) fn existing(&self) -> Vec<String> {
        let is_there =
            |file: &&CrateFile| !self.changes_file(file) && fs::symlink_metadata(self.folder.join(&file.path)).is_ok();
        self.files.iter().filter(is_there).map(|file| file.path.clone()).collect()
    }

    fn changes_file(&self, file: &CrateFile) -> bool {
        self.manifest.is_some() && file.path == "Cargo.toml"
    }

    fn changes(&self) -> Result<Changes, OutputError> {
        let mut changes = Changes::new();
        for file in &self.files {
            changes.file(self.folder.join(&file.path), file.text.as_str())?;
        }
        Ok(changes)
    }

    fn text(&self, scaffold: &Scaffold<'_>) -> String {
        let summary = &scaffold.generated().summary;
        let items = [count(summary.operations, "operation"), count(summary.types, "type")].join(", ");
        let mut lines = vec![format!("Made   {} {}: {items}", summary.title, summary.version)];
        lines.push(format!("Needs  {}", self.dependency(scaffold)));
        lines.push(format!("Wrote  {}: {}", self.folder.display(), count(self.files.len(), "file")));
        lines.extend(self.files.iter().map(|file| {
            format!("       {} {}", if self.changes_file(file) { "changed" } else { "new    " }, file.path)
        }));
        for (index, step) in self.next.iter().enumerate() {
            lines.push(format!("{}   {step}", if index == 0 { "Next" } else { "    " }));
        }
        lines.join("\n") + "\n"
    }

    /// Returns the dependency on the runtime that the crate has then.
    fn dependency(&self, scaffold: &Scaffold<'_>) -> String {
        let changed = self.files.iter().find(|file| file.path == "Cargo.toml").map(|file| file.text.as_str());
        let line = changed.or(self.manifest).and_then(runtime_line);
        line.unwrap_or_else(|| self.packages.runtime_entry(&scaffold.generated().summary.features))
    }

    fn patch(&self) -> String {
        let patch = |file: &CrateFile| {
            let path = self.folder.join(&file.path).display().to_string();
            match self.manifest.filter(|_| self.changes_file(file)) {
                Some(before) => line_diff::unified(&path, before, &path, &file.text),
                None => line_diff::unified("/dev/null", "", &path, &file.text),
            }
        };
        self.files.iter().map(patch).collect()
    }

    fn json(&self, scaffold: &Scaffold<'_>, with_texts: bool) -> Value {
        let file = |file: &CrateFile| {
            let change = if self.changes_file(file) { "changed" } else { "created" };
            let mut entry = json!({ "path": file.path, "change": change });
            if with_texts {
                entry["text"] = file.text.as_str().into();
            }
            entry
        };
        let generated = scaffold.generated();
        json!({
            "folder": self.folder.display().to_string(),
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "dependency": self.dependency(scaffold),
            "next": self.next,
            "diagnostics": diagnostics::json(&generated.warnings),
        })
    }
}

/// The folders of the runtime and of the generator beside it.
struct Checkout {
    runtime: PathBuf,
    generator: PathBuf,
}

impl Checkout {
    fn find(path: &Path) -> Option<Self> {
        let runtime = [path.to_owned(), path.join("runtime")]
            .into_iter()
            .find(|path| is_package(path, "openapi-bindgen-runtime"))?;
        let runtime = fs::canonicalize(runtime).ok()?;
        let generator = runtime.parent()?.join("codegen");
        is_package(&generator, "openapi-bindgen").then_some(Self { runtime, generator })
    }

    /// Returns the checkout that this command was built from, unless it is a temporary checkout of Cargo.
    fn own() -> Option<Self> {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
        if checkout.join(".cargo-ok").exists() { None } else { Self::find(checkout) }
    }

    fn packages(&self, folder: &Path, is_relative: bool) -> Packages {
        let written = |path: &Path| {
            let path = if is_relative { relative(folder, path) } else { path.to_owned() };
            path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
        };
        Packages::Path { runtime: written(&self.runtime), generator: written(&self.generator) }
    }
}

fn is_package(folder: &Path, name: &str) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"));
    manifest.is_ok_and(|manifest| package_name(&manifest).as_deref() == Some(name))
}

/// Returns the path without links. Its last parts need not exist.
fn real(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let existing = path.ancestors().find(|path| path.exists()).unwrap_or(&path);
    let rest = path.strip_prefix(existing).unwrap_or(Path::new(""));
    Ok(fs::canonicalize(existing)?.join(rest))
}

/// Returns the relative path from a folder to a path, both without links.
fn relative(folder: &Path, path: &Path) -> PathBuf {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), path.components().collect());
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

/// Returns an error without a place in a document.
pub(super) fn error(message: impl Into<String>, help: impl Into<String>) -> Diagnostics {
    Diagnostic::error(&Pointer::root(), message).help(help).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_path_starts_at_the_folder() {
        for (folder, path, expected) in
            [("/a/b", "/a/c/d", "../c/d"), ("/a", "/a/b", "b"), ("/a/b/c", "/d", "../../../d"), ("/a/b", "/a", "..")]
        {
            assert_eq!(relative(Path::new(folder), Path::new(path)), Path::new(expected));
        }
    }
}
