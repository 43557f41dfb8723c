//! Swagger 2.0 to OpenAPI 3.0, before the rest of the stage.
//!
//! What moves is recorded, so that diagnostics name the place in the document as it is written.

mod body;
mod collection;
mod media_types;
mod operation;
mod parameter;
mod place;
mod response;
mod schema;
mod security;
mod servers;

use serde_json::{Map, Value, json};

pub(crate) use place::own_place;

use super::{members, path_items, references};
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// Where a Swagger document has what OpenAPI has in a group of its components.
const GROUPS: [(&str, &str); 4] = [
    ("schemas", "definitions"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securitySchemes", "securityDefinitions"),
];

/// Whether a document is written in some version of Swagger.
pub(super) fn is_swagger(document: &Value) -> bool {
    document.get("openapi").is_none() && document.get("swagger").is_some()
}

/// The place of a group of components, such as `schemas`, in a document of any version.
pub(crate) fn components_at(document: &Value, group: &str) -> Pointer {
    let root = Pointer::root();
    match GROUPS.iter().find(|(name, _)| *name == group).filter(|_| is_swagger(document)) {
        Some((_, own)) => root.child(own),
        None => root.child("components").child(group),
    }
}

/// Refuses every version of Swagger but 2.0.
pub(super) fn check_version(document: &Value, report: &mut Report) -> Option<()> {
    let version = document.get("swagger")?;
    // `2.0` is a number in YAML.
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

/// Rewrites a document into OpenAPI 3.0. Returns the schemas that references name in places that OpenAPI 3.0 does not
/// have, in these places.
pub(super) fn convert(document: &mut Value, report: &mut Report) -> Value {
    path_items::settle(document, report);
    let original = std::mem::take(document);
    let mut conversion = Conversion { original: &original, report, moves: Vec::new() };
    *document = conversion.document();
    let moves = conversion.moves;
    report.stand_at(moves);
    schema::convert(document, &original, report)
}

struct Conversion<'d, 'r> {
    original: &'d Value,
    report: &'r mut Report,
    /// Where things are in the new document, each with its place in the original.
    moves: Vec<(Pointer, Pointer)>,
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
            let (at, met_at) = (root.child(own), root.child("components").child(group));
            self.moves.push((met_at.clone(), at.clone()));
            let Some(given) = given.as_object() else {
                components.insert(group.to_owned(), given.clone());
                continue;
            };
            let mut converted = Map::new();
            for (name, component) in given {
                let (at, met_at) = (at.child(name), met_at.child(name));
                let component = match group {
                    "parameters" if is_of_body(component) => continue,
                    "parameters" => self.parameter(component, &at, &met_at),
                    "responses" => {
                        let produces = self.media_types("produces", None);
                        self.response(component, &at, &met_at, &produces, false)
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

    /// Where the references from the value at `at` end, and what is there.
    fn followed(&mut self, value: &'d Value, at: &Pointer) -> Option<(&'d Value, Pointer)> {
        let (mut value, mut at) = (value, at.clone());
        let mut followed: Vec<&str> = Vec::new();
        while let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            if followed.contains(&reference) {
                self.report.warn(&at, "this `$ref` leads back to itself, and is left out");
                return None;
            }
            followed.push(reference);
            (value, at) = references::target(self.original, reference, &at.child("$ref"), self.report)?;
        }
        Some((value, at))
    }
}

/// Whether a parameter is the body of a request or a part of it.
fn is_of_body(parameter: &Value) -> bool {
    parameter.get("in").is_some_and(|place| place == "body" || place == "formData")
}

/// The extensions among the members of an object.
fn extensions(object: &Value) -> impl Iterator<Item = (String, Value)> {
    let extensions = members(Some(object)).filter(|(name, _)| name.starts_with("x-"));
    extensions.map(|(name, value)| (name.clone(), value.clone()))
}
