//! Rewrites Swagger 2.0 and OpenAPI 3.1 and 3.2 to OpenAPI 3.0, which `openapiv3` reads.
//!
//! A 3.1 schema is JSON Schema 2020-12: `type` can be an array, null is a type, and `$ref` can have
//! siblings. What 3.0 can express is rewritten in place, so that the pointers of diagnostics stay
//! valid. The rest is reported. A 3.0 document is rewritten, too, since many use 3.1 keywords.

mod bare_parameters;
mod bare_schemas;
mod chain;
mod extension_targets;
mod internal_keys;
mod invalid_keywords;
mod local_references;
mod long_paths;
mod misspelt_keywords;
mod number_text;
mod one_of;
mod openapi_3_2;
mod part_files;
mod path_items;
mod patterns;
mod references;
mod requirements;
mod schema;
mod sections;
mod streams;
mod structure;
mod swagger;
mod tuples;
mod types;
mod unknown_members;
mod value_names;
mod walk;
mod webhooks;

use std::collections::HashSet;

pub(crate) use chain::Chain;
use chain::MOST_RESOLVED;
pub(crate) use long_paths::{LONGEST_URL, drop_long_paths, is_too_long};
pub(crate) use openapi_3_2::{ADDITIONAL, METHOD_NAME, RESERVED_PATH, SERVER_NAME, path_of_method};
pub(crate) use patterns::OPEN_CHOICE;
pub(crate) use references::{COMPONENT, HOISTED, leads_out};
pub(crate) use schema::{NULL_DEFAULT, is_null_schema};
use serde_json::{Map, Value};
pub(crate) use structure::{FLOWS, METHODS};
pub(crate) use swagger::{OwnPlaces, components_at};
pub(crate) use value_names::VALUE_NAMES;
pub(crate) use walk::schemas as walk_schemas;
pub(crate) use webhooks::WEBHOOK_COMPONENTS;

use crate::budget::{Budget, of_name};
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The webhooks of 3.1 ([OpenAPI 3.1.1](https://spec.openapis.org/oas/v3.1.1.html#oas-webhooks)).
const WEBHOOKS: &str = "webhooks";

/// The webhooks of a 3.0 document
/// ([Redoc](https://redocly.com/docs/realm/author/reference/openapi-extensions/x-webhooks)).
const EXTENSION_WEBHOOKS: &str = "x-webhooks";

/// Rewrites a document to 3.0. The overlays are already applied.
pub(crate) fn lower_dialect(mut document: Value, report: &mut Report) -> Value {
    if version(&document, report).is_some() {
        internal_keys::drop_internal_keys(&mut document);
        let is_swagger = swagger::is_swagger(&document);
        let elsewhere = if is_swagger { swagger::convert(&mut document, report) } else { Value::Null };
        if report.is_over_budget(&Pointer::root()) {
            return document;
        }
        add_leading_slashes(&mut document, report);
        extension_targets::hoist(&mut document, report);
        path_items::inline(&mut document, report);
        if document.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.2")) {
            openapi_3_2::rewrite(&mut document, report);
        } else {
            openapi_3_2::note_reserved_paths(&mut document, report);
        }
        if report.is_over_budget(&Pointer::root()) {
            return document;
        }
        unknown_members::leave_out(&mut document, report);
        local_references::resolve(&mut document, report);
        if report.is_over_budget(&Pointer::root()) {
            return document;
        }
        sections::inline(&mut document, report);
        tuples::rename_items(&mut document, &Pointer::root(), report);
        references::leave_out_malformed(&mut document, report);
        requirements::repair(&mut document, report);
        bare_schemas::complete(&mut document, report);
        bare_parameters::complete(&mut document, if is_swagger { "type" } else { "schema" }, report);
        part_files::complete(&mut document, report);
        streams::rewrite(&mut document, report);
        if report.is_over_budget(&Pointer::root()) {
            return document;
        }
        webhooks::extract(&mut document, report);
        let mut taken_out = structure::complete(&mut document);
        if is_swagger {
            taken_out = elsewhere;
        }
        references::hoist(&mut document, &taken_out, report);
        let is_3_0 = document.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.0"));
        walk::schemas(&mut document, &mut |schema, pointer| {
            if is_3_0 {
                let version = if is_swagger { "Swagger 2.0" } else { "OpenAPI 3.0" };
                schema::drop_siblings(schema, pointer, version, report);
            }
            schema::lower(schema, pointer, report);
        });
        if let Some(version) = document.get_mut("openapi") {
            *version = Value::from("3.0.3");
        }
    }
    document
}

/// Returns the property of a document with its webhooks. `x-webhooks` is Redoc's extension of 3.0,
/// used if there are no 3.1 webhooks.
pub(crate) fn webhooks_member(document: &Value) -> &'static str {
    if document.get(WEBHOOKS).is_none() && document.get(EXTENSION_WEBHOOKS).is_some() {
        EXTENSION_WEBHOOKS
    } else {
        WEBHOOKS
    }
}

/// Returns the properties of an object, or none for another value.
pub(crate) fn members(object: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    object.and_then(Value::as_object).into_iter().flatten()
}

/// Returns the operations of a document, each with its place.
fn operations(document: &Value) -> impl Iterator<Item = (Pointer, &Value)> {
    let paths = Pointer::root().child("paths");
    members(document.get("paths")).flat_map(move |(path, item)| {
        let at = paths.child(path);
        let operations = members(Some(item)).filter(|(name, _)| METHODS.contains(&name.as_str()));
        operations.map(move |(method, operation)| (at.child(method), operation))
    })
}

/// Returns the request bodies of the operations and of the components, each with its place.
fn request_bodies(document: &Value) -> impl Iterator<Item = (Pointer, &Value)> {
    let of_operations = operations(document)
        .filter_map(|(at, operation)| Some((at.child("requestBody"), operation.get("requestBody")?)));
    let at = Pointer::root().child("components").child("requestBodies");
    let components = members(document.pointer(at.as_str())).map(move |(name, body)| (at.child(name), body));
    of_operations.chain(components)
}

/// Returns true if the object around a place has this name: `headers` for `/components/headers/Limit`.
fn is_in(at: &Pointer, section: &str) -> bool {
    at.segments().rev().nth(1).is_some_and(|segment| segment == section)
}

/// The most branches of a composition among which the only one other than null is looked for.
const MOST_BRANCHES: usize = 8;

/// Returns a schema, or the one that it refers to, also as the only part of a composition.
fn resolve_schema<'v>(document: &'v Value, schema: &'v Value, at: &Pointer, budget: &Budget) -> (&'v Value, Pointer) {
    let (mut schema, mut place) = (schema, at.clone());
    for _ in 0..MOST_RESOLVED {
        let reference =
            schema.get("$ref").and_then(Value::as_str).filter(|text| budget.kept(1) && budget.names(of_name(text)));
        if let Some(next) = reference.and_then(Pointer::from_reference) {
            let Some(target) = document.pointer(next.as_str()) else { break };
            (schema, place) = (target, next);
            continue;
        }
        let only = ["allOf", "oneOf", "anyOf"].into_iter().find_map(|keyword| {
            let branches = schema.get(keyword)?.as_array().filter(|branches| branches.len() <= MOST_BRANCHES)?;
            let mut branches = branches.iter().enumerate().filter(|(_, one)| !is_null_schema(one));
            let (index, only) = branches.next()?;
            branches.next().is_none().then(|| (only, place.child(keyword).index(index)))
        });
        let is_more = ["type", "properties", "items"].into_iter().any(|keyword| schema.get(keyword).is_some());
        let Some(inner) = only.filter(|_| !is_more) else { break };
        (schema, place) = inner;
    }
    (schema, place)
}

/// Returns the schema components, and creates them if absent. Returns `None` if the place holds
/// another value.
fn schema_components(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let mut at = document;
    for name in ["components", "schemas"] {
        at = at.as_object_mut()?.entry(name).or_insert(Value::Null);
        if at.is_null() {
            *at = Value::Object(Map::new());
        }
    }
    at.as_object_mut()
}

/// Adds a leading slash to paths without one. `openapiv3` silently skips such paths.
fn add_leading_slashes(document: &mut Value, report: &mut Report) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let is_whole = |path: &str| path.starts_with('/') || path.starts_with("x-");
    if paths.keys().all(|path| is_whole(path)) {
        return;
    }
    let at = Pointer::root().child("paths");
    let written: HashSet<String> = paths.keys().cloned().collect();
    for (path, item) in std::mem::take(paths) {
        if is_whole(&path) {
            paths.insert(path, item);
            continue;
        }
        let meant = format!("/{path}");
        let is_free = !written.contains(&meant);
        let what = if is_free { format!("it is read as `{meant}`") } else { "it is left out".to_owned() };
        report.push(
            Diagnostic::warning(&at.child(&path), format!("the path `{path}` does not start with `/`: {what}"))
                .help(format!("write `{meant}`")),
        );
        if is_free {
            report.record_move(at.child(&meant), at.child(&path));
            paths.insert(meant, item);
        }
    }
}

/// Rejects every version other than Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.
fn version(document: &Value, report: &mut Report) -> Option<()> {
    let root = Pointer::root();
    let Some(object) = document.as_object() else {
        report.error(&root, "an OpenAPI document is an object");
        return None;
    };
    match object.get("openapi") {
        Some(Value::String(version)) if ["3.0.", "3.1.", "3.2."].iter().any(|known| version.starts_with(known)) => {
            Some(())
        }
        Some(version) => {
            // YAML reads `3.1` as a number.
            let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
            let at = root.child("openapi");
            report.push(if matches!(version.as_str(), "3.0" | "3.1" | "3.2") {
                Diagnostic::error(&at, format!("`{version}` is not a full version of OpenAPI"))
                    .help(format!("write `openapi: {version}.0`"))
            } else {
                Diagnostic::error(&at, format!("OpenAPI `{version}` is not supported"))
                    .help("write the document in Swagger 2.0 or in OpenAPI 3.0, 3.1 or 3.2")
            });
            None
        }
        None if object.contains_key("swagger") => swagger::check_version(document, report),
        None => {
            let is_project = object.contains_key("document") && object.contains_key("output");
            let help = if is_project {
                "this looks like a project file: name it with `--project`"
            } else {
                "start the document with `openapi: 3.1.0`"
            };
            report.push(
                Diagnostic::error(&root, "this is not an OpenAPI document: it has no `openapi` version").help(help),
            );
            None
        }
    }
}

/// Converts a number or a boolean to text. YAML reads some strings as those: `1.0`, `no`.
fn scalar_to_text(value: &mut Value) {
    if value.is_number() || value.is_boolean() {
        *value = Value::from(value.to_string());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_with_a_slash_wins_over_one_without() {
        let mut report = Report::default();
        let mut document = json!({ "paths": { "a": {}, "b": { "get": {} }, "/a": { "put": {} }, "x-c": 1 } });
        add_leading_slashes(&mut document, &mut report);
        assert_eq!(document["paths"], json!({ "/b": { "get": {} }, "/a": { "put": {} }, "x-c": 1 }));
        assert!(report.mentions(&Pointer::root().child("paths").child("a")));
    }
}
