//! Takes a document apart into files, at places that a seed chooses.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Map, Value};

/// The name of the entry document.
pub(crate) const ENTRY: &str = "api.yaml";

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The sections that have components, of OpenAPI 3 and of Swagger 2.0.
const SECTIONS: [&str; 12] = [
    "/components/schemas",
    "/components/parameters",
    "/components/requestBodies",
    "/components/responses",
    "/components/headers",
    "/components/examples",
    "/components/securitySchemes",
    "/components/links",
    "/definitions",
    "/parameters",
    "/responses",
    "/securityDefinitions",
];

/// A kind of value that is never split.
const LITERALS: [&str; 5] = ["example", "examples", "enum", "const", "value"];

struct Splitter {
    random: Rng,
    files: BTreeMap<String, Value>,
    /// The references to components that are in a file now, each with the reference to that from the entry document.
    moved: BTreeMap<String, String>,
}

/// The files that the document is taken apart into, by their paths.
pub(crate) fn split(document: &Value, seed: u64) -> BTreeMap<String, String> {
    let mut splitter = Splitter { random: Rng::with_seed(seed), files: BTreeMap::new(), moved: BTreeMap::new() };
    let mut entry = document.clone();
    splitter.move_components(&mut entry);
    splitter.move_paths(&mut entry);
    splitter.move_sections(&mut entry);
    splitter.files.insert(ENTRY.to_owned(), entry);
    let Splitter { mut random, files, moved } = splitter;
    let mut texts = BTreeMap::new();
    for (path, mut value) in files {
        rewrite(&mut value, &path, &moved, &mut random, Inside::Other);
        let is_json = random.bool() || path.rsplit('.').next() == Some("json");
        // Each is YAML; JSON is as well.
        let text = if is_json { value.to_string() } else { serde_yaml::to_string(&value).unwrap() };
        texts.insert(path, text);
    }
    texts
}

impl Splitter {
    /// Puts half of the components into files of their names, or together into one file.
    fn move_components(&mut self, entry: &mut Value) {
        for section in SECTIONS {
            let Some(components) = entry.pointer_mut(section).and_then(Value::as_object_mut) else { continue };
            let folder = section.rsplit('/').next().unwrap();
            for (name, component) in components {
                let is_file_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_ .".contains(&byte));
                if !is_file_name || !component.is_object() || component.get("$ref").is_some() || self.random.bool() {
                    continue;
                }
                let value = component.take();
                let reference = if self.random.u8(..4) == 0 {
                    let common =
                        self.files.entry("shared/common.json".to_owned()).or_insert_with(|| Value::Object(Map::new()));
                    let of_kind =
                        common.as_object_mut().unwrap().entry(folder).or_insert_with(|| Value::Object(Map::new()));
                    of_kind[name.as_str()] = value;
                    format!("shared/common.json#/{folder}/{}", name.replace(' ', "%20"))
                } else {
                    let path = format!("components/{folder}/{name}.yaml");
                    let reference = path.replace(' ', "%20");
                    self.files.insert(path, value);
                    reference
                };
                *component = reference_to(&reference);
                self.moved.insert(format!("#{section}/{name}"), reference);
            }
        }
    }

    /// Puts path items and operations into files.
    fn move_paths(&mut self, entry: &mut Value) {
        let Some(paths) = entry.get_mut("paths").and_then(Value::as_object_mut) else { return };
        for (number, (_, item)) in paths.iter_mut().filter(|(path, _)| !path.starts_with("x-")).enumerate() {
            if item.get("$ref").is_some() || !item.is_object() {
                continue;
            }
            for (method, operation) in item.as_object_mut().unwrap() {
                if METHODS.contains(&method.as_str()) && operation.is_object() && self.random.u8(..4) == 0 {
                    let path = format!("paths/operations/{number}/{method}.yaml");
                    // A file may refer to one that is beside it, above it or below it.
                    let reference = if self.random.bool() { path.clone() } else { format!("paths/../{path}") };
                    self.files.insert(path, operation.take());
                    *operation = reference_to(&reference);
                }
            }
            if self.random.bool() {
                let path = format!("paths/item {number}.json");
                self.files.insert(path.clone(), item.take());
                *item = reference_to(&path.replace(' ', "%20"));
            }
        }
    }

    /// Puts whole sections into files.
    fn move_sections(&mut self, entry: &mut Value) {
        for section in ["/components/schemas", "/components/responses", "/components", "/paths", "/info"] {
            let Some(value) = entry.pointer_mut(section).filter(|value| value.is_object()) else { continue };
            if self.random.u8(..5) == 0 {
                let path = format!("{}/all.yaml", section.rsplit('/').next().unwrap());
                self.files.insert(path.clone(), value.take());
                *value = reference_to(&path);
            }
        }
    }
}

/// A reference, which is seen from the entry document until it is rewritten.
fn reference_to(path: &str) -> Value {
    serde_json::json!({ "$ref": path })
}

/// The context of a value, which determines the kinds of its members.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// An object whose keys are names of somebody's choice.
    Names,
    Mapping,
    Other,
}

/// Makes references of what is in the file at `path` that lead to where they led in the document.
fn rewrite(value: &mut Value, path: &str, moved: &BTreeMap<String, String>, random: &mut Rng, inside: Inside) {
    match value {
        Value::Object(object) => {
            for (key, member) in object.iter_mut() {
                if let Some(text) = member.as_str() {
                    if key == "$ref" || (inside == Inside::Mapping && text.starts_with("#/")) {
                        *member = Value::from(seen_from(path, text, moved, random));
                    }
                    continue;
                }
                let is_literal = LITERALS.contains(&key.as_str()) || key.starts_with("x-");
                if is_literal && inside != Inside::Names {
                    continue;
                }
                let inside = match key.as_str() {
                    "properties" | "patternProperties" | "schemas" | "definitions" if inside != Inside::Names => {
                        Inside::Names
                    }
                    "mapping" if inside != Inside::Names => Inside::Mapping,
                    _ => Inside::Other,
                };
                rewrite(member, path, moved, random, inside);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, path, moved, random, Inside::Other)),
        _ => {}
    }
}

/// A reference that is seen from the entry document, as the file at `path` writes it.
fn seen_from(path: &str, reference: &str, moved: &BTreeMap<String, String>, random: &mut Rng) -> String {
    let up = "../".repeat(path.matches('/').count());
    if let Some(target) = moved.get(reference)
        && random.bool()
    {
        return format!("{up}{target}");
    }
    let is_local = reference.starts_with('#');
    if is_local && path == ENTRY {
        reference.to_owned()
    } else if is_local {
        format!("{up}{ENTRY}{reference}")
    } else if reference.contains("://") {
        reference.to_owned()
    } else {
        format!("{up}{reference}")
    }
}
