//! A document with its overlays applied.

use serde_json::Value;

use super::{AppliedAction, apply};
use crate::diagnostic::{Diagnostics, Report};
use crate::json_text::{pretty, rewrite};
use crate::parse::{parse, write_yaml};
use crate::source::Source;

/// A document with its overlays applied, as the generator reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effective {
    /// The document in its own format. JSON keeps every line that the overlays do not change. YAML is
    /// written anew if they change it. A document in several files is bundled into one.
    pub text: String,
    /// The actions with their outcomes, in the order of the overlays.
    pub actions: Vec<AppliedAction>,
    /// Warnings and notes, never errors.
    pub warnings: Diagnostics,
    value: Value,
}

impl Effective {
    /// Returns the document as indented JSON.
    pub fn to_json(&self) -> String {
        pretty(&self.value) + "\n"
    }

    /// Returns the document as YAML.
    pub fn to_yaml(&self) -> String {
        write_yaml(&self.value)
    }
}

/// Applies the overlays to the document in order.
///
/// ```
/// use openapi_bindgen::{Source, apply_overlays};
///
/// let document = Source::new("api.json", "{\n  \"info\": {\n    \"title\": \"Shop\"\n  }\n}\n");
/// let overlay = Source::new("overlay.yaml", "
/// overlay: 1.0.0
/// info: { title: Version, version: 1.0.0 }
/// actions:
///   - target: $.info
///     update: { version: 2.0.0 }
/// ");
/// let effective = apply_overlays(&document, &[overlay])?;
/// assert_eq!(
///     effective.text,
///     "{\n  \"info\": {\n    \"title\": \"Shop\",\n    \"version\": \"2.0.0\"\n  }\n}\n"
/// );
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
///
/// # Errors
/// Returns an error if the document or an overlay is invalid, or if an action selects nothing or
/// fails.
pub fn apply_overlays(document: &Source, overlays: &[Source]) -> Result<Effective, Diagnostics> {
    let before = parse(document)?;
    let mut after = before.clone();
    let mut report = Report::default();
    let applied = apply(&mut after, overlays, &mut report);
    report.extend_bundle(document, &after);
    let failed = report.has_errors();
    let warnings = report.locate(document, overlays, &applied);
    if failed {
        return Err(warnings);
    }
    let text = if document.bundle().is_some() {
        // A bundle has no text of its own whose lines could be kept.
        let is_json = document.text().trim_start_matches('\u{feff}').trim_start().starts_with('{');
        if is_json { pretty(&after) + "\n" } else { write_yaml(&after) }
    } else if before == after {
        document.text().to_owned()
    } else {
        rewrite(document.text(), &before, &after).unwrap_or_else(|| write_yaml(&after))
    };
    Ok(Effective { text, actions: applied.actions, warnings, value: after })
}
