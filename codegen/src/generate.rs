//! The stages of the generator.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use crate::analyze::analyze;
use crate::coverage::{self, DocumentPart, Fate, OutputPlace, PartFate, PartKind, SelectedPlaces};
use crate::diagnostic::{Diagnostic, Diagnostics, Loss, Report};
use crate::dialect::{drop_long_paths, lower_dialect};
use crate::digest::hex;
use crate::document;
use crate::example;
use crate::extensions;
use crate::format::{Formatted, format};
use crate::generated::{Generated, Item, Summary, Untyped};
use crate::ir::{self, Api, TypeId, TypeKind};
use crate::lower::lower;
use crate::nearest::suggestion;
use crate::options::Options;
use crate::options_origin::option_place;
use crate::overlay::{self, Applied};
use crate::parse::parse;
use crate::pointer::Pointer;
use crate::rename;
use crate::render::{Owner, features, is_meant, one_line, render};
use crate::resolve::Resolved;
use crate::source::Source;
use crate::type_attributes::{TypeTarget, attribute_error, derive_error};
use crate::type_path::TypePath;
use crate::visible::is_invisible;

/// Generates the bindings of `document` with `overlays` applied in order.
///
/// Reads and writes no files: the caller writes the result, see
/// [`output::write`](crate::output::write). Equal input always generates equal bytes.
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
/// Returns all errors of the document and the overlays, up to the end of the first stage with an
/// error. Each has its pointer, line and column.
pub fn generate(document: &Source, overlays: &[Source], options: &Options) -> Result<Generated, Diagnostics> {
    Ok(generate_with_api(document, overlays, options)?.0)
}

/// Like [`generate`], but also returns the API.
pub(crate) fn generate_with_api(
    document: &Source,
    overlays: &[Source],
    options: &Options,
) -> Result<(Generated, Api), Diagnostics> {
    let (generated, api, _) = generate_into(document, overlays, options, Report::default())?;
    Ok((generated, api))
}

/// Like [`generate_with_api`], but also returns the errors about options that name something that the document lacks. These
/// do not stop the generator.
pub(crate) fn generate_tolerantly(
    document: &Source,
    overlays: &[Source],
    options: &Options,
) -> Result<(Generated, Api, Vec<Diagnostic>), Diagnostics> {
    generate_into(document, overlays, options, Report::tolerant())
}

fn generate_into(
    document: &Source,
    overlays: &[Source],
    options: &Options,
    mut report: Report,
) -> Result<(Generated, Api, Vec<Diagnostic>), Diagnostics> {
    check_options(options, &mut report);
    let mut value = parse(document)?;
    let applied = overlay::apply(&mut value, overlays, &mut report);
    report.extend_bundle(document, &value);
    let made =
        if report.has_errors() { None } else { stages(value, options, &digest(document, overlays), &mut report) };
    let failed = report.has_errors();
    report.locate_options(&options.origin);
    let unmatched = report.take_unmatched(&options.origin);
    let diagnostics = report.locate(document, overlays, &applied);
    match made {
        Some(Made { api, files, parts }) if !failed => {
            Ok((generated(&api, files, parts, options, applied, diagnostics), api, unmatched))
        }
        _ => Err(diagnostics),
    }
}

/// The results of the stages.
struct Made {
    api: Api,
    files: Vec<Formatted>,
    parts: Vec<PartFate>,
}

/// Generates files from the effective document. Returns `None` after a stage with an error.
fn stages(mut document: serde_json::Value, options: &Options, digest: &str, report: &mut Report) -> Option<Made> {
    let original = options.example_feature.as_ref().map(|_| document.clone());
    report.set_budget(&document);
    report.budget().places(&document, &Pointer::root());
    let parts = coverage::list(&document, report.budget());
    if report.budget().is_spent() {
        report.is_over_budget(&report.budget().place_of_excess(&document));
        return None;
    }
    let extensions = extensions::list(&document);
    let values = rename::listed_values(&document, &options.rename);
    drop_long_paths(&mut document, report);
    let mut document = lower_dialect(document, report);
    if report.has_errors() {
        return None;
    }
    let document = document::read(&mut document, report)?;
    let none = openapiv3::Components::default();
    let mut api = lower(Resolved::new(&document, &none), options, report)?;
    if report.has_errors() {
        return None;
    }
    if let Some(place) = extensions::attach(&mut api, &extensions, report.budget(), |pointer| report.place_of(pointer))
    {
        report.is_over_budget(&place);
        return None;
    }
    let mut api = analyze(api, options, &values, report);
    if report.has_errors() {
        return None;
    }
    check_targets(&api, options, report);
    if report.has_errors() {
        return None;
    }
    let parts = coverage::find_fates(parts, &api, &options.select, |pointer| report.place_of(pointer));
    api.move_to(|pointer| report.place_of(pointer));
    if !options.select.is_everything() {
        let selected = SelectedPlaces::new(&parts);
        report.retain(|place| selected.contains(place));
        api.untyped.retain(|untyped| selected.contains(&untyped.pointer));
    }
    let examples = original.map(|document| example::list(&api, &document)).unwrap_or_default();
    let files = render(&api, &examples, options, digest);
    let mut formatted = Vec::with_capacity(files.len());
    for file in files {
        let path = file.path.clone();
        match format(file, options) {
            Ok(file) => formatted.push(file),
            Err(error) => report.push(
                Diagnostic::error(
                    &Pointer::root(),
                    format!("the generator wrote a `{path}` that is not valid Rust: {error}"),
                )
                .help("this is a bug in the generator: please report it with the document"),
            ),
        }
    }
    Some(Made { api, files: formatted, parts })
}

fn generated(
    api: &Api,
    files: Vec<Formatted>,
    parts: Vec<PartFate>,
    options: &Options,
    applied: Applied,
    warnings: Diagnostics,
) -> Generated {
    let mut items: Vec<Item> = files.iter().flat_map(|file| items(api, file)).collect();
    let by_owner: HashMap<Owner, &Item> = items.iter().map(|item| (item.owner, item)).collect();
    let parts: Vec<DocumentPart> = parts.into_iter().map(|part_fate| with_output(part_fate, &by_owner)).collect();
    // The methods for credentials are parts of the client.
    items.retain(|item| !matches!(item.owner, Owner::Credential(_)));
    let files: Vec<_> = files.into_iter().map(|formatted| formatted.file).collect();
    let is_alias = |id: &&TypeId| matches!(api.type_def(**id).kind, TypeKind::Alias(_));
    let aliases = api.order.iter().filter(is_alias).count();
    let summary = Summary {
        title: one_line(&api.title),
        version: one_line(&api.version),
        operations: api.operations.len(),
        types: api.order.len() - aliases,
        aliases,
        split: api.order.iter().filter(|id| api.type_def(**id).split.is_some()).count() / 2,
        defaults: api.defaults(),
        untyped: api.untyped.len(),
        left_out: left_out(api, &parts, &warnings),
        loosened: loosened(api, &warnings),
        fields: api.fields(),
        lines: files.iter().map(|file| file.text.lines().count()).sum(),
        features: features(api, options),
        flows: if api.operations.is_empty() { 0 } else { api.schemes.iter().map(|scheme| scheme.flows.len()).sum() },
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
    Generated { files, items, warnings, actions: applied.actions, parts, untyped, summary }
}

/// Returns the number of omitted parts of the document.
fn left_out(api: &Api, parts: &[DocumentPart], warnings: &Diagnostics) -> usize {
    // A link describes calls that the client has anyhow.
    let is_lost = |part: &&DocumentPart| part.fate == Fate::Unsupported && part.kind != PartKind::Link;
    let unsupported = parts.iter().filter(is_lost).map(|part| &part.pointer);
    let smaller = api.left_out.iter().map(|left_out| &left_out.pointer);
    let all: HashSet<&Pointer> = unsupported.chain(smaller).chain(lost(warnings, Loss::LeftOut)).collect();
    all.len()
}

/// Returns the number of values that stay JSON although the document describes them.
fn loosened(api: &Api, warnings: &Diagnostics) -> usize {
    let untyped = api.untyped.iter().filter(|untyped| untyped.is_loss).map(|untyped| &untyped.pointer);
    let all: HashSet<&Pointer> = untyped.chain(lost(warnings, Loss::Loosened)).collect();
    all.len()
}

/// Returns the places of warnings with a loss.
fn lost(warnings: &Diagnostics, loss: Loss) -> impl Iterator<Item = &Pointer> {
    warnings.iter().filter(move |warning| warning.loss == Some(loss)).map(|warning| &warning.pointer)
}

/// Returns the items of one file, with the part of the document for each.
fn items(api: &Api, formatted: &Formatted) -> Vec<Item> {
    let text = &formatted.file.text;
    // Sections are in order, so that each line is counted once.
    let (mut line, mut counted) = (1, 0);
    let mut items = Vec::new();
    let mut methods = HashMap::new();
    for (owner, range) in &formatted.sections {
        line += text[counted..range.start].matches('\n').count();
        counted = range.start;
        let (name, pointer) = match owner {
            Owner::Type(id) => (api.type_def(*id).name.to_string(), api.type_def(*id).pointer.clone()),
            Owner::Operation(index) => {
                let operation = &api.operations[*index];
                (operation.type_name.to_string(), operation.pointer.clone())
            }
            Owner::Client => ("Client".to_owned(), Pointer::root()),
            Owner::Credential(index) => (format!("ClientBuilder::{}", api.schemes[*index].function), Pointer::root()),
            Owner::Method(index) => {
                methods.insert(*index, range.clone());
                continue;
            }
            Owner::File => continue,
        };
        let (direction, counterpart) = match owner {
            Owner::Type(id) => {
                (api.type_def(*id).usage.direction(), api.counterpart(*id).map(|def| def.name.to_string()))
            }
            Owner::Operation(_) | Owner::Method(_) | Owner::Client | Owner::Credential(_) | Owner::File => (None, None),
        };
        let method = if let Owner::Operation(index) = owner { methods.remove(index) } else { None };
        let (file, range) = (formatted.file.path.clone(), range.clone());
        let (extensions, member_extensions) = extensions::item_extensions(api, *owner);
        items.push(Item {
            name,
            pointer,
            direction,
            counterpart,
            file,
            range,
            line,
            method,
            extensions,
            member_extensions,
            owner: *owner,
        });
    }
    items
}

/// Adds the places in the output to a part of the document.
fn with_output(part_fate: PartFate, items: &HashMap<Owner, &Item>) -> DocumentPart {
    let PartFate { mut part, owners } = part_fate;
    for owner in &owners {
        let Some(Item { name, file, line, .. }) = items.get(owner) else { continue };
        part.output.push(OutputPlace { item: name.clone(), file: file.clone(), line: *line });
    }
    part
}

/// Checks the syntax of options that become code.
fn check_options(options: &Options, report: &mut Report) {
    let mut wrong = |place: Pointer, message: String| {
        report.push_option(&place, Diagnostic::error(&Pointer::root(), message));
    };
    if syn::parse_str::<syn::Path>(&options.runtime).is_err() {
        wrong(Pointer::root().child("runtime"), format!("the option `runtime` is not a path: `{}`", options.runtime));
    }
    for (target, path) in &options.derives {
        let derived =
            || DERIVED.contains(&path.as_str()).then(|| format!("`{path}` is derived for every type already"));
        if let Some(message) = derive_error(path).or_else(derived) {
            wrong(option_place("derives", &target.to_string()), format!("the option `derives`: {message}"));
        }
    }
    for (target, attribute) in &options.attributes {
        if let Some(message) = attribute_error(attribute) {
            wrong(option_place("attributes", &target.to_string()), format!("the option `attributes`: {message}"));
        }
    }
    for (target, settings) in &options.operation_settings {
        if let Some(message) = settings.mistake() {
            let message = format!("the option `operation-settings` for `{target}`: {message}");
            wrong(option_place("operation-settings", target), message);
        }
    }
    for (target, path) in &options.replace {
        if let Err(message) = path.parse::<TypePath>() {
            wrong(option_place("replace", target), format!("the option `replace`: {message}"));
        }
    }
    let mistake = options.regenerate_command.as_deref().and_then(|command| match command {
        command if command.contains(['\n', '\r']) => Some("has more than one line"),
        // The compiler rejects some of them in a comment.
        command if command.contains(is_invisible) => Some("has an invisible character"),
        command => command.trim().is_empty().then_some("is empty"),
    });
    if let Some(mistake) = mistake {
        let message = format!("the option `regenerate-command` {mistake}");
        wrong(Pointer::root().child("regenerate-command"), message);
    }
}

/// The derives of every type in the models.
const DERIVED: &[&str] = &["Clone", "Debug", "PartialEq"];

/// Checks that derives are new to the types, and that their targets exist.
fn check_targets(api: &Api, options: &Options, report: &mut Report) {
    let names = || api.order.iter().map(|id| api.type_def(*id));
    let all = options.derives.iter().map(|(target, _)| ("derives", target));
    for (option, target) in all.chain(options.attributes.iter().map(|(target, _)| ("attributes", target))) {
        if let TypeTarget::Named(name) = target
            && !names().any(|def| is_meant(target, def))
        {
            let at = &Pointer::root();
            let is_alias = names().any(|def| def.name.as_str() == name);
            let (what, help) = if is_alias {
                let what = format!("the option `{option}` names `{name}`, which is an alias of another type");
                (what, "name that type".to_owned())
            } else {
                (
                    format!("the option `{option}` names `{name}`, but no type has this name"),
                    suggestion(name, names().map(|def| def.name.as_str())).unwrap_or_else(|| {
                        "write the Rust name of a type, or `*`, `objects`, `enums` or `unions`".to_owned()
                    }),
                )
            };
            report.push_unmatched(&option_place(option, name), Diagnostic::error(at, what).help(help));
        }
    }
}

/// Returns the digest of the input.
pub(crate) fn digest(document: &Source, overlays: &[Source]) -> String {
    let mut hash = Sha256::new();
    for source in std::iter::once(document).chain(document.files()).chain(overlays) {
        // A checkout may have other line endings than the repository.
        let text = source.text().replace("\r\n", "\n");
        // The length distinguishes two texts from the same bytes with another division.
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hex(hash.finalize())
}
