//! Formats diagnostics as annotations of a pull request.
//!
//! The annotations are [workflow commands] of GitHub Actions: lines that its runner reads from the
//! output of a step.
//!
//! [workflow commands]:
//! https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

use openapi_bindgen::{Diagnostic, Diagnostics, Severity, brief, visible};

/// Returns one line for each diagnostic, in the order in which they were found.
pub(super) fn annotations(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(|diagnostic| annotation(diagnostic) + "\n").collect()
}

fn annotation(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if !diagnostic.source.is_empty() {
        properties.push(("file", visible(&diagnostic.source).into_owned()));
    }
    if let Some(location) = diagnostic.location {
        properties.extend([("line", location.line.to_string()), ("col", location.column.to_string())]);
    }
    let pointer = diagnostic.pointer.as_str();
    properties
        .push(("title", if pointer.is_empty() { "openapi-bindgen".to_owned() } else { brief(pointer).into_owned() }));
    let properties = properties.iter().map(|(name, value)| format!("{name}={}", property(value)));
    let properties = properties.collect::<Vec<_>>().join(",");
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    format!("::{command} {properties}::{}", message(&format!("{}{help}", diagnostic.message)))
}

/// Escapes a text for the message, which ends at a line break.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a text for a property, which also ends at a comma or a colon.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use openapi_bindgen::{Location, Pointer};

    use super::*;

    #[test]
    fn delimiters_are_escaped() {
        let pointer = Pointer::root().child("a,b:c\u{7}");
        let diagnostic = Diagnostic::warning(&pointer, "100 %: one,\ntwo")
            .help("three")
            .with_location("C:/api.yaml", Some(Location { line: 3, column: 7 }));
        assert_eq!(
            annotations(&diagnostic.into()),
            "::warning file=C%3A/api.yaml,line=3,col=7,title=/a%2Cb%3Ac\\u{7}::100 %25: one,\\ntwo%0Ahelp: three\n"
        );
    }

    #[test]
    fn diagnostics_without_a_place_are_printed() {
        let note = Diagnostic::note(&Pointer::root(), "empty");
        assert_eq!(annotations(&note.into()), "::notice title=openapi-bindgen::empty\n");
    }
}
