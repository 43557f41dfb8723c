//! Random changes of documents.

use fastrand::Rng;
use openapi_bindgen::Pointer;
use serde_json::{Map, Value, json};

/// Changes one or two places of a document at random, and returns a description of the change.
pub fn edit(document: &mut Value, random: &mut Rng) -> String {
    let mut changes = vec![once(document, random)];
    if random.u8(..4) == 0 {
        changes.push(once(document, random));
    }
    changes.join(", ")
}

fn once(document: &mut Value, random: &mut Rng) -> String {
    let schemas = names(document, "/components/schemas");
    let count = size(document);
    let (pointer, value) = nth(document, &mut random.usize(..count), Pointer::root());
    let how = change(value, &schemas, random);
    format!("{} {how}", if pointer.is_root() { "/" } else { pointer.as_str() })
}

fn names(document: &Value, at: &str) -> Vec<String> {
    document.pointer(at).and_then(Value::as_object).map(|found| found.keys().cloned().collect()).unwrap_or_default()
}

/// Returns the number of values, including the root.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(size).sum(),
        Value::Array(items) => items.iter().map(size).sum(),
        _ => 0,
    }
}

/// Returns the value after `left` others, and its place. A position beyond the last value is the
/// last value.
fn nth<'v>(value: &'v mut Value, left: &mut usize, at: Pointer) -> (Pointer, &'v mut Value) {
    let mut here = (at, value);
    while *left > 0 {
        *left -= 1;
        let children: Vec<(Pointer, &'v mut Value)> = match here.1 {
            Value::Object(members) => members.iter_mut().map(|(name, value)| (here.0.child(name), value)).collect(),
            Value::Array(items) => {
                items.iter_mut().enumerate().map(|(index, value)| (here.0.index(index), value)).collect()
            }
            scalar => return (here.0, scalar),
        };
        let mut next = None;
        for (pointer, child) in children {
            let count = size(child);
            if *left < count {
                next = Some((pointer, child));
                break;
            }
            *left -= count;
        }
        match next {
            Some(found) => here = found,
            // The count is that of this document.
            None => unreachable!("a position is below the number of values"),
        }
    }
    here
}

fn change(value: &mut Value, schemas: &[String], random: &mut Rng) -> String {
    match value {
        Value::Object(members) if !members.is_empty() && random.u8(..3) > 0 => change_member(members, random),
        Value::Object(members) => {
            let (name, added) = addition(schemas, random);
            members.insert(name.to_owned(), added);
            format!("gains `{name}`")
        }
        Value::Array(items) if !items.is_empty() => {
            let index = random.usize(..items.len());
            match random.u8(..4) {
                0 => {
                    items.remove(index);
                    format!("loses item {index}")
                }
                1 => {
                    items.push(items[index].clone());
                    format!("repeats item {index}")
                }
                _ => {
                    let other = random.usize(..items.len());
                    items.swap(index, other);
                    format!("swaps items {index} and {other}")
                }
            }
        }
        Value::Array(items) => {
            items.push(json!("added"));
            "gains an item".to_owned()
        }
        Value::String(text) => {
            *text = other_text(text, schemas, random);
            format!("is now {text:?}")
        }
        Value::Bool(is) => {
            *is = !*is;
            format!("is now {is}")
        }
        Value::Number(number) => {
            let other = number.as_i64().map_or(1, |number| number.saturating_add(random.i64(-3..=3)));
            *value = json!(other);
            format!("is now {other}")
        }
        Value::Null => {
            *value = json!("text");
            "is now a text".to_owned()
        }
    }
}

fn change_member(members: &mut Map<String, Value>, random: &mut Rng) -> String {
    let names: Vec<String> = members.keys().cloned().collect();
    let name = &names[random.usize(..names.len())];
    let other = &names[random.usize(..names.len())];
    match random.u8(..4) {
        0 => {
            members.shift_remove(name);
            format!("loses `{name}`")
        }
        1 => {
            let renamed = format!("{name}{}", ["x", "_id", "2", " other"][random.usize(..4)]);
            *members = std::mem::take(members)
                .into_iter()
                .map(|(key, value)| (if key == *name { renamed.clone() } else { key }, value))
                .collect();
            format!("has `{renamed}` for `{name}`")
        }
        2 => {
            let copied = members[other].clone();
            members[name] = copied;
            format!("has a copy of `{other}` in `{name}`")
        }
        _ => {
            let moved = members.shift_remove(name);
            members.extend(moved.map(|value| (name.clone(), value)));
            format!("has `{name}` at its end")
        }
    }
}

/// Returns a random property to add to an object. Most of them are schema keywords.
fn addition(schemas: &[String], random: &mut Rng) -> (&'static str, Value) {
    let all = [
        ("nullable", json!(true)),
        ("deprecated", json!(true)),
        ("description", json!("Something else.")),
        ("summary", json!("Another summary.")),
        ("maxLength", json!(random.u8(1..9))),
        ("minLength", json!(random.u8(1..3))),
        ("pattern", json!("^[a-z]+$")),
        ("readOnly", json!(true)),
        ("writeOnly", json!(true)),
        ("required", json!(["id", "name"])),
        ("enum", json!(["one", "two"])),
        ("const", json!("only")),
        ("default", json!(null)),
        ("type", json!(type_name(random))),
        ("format", json!("int32")),
        ("properties", json!({ "added": { "type": "string" } })),
        ("additionalProperties", json!({ "type": "integer" })),
        ("added", json!({ "type": "string" })),
        ("headers", json!({ "X-Added": { "schema": { "type": "integer" } } })),
        ("security", json!([])),
        ("404", json!({ "description": "Not found." })),
        ("$ref", json!(reference(schemas, random))),
        ("anyOf", json!([{ "$ref": reference(schemas, random) }, { "type": "string" }])),
        ("allOf", json!([{ "type": "object", "properties": { "mixed": { "type": "boolean" } } }])),
    ];
    let index = random.usize(..all.len());
    all.into_iter().nth(index).unwrap_or(("added", Value::Null))
}

fn other_text(text: &str, schemas: &[String], random: &mut Rng) -> String {
    if text.starts_with("#/components/schemas/") {
        return reference(schemas, random);
    }
    let others = match text {
        "string" | "integer" | "number" | "boolean" | "array" | "object" | "null" => {
            return type_name(random).to_owned();
        }
        "query" | "header" | "path" | "cookie" => ["query", "header", "path", "cookie"],
        "form" | "simple" | "deepObject" | "pipeDelimited" => ["form", "simple", "deepObject", "pipeDelimited"],
        "int32" | "int64" | "date-time" | "binary" => ["int32", "int64", "date-time", "binary"],
        _ => return format!("{text}{}", ["x", "-", " more", "/y"][random.usize(..4)]),
    };
    others[random.usize(..4)].to_owned()
}

fn type_name(random: &mut Rng) -> &'static str {
    ["string", "integer", "number", "boolean", "array", "object"][random.usize(..6)]
}

fn reference(schemas: &[String], random: &mut Rng) -> String {
    let name = if schemas.is_empty() { "Added" } else { &schemas[random.usize(..schemas.len())] };
    format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_can_be_reached_by_its_position() {
        let mut document = json!({ "a": [1, { "b": null }], "c": "d" });
        let count = size(&document);
        let found: Vec<String> =
            (0..count).map(|position| nth(&mut document, &mut { position }, Pointer::root()).0.to_string()).collect();
        assert_eq!(found, ["", "/a", "/a/0", "/a/1", "/a/1/b", "/c"]);
    }

    #[test]
    fn one_seed_makes_one_edit() {
        let edited = |seed| {
            let mut document = json!({ "openapi": "3.1.0", "paths": {}, "tags": [{ "name": "a" }] });
            (edit(&mut document, &mut Rng::with_seed(seed)), document)
        };
        for seed in 0..50 {
            assert_eq!(edited(seed), edited(seed));
        }
    }
}
