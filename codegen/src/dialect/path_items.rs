//! Inlines references to path items, since `openapiv3` has no components for them.

use serde_json::{Map, Value};

use super::{Chain, references, webhooks_member};
use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// Replaces each path item in `paths` and in webhooks that is a reference by its target. Fields
/// beside `$ref` override those of the target.
pub(super) fn inline(document: &mut Value, report: &mut Report) {
    for group in ["paths", webhooks_member(document)] {
        let items = document.get(group).and_then(Value::as_object).into_iter().flatten();
        let referring: Vec<String> =
            items.filter(|(_, item)| item.get("$ref").is_some()).map(|(name, _)| name.clone()).collect();
        for name in referring {
            let at = Pointer::root().child(group).child(&name);
            let item = merged_item(document, &document[group][&name], &at, report);
            document[group][&name] = Value::Object(item);
        }
    }
}

/// Merges a path item with those that it references, one after the other.
fn merged_item(document: &Value, item: &Value, at: &Pointer, report: &mut Report) -> Map<String, Value> {
    let mut members = Map::new();
    let mut followed = Chain::default();
    let (mut current, mut place) = (item, at.clone());
    loop {
        for (name, member) in current.as_object().into_iter().flatten().filter(|(name, _)| *name != "$ref") {
            if !members.contains_key(name) {
                if place != *at && !report.may_copy(member, at) {
                    return members;
                }
                members.insert(name.clone(), member.clone());
                if place != *at {
                    report.record_move(at.child(name), place.child(name));
                }
            }
        }
        let Some(reference) = current.get("$ref").and_then(Value::as_str) else { return members };
        if let Err(reason) = followed.follow(reference) {
            report.leave_out(at, reason);
            return members;
        }
        let at = at.child("$ref");
        let Some(target) = references::find_target(document, reference, &at, report) else { return members };
        if !target.0.is_object() {
            report.leave_out(&at, format!("`{reference}` is not a path item, and is left out"));
            return members;
        }
        (current, place) = target;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::dialect::MOST_RESOLVED;

    #[test]
    fn a_chain_of_references_has_an_end() {
        let items: Value = (0..=MOST_RESOLVED)
            .map(|at| (at.to_string(), json!({ "$ref": format!("#/components/pathItems/{}", at + 1) })))
            .collect();
        let last = (MOST_RESOLVED + 1).to_string();
        let mut document = json!({
            "paths": {
                "/far": { "$ref": "#/components/pathItems/0" },
                "/near": { "$ref": "#/components/pathItems/9" },
            },
            "components": { "pathItems": items },
        });
        document["components"]["pathItems"][last] = json!({ "get": {} });
        let mut report = Report::default();
        inline(&mut document, &mut report);
        assert_eq!(document["paths"], json!({ "/far": {}, "/near": { "get": {} } }));
        assert_eq!(report.len(), 1);
    }
}
