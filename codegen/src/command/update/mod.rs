//! `openapi-bindgen update`.

mod report;

use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::diff::{Version, compare};
use openapi_bindgen::output::{Changes, OutputError, Written};
use openapi_bindgen::{Diagnostic, Diagnostics, LoadedProject, Pointer, Project, Source, read_files, read_source};

use super::Exit;
use super::display::Display;
use super::document_files::DocumentFiles;
use super::inputs::DEFAULT_PROJECT;
use super::pages::{PageArgs, PageSource};
use report::{Format, Report};

/// Bring document and code up to date with the pages of an API's reference, and report what that means
///
/// Merges the pages into the document of the project file as `import --replace` does, generates the code, and compares it
/// with that of the document as it was. Nothing is written before everything is read, generated and checked.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Update {
    #[command(flatten)]
    pages: PageArgs,

    /// The project file [default: openapi/bindgen.yaml]
    #[arg(short, long, value_name = "FILE")]
    project: Option<PathBuf>,

    /// An overlay for the document as it was, in place of those of the project; needed when these have been changed and
    /// fit the new document only
    #[arg(long = "old-overlay", value_name = "FILE")]
    old_overlays: Vec<PathBuf>,

    /// The file for the report, which ends in `.md`, `.html` or `.json` [default: Markdown on standard output]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    #[command(flatten)]
    display: Display,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen update create-thing.md
          Take over one page, and print what that means for callers
  openapi-bindgen update pages/ --origin https://docs.example.com/reference --report report.md
          Take over all pages in a folder, and write what a pull request should say

Exit codes:
  0  everything is up to date, or has been brought up to date
  2  a page, the document, an overlay, the project file or the command line has a mistake, or a file cannot be read or
     written; nothing is changed, unless the error lists the files that were";

/// Why nothing was changed, with the texts that the errors are about and that stand in no file.
struct Failure {
    errors: Diagnostics,
    texts: Vec<Source>,
}

impl From<Diagnostics> for Failure {
    fn from(errors: Diagnostics) -> Self {
        Self { errors, texts: Vec::new() }
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Diagnostics::from(error).into()
    }
}

impl Update {
    /// Runs the command, and says what came of it.
    pub(super) fn run(&self) -> Exit {
        let sources = match self.pages.sources() {
            Ok(sources) => sources,
            Err(errors) => return self.display.failure(&errors, &[]),
        };
        match self.update(&sources) {
            Ok(()) => Exit::Success,
            Err(Failure { errors, texts }) => {
                let pages = sources.iter().map(|page| &page.source);
                self.display.failure(&errors, &pages.chain(&texts).collect::<Vec<_>>())
            }
        }
    }

    fn update(&self, sources: &[PageSource]) -> Result<(), Failure> {
        let format = self.report.as_deref().map(Format::of).transpose()?;
        let path = self.project.as_deref().unwrap_or(Path::new(DEFAULT_PROJECT));
        let files = DocumentFiles::of(&document_of(path)?);

        self.display.progress("Merging the pages");
        let project = Project::load(path)?;
        let merged = files.merge(sources)?;
        let pages: Vec<&Source> = sources.iter().map(|page| &page.source).collect();
        self.display.warn(&merged.warnings, &pages);

        self.display.progress("Generating the code as it was and as it is to be");
        let old = self.old_version(&project)?;
        let document = Source::new(project.document.name(), merged.imported.text.as_str());
        let document = read_files(document, project.root.as_deref())?;
        let new = Version::generate(&document, &project.overlays, &project.options)
            .map_err(|errors| Failure { errors, texts: vec![document.clone()] })?;
        self.display.warn(&new.generated().warnings, &[&document]);

        self.display.progress("Comparing the two");
        let report = Report { difference: &compare(&old, &new), merged: &merged, old: &old, new: &new };
        let mut changes = Changes::new();
        let written = Written::from(changes.output(&project.output, &new.generated().files)?);
        merged.add_to(&mut changes, &files)?;
        if let (Some(path), Some(format)) = (&self.report, format) {
            refuse_input(path, &project.files, sources)?;
            changes.file(path, report.text(format))?;
        }

        self.display.progress("Writing");
        let touched = changes.apply()?;
        self.display.result(
            || {
                let report = if self.report.is_none() { report.text(Format::Markdown) + "\n" } else { String::new() };
                report + &report::summary(&touched, &written)
            },
            || report.json(&touched),
        );
        Ok(())
    }

    /// What the document as it is generates.
    fn old_version(&self, project: &LoadedProject) -> Result<Version, Diagnostics> {
        let named = self.old_overlays.iter().map(read_source).collect::<Result<Vec<_>, _>>()?;
        let overlays = if named.is_empty() { &project.overlays } else { &named };
        Version::generate(&project.document, overlays, &project.options).map_err(|mut errors| {
            errors.push(
                Diagnostic::note(
                    &Pointer::root(),
                    "this is about the document as it is, with which the new one is compared",
                )
                .help(
                    "if the overlays were changed to fit the new document, name the old ones with `--old-overlay FILE`",
                ),
            );
            errors
        })
    }
}

/// Refuses a report in the place of a file that was read.
fn refuse_input(report: &Path, files: &[PathBuf], pages: &[PageSource]) -> Result<(), Diagnostics> {
    let Ok(place) = report.canonicalize() else { return Ok(()) };
    let mut inputs = files.iter().map(PathBuf::as_path).chain(pages.iter().map(|page| Path::new(page.source.name())));
    if inputs.any(|input| input.canonicalize().is_ok_and(|input| input == place)) {
        let message = format!("the report would overwrite `{}`, which is an input", report.display());
        return Err(Diagnostic::error(&Pointer::root(), message).help("name another file with `--report`").into());
    }
    Ok(())
}

/// The document that the project file at `path` names.
fn document_of(path: &Path) -> Result<PathBuf, Diagnostics> {
    let project = Project::parse(&read_source(path)?)?;
    Ok(path.parent().unwrap_or(Path::new("")).join(project.document))
}
