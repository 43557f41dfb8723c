//! The report of an update: its changes, and what they mean for callers.

use std::path::{Path, PathBuf};

use openapi_bindgen::diff::{Difference, Version};
use openapi_bindgen::import::{Page, Part};
use openapi_bindgen::output::Written;
use openapi_bindgen::{AppliedAction, Diagnostic, Diagnostics, Generated, Outcome, Pointer, Severity};
use serde_json::{Value, json};

use crate::command::diff::Json;
use crate::command::diff::html;
use crate::command::diff::markdown;
use crate::command::diff::section::{Section, Span};
use crate::command::display::json_text;
use crate::command::document_files::Merged;
use crate::command::parts::label;
use crate::command::{count, diagnostics};

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    Html,
    Json,
}

impl Format {
    /// Returns the format for the extension of the file.
    pub(super) fn from_extension(path: &Path) -> Result<Self, Diagnostics> {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("md") => Ok(Self::Markdown),
            Some("html") => Ok(Self::Html),
            Some("json") => Ok(Self::Json),
            _ => {
                let message = format!("the extension of `{}` names no report format", path.display());
                Err(Diagnostic::error(&Pointer::root(), message)
                    .help("name a file that ends in `.md`, `.html` or `.json`")
                    .into())
            }
        }
    }
}

/// The content of a report.
pub(super) struct Report<'a> {
    pub(super) difference: &'a Difference,
    pub(super) merged: &'a Merged,
    /// The version before the update.
    pub(super) old: &'a Version,
    /// The version after the update.
    pub(super) new: &'a Version,
}

impl Report<'_> {
    pub(super) fn text(&self, format: Format) -> String {
        match format {
            Format::Markdown => self.markdown(),
            Format::Html => html::text(self.difference, self.old, self.new, &self.lists()),
            Format::Json => json_text(&self.json(&[])),
        }
    }

    /// Returns the report for a pull request: the verdict, the changes, and their sources.
    fn markdown(&self) -> String {
        let mut text = markdown::text(self.difference);
        for list in self.lists() {
            markdown::section(&mut text, &list);
        }
        text
    }

    /// Returns the sources of the changes, and the remaining work.
    fn lists(&self) -> Vec<Section> {
        let Merged { pages, gone, .. } = self.merged;
        let labels = |parts: Vec<&Part>| parts.into_iter().map(|part| vec![Span::Code(label(part))]).collect();
        let section = |title, entries| Section { title, entries };
        let warnings = self.warnings().filter(|found| found.severity == Severity::Warning).map(warning);
        vec![
            section("Warnings", warnings.collect()),
            section("Pages", pages.iter().map(page).collect()),
            section("New in the document", labels(self.merged.added().collect())),
            section("Changed in the document", labels(self.merged.changed().collect())),
            section(
                "No longer on any page, but still in the document",
                gone.iter().map(|operation| vec![Span::Code(operation.clone())]).collect(),
            ),
            section("Overlay actions that are no longer needed", self.superfluous().map(action).collect()),
        ]
    }

    /// Returns the report as JSON. `changed` are the files that were written or removed.
    pub(super) fn json(&self, changed: &[PathBuf]) -> Value {
        let pointers = |parts: Vec<&Part>| parts.iter().map(|part| part.pointer.to_string()).collect::<Vec<_>>();
        json!({
            "difference": Json(self.difference),
            "pages": self.merged.pages.iter().map(|page| json!({
                "origin": page.origin(),
                "sha256": page.digest(),
                "operations": page.operations().iter().map(ToString::to_string).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "added": pointers(self.merged.added().collect()),
            "changed": pointers(self.merged.changed().collect()),
            "gone": self.merged.gone,
            "superfluous": self.superfluous().map(|action| json!({
                "file": action.source,
                "action": action.index,
                "target": action.target,
            })).collect::<Vec<_>>(),
            "written": changed.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            "diagnostics": diagnostics::json(&self.warnings().cloned().collect()),
        })
    }

    /// Returns the warnings and notes about the pages and the document.
    fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.merged.warnings.iter().chain(&self.generated().warnings)
    }

    fn generated(&self) -> &Generated {
        self.new.generated()
    }

    /// Returns the overlay actions that add what the document now has.
    fn superfluous(&self) -> impl Iterator<Item = &AppliedAction> {
        self.generated().actions.iter().filter(|action| action.outcome == Outcome::Skipped)
    }
}

/// Returns the files that changed, one per line.
pub(super) fn summary(changed: &[PathBuf], generated: &Written) -> String {
    if changed.is_empty() {
        return "Wrote  nothing: everything is up to date\n".to_owned();
    }
    let files = count(changed.len(), "file");
    let removed = if generated.removed.is_empty() {
        String::new()
    } else {
        format!(", {} of them removed", generated.removed.len())
    };
    let mut text = format!("Wrote  {files}{removed}:\n");
    text.extend(changed.iter().map(|path| format!("       {}\n", path.display())));
    text
}

/// Returns a page with its operations.
fn page(page: &Page) -> Vec<Span> {
    let mut entry = vec![Span::Text(format!("{}: ", page.origin()))];
    for (index, operation) in page.operations().iter().enumerate() {
        entry.extend((index > 0).then(|| Span::Text(", ".to_owned())));
        entry.push(Span::Code(operation.to_string()));
    }
    entry
}

/// Returns a warning with its place in the document.
fn warning(warning: &Diagnostic) -> Vec<Span> {
    let message = Span::Text(format!("{}: ", warning.message));
    vec![message, Span::Code(warning.pointer.to_string())]
}

fn action(action: &AppliedAction) -> Vec<Span> {
    let place = format!("{}, action {}, ", action.source, action.index + 1);
    let description = action.description.as_deref().map(|text| format!(": {text}")).unwrap_or_default();
    vec![Span::Text(place), Span::Code(action.target.clone()), Span::Text(description)]
}
