//! The stages, one after another.

use sha2::{Digest, Sha256};

use crate::analyze::analyze;
use crate::diagnostic::{Diagnostic, Diagnostics, Report};
use crate::dialect::lower_dialect;
use crate::digest::hex;
use crate::document;
use crate::format::{Formatted, format};
use crate::generated::{Generated, Item, Summary, Untyped};
use crate::ir::{self, Api};
use crate::lower::lower;
use crate::options::Options;
use crate::overlay::{self, Applied};
use crate::parse::parse;
use crate::pointer::Pointer;
use crate::render::{Owner, render};
use crate::resolve::Resolved;
use crate::source::Source;

/// Generates the bindings of `document`, changed by `overlays` in their order.
///
/// It reads and writes no file: the caller gives the texts and writes what comes back, see
/// [`output::write`](crate::output::write). The same texts and options always give the same bytes.
///
/// ```
/// use openapi_bindgen::{Options, Source, generate};
///
/// let document = Source::new("api.yaml", "
/// openapi: 3.1.0
/// info: { title: Shop, version: 1.0.0 }
/// components:
///   schemas:
///     Color: { type: string, enum: [red, green] }
/// ");
/// let generated = generate(&document, &[], &Options::default())?;
/// assert!(generated.files.iter().any(|file| file.text.contains("pub enum Color")));
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
///
/// # Errors
/// Everything that is wrong with the document and the overlays, or is not supported, up to the end of the stage that
/// met the first of it; each with its pointer, line and column.
pub fn generate(document: &Source, overlays: &[Source], options: &Options) -> Result<Generated, Diagnostics> {
    Ok(generate_with_api(document, overlays, options)?.0)
}

/// The same, with what the document was found to say.
pub(crate) fn generate_with_api(
    document: &Source,
    overlays: &[Source],
    options: &Options,
) -> Result<(Generated, Api), Diagnostics> {
    let mut report = Report::default();
    check_options(options, &mut report);
    let mut value = parse(document)?;
    let applied = overlay::apply(&mut value, overlays, &mut report);
    let made =
        if report.has_errors() { None } else { stages(value, options, &digest(document, overlays), &mut report) };
    let failed = report.has_errors();
    let diagnostics = report.locate(document, overlays, &applied);
    match made {
        Some((api, files)) if !failed => Ok((generated(&api, files, applied, diagnostics), api)),
        _ => Err(diagnostics),
    }
}

/// From the effective document to files; `None` after a stage that met an error.
fn stages(
    document: serde_json::Value,
    options: &Options,
    digest: &str,
    report: &mut Report,
) -> Option<(Api, Vec<Formatted>)> {
    let document = lower_dialect(document, report);
    if report.has_errors() {
        return None;
    }
    let document = document::read(&document, report)?;
    let none = openapiv3::Components::default();
    let api = lower(Resolved::new(&document, &none), options, report);
    if report.has_errors() {
        return None;
    }
    let api = analyze(api, options, report);
    if report.has_errors() {
        return None;
    }
    let files = render(&api, options, digest);
    let mut formatted = Vec::with_capacity(files.len());
    for file in files {
        let path = file.path.clone();
        match format(file, options) {
            Ok(file) => formatted.push(file),
            Err(error) => report.push(
                Diagnostic::error(&Pointer::root(), format!("the generator made a `{path}` that is not Rust: {error}"))
                    .help("this is a defect of the generator: please report it with the document"),
            ),
        }
    }
    Some((api, formatted))
}

fn generated(api: &Api, formatted: Vec<Formatted>, applied: Applied, warnings: Diagnostics) -> Generated {
    let items = formatted.iter().flat_map(|file| items(api, file)).collect();
    let files: Vec<_> = formatted.into_iter().map(|formatted| formatted.file).collect();
    let summary = Summary {
        title: api.title.clone(),
        version: api.version.clone(),
        operations: api.operations.len(),
        types: api.order.len(),
        untyped: api.untyped.len(),
        fields: api.fields(),
        lines: files.iter().map(|file| file.text.lines().count()).sum(),
    };
    let untyped = api
        .untyped
        .iter()
        .map(|ir::Untyped { pointer, reason, is_loss }| Untyped {
            pointer: pointer.clone(),
            reason: reason.clone(),
            is_loss: *is_loss,
        })
        .collect();
    Generated { files, items, warnings, actions: applied.actions, untyped, summary }
}

/// What one file holds, by what it stands for in the document.
fn items(api: &Api, formatted: &Formatted) -> impl Iterator<Item = Item> {
    formatted.sections.iter().filter_map(|(owner, range)| {
        let (name, pointer) = match owner {
            Owner::Type(id) => (api.type_def(*id).name.to_string(), api.type_def(*id).pointer.clone()),
            Owner::Operation(index) => {
                let operation = &api.operations[*index];
                (operation.type_name.to_string(), operation.pointer())
            }
            Owner::Client => ("Client".to_owned(), Pointer::root()),
            Owner::File => return None,
        };
        Some(Item { name, pointer, file: formatted.file.path.clone(), range: range.clone(), owner: *owner })
    })
}

/// Options become code, so they have to be what they are used as.
fn check_options(options: &Options, report: &mut Report) {
    if syn::parse_str::<syn::Path>(&options.runtime).is_err() {
        report.error(&Pointer::root(), format!("the option `runtime` is not a path: `{}`", options.runtime));
    }
    if options.regenerate_command.as_ref().is_some_and(|command| command.contains(['\n', '\r'])) {
        report.error(&Pointer::root(), "the option `regenerate-command` is longer than a line");
    }
}

/// Identifies the texts that the output is made from.
pub(crate) fn digest(document: &Source, overlays: &[Source]) -> String {
    let mut hash = Sha256::new();
    for source in std::iter::once(document).chain(overlays) {
        // A checkout may have other line ends than the repository.
        let text = source.text().replace("\r\n", "\n");
        // The length keeps two texts apart from the same bytes divided otherwise.
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hex(hash.finalize())
}
