//! `openapi-bindgen update`.

mod report;

use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::diff::{Version, compare};
use openapi_bindgen::output::{Changes, OutputError, Written};
use openapi_bindgen::{
    Diagnostic, Diagnostics, LoadedProject, Pointer, Project, Severity, Source, read_files, read_source,
};

use super::display::Display;
use super::document_files::DocumentFiles;
use super::inputs::DEFAULT_PROJECT;
use super::pages::{PageArgs, PageSource};
use super::{Exit, strict_error};
use report::{Format, Report};

/// Update the document and the code from the pages of an API reference, and report what changes
///
/// Merges the pages into the document of the project file as `import --replace` does, generates the
/// code, and compares it with the code of the current document. Reads, generates and
/// checks everything before it writes.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Update {
    #[command(flatten)]
    pages: PageArgs,

    /// The project file [default: openapi/bindgen.yaml]
    #[arg(short, long, value_name = "FILE")]
    project: Option<PathBuf>,

    /// An overlay for the current document, instead of those of the project; needed if these have
    /// been changed for the new document
    #[arg(long = "old-overlay", value_name = "FILE")]
    old_overlays: Vec<PathBuf>,

    /// The file for the report, which ends in `.md`, `.html` or `.json` [default: Markdown on standard output]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Write nothing and exit with 1 if a page or the output would lack something that is described
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    display: Display,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen update create-thing.md
          Merge one page, and print the report
  openapi-bindgen update pages/ --origin https://docs.example.com/reference --report report.md
          Merge all pages in a folder, and write the report for a pull request

Exit codes:
  0  everything is up to date, or has been updated
  1  `--strict` found a warning; nothing is changed
  2  a page, the document, an overlay, the project file or the command line has a mistake, or a file cannot be read or
     written; nothing is changed, unless the error lists the files that were";

/// The errors that stopped the update, with the texts that they refer to and that are in no file.
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
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let sources = match self.pages.sources() {
            Ok(sources) => sources,
            Err(errors) => return self.display.failure(&errors, &[]),
        };
        match self.update(&sources) {
            Ok(exit) => exit,
            Err(Failure { errors, texts }) => {
                let pages = sources.iter().map(|page| &page.source);
                self.display.failure(&errors, &pages.chain(&texts).collect::<Vec<_>>())
            }
        }
    }

    fn update(&self, sources: &[PageSource]) -> Result<Exit, Failure> {
        let format = self.report.as_deref().map(Format::from_extension).transpose()?;
        let path = self.project.as_deref().unwrap_or(Path::new(DEFAULT_PROJECT));
        let files = DocumentFiles::new(&document_of(path)?);

        self.display.progress("Merging the pages");
        let project = Project::load(path)?;
        let merged = files.merge(sources)?;
        let pages: Vec<&Source> = sources.iter().map(|page| &page.source).collect();

        self.display.progress("Generating the code before and after");
        let document = Source::new(project.document.name(), merged.imported.text.as_str());
        let warn_of_pages = || self.display.warn(&merged.warnings, &pages);
        let document = read_files(document, project.root.as_deref()).inspect_err(|_| warn_of_pages())?;
        let (old, new) = self.versions(&project, &document).inspect_err(|_| warn_of_pages())?;
        let warnings: Diagnostics = merged.warnings.iter().chain(&new.generated().warnings).cloned().collect();
        let count = warnings.count(Severity::Warning);
        if self.strict && count > 0 {
            let sources: Vec<&Source> = pages.iter().copied().chain([&document]).collect();
            return Ok(self.display.strict_failure(&warnings, &sources, &strict_error(count)));
        }
        warn_of_pages();
        self.display.warn(&new.generated().warnings, &[&document]);

        self.display.progress("Comparing the two");
        let report = Report { difference: &compare(&old, &new), merged: &merged, old: &old, new: &new };
        let mut changes = Changes::new();
        let written = Written::from(changes.output(&project.output, &new.generated().files)?);
        merged.add_to(&mut changes, &files)?;
        if let (Some(path), Some(format)) = (&self.report, format) {
            check_not_input(path, &project.files, sources)?;
            changes.file(path, report.text(format))?;
        }

        self.display.progress("Writing");
        let touched = changes.apply()?;
        let summary = report::summary(&touched, &written);
        if self.report.is_some() {
            self.display.result(|| summary, || report.json(&touched));
        } else {
            // Standard output has the report alone.
            self.display.result(|| report.text(Format::Markdown), || report.json(&touched));
            self.display.status(&summary);
        }
        Ok(Exit::Success)
    }

    /// Generates the code of the current document and of the new one.
    fn versions(&self, project: &LoadedProject, document: &Source) -> Result<(Version, Version), Failure> {
        let named = self.old_overlays.iter().map(read_source).collect::<Result<Vec<_>, _>>()?;
        let of_old = if named.is_empty() { &project.overlays } else { &named };
        let (old, new) = ((&project.document, of_old.as_slice()), (document, project.overlays.as_slice()));
        Version::generate_both(old, new, &project.options).or_else(|errors| {
            check_old(project, of_old)?;
            Err(Failure { errors, texts: vec![document.clone()] })
        })
    }
}

/// Returns the errors of the current document, if it has any.
fn check_old(project: &LoadedProject, overlays: &[Source]) -> Result<(), Diagnostics> {
    Version::generate(&project.document, overlays, &project.options).map(drop).map_err(|mut errors| {
        errors.push(
            Diagnostic::note(
                &Pointer::root(),
                "the error is in the current document, which the new one is compared with",
            )
            .help("if the overlays were changed to fit the new document, name the old ones with `--old-overlay FILE`"),
        );
        errors
    })
}

/// Returns an error if the report would replace a file that was read.
fn check_not_input(report: &Path, files: &[PathBuf], pages: &[PageSource]) -> Result<(), Diagnostics> {
    let Ok(place) = report.canonicalize() else { return Ok(()) };
    let mut inputs = files.iter().map(PathBuf::as_path).chain(pages.iter().map(|page| Path::new(page.source.name())));
    if inputs.any(|input| input.canonicalize().is_ok_and(|input| input == place)) {
        let message = format!("the report would overwrite `{}`, which is an input", report.display());
        return Err(Diagnostic::error(&Pointer::root(), message).help("name another file with `--report`").into());
    }
    Ok(())
}

/// Returns the document that the project file at `path` names.
fn document_of(path: &Path) -> Result<PathBuf, Diagnostics> {
    let project = Project::parse(&read_source(path)?)?;
    Ok(path.parent().unwrap_or(Path::new("")).join(project.document))
}
