//! Coverage: the result lists every operation and every component of a document, with its fate.

#[path = "../documents.rs"]
mod documents;
#[path = "../sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use openapi_bindgen::{Fate, Generated, Pointer, parse};
use serde_json::{Map, Value};

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Returns every document with its bindings.
fn documents() -> impl Iterator<Item = (String, Value, Generated)> {
    sources::accepted().unwrap().into_iter().map(|(name, source)| {
        let generated = openapi_bindgen::generate(&source, &[], &documents::options(&name)).unwrap();
        (name, parse(&source).unwrap(), generated)
    })
}

fn members(value: Option<&Value>) -> Map<String, Value> {
    value.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Returns the places of the operations, callbacks, links and components of a document, with the
/// number of times that each must be listed.
fn parts_of(document: &Value) -> BTreeMap<String, usize> {
    let mut parts: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |pointer: Pointer| *parts.entry(pointer.to_string()).or_default() += 1;
    let webhooks = if document.get("webhooks").is_some() { "webhooks" } else { "x-webhooks" };
    for group in ["paths", webhooks] {
        let at = Pointer::root().child(group);
        for (path, item) in members(document.get(group)) {
            // The item itself, and then those that it references.
            let mut chain = vec![(at.child(&path), item)];
            while let Some(reference) = chain.last().unwrap().1.get("$ref").and_then(Value::as_str).map(str::to_owned) {
                let Ok(target) = Pointer::parse(&reference[1..]) else { break };
                // A reference to a missing place or back ends the chain.
                let Some(item) = document.pointer(target.as_str()).filter(|_| chain.len() < 9) else { break };
                chain.push((target, item.clone()));
            }
            for (at, item) in &chain {
                for (method, _) in members(item.get("additionalOperations")) {
                    add(at.child("additionalOperations").child(&method));
                }
            }
            for method in METHODS {
                if let Some((at, item)) = chain.iter().find(|(_, item)| item.get(method).is_some()) {
                    let at = at.child(method);
                    for (name, _) in members(item[method].get("callbacks")) {
                        add(at.child("callbacks").child(&name));
                    }
                    links(item[method].get("responses"), &at.child("responses"), &mut add);
                    add(at);
                }
            }
        }
    }
    for (group, components) in members(document.get("components")) {
        for (name, _) in members(Some(&components)) {
            add(Pointer::root().child("components").child(&group).child(&name));
        }
        if group == "responses" {
            links(Some(&components), &Pointer::root().child("components").child("responses"), &mut add);
        }
    }
    // Swagger 2.0 has its components at the top level.
    for group in ["definitions", "parameters", "responses", "securityDefinitions"] {
        for (name, _) in members(document.get("swagger").and(document.get(group))) {
            add(Pointer::root().child(group).child(&name));
        }
    }
    parts
}

/// Adds the links of responses at `at`.
fn links(responses: Option<&Value>, at: &Pointer, add: &mut impl FnMut(Pointer)) {
    for (key, response) in members(responses) {
        for (name, _) in members(response.get("links")) {
            add(at.child(&key).child("links").child(&name));
        }
    }
}

#[test]
fn every_operation_and_every_component_is_listed() {
    for (name, document, generated) in documents() {
        let mut listed: BTreeMap<String, usize> = BTreeMap::new();
        for part in &generated.parts {
            *listed.entry(part.pointer.to_string()).or_default() += 1;
        }
        assert_eq!(listed, parts_of(&document), "{name}");
    }
}

#[test]
fn output_places_have_the_right_line() {
    for (name, _, generated) in documents() {
        for part in &generated.parts {
            assert!(!part.reason.is_empty(), "{name}: {part:?}");
            let is_there = matches!(part.fate, Fate::Emitted | Fate::Inlined);
            assert_eq!(is_there, !part.output.is_empty(), "{name}: {part:?}");
            for place in &part.output {
                let file = generated.files.iter().find(|file| file.path == place.file).unwrap();
                let from: Vec<&str> = file.text.lines().skip(place.line - 1).collect();
                let begins = from[0].trim_start();
                let is_item = ["///", "#[", "pub "].iter().any(|start| begins.starts_with(start));
                assert!(is_item, "{name}: {place:?} begins with {begins}");
                let word = place.item.rsplit("::").next().unwrap();
                assert!(from.iter().take(60).any(|line| line.contains(word)), "{name}: {place:?}");
            }
        }
    }
}

#[test]
fn every_listed_part_is_in_the_document() {
    let mut nowhere = Vec::new();
    for (name, document, generated) in documents() {
        let items = generated.items.iter().map(|item| &item.pointer);
        let untyped = generated.untyped.iter().map(|untyped| &untyped.pointer);
        let warnings = generated.warnings.iter().map(|warning| &warning.pointer);
        let missing = items.chain(untyped).chain(warnings).filter(|at| document.pointer(at.as_str()).is_none());
        nowhere.extend(missing.map(|at| format!("{name}: {at}")));
    }
    assert_eq!(nowhere, [""; 0]);
}

#[test]
fn the_summary_lists_the_features_that_the_code_needs() {
    for (name, _, generated) in documents() {
        let text = |path: &str| generated.files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
        let imports_json = text("models.rs").is_some_and(|models| {
            let imports = models.lines().take_while(|line| !line.starts_with("///") && !line.contains("! {"));
            imports
                .flat_map(|line| line.split([' ', ',', ';', '{', '}']))
                .any(|word| matches!(word, "Json" | "union") || word.ends_with("::Json"))
        });
        let has_client = text("client.rs").is_some();
        let root = text("mod.rs").unwrap();
        let asked_for = root.lines().filter_map(|line| line.split_once("::needs_")?.1.strip_suffix("!();"));
        let others = [("client", has_client), ("json", imports_json && !has_client)];
        let others = others.into_iter().filter(|(_, is_needed)| *is_needed).map(|(name, _)| name);
        let needed: BTreeSet<&str> = asked_for.chain(others).collect();
        assert_eq!(generated.summary.features, Vec::from_iter(needed), "{name}");
        let flows = text("client.rs").map_or(0, |client| client.matches("OAuth2Flow::new(").count());
        assert_eq!(generated.summary.flows, flows, "{name}");
    }
}
