//! Overlays of documents.

use serde_json::{Value, json};

use super::others::Works;
use crate::document::{list, object, schema, text, with_properties};
use crate::work::Work;

/// Returns a document with `count` schemas that get a note each, and with `value` as `x-it`.
fn noted(count: usize, value: Value) -> Value {
    let mut document = schema(json!({}));
    document["components"]["schemas"] = object(count, "S", |_| json!({ "type": "string", "enums": 1 }));
    document["x-it"] = value;
    document
}

fn overlay(actions: Value) -> Value {
    json!({ "overlay": "1.0.0", "info": { "title": "It", "version": "1" }, "actions": actions })
}

fn action(target: &str) -> Value {
    json!({ "target": target, "update": { "description": "It." } })
}

pub(super) const DIMENSIONS: Works = &[
    ("actions of an overlay", 100, |n| {
        let target = |at| action(&format!("$.components.schemas.It.properties.p{at}"));
        Work::overlay(&with_properties(n), &overlay(list(n, target)))
    }),
    ("targets of an action", 100, |n| {
        Work::overlay(&with_properties(n), &overlay(json!([action("$.components.schemas.It.properties.*")])))
    }),
    ("targets of an action at any depth", 100, |n| {
        Work::overlay(&with_properties(n), &overlay(json!([action("$..[?@.type == 'string']")])))
    }),
    ("patterns of an action", 100, |n| {
        let target = "$.components.schemas.It.properties[?search(@.type, '^str.*g$')]";
        Work::overlay(&with_properties(n), &overlay(json!([action(target)])))
    }),
    ("removals of an action", 100, |n| {
        Work::overlay(
            &with_properties(n),
            &overlay(json!([{ "target": "$.components.schemas.It.properties.*", "remove": true }])),
        )
    }),
    ("additions of an overlay", 100, |n| {
        let update = json!({ "components": { "schemas": object(n, "S", |_| text()) } });
        Work::overlay(&with_properties(1), &overlay(json!([{ "target": "$", "update": update }])))
    }),
    ("selectors of a target", 100, |n| {
        let target = format!(
            "$.components.schemas.It.properties[{}]",
            (0..n).map(|at| format!("'p{at}'")).collect::<Vec<_>>().join(",")
        );
        Work::overlay(&with_properties(n), &overlay(json!([action(&target)])))
    }),
    ("changes of an overlay, and notes", 100, |n| {
        let update = json!([{ "target": "$['x-it']", "update": object(n, "k", |_| json!(0)) }]);
        Work::generate_with_overlay(&noted(n, json!({})), &overlay(update))
    }),
    ("removals of an overlay, and notes", 100, |n| {
        let remove = json!([{ "target": "$['x-it'][*]", "remove": true }]);
        Work::generate_with_overlay(&noted(n, list(n, |at| json!(at))), &overlay(remove))
    }),
    ("changes of an overlay, and properties, explained", 100, |n| {
        let update = |at| action(&format!("$.components.schemas.It.properties.p{at}"));
        Work::explain_with_overlay(&with_properties(n), &overlay(list(n, update)), "/components/schemas/It")
    }),
    ("changes of an overlay to one property, explained", 100, |n| {
        let update = |at: usize| json!({ "target": "$.components.schemas.It.properties.p0", "update": { "description": at.to_string() } });
        Work::explain_with_overlay(&with_properties(n), &overlay(list(n, update)), "/components/schemas/It")
    }),
];
