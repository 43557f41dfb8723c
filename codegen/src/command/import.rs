//! `openapi-bindgen import`.

use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::import::{Effect, Part};
use openapi_bindgen::output::Changes;
use openapi_bindgen::{Diagnostics, Source, visible};
use serde_json::{Value, json};

use super::display::{Display, json_text};
use super::document_files::{DocumentFiles, Merged};
use super::line_diff::unified;
use super::pages::{PageArgs, PageSource};
use super::parts::{label, place};
use super::{Exit, count, diagnostics};

/// Merge the pages of an API reference into its OpenAPI document
///
/// Each page is Markdown and describes one operation, with the required part of the document in a
/// fenced block of YAML or JSON. Its operation, components and tags become part of the document;
/// nothing else in the document changes.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Import {
    #[command(flatten)]
    pages: PageArgs,

    /// The document, in JSON; it is created if it does not exist
    #[arg(long, value_name = "FILE")]
    into: PathBuf,

    /// Replace the parts of the document that differ from the pages
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    display: Display,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen import create-thing.md --into openapi/api.json
          Merge one page into the document
  openapi-bindgen import reference/ --into openapi/api.json --replace
          Merge all pages in a folder, and replace the parts of the document that differ
  curl --fail https://docs.example.com/create-thing.md |
      openapi-bindgen import - --into openapi/api.json --origin https://docs.example.com/create-thing.md
          Merge a page from the web, and record where it came from

A page has one such fence, and may name the operation after the language:
  ```yaml post /things
  openapi: 3.1.0
  paths:
    /things:
      post: …
  ```

The file `api.pages.yaml` beside the document records the pages with their digests.

Exit codes:
  0  the document contains the pages
  1  the document differs from the pages, and `--replace` is not given; nothing is written
  2  a page, the document or the command line has a mistake, or a file cannot be read or written";

/// The number of parts of one kind that are listed.
const PARTS_SHOWN: usize = 20;

impl Import {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let sources = match self.pages.sources() {
            Ok(sources) => sources,
            Err(errors) => return self.display.failure(&errors, &[]),
        };
        let texts: Vec<&Source> = sources.iter().map(|page| &page.source).collect();
        self.import(&sources, &texts).unwrap_or_else(|errors| self.display.failure(&errors, &texts))
    }

    fn import(&self, sources: &[PageSource], texts: &[&Source]) -> Result<Exit, Diagnostics> {
        let files = DocumentFiles::new(&self.into);
        let merged = files.merge(sources)?;
        self.display.warn(&merged.warnings, texts);
        let is_rejected = !self.replace && merged.changed().next().is_some();
        let mut changes = Changes::new();
        if !is_rejected {
            merged.add_to(&mut changes, &files)?;
        }
        let written = changes.apply()?;
        self.display.result(
            || if is_rejected { self.differences(&merged) } else { summary(&merged, &files, &written) },
            || json(&merged, &files, &written),
        );
        Ok(if is_rejected { Exit::Stale } else { Exit::Success })
    }

    /// Returns the parts of the document that differ from the pages, as a diff.
    fn differences(&self, merged: &Merged) -> String {
        let document = self.into.display();
        let mut lines: Vec<String> = merged
            .changed()
            .filter_map(|part| {
                let Effect::Changed { before, after, .. } = &part.effect else { return None };
                let name = label(part);
                let [before, after] = [before, after].map(json_text);
                let (old, new) = (format!("{document} ({name})"), format!("{} ({name})", visible(&place(part))));
                Some(unified(&old, &before, &new, &after) + "\n")
            })
            .collect();
        let number = count(merged.changed().count(), "part");
        lines.push(format!(
            "{document} differs from the pages in {number}. Nothing is written. To use the parts of the pages, add \
             --replace\n"
        ));
        lines.concat()
    }
}

fn summary(merged: &Merged, files: &DocumentFiles, written: &[PathBuf]) -> String {
    let mut lines = Vec::new();
    for page in &merged.pages {
        let operations: Vec<String> = page.operations().iter().map(ToString::to_string).collect();
        lines.push(format!("Read   {}: {}", visible(page.name()), visible(&operations.join(", "))));
    }
    lines.extend(listed("Added  ", merged.added()));
    lines.extend(listed("Changed", merged.changed()));
    let [document, records] = [&files.document, &files.records].map(|path| path.display());
    let [added, changed] = [merged.added().count(), merged.changed().count()];
    let unchanged = merged.imported.parts.len() - added - changed;
    lines.push(if written.contains(&files.document) {
        format!("Wrote  {document}: {} added, {changed} changed, {unchanged} unchanged", count(added, "part"))
    } else {
        format!("Kept   {document}, which has all {}", count(unchanged, "part"))
    });
    if written.contains(&files.records) {
        lines.push(format!("Wrote  {records}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn listed<'p>(what: &str, parts: impl Iterator<Item = &'p Part>) -> Vec<String> {
    let labels: Vec<String> = parts.map(label).collect();
    let mut lines: Vec<String> = labels.iter().take(PARTS_SHOWN).map(|label| format!("{what} {label}")).collect();
    if labels.len() > PARTS_SHOWN {
        lines.push(format!("        … and {} more", labels.len() - PARTS_SHOWN));
    }
    lines
}

/// Returns the result as JSON.
fn json(merged: &Merged, files: &DocumentFiles, written: &[PathBuf]) -> Value {
    let name = |path: &Path| path.display().to_string();
    let changed = merged.changed().filter_map(|part| {
        let Effect::Changed { before, after, .. } = &part.effect else { return None };
        Some(json!({ "pointer": part.pointer.as_str(), "page": place(part), "before": before, "after": after }))
    });
    json!({
        "document": name(&files.document),
        "pages": merged.pages.iter().map(|page| json!({
            "file": page.name(),
            "origin": page.origin(),
            "sha256": page.digest(),
            "operations": page.operations().iter().map(ToString::to_string).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "added": merged.added().map(|part| part.pointer.as_str()).collect::<Vec<_>>(),
        "changed": changed.collect::<Vec<_>>(),
        "written": written.iter().map(|path| name(path)).collect::<Vec<_>>(),
        "diagnostics": diagnostics::json(&merged.warnings),
    })
}
