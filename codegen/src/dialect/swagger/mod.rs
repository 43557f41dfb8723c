//! Converts Swagger 2.0 to OpenAPI 3.0, before the other rewrites.
//!
//! Moved parts are recorded, so that diagnostics point into the original document.

mod body;
pub(super) mod collection;
mod media_types;
mod operation;
pub(super) mod parameter;
mod place;
mod response;
mod schema;
mod security;
mod servers;

use serde_json::{Map, Value, json};

pub(crate) use place::OwnPlaces;

use super::{Chain, members, path_items, references};
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The Swagger sections for the groups of OpenAPI components.
const GROUPS: [(&str, &str); 4] = [
    ("schemas", "definitions"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securitySchemes", "securityDefinitions"),
];

/// Returns true if a document is Swagger of any version.
pub(super) fn is_swagger(document: &Value) -> bool {
    document.get("openapi").is_none() && document.get("swagger").is_some()
}

/// Returns the place of a group of components, such as `schemas`, in a document of any version.
pub(crate) fn components_at(document: &Value, group: &str) -> Pointer {
    let root = Pointer::root();
    match GROUPS.iter().find(|(name, _)| *name == group).filter(|_| is_swagger(document)) {
        Some((_, own)) => root.child(own),
        None => root.child("components").child(group),
    }
}

/// Rejects every version of Swagger other than 2.0.
pub(super) fn check_version(document: &Value, report: &mut Report) -> Option<()> {
    let version = document.get("swagger")?;
    // YAML reads `2.0` as a number.
    if *version == "2.0" || *version == json!(2.0) || *version == json!(2) {
        return Some(());
    }
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    let at = Pointer::root().child("swagger");
    report.push(
        Diagnostic::error(&at, format!("Swagger `{version}` is not supported"))
            .help("write the document in Swagger 2.0 or in OpenAPI 3.0, 3.1 or 3.2"),
    );
    None
}

/// Converts a document to OpenAPI 3.0. Returns the referenced schemas at places that OpenAPI 3.0
/// does not have.
pub(super) fn convert(document: &mut Value, report: &mut Report) -> Value {
    path_items::inline(document, report);
    let original = std::mem::take(document);
    let mut conversion = Conversion { original: &original, report, moves: Vec::new(), location: None };
    *document = conversion.document();
    let moves = conversion.moves;
    report.record_moves(moves);
    schema::convert(document, &original, report)
}

struct Conversion<'d, 'r> {
    original: &'d Value,
    report: &'r mut Report,
    /// Places in the new document, each with its place in the original.
    moves: Vec<(Pointer, Pointer)>,
    /// The location of the API, once it is read.
    location: Option<servers::Location>,
}

impl<'d> Conversion<'d, '_> {
    fn document(&mut self) -> Value {
        let root = Pointer::root();
        let mut document = json!({ "openapi": "3.0.3" });
        for (name, member) in members(Some(self.original)) {
            if matches!(name.as_str(), "info" | "tags" | "security") || name.starts_with("x-") {
                document[name.as_str()] = member.clone();
            }
        }
        if let Some(servers) = self.servers_of_document() {
            document["servers"] = servers;
        }
        if let Some(paths) = self.original.get("paths") {
            document["paths"] = self.paths(paths, &root.child("paths"));
        }
        let mut components = Map::new();
        for (group, own) in GROUPS {
            let Some(given) = self.original.get(own) else { continue };
            let (at, converted_at) = (root.child(own), root.child("components").child(group));
            self.moves.push((converted_at.clone(), at.clone()));
            let Some(given) = given.as_object() else {
                components.insert(group.to_owned(), given.clone());
                continue;
            };
            let mut converted = Map::new();
            for (name, component) in given {
                let (at, converted_at) = (at.child(name), converted_at.child(name));
                let component = match group {
                    "parameters" if is_of_body(component) => continue,
                    "parameters" => self.parameter(component, &at, &converted_at),
                    "responses" => {
                        let produces = self.media_types("produces", None);
                        self.response(component, &at, &converted_at, &produces, false)
                    }
                    "securitySchemes" => self.security_scheme(component, &at),
                    _ => component.clone(),
                };
                converted.insert(name.clone(), component);
            }
            components.insert(group.to_owned(), Value::Object(converted));
        }
        document["components"] = Value::Object(components);
        document
    }

    /// Follows references from the value at `at`. Returns the target and its place.
    fn follow_reference(&mut self, value: &'d Value, at: &Pointer) -> Option<(&'d Value, Pointer)> {
        let (mut value, mut at) = (value, at.clone());
        let mut followed = Chain::default();
        while let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            if let Err(reason) = followed.follow(reference) {
                self.report.warn(&at, reason);
                return None;
            }
            (value, at) = references::find_target(self.original, reference, &at.child("$ref"), self.report)?;
        }
        Some((value, at))
    }
}

/// Returns true if a parameter is a request body or a form field.
fn is_of_body(parameter: &Value) -> bool {
    parameter.get("in").is_some_and(|place| place == "body" || place == "formData")
}

/// Returns the extensions of an object.
fn extensions(object: &Value) -> impl Iterator<Item = (String, Value)> {
    let extensions = members(Some(object)).filter(|(name, _)| name.starts_with("x-"));
    extensions.map(|(name, value)| (name.clone(), value.clone()))
}
