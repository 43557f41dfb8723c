//! The project file, which names the document, the overlays, the options and the output.

mod files;
mod load;
mod operation_settings;
mod pagination;
mod read;

use serde_json::Value;

pub use files::{read_document, read_files};
pub use load::LoadedProject;
pub use read::read_source;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format_type::FormatType;
use crate::map_type::UnknownMapType;
use crate::options::{ALL_DEFAULTS, Options};
use crate::options_origin::OptionsOrigin;
use crate::parse::{Members, located, parse};
use crate::pointer::Pointer;
use crate::source::Source;
use crate::type_attributes::TypeTarget;

/// The content of a project file. Paths are relative to the folder of the file.
///
/// ```
/// use openapi_bindgen::{Project, Source};
///
/// let text = "\
/// document: external-api.json
/// overlays: [overlay.yaml]
/// output: ../generated
/// options:
///   envelopes: [data, error]
///   in-progress: { 409: request_in_progress }
///   derives: { '*': [Hash], objects: [Eq] }
///   client-feature: client
///   runtime: openapi_bindgen_runtime
///   regenerate-command: cargo run -p openapi-bindgen -- generate
/// ";
/// let project = Project::parse(&Source::new("openapi/bindgen.yaml", text))?;
/// assert_eq!(project.document, "external-api.json");
/// assert_eq!(project.options.client_feature.as_deref(), Some("client"));
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Project {
    /// The path of the OpenAPI document.
    pub document: String,
    /// The path of the folder that holds all files of the document. `None` for the document's own folder.
    pub root: Option<String>,
    /// The paths of the overlays, in the order in which they are applied.
    pub overlays: Vec<String>,
    /// The path of the folder for the output.
    pub output: String,
    /// The options of the generator, with defaults for those that the file lacks.
    pub options: Options,
}

impl Project {
    /// Reads a project file. Only `document` and `output` are required.
    ///
    /// # Errors
    /// Returns an error if the text is neither YAML nor JSON, if `document` or `output` is missing, if a value has the wrong
    /// type, or if a key is unknown. Keys that start with `x-` are ignored.
    pub fn parse(source: &Source) -> Result<Self, Diagnostics> {
        let value = parse(source)?;
        let mut wrong = Vec::new();
        match read(&value, &mut wrong) {
            Some(mut project) if wrong.is_empty() => {
                project.options.origin = OptionsOrigin::new(source);
                Ok(project)
            }
            _ => Err(located(source, wrong)),
        }
    }
}

fn read(value: &Value, wrong: &mut Vec<Diagnostic>) -> Option<Project> {
    let members = Members::read(value, Pointer::root(), wrong)?;
    let is_option = |key: &str| OPTIONS.contains(&key);
    let under_options =
        |key: &str| is_option(key).then(|| format!("write it under `options`: `options: {{ {key}: … }}`"));
    members.only_with(&["document", "root", "overlays", "output", "options"], under_options, wrong);
    let document = members.require_string("document", wrong);
    let root = members.string("root", wrong).map(str::to_owned);
    let overlays = members.strings("overlays", wrong).into_iter().map(str::to_owned).collect();
    let output = members.require_string("output", wrong);
    let options = match members.get("options") {
        Some((options, pointer)) => read_options(options, pointer, wrong),
        None => Options::default(),
    };
    Some(Project { document: document?.to_owned(), root, overlays, output: output?.to_owned(), options })
}

/// The keys of `options`.
const OPTIONS: [&str; 21] = [
    "envelopes",
    "in-progress",
    "pagination",
    "formats",
    "derives",
    "attributes",
    "rename",
    "replace",
    "defaults",
    "short-operation-names",
    "operation-settings",
    "operations",
    "tags",
    "paths",
    "where",
    "internal",
    "client-feature",
    "example-feature",
    "map",
    "runtime",
    "regenerate-command",
];

fn read_options(value: &Value, pointer: Pointer, wrong: &mut Vec<Diagnostic>) -> Options {
    let mut options = Options::default();
    let Some(members) = Members::read(value, pointer, wrong) else { return options };
    let top = |key: &str| ["document", "root", "overlays", "output"].contains(&key);
    members.only_with(&OPTIONS, |key| top(key).then(|| "write it beside `options`, not below".to_owned()), wrong);
    options = options.envelopes(members.strings("envelopes", wrong));
    for (status, code) in read_in_progress(&members, wrong) {
        options = options.in_progress(status, code);
    }
    for rule in pagination::read(&members, wrong) {
        options = options.pagination(rule);
    }
    for (format, ty) in read_formats(&members, wrong) {
        options = options.format(format, ty);
    }
    options.derives = read_by_target("derives", &members, wrong);
    options.attributes = read_by_target("attributes", &members, wrong);
    for (target, name) in read_texts("rename", &members, wrong) {
        options = options.rename(target, name);
    }
    for (target, path) in read_texts("replace", &members, wrong) {
        options = options.replace(target, path);
    }
    options = options.defaults(read_defaults(&members, wrong));
    options.short_operation_names = members.boolean("short-operation-names", wrong) == Some(true);
    options.operation_settings = operation_settings::read(&members, wrong);
    options.select.operations.extend(members.strings("operations", wrong).into_iter().map(str::to_owned));
    options.select.tags.extend(members.strings("tags", wrong).into_iter().map(str::to_owned));
    options.select.paths.extend(members.strings("paths", wrong).into_iter().map(str::to_owned));
    options.select.without_internal = members.boolean("internal", wrong) == Some(false);
    if let Some((value, pointer)) = members.get("where")
        && let Some(extensions) = Members::read(value, pointer, wrong)
    {
        let read = extensions.keys().filter_map(|name| Some((name.to_owned(), extensions.get(name)?.0.clone())));
        options.select.extensions.extend(read);
    }
    if let Some(feature) = members.string("client-feature", wrong) {
        options = options.client_feature(feature);
    }
    if let Some(feature) = members.string("example-feature", wrong) {
        options = options.example_feature(feature);
    }
    match members.string("map", wrong).map(str::parse) {
        Some(Ok(map)) => options = options.map(map),
        Some(Err(error)) => {
            let error: UnknownMapType = error;
            wrong.push(Diagnostic::error(&members.pointer().child("map"), error.to_string()));
        }
        None => {}
    }
    if let Some(runtime) = members.string("runtime", wrong) {
        options = options.runtime(runtime);
    }
    if let Some(command) = members.string("regenerate-command", wrong) {
        options = options.regenerate_command(command);
    }
    options
}

/// Reads derives or attributes by the types that they apply to: `{ objects: [Hash] }`.
fn read_by_target(key: &str, options: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<(TypeTarget, String)> {
    let Some((value, pointer)) = options.get(key) else { return Vec::new() };
    let Some(targets) = Members::read(value, pointer, wrong) else { return Vec::new() };
    let mut read = Vec::new();
    for target in targets.keys() {
        let Ok(meant) = target.parse::<TypeTarget>();
        read.extend(targets.strings(target, wrong).into_iter().map(|text| (meant.clone(), text.to_owned())));
    }
    read
}

/// Reads strings by their targets: `{ Order: Purchase }`.
fn read_texts(key: &str, options: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let Some((value, pointer)) = options.get(key) else { return Vec::new() };
    let Some(texts) = Members::read(value, pointer, wrong) else { return Vec::new() };
    let mut read = Vec::new();
    for target in texts.keys() {
        read.extend(texts.string(target, wrong).map(|text| (target.to_owned(), text.to_owned())));
    }
    read
}

/// Reads `true` for all defaults, or the list of their types, fields and places.
fn read_defaults(options: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<String> {
    match options.get("defaults") {
        None | Some((Value::Bool(false), _)) => Vec::new(),
        Some((Value::Bool(true), _)) => vec![ALL_DEFAULTS.to_owned()],
        Some((Value::Array(_), _)) => options.strings("defaults", wrong).into_iter().map(str::to_owned).collect(),
        Some((_, pointer)) => {
            wrong.push(
                Diagnostic::error(&pointer, "expected true, false or a list")
                    .help("list structs and fields: `defaults: [Order, Pet.age]`"),
            );
            Vec::new()
        }
    }
}

/// Reads error codes by status: `{ 409: request_in_progress }`.
fn read_in_progress(options: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<(u16, String)> {
    let Some((value, pointer)) = options.get("in-progress") else { return Vec::new() };
    let Some(codes) = Members::read(value, pointer, wrong) else { return Vec::new() };
    let mut read = Vec::new();
    for status in codes.keys() {
        match status.parse::<u16>() {
            Ok(number) if (100..600).contains(&number) => {
                read.extend(codes.string(status, wrong).map(|code| (number, code.to_owned())));
            }
            _ => wrong.push(
                Diagnostic::error(&codes.pointer().child(status), format!("`{status}` is not a status"))
                    .help("map a status to an error code: `409: request_in_progress`"),
            ),
        }
    }
    read
}

/// Reads types by format: `{ uuid: uuid::Uuid }`.
fn read_formats(options: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<(String, FormatType)> {
    let Some((value, pointer)) = options.get("formats") else { return Vec::new() };
    let Some(formats) = Members::read(value, pointer, wrong) else { return Vec::new() };
    let mut read = Vec::new();
    for format in formats.keys() {
        match formats.string(format, wrong).map(str::parse::<FormatType>) {
            Some(Ok(ty)) => read.push((format.to_owned(), ty)),
            Some(Err(error)) => {
                wrong.push(Diagnostic::error(&formats.pointer().child(format), error.to_string()).help(error.help()));
            }
            None => {}
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Project::parse(&Source::new("bindgen.yaml", text)).unwrap_err().to_string()
    }

    #[test]
    fn missing_options_have_defaults() {
        let project = Project::parse(&Source::new("p", "document: a\noutput: b\n")).unwrap();
        assert_eq!(project.options, Options::default());
        assert_eq!(project.overlays, [""; 0]);
    }

    #[test]
    fn an_unknown_key_is_an_error_that_lists_the_known_ones() {
        assert_eq!(
            error("document: a\noutput: b\noptions:\n  other: [data]\nx-own: 1\n"),
            "error: unknown key `other`\n  --> bindgen.yaml:4:3 (/options/other)\n  \
             help: the known keys are envelopes, in-progress, pagination, formats, derives, attributes, rename, replace, defaults, short-operation-names, operation-settings, operations, tags, paths, where, internal, client-feature, example-feature, map, runtime, regenerate-command"
        );
    }

    #[test]
    fn a_key_that_is_misspelt_or_in_another_place_has_a_hint() {
        let of = |text: &str| error(&format!("document: a\noutput: b\n{text}\n"));
        for (text, help) in [
            ("options: {renam: {A: B}}", "help: a similar key exists: `rename`"),
            ("options: {formts: {}}", "help: a similar key exists: `formats`"),
            ("rename: {A: B}", "help: write it under `options`: `options: { rename: … }`"),
            ("options: {output: c}", "help: write it beside `options`, not below"),
            ("optons: {}", "help: a similar key exists: `options`"),
            ("options: {runtime: true}", "expected a string, found `true`"),
        ] {
            assert!(of(text).contains(help), "{text}: {}", of(text));
        }
    }

    #[test]
    fn codes_in_progress_are_read_by_status() {
        let text = "document: a\noutput: b\noptions: {in-progress: {409: busy}}\n";
        let project = Project::parse(&Source::new("p", text)).unwrap();
        assert_eq!(project.options.in_progress, [(409, "busy".to_owned())]);
        assert!(error(&text.replace("409", "4xx")).contains("`4xx` is not a status"));
    }

    #[test]
    fn defaults_are_all_or_listed() {
        let read = |value: &str| {
            let text = format!("document: a\noutput: b\noptions: {{ defaults: {value} }}\n");
            Project::parse(&Source::new("p", text)).map(|project| project.options.defaults)
        };
        assert_eq!(read("true").unwrap(), ["*"]);
        assert_eq!(read("false").unwrap(), [""; 0]);
        assert_eq!(read("[Order, Pet.age]").unwrap(), ["Order", "Pet.age"]);
        assert!(read("Order").unwrap_err().to_string().contains("expected true, false or a list"));
    }

    #[test]
    fn new_names_are_read_by_their_targets() {
        let text = "document: a\noutput: b\noptions: {rename: {Order: Purchase, '/paths/~1a/get': read_a}}\n";
        let project = Project::parse(&Source::new("p", text)).unwrap();
        let expected = [("Order", "Purchase"), ("/paths/~1a/get", "read_a")];
        assert_eq!(project.options.rename, expected.map(|(target, name)| (target.to_owned(), name.to_owned())));
        let message = error(&text.replace("Purchase", "1"));
        assert!(
            message.contains("expected a string, found a number\n  --> bindgen.yaml:3:20 (/options/rename/Order)"),
            "{message}"
        );
    }

    #[test]
    fn extensions_are_read_with_their_values() {
        let text = "document: a\noutput: b\noptions: {where: {x-visible: true, x-level: [1]}}\n";
        let project = Project::parse(&Source::new("p", text)).unwrap();
        let expected = [("x-visible", serde_json::json!(true)), ("x-level", serde_json::json!([1]))];
        assert_eq!(project.options.select.extensions, expected.map(|(name, value)| (name.to_owned(), value)));
        assert!(error("document: a\noutput: b\noptions: {where: x-a}\n").contains("expected an object"));
    }

    #[test]
    fn types_are_read_by_format() {
        let text = "document: a\noutput: b\noptions: {formats: {uuid: 'uuid::Uuid', date-time: 'jiff::Timestamp'}}\n";
        let project = Project::parse(&Source::new("p", text)).unwrap();
        let expected = [("uuid", FormatType::Uuid), ("date-time", FormatType::JiffTimestamp)];
        assert_eq!(project.options.formats, expected.map(|(format, ty)| (format.to_owned(), ty)));
        let message = error(&text.replace("uuid::Uuid", "Uuid"));
        assert!(message.contains("`Uuid` is not a type for a format\n  --> bindgen.yaml:3:21"), "{message}");
        assert!(message.contains("help: the known types are Base64, chrono::"), "{message}");
    }

    #[test]
    fn all_mistakes_are_reported_at_once() {
        let text = error("document: 1\noverlays: overlay.yaml\noptions: {envelopes: [1]}\n");
        for expected in [
            "expected a string, found a number\n  --> bindgen.yaml:1:1 (/document)",
            "expected a list, found a string\n  --> bindgen.yaml:2:1 (/overlays)",
            "`output` is missing\n  --> bindgen.yaml:1:1",
            "expected a string, found a number\n  --> bindgen.yaml:3:23 (/options/envelopes/0)",
        ] {
            assert!(text.contains(expected), "{text}");
        }
    }
}
