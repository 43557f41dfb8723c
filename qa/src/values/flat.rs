//! All requirements of a schema in one place: references are followed, `allOf` is merged, and one
//! branch of each union is chosen.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::schemas::{Schemas, component_name};

/// The requirements of a value.
#[derive(Debug, Default)]
pub(crate) struct Flat<'s> {
    /// The permitted types. `None` if any type is permitted.
    pub types: Option<Vec<&'s str>>,
    /// The permitted values, if they are listed.
    pub values: Option<Vec<&'s Value>>,
    pub properties: IndexMap<&'s str, Property<'s>>,
    pub required: BTreeSet<&'s str>,
    pub additional: Additional<'s>,
    pub pattern_properties: Vec<(&'s str, &'s Value)>,
    /// The discriminator, and its values for the chosen branch.
    pub tag: Option<(&'s str, Vec<String>)>,
    /// The remaining keywords, the first of each name.
    pub keywords: Map<String, Value>,
    /// The schemas of items, without those of `prefix_items`.
    pub items: Vec<&'s Value>,
    pub prefix_items: Vec<&'s Value>,
}

/// A property of an object.
#[derive(Debug)]
pub(crate) struct Property<'s> {
    /// The schemas that the value must match, all of them.
    pub schemas: Vec<&'s Value>,
    /// The component whose type has the property.
    pub owner: Option<String>,
}

/// The requirements of undeclared properties.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Additional<'s> {
    #[default]
    Unsaid,
    Never,
    Schema(&'s Value),
}

/// Chooses a branch of the union that is the value of a keyword.
pub(crate) type Choose<'c, 's> = dyn FnMut(&'s [Value]) -> Option<&'s Value> + 'c;

/// Merges the requirements of all `schemas`. Returns `None` if no value matches, or if a schema
/// consists of nothing but itself.
///
/// `owner` is the component that they are part of.
pub(crate) fn flatten<'s>(
    schemas: &'s Schemas,
    of: &[&'s Value],
    owner: Option<&str>,
    choose: &mut Choose<'_, 's>,
) -> Option<Flat<'s>> {
    let mut flat = Flat::default();
    let mut adding = Adding { schemas, flat: &mut flat, followed: Vec::new(), choose };
    // Several schemas of one property are like an `allOf`: none of them is the type of the
    // property.
    let is_part = of.len() > 1;
    for schema in of {
        adding.add(schema, owner, is_part)?;
    }
    if let (Some(types), Some(values)) = (&flat.types, &mut flat.values) {
        values.retain(|value| types.iter().any(|name| is_of_type(value, name)));
        if values.is_empty() {
            return None;
        }
    }
    Some(flat)
}

/// Returns true if a value is of the type with this name. An unknown name permits any value.
fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

struct Adding<'f, 'c, 's> {
    schemas: &'s Schemas,
    flat: &'f mut Flat<'s>,
    followed: Vec<&'s str>,
    choose: &'f mut Choose<'c, 's>,
}

impl<'s> Adding<'_, '_, 's> {
    /// Adds a schema. If it `is_part` of a composition, the type is that of the whole.
    fn add(&mut self, schema: &'s Value, owner: Option<&str>, is_part: bool) -> Option<()> {
        let Value::Object(members) = schema else { return (schema != &Value::Bool(false)).then_some(()) };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            if self.followed.contains(&reference) {
                return None;
            }
            self.followed.push(reference);
            let target = component_name(reference).filter(|_| !is_part);
            self.add(self.schemas.resolve(reference)?, target.as_deref().or(owner), is_part)?;
            self.followed.pop();
        }
        let parts = list(members, "allOf");
        let is_wrapper = parts.len() == 1 && !members.contains_key("properties");
        for part in parts {
            self.add(part, owner, is_part || !is_wrapper)?;
        }
        for keyword in ["oneOf", "anyOf"] {
            let branches = list(members, keyword);
            if branches.is_empty() {
                continue;
            }
            let branch = (self.choose)(branches)?;
            self.flat.tag = tag(members, branch).or(self.flat.tag.take());
            self.add(branch, owner, is_part)?;
        }
        self.keywords(members, owner)
    }

    fn keywords(&mut self, members: &'s Map<String, Value>, owner: Option<&str>) -> Option<()> {
        for (key, value) in members {
            let flat = &mut *self.flat;
            match (key.as_str(), value) {
                ("type", Value::String(only)) => meet(&mut flat.types, vec![only.as_str()], include_type),
                ("type", Value::Array(types)) => {
                    meet(&mut flat.types, types.iter().filter_map(Value::as_str).collect(), include_type);
                }
                ("enum", Value::Array(values)) => meet(&mut flat.values, values.iter().collect(), include_value),
                ("const", value) => meet(&mut flat.values, vec![value], include_value),
                ("properties", Value::Object(properties)) => {
                    for (name, schema) in properties {
                        let owner = owner.map(str::to_owned);
                        let property = Property { schemas: Vec::new(), owner };
                        flat.properties.entry(name).or_insert(property).schemas.push(schema);
                    }
                }
                ("required", Value::Array(names)) => flat.required.extend(names.iter().filter_map(Value::as_str)),
                ("additionalProperties", Value::Bool(false)) => flat.additional = Additional::Never,
                ("additionalProperties", schema) if matches!(flat.additional, Additional::Unsaid) => {
                    flat.additional = Additional::Schema(schema);
                }
                ("patternProperties", Value::Object(patterns)) => {
                    flat.pattern_properties.extend(patterns.iter().map(|(pattern, schema)| (pattern.as_str(), schema)));
                }
                ("items", schema @ (Value::Object(_) | Value::Bool(_))) => flat.items.push(schema),
                ("prefixItems", Value::Array(items)) => flat.prefix_items = items.iter().collect(),
                _ => {
                    flat.keywords.entry(key).or_insert_with(|| value.clone());
                }
            }
        }
        let is_empty =
            self.flat.types.as_ref().is_some_and(Vec::is_empty) || self.flat.values.as_ref().is_some_and(Vec::is_empty);
        (!is_empty).then_some(())
    }
}

fn list<'s>(members: &'s Map<String, Value>, keyword: &str) -> &'s [Value] {
    members.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Restricts the permitted values to those that are also in `these`.
fn meet<T: Copy>(allowed: &mut Option<Vec<T>>, these: Vec<T>, include: fn(&[T], T) -> bool) {
    *allowed = Some(match allowed.take() {
        Some(before) => {
            let (wide, narrow) = if before.len() > these.len() { (before, these) } else { (these, before) };
            narrow.into_iter().filter(|one| include(&wide, *one)).collect()
        }
        None => these,
    });
}

fn include_type<'s>(wide: &[&'s str], one: &'s str) -> bool {
    wide.contains(&one) || (one == "integer" && wide.contains(&"number"))
}

fn include_value<'s>(wide: &[&'s Value], one: &'s Value) -> bool {
    wide.contains(&one)
}

/// Returns the discriminator, and its values for this branch.
fn tag<'s>(union: &'s Map<String, Value>, branch: &Value) -> Option<(&'s str, Vec<String>)> {
    let discriminator = union.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let reference = branch.get("$ref")?.as_str()?;
    let name = component_name(reference)?;
    let is_branch = |target: &Value| *target == reference || *target == name.as_str();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapped: Vec<String> =
        mapping.into_iter().flatten().filter(|(_, target)| is_branch(target)).map(|(value, _)| value.clone()).collect();
    Some((property, if mapped.is_empty() { vec![name] } else { mapped }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schemas() -> Schemas {
        Schemas::new(json!({ "openapi": "3.1.0", "components": { "schemas": {
            "Base": { "type": "object", "required": ["id"], "properties": { "id": { "type": ["string", "integer"] } } },
            "Cat": { "allOf": [
                { "$ref": "#/components/schemas/Base" },
                { "properties": { "id": { "type": "string" }, "purrs": {} } }
            ] },
            "Pet": {
                "oneOf": [{ "$ref": "#/components/schemas/Base" }, { "$ref": "#/components/schemas/Cat" }],
                "discriminator": { "propertyName": "kind", "mapping": { "c": "Cat" } }
            },
            "Circle": { "allOf": [{ "$ref": "#/components/schemas/Circle" }] }
        } } }))
    }

    fn last(branches: &[Value]) -> Option<&Value> {
        branches.last()
    }

    #[test]
    fn a_branch_and_its_parts_are_one_object() {
        let schemas = schemas();
        let pet = schemas.component("Pet").unwrap();
        let flat = flatten(&schemas, &[pet], Some("Pet"), &mut last).unwrap();
        assert_eq!(flat.tag, Some(("kind", vec!["c".to_owned()])));
        assert!(flat.required.contains("id"));
        assert_eq!(flat.properties["id"].schemas.len(), 2);
        let owners: Vec<Option<&str>> = flat.properties.values().map(|property| property.owner.as_deref()).collect();
        assert_eq!(owners, [Some("Cat"); 2], "the members of a part are members of the whole");
        let id = flatten(&schemas, &flat.properties["id"].schemas, None, &mut last).unwrap();
        assert_eq!(id.types, Some(vec!["string"]));
    }

    #[test]
    fn values_of_another_type_are_none() {
        let schemas = schemas();
        let values =
            |schema: &Value| flatten(&schemas, &[schema], None, &mut last).map(|flat| flat.values.unwrap().len());
        assert_eq!(values(&json!({ "type": ["string", "null"], "enum": ["a", 1, null] })), Some(2));
        assert_eq!(values(&json!({ "type": "integer", "enum": [1, 2.0, 0.5] })), Some(2));
        assert_eq!(values(&json!({ "type": "string", "enum": [1, true] })), None, "no value has all that is asked");
    }

    #[test]
    fn a_schema_that_contains_only_itself_has_no_values() {
        let schemas = schemas();
        assert!(flatten(&schemas, &[schemas.component("Circle").unwrap()], None, &mut last).is_none());
    }
}
