//! `openapi-bindgen explain`.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use clap::Args;
use openapi_bindgen::diff::{Place, Version};
use openapi_bindgen::explain::{Explanation, explain, names};
use openapi_bindgen::{Diagnostic, Pointer, Source};
use serde_json::{Value, json};

use super::display::{Display, json_text, print, print_plain};
use super::inputs::{InputArgs, sources};
use super::{Exit, diagnostics};

/// Explain a part of the generated code
///
/// Shows its place in the document with the lines there, each step from there to the Rust type with
/// the keyword that it depends on, and the overlay actions that changed it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// The Rust name of a type, field, variant, operation or parameter, or a JSON Pointer into the
    /// document
    #[arg(value_name = "ITEM")]
    item: String,

    #[command(flatten)]
    inputs: InputArgs,

    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen explain Order.note
          Explain a field of a type that `openapi/bindgen.yaml` generates
  openapi-bindgen explain Color::Red api.yaml --overlay overlay.yaml
          Explain a variant, without a project file
  openapi-bindgen explain create_order.page
          Explain a parameter; `create_order.body` is the body, `CreateOrderError::NotFound` an error response,
          `CreateOrderHeaders.location` a header, `create_order.pages` the pagination
  openapi-bindgen explain Client
          Explain the client; `ClientBuilder::api_key_auth` is a credential, `Server::test` a server
  openapi-bindgen explain /components/schemas/Order
          Explain all parts that come from a place of the document

With `--json` it prints one object with the list `explanations`: several parts may have the name, or come from one place.

Exit codes:
  0  the item is explained
  2  no part has this name, a document or the command line has a mistake, or a file cannot be read";

/// The number of similar names that an error suggests.
const NAMES_SHOWN: usize = 5;

/// The number of parts from one place that are explained in full, as text.
const EXPLAINED: usize = 4;

/// The number of other parts from one place that are listed.
const ALSO_SHOWN: usize = 8;

/// The similarity from which a name is suggested; 1 is equality.
const ALIKE: f64 = 0.7;

const PLACE: Style = AnsiColor::Cyan.on_default();
const TITLE: Style = Style::new().bold();

impl Explain {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let display = Display::of_failures(self.json);
        let inputs = match self.inputs.read() {
            Ok(inputs) => inputs,
            Err(errors) => return display.failure(&errors, &[]),
        };
        let sources = sources(&inputs.document, &inputs.overlays);
        let version = match Version::generate(&inputs.document, &inputs.overlays, &inputs.options) {
            Ok(version) => version,
            Err(errors) => return display.failure(&errors, &sources),
        };
        let explanations = explain(&version, &self.item);
        if explanations.is_empty() {
            return display.failure(&self.unknown(&version).into(), &[]);
        }
        if self.json {
            let values: Vec<Value> = explanations.iter().map(value).collect();
            print_plain(&json_text(&json!({ "explanations": values })));
        } else {
            let texts: Vec<String> =
                explanations.iter().take(EXPLAINED).map(|explanation| text(explanation, &sources)).collect();
            print(&texts.join("\n"));
            let more: Vec<&str> = explanations.iter().skip(EXPLAINED).map(|more| more.path.as_str()).collect();
            if !more.is_empty() {
                print(&format!("\nAlso: `{}`\n", more.join("`, `")));
            }
        }
        Exit::Success
    }

    /// Returns the error for an unknown name, with similar names.
    fn unknown(&self, version: &Version) -> Diagnostic {
        let error = Diagnostic::error(&Pointer::root(), format!("nothing in the output is named `{}`", self.item));
        let mut alike: Vec<(f64, String)> = names(version)
            .into_iter()
            .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &self.item.to_lowercase()), name))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let alike: Vec<String> = alike.iter().take(NAMES_SHOWN).map(|(_, name)| format!("`{name}`")).collect();
        if alike.is_empty() {
            error.help("name a `Type`, a `Type.field`, an `Enum::Variant`, an `operation_fn` or a `/json/pointer`")
        } else {
            error.help(format!("similar names exist: {}", alike.join(", ")))
        }
    }
}

fn text(explanation: &Explanation, sources: &[&Source]) -> String {
    let Explanation { path, code, file, place, also, more, reasons, extensions, actions, .. } = explanation;
    let mut text = diagnostics::excerpt(&format!("{path} is `{code}` in {file}"), place, sources);
    // Writing to a `String` does not fail.
    let _ = writeln!(text, "\n{TITLE}Why{TITLE:#}");
    for reason in reasons {
        let _ = write!(text, "  - {}", reason.text);
        if let Some(place) = &reason.place {
            let _ = write!(text, " ({PLACE}{}{PLACE:#})", position(place));
        }
        text.push('\n');
    }
    if !also.is_empty() {
        let others = also.len() + more;
        let more = if others > ALSO_SHOWN { format!(" and {} more", others - ALSO_SHOWN) } else { String::new() };
        let shown: Vec<String> = also.iter().take(ALSO_SHOWN).map(|path| format!("`{path}`")).collect();
        let _ = writeln!(text, "\n{TITLE}From the same place{TITLE:#}\n  - {}{more}", shown.join(", "));
    }
    if !extensions.is_empty() {
        let _ = writeln!(text, "\n{TITLE}Extensions{TITLE:#}");
    }
    for (name, value) in extensions {
        let _ = writeln!(text, "  - `{name}: {value}`");
    }
    if !actions.is_empty() {
        let _ = writeln!(text, "\n{TITLE}Overlay actions{TITLE:#}");
    }
    for touch in actions {
        let action = &touch.action;
        let _ = write!(
            text,
            "  - {PLACE}{}{PLACE:#}, action {}: `{}`",
            position(&touch.place),
            action.index + 1,
            action.target
        );
        if let Some(description) = &action.description {
            let _ = write!(text, ": {}", description.trim());
        }
        text.push('\n');
    }
    text
}

/// Returns the file, line and column.
fn position(place: &Place) -> String {
    place.location.map_or_else(|| place.source.clone(), |at| format!("{}:{at}", place.source))
}

/// Returns the explanation as JSON.
fn value(explanation: &Explanation) -> Value {
    let Explanation { path, code, file, pointer, also, more, place, reasons, extensions, actions, .. } = explanation;
    json!({
        "item": path,
        "code": code,
        "output": file,
        "pointer": pointer.as_str(),
        "also": also,
        "more": more,
        "place": place_value(place),
        "reasons": reasons.iter().map(|reason| json!({
            "text": reason.text,
            "place": reason.place.as_ref().map(place_value),
        })).collect::<Vec<_>>(),
        "extensions": extensions,
        "actions": actions.iter().map(|touch| json!({
            "index": touch.action.index,
            "target": touch.action.target,
            "description": touch.action.description,
            "place": place_value(&touch.place),
        })).collect::<Vec<_>>(),
    })
}

fn place_value(place: &Place) -> Value {
    json!({
        "file": place.source,
        "line": place.location.map(|at| at.line),
        "column": place.location.map(|at| at.column),
        "pointer": place.pointer.as_str(),
    })
}
