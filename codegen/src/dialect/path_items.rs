//! Path items by reference: each becomes what it refers to, since `openapiv3` knows no component for them.

use serde_json::{Map, Value};

use super::{references, webhooks_member};
use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// Puts what it refers to in the place of each path item that is a reference, in paths and in webhooks. What stands
/// beside a `$ref` wins over what the other has of the same name.
pub(super) fn settle(document: &mut Value, report: &mut Report) {
    for group in ["paths", webhooks_member(document)] {
        let items = document.get(group).and_then(Value::as_object).into_iter().flatten();
        let referring: Vec<String> =
            items.filter(|(_, item)| item.get("$ref").is_some()).map(|(name, _)| name.clone()).collect();
        for name in referring {
            let at = Pointer::root().child(group).child(&name);
            let item = whole(document, &document[group][&name], &at, report);
            document[group][&name] = Value::Object(item);
        }
    }
}

/// The members of a path item and of those that it refers to, one after the other.
fn whole(document: &Value, item: &Value, at: &Pointer, report: &mut Report) -> Map<String, Value> {
    let mut members = Map::new();
    let mut followed: Vec<&str> = Vec::new();
    let (mut current, mut place) = (item, at.clone());
    loop {
        for (name, member) in current.as_object().into_iter().flatten().filter(|(name, _)| *name != "$ref") {
            if !members.contains_key(name) {
                members.insert(name.clone(), member.clone());
                if place != *at {
                    report.stands_at(at.child(name), place.child(name));
                }
            }
        }
        let Some(reference) = current.get("$ref").and_then(Value::as_str) else { return members };
        if followed.contains(&reference) {
            report.leave_out(at, "this `$ref` leads back to itself, and is left out");
            return members;
        }
        followed.push(reference);
        let at = at.child("$ref");
        let Some(target) = references::target(document, reference, &at, report) else { return members };
        if !target.0.is_object() {
            report.leave_out(&at, format!("`{reference}` is not a path item, and is left out"));
            return members;
        }
        (current, place) = target;
    }
}
