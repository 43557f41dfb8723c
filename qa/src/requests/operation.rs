//! The operations of a document, read from the document itself.

use serde_json::Value;

use crate::values::{Schemas, fragment, step};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation of the document.
#[derive(Debug)]
pub(crate) struct Operation<'s> {
    /// The method in upper case.
    pub method: String,
    pub id: Option<&'s str>,
    /// The path template, unchanged.
    pub path: String,
    pub parameters: Vec<Parameter<'s>>,
    pub body: Option<Body<'s>>,
}

#[derive(Debug)]
pub(crate) struct Parameter<'s> {
    /// `path`, `query`, `header` or `cookie`.
    pub place: &'s str,
    pub name: &'s str,
    pub is_required: bool,
    pub schema: Option<Located<'s>>,
}

#[derive(Debug)]
pub(crate) struct Body<'s> {
    pub is_required: bool,
    /// The media types, each with its schema.
    pub contents: Vec<(&'s str, Option<Located<'s>>)>,
}

/// A part of the document with its place.
#[derive(Clone, Debug)]
pub(crate) struct Located<'s> {
    pub pointer: String,
    pub value: &'s Value,
}

/// Returns all operations, in the order of the document.
pub(crate) fn all(schemas: &Schemas) -> Vec<Operation<'_>> {
    let root = Located { pointer: String::new(), value: schemas.document() };
    let paths = root.member("paths").map(|paths| paths.members()).unwrap_or_default();
    let mut operations = Vec::new();
    for (path, item) in paths {
        let Some(item) = item.followed(schemas) else { continue };
        for method in METHODS {
            if let Some(operation) = item.member(method) {
                operations.push(Operation {
                    method: method.to_uppercase(),
                    id: operation.value["operationId"].as_str(),
                    path: path.to_owned(),
                    parameters: parameters(schemas, &item, &operation),
                    body: operation
                        .member("requestBody")
                        .and_then(|body| body.followed(schemas))
                        .map(|body| Body::read(&body)),
                });
            }
        }
    }
    operations
}

impl<'s> Operation<'s> {
    /// Returns the parameter of this name. The names of headers are compared without case.
    pub(crate) fn parameter(&self, place: &str, name: &str) -> Option<&Parameter<'s>> {
        let is_name = |other: &str| if place == "header" { other.eq_ignore_ascii_case(name) } else { other == name };
        self.parameters.iter().find(|other| other.place == place && is_name(other.name))
    }
}

/// Returns the parameters of an operation, and those of its path that it does not replace.
fn parameters<'s>(schemas: &'s Schemas, item: &Located<'s>, operation: &Located<'s>) -> Vec<Parameter<'s>> {
    let mut parameters: Vec<Parameter<'s>> = Vec::new();
    for holder in [operation, item] {
        let list = holder.member("parameters").map(|list| list.items()).unwrap_or_default();
        for parameter in
            list.into_iter().filter_map(|parameter| parameter.followed(schemas)).filter_map(Parameter::read)
        {
            if !parameters.iter().any(|other| (other.place, other.name) == (parameter.place, parameter.name)) {
                parameters.push(parameter);
            }
        }
    }
    parameters
}

impl<'s> Parameter<'s> {
    #[expect(clippy::needless_pass_by_value, reason = "it is called on each of a list")]
    fn read(parameter: Located<'s>) -> Option<Self> {
        let content = || parameter.member("content")?.members().into_iter().next()?.1.member("schema");
        Some(Self {
            place: parameter.value["in"].as_str()?,
            name: parameter.value["name"].as_str()?,
            is_required: parameter.value["required"] == true,
            schema: parameter.member("schema").or_else(content),
        })
    }
}

impl<'s> Body<'s> {
    fn read(body: &Located<'s>) -> Self {
        let contents = body.member("content").map(|content| content.members()).unwrap_or_default();
        Self {
            is_required: body.value["required"] == true,
            contents: contents
                .into_iter()
                .map(|(media_type, content)| (media_type, content.member("schema")))
                .collect(),
        }
    }
}

impl<'s> Located<'s> {
    fn member(&self, name: &str) -> Option<Self> {
        Some(Self { pointer: step(&self.pointer, name), value: self.value.get(name)? })
    }

    fn members(&self) -> Vec<(&'s str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(name, value)| (name.as_str(), Self { pointer: step(&self.pointer, name), value })).collect()
    }

    fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| Self { pointer: step(&self.pointer, &index.to_string()), value }).collect()
    }

    /// Returns the target if this is a reference, or else this.
    fn followed(self, schemas: &'s Schemas) -> Option<Self> {
        const FAR: usize = 16;
        let mut here = self;
        for _ in 0..FAR {
            let Some(reference) = here.value.get("$ref").and_then(Value::as_str) else { return Some(here) };
            here = Self { pointer: fragment(reference)?, value: schemas.resolve(reference)? };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parameters_of_the_path_are_replaced_and_references_followed() {
        let schemas = Schemas::new(json!({
            "openapi": "3.1.0",
            "paths": { "/a/{id}": {
                "parameters": [{ "$ref": "#/components/parameters/Id" }, { "in": "query", "name": "q", "required": true }],
                "post": {
                    "parameters": [{ "in": "query", "name": "q", "content": { "application/json": { "schema": {} } } }],
                    "requestBody": { "required": true, "content": { "text/plain": {}, "a/b": { "schema": { "type": "null" } } } }
                }
            } },
            "components": { "parameters": { "Id": { "in": "path", "name": "id", "required": true, "schema": { "type": "integer" } } } }
        }));
        let operations = all(&schemas);
        let [operation] = operations.as_slice() else { panic!("one operation") };
        assert_eq!((operation.method.as_str(), operation.path.as_str()), ("POST", "/a/{id}"));
        let [q, id] = operation.parameters.as_slice() else { panic!("two parameters") };
        assert!(!q.is_required && q.schema.is_some());
        assert_eq!(id.schema.as_ref().unwrap().pointer, "/components/parameters/Id/schema");
        let contents = &operation.body.as_ref().unwrap().contents;
        assert!(contents[0].1.is_none());
        assert_eq!(contents[1].1.as_ref().unwrap().pointer, "/paths/~1a~1{id}/post/requestBody/content/a~1b/schema");
    }
}
