use std::collections::BTreeSet;

use serde_json::Value;

use super::references;
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// Makes components of the bodies that webhooks bring and that have no name yet, so that there is a type to read them.
pub(super) fn name_bodies(document: &mut Value, report: &mut Report) {
    let at = Pointer::root().child("webhooks");
    if document.get("webhooks").is_some() {
        report.push(Diagnostic::note(&at, "webhooks are generated as models only"));
    }
    let mut bodies: Vec<(String, Value, Pointer)> = Vec::new();
    let mut names = BTreeSet::new();
    for (webhook, item) in members(document.get("webhooks")) {
        let at = at.child(webhook);
        for (method, operation) in members(Some(item)) {
            let Some((schema, place)) = body_of(document, operation, &at.child(method), report) else { continue };
            if schema.get("$ref").is_some() {
                continue;
            }
            let name = format!("{webhook} webhook");
            let is_free = |name: &str| {
                !names.contains(name)
                    && document.pointer("/components/schemas").is_none_or(|all| all.get(name).is_none())
            };
            let name = if is_free(&name) { name } else { format!("{webhook} {method} webhook") };
            names.insert(name.clone());
            bodies.push((name, schema.clone(), place));
        }
    }
    let Some(components) = super::schema_components(document) else { return };
    let at = Pointer::root().child("components").child("schemas");
    for (name, schema, place) in bodies {
        if !components.contains_key(&name) {
            report.stands_at(at.child(&name), place);
            components.insert(name, schema);
        }
    }
}

/// The schema of what a webhook brings, and where it stands.
fn body_of<'v>(
    document: &'v Value,
    operation: &'v Value,
    at: &Pointer,
    report: &mut Report,
) -> Option<(&'v Value, Pointer)> {
    let mut body = (operation.get("requestBody")?, at.child("requestBody"));
    if let Some(reference) = body.0.get("$ref").and_then(Value::as_str) {
        body = references::target(document, reference, &body.1.child("$ref"), report)?;
    }
    members(body.0.get("content")).find_map(|(media_type, media)| {
        Some((media.get("schema")?, body.1.child("content").child(media_type).child("schema")))
    })
}

fn members(object: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    object.and_then(Value::as_object).into_iter().flatten()
}
