//! Reads JSON and YAML text to a value, and finds the place of a value in the text.

mod json;
mod locate;
mod members;
mod node;
mod yaml;

use std::path::Path;

use serde_json::Value;

pub use locate::{locate, locate_all};
pub(crate) use members::{Members, kind, list};
#[cfg(feature = "command")]
pub(crate) use yaml::write as write_yaml;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout::SyntaxError;
use crate::pointer::Pointer;
use crate::source::Source;
use node::Reading;

const TOO_MANY_ALIASES: &str = "the aliases expand to many times the size of the text";

/// Reads a document, an overlay or a project file: JSON or YAML, whichever the text is, with an object at the top.
///
/// The members of each object keep their order. Keys that are not strings (`200:`) become strings, an integer beyond 64
/// bits becomes a floating-point number, and YAML's aliases and merge keys (`<<`) are expanded.
///
/// A document in several files, see [`Source::with_files`], is read as one.
///
/// ```
/// use openapi_bindgen::{Source, parse};
///
/// let document = parse(&Source::new("api.yaml", "responses:\n  200: {description: OK}\n"))?;
/// assert_eq!(document["responses"]["200"]["description"], "OK");
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
///
/// # Errors
/// Returns an error if the text is empty, is neither JSON nor YAML, contains several YAML documents or something other than
/// an object, has an object with two members of the same name, nests deeper than 127 levels, or uses a YAML tag or a number
/// that JSON does not have. Also returns an error if its aliases expand to many times its size.
pub fn parse(source: &Source) -> Result<Value, Diagnostics> {
    if let Some(bundle) = source.bundle() {
        return Ok(bundle.value.clone());
    }
    let value = source.take_value().map_or_else(|| parse_any(source), Ok)?;
    if value.is_object() { Ok(value) } else { Err(not_an_object(source, &value)) }
}

/// Reads a text that need not have an object at the top.
pub(crate) fn parse_any(source: &Source) -> Result<Value, Diagnostics> {
    let text = source.text().trim_start_matches('\u{feff}');
    let reading = Reading::new(text);
    let value = read(source, text, &reading).map_err(|failure| failure.into_diagnostics(source.name()));
    let errors = reading.into_diagnostics();
    if !errors.is_empty() {
        return Err(located(source, errors));
    }
    value
}

fn read(source: &Source, text: &str, reading: &Reading) -> Result<Value, SyntaxError> {
    if text.trim().is_empty() {
        return Err(SyntaxError::new(None, "the file is empty"));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::read(source, text, reading);
    }
    json::read(text, reading).or_else(|failure| {
        // A text that starts like JSON may be YAML's flow style, which allows trailing commas and names without quotes.
        // For a `.json` file, the error of the JSON parser is reported.
        let is_called_json =
            Path::new(source.name()).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if is_called_json { Err(failure) } else { yaml::read(source, text, reading).map_err(|_| failure) }
    })
}

fn not_an_object(source: &Source, value: &Value) -> Diagnostics {
    let mut diagnostic =
        Diagnostic::error(&Pointer::root(), format!("expected an object at the top, found {}", kind(value)));
    if value.as_str().is_some_and(|text| text.starts_with('<')) {
        diagnostic = diagnostic.help("this looks like a web page, not like the document that it links to");
    }
    located(source, vec![diagnostic])
}

/// Returns the diagnostics with the locations of their pointers in `source`.
pub(crate) fn located(source: &Source, diagnostics: Vec<Diagnostic>) -> Diagnostics {
    let pointers: Vec<&Pointer> = diagnostics.iter().map(|diagnostic| &diagnostic.pointer).collect();
    let locations = locate_all(source, &pointers);
    diagnostics
        .into_iter()
        .zip(locations)
        .map(|(diagnostic, location)| diagnostic.with_location(source.name(), location))
        .collect()
}

#[cfg(test)]
mod tests;
