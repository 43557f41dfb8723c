use serde_json::Value;

use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// Makes components of the bodies that webhooks bring and that have no name yet, so that there is a type to read them.
pub(super) fn name_bodies(document: &mut Value, report: &mut Report) {
    let mut bodies: Vec<(String, Value)> = Vec::new();
    for (name, item) in document.get("webhooks").and_then(Value::as_object).into_iter().flatten() {
        for operation in item.as_object().into_iter().flat_map(|item| item.values()) {
            let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
            let schema = content.into_iter().flatten().find_map(|(_, media)| media.get("schema"));
            bodies.extend(
                schema.filter(|schema| schema.get("$ref").is_none()).map(|schema| (name.clone(), schema.clone())),
            );
        }
    }
    if document.get("webhooks").is_some() {
        let at = Pointer::root().child("webhooks");
        report.push(Diagnostic::note(&at, "webhooks are generated as models only"));
    }
    let Some(components) = document["components"]["schemas"].as_object_mut() else { return };
    for (name, schema) in bodies {
        let name = format!("{name} webhook");
        components.entry(name).or_insert(schema);
    }
}
