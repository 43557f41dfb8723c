//! The output of `generate` after it has finished.

use std::fs;
use std::path::Path;
use std::time::Instant;

use openapi_bindgen::output::Written;
use openapi_bindgen::scaffold::{Packages, missing_features, package_name};
use openapi_bindgen::{AppliedAction, DocumentPart, Fate, Generated, Item, Outcome, PartKind, Source, Untyped};
use serde_json::{Value, json};

use super::inputs::Inputs;
use super::{count, diagnostics};

/// The number of file names that are listed.
const FILES_SHOWN: usize = 20;

/// The inputs and results of a run.
pub(super) struct Summary<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) output: &'a Path,
    pub(super) generated: &'a Generated,
    pub(super) written: &'a Written,
    pub(super) started: Instant,
}

impl Summary<'_> {
    /// Returns the summary as text.
    pub(super) fn text(&self) -> String {
        let Self { inputs, output, generated, written, started } = self;
        let summary = &generated.summary;
        let mut lines = vec![format!(
            "Read   {}: {} {}, {}",
            inputs.document.name(),
            summary.title,
            summary.version,
            size(bytes(&inputs.document))
        )];
        if !inputs.document.files().is_empty() {
            lines.push(format!("       and {} that it refers to", count(inputs.document.files().len(), "file")));
        }
        for overlay in &inputs.overlays {
            let [applied, skipped] = [Outcome::Applied, Outcome::Skipped]
                .map(|outcome| actions_of(generated, overlay).filter(|action| action.outcome == outcome).count());
            lines.push(format!("       {}: {} applied, {skipped} skipped", overlay.name(), count(applied, "action")));
        }
        lines.push(format!(
            "Made   {}, {} in {}",
            items(summary),
            count(summary.lines, "line"),
            count(generated.files.len(), "file")
        ));
        if summary.split > 0 {
            let schemas = count(summary.split, "schema");
            lines.push(format!("       {schemas} with two types, one received and one sent"));
        }
        let folder = output.display();
        lines.extend(needs(manifest_around(output).as_deref(), summary));
        lines.extend(left_out(&generated.parts));
        lines.extend(lost(summary.left_out, summary.loosened));
        if written.written.is_empty() && written.removed.is_empty() {
            lines.push(format!("Wrote  nothing new in {folder}: {} up to date", all(written.unchanged.len(), "file")));
        } else {
            lines.push(format!(
                "Wrote  {folder}: {} written, {} unchanged, {} removed",
                count(written.written.len(), "file"),
                written.unchanged.len(),
                written.removed.len()
            ));
            lines.extend(listed("written", &written.written));
            lines.extend(listed("removed", &written.removed));
        }
        if !written.foreign.is_empty() {
            lines.push(format!(
                "Kept   {} that the generator did not write: {}",
                count(written.foreign.len(), "file"),
                written.foreign.join(", ")
            ));
        }
        if !written.unlisted.is_empty() {
            lines.push(format!(
                "Kept   {} that no `mod.rs` of this output names: {}",
                count(written.unlisted.len(), "generated file"),
                written.unlisted.join(", ")
            ));
        }
        lines.push(format!("Took   {:.2} s\n", started.elapsed().as_secs_f64()));
        lines.join("\n")
    }

    /// Returns the summary as JSON.
    pub(super) fn json(&self) -> Value {
        let Self { inputs, output, generated, written, started } = self;
        let summary = &generated.summary;
        json!({
            "document": {
                "file": inputs.document.name(),
                "files": inputs.document.files().iter().map(Source::name).collect::<Vec<_>>(),
                "bytes": bytes(&inputs.document),
                "title": summary.title,
                "version": summary.version,
            },
            "overlays": inputs.overlays.iter().map(|overlay| json!({
                "file": overlay.name(),
                "actions": actions_of(generated, overlay).map(action_json).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "operations": summary.operations,
            "types": summary.types,
            "aliases": summary.aliases,
            "split": summary.split,
            "defaults": summary.defaults,
            "lines": summary.lines,
            "left_out": summary.left_out,
            "loosened": summary.loosened,
            "features": summary.features,
            "output": output.display().to_string(),
            "written": written.written,
            "unchanged": written.unchanged,
            "removed": written.removed,
            "foreign": written.foreign,
            "unlisted": written.unlisted,
            "parts": generated.parts.iter().map(part_json).collect::<Vec<_>>(),
            "items": generated.items.iter().map(item_json).collect::<Vec<_>>(),
            "untyped": generated.untyped.iter().map(untyped_json).collect::<Vec<_>>(),
            "diagnostics": diagnostics::json(&generated.warnings),
            "seconds": started.elapsed().as_secs_f64(),
        })
    }
}

fn actions_of<'a>(generated: &'a Generated, overlay: &'a Source) -> impl Iterator<Item = &'a AppliedAction> {
    generated.actions.iter().filter(|action| action.source == overlay.name())
}

fn action_json(action: &AppliedAction) -> Value {
    json!({
        "target": action.target,
        "description": action.description,
        "applied": action.outcome == Outcome::Applied,
        "pointers": action.pointers.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn item_json(item: &Item) -> Value {
    json!({
        "name": item.name,
        "pointer": item.pointer.as_str(),
        "file": item.file,
        "line": item.line,
        "extensions": item.extensions,
        "member_extensions": item.member_extensions,
    })
}

fn part_json(part: &DocumentPart) -> Value {
    json!({
        "kind": part.kind.as_str(),
        "name": part.name,
        "pointer": part.pointer.as_str(),
        "fate": part.fate.as_str(),
        "reason": part.reason,
        "output": part.output.iter().map(|place| json!({
            "item": place.item,
            "file": place.file,
            "line": place.line,
        })).collect::<Vec<_>>(),
    })
}

fn untyped_json(untyped: &Untyped) -> Value {
    json!({ "pointer": untyped.pointer.as_str(), "reason": untyped.reason, "loss": untyped.is_loss })
}

/// Returns the numbers of operations, types and aliases of the output.
fn items(summary: &openapi_bindgen::Summary) -> String {
    let mut items = vec![count(summary.operations, "operation"), count(summary.types, "type")];
    if summary.aliases > 0 {
        let plural = if summary.aliases == 1 { "alias" } else { "aliases" };
        items.push(format!("{} {plural}", summary.aliases));
    }
    items.join(", ")
}

/// Returns the text of the manifest of the package that contains a folder, if there is one.
fn manifest_around(folder: &Path) -> Option<String> {
    let folder = std::path::absolute(folder).ok()?;
    let mut manifests = folder.ancestors().filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok());
    manifests.find(|manifest| package_name(manifest).is_some())
}

/// Returns the dependency that the output needs, or only what it lacks in the manifest.
fn needs(manifest: Option<&str>, summary: &openapi_bindgen::Summary) -> Vec<String> {
    match manifest.and_then(|manifest| missing_features(manifest, &summary.features)) {
        Some(missing) if missing.is_empty() => return Vec::new(),
        Some(missing) => {
            let features: Vec<String> = missing.iter().map(|feature| format!("{feature:?}")).collect();
            return vec![format!(
                "Needs  the {} {} of `openapi-bindgen-runtime` in `Cargo.toml` too",
                if features.len() == 1 { "feature" } else { "features" },
                features.join(", ")
            )];
        }
        None => {}
    }
    let mut lines = vec![format!("Needs  {}", Packages::Registry.runtime_entry(&summary.features))];
    if summary.features.contains(&"client") {
        lines.push("       for a blocking client, `blocking` instead of `reqwest`".to_owned());
    }
    if summary.flows > 0 {
        lines.push("       for tokens by OAuth 2.0, `oauth2` too".to_owned());
    }
    lines
}

/// Returns "the file is", or "all 5 files are".
fn all(number: usize, noun: &str) -> String {
    if number == 1 { format!("the {noun} is") } else { format!("all {number} {noun}s are") }
}

/// Returns the number of parts of the document that are missing in the output, if there are any.
fn left_out(parts: &[DocumentPart]) -> Option<String> {
    let (links, parts): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.kind == PartKind::Link);
    let of_fate = |fate| parts.iter().filter(|part| part.fate == fate).count();
    let numbers: Vec<String> = [
        (of_fate(Fate::NotSelected), "not selected"),
        (of_fate(Fate::Unused), "unused"),
        (of_fate(Fate::Unsupported), "unsupported"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, words)| format!("{number} {words}"))
    .collect();
    let all = parts.len();
    let lacking = [
        (!numbers.is_empty())
            .then(|| format!("{} of {all} operations and components (`--json` lists them)", numbers.join(", "))),
        (!links.is_empty()).then(|| format!("{}, not followed", count(links.len(), "link"))),
    ];
    let lacking: Vec<String> = lacking.into_iter().flatten().collect();
    (!lacking.is_empty()).then(|| format!("Lacks  {}", lacking.join("\n       ")))
}

/// Returns the number of parts that are left out or loosened, if there are any.
fn lost(left_out: usize, loosened: usize) -> Option<String> {
    let numbers: Vec<String> = [(left_out, "left out"), (loosened, "loosened")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .enumerate()
        .map(
            |(index, (number, words))| {
                if index == 0 { format!("{} {words}", count(number, "part")) } else { format!("{number} {words}") }
            },
        )
        .collect();
    (!numbers.is_empty()).then(|| format!("Lost   {}", numbers.join(", ")))
}

fn listed(what: &str, paths: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = paths.iter().take(FILES_SHOWN).map(|path| format!("       {what} {path}")).collect();
    if paths.len() > FILES_SHOWN {
        lines.push(format!("       … and {} more", paths.len() - FILES_SHOWN));
    }
    lines
}

/// Formats a number of bytes in a suitable unit, with one decimal.
fn size(bytes: usize) -> String {
    let (whole, tenth, unit) = match bytes {
        0..1_000 => return count(bytes, "byte"),
        1_000..1_000_000 => (bytes / 1_000, bytes % 1_000 / 100, "kB"),
        _ => (bytes / 1_000_000, bytes % 1_000_000 / 100_000, "MB"),
    };
    format!("{whole}.{tenth} {unit}")
}

/// Returns the size of a document with the files that it refers to, in bytes.
fn bytes(document: &Source) -> usize {
    std::iter::once(document).chain(document.files()).map(|file| file.text().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_the_unit_that_fits() {
        for (bytes, expected) in [(1, "1 byte"), (999, "999 bytes"), (12_345, "12.3 kB"), (2_970_649, "2.9 MB")] {
            assert_eq!(size(bytes), expected);
        }
    }

    #[test]
    fn losses_are_counted() {
        assert_eq!(lost(0, 0), None);
        assert_eq!(lost(3, 5).as_deref(), Some("Lost   3 parts left out, 5 loosened"));
        assert_eq!(lost(0, 1).as_deref(), Some("Lost   1 part loosened"));
    }

    #[test]
    fn a_long_list_is_cut() {
        let paths: Vec<String> = (0..25).map(|index| format!("{index}.rs")).collect();
        let lines = listed("written", &paths);
        assert_eq!((lines.len(), lines[20].trim()), (21, "… and 5 more"));
    }
}
