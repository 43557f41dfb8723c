use std::borrow::Cow;

use serde_json::Value;

use super::METHODS;
use crate::pointer::Pointer;

/// Visits every schema of a document, the schemas inside one before itself; no booleans where they often stand for one, as
/// in `additionalProperties`.
pub(crate) fn schemas(document: &mut Value, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    Walk { visit }.node(document, &Pointer::root(), Node::Document);
}

/// Visits a schema that is at `at`, those inside it before itself.
pub(super) fn inside(schema: &mut Value, at: &Pointer, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    Walk { visit }.node(schema, at, Node::Schema);
}

/// What the value at some place is, which says where schemas are inside it.
#[derive(Clone, Copy)]
pub(super) enum Node {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    /// A request body, a response, a media type or an encoding: things with content, headers or a schema.
    Content,
    Callback,
    Schema,
    /// A schema in whose place a boolean often stands, which is no schema to 3.0.
    SchemaOrBoolean,
    MapOf(&'static Node),
    ListOf(&'static Node),
}

impl Node {
    /// What the member `key` of this is, when there may be schemas in it.
    #[expect(clippy::match_same_arms, reason = "the arms follow the objects of the specification")]
    pub(super) fn member(self, key: &str) -> Option<Self> {
        Some(match (self, key) {
            (Self::SchemaOrBoolean, key) => return Self::Schema.member(key),
            (Self::Document, "components") => Self::Components,
            (Self::Document, "paths" | "webhooks") | (Self::Components, "pathItems") => Self::MapOf(&Self::PathItem),
            (Self::Components, "schemas") => Self::MapOf(&Self::Schema),
            (Self::Components, "parameters" | "headers") => Self::MapOf(&Self::Parameter),
            (Self::Components, "responses" | "requestBodies") => Self::MapOf(&Self::Content),
            (Self::Components | Self::Operation, "callbacks") => Self::MapOf(&Self::Callback),
            (Self::PathItem | Self::Operation, "parameters") => Self::ListOf(&Self::Parameter),
            (Self::PathItem, key) if METHODS.contains(&key) => Self::Operation,
            (Self::Operation, "requestBody") => Self::Content,
            (Self::Operation, "responses") => Self::MapOf(&Self::Content),
            (Self::Content | Self::Parameter, "content") | (Self::Content, "encoding") => Self::MapOf(&Self::Content),
            (Self::Content, "headers") => Self::MapOf(&Self::Parameter),
            (Self::Content | Self::Parameter, "schema") => Self::Schema,
            (Self::Schema, "properties" | "patternProperties" | "$defs" | "dependentSchemas") => {
                Self::MapOf(&Self::Schema)
            }
            (Self::Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems") => Self::ListOf(&Self::Schema),
            (Self::Schema, "not" | "if" | "then" | "else" | "contains" | "propertyNames") => Self::Schema,
            (Self::Schema, "items" | "additionalProperties" | "unevaluatedItems" | "unevaluatedProperties") => {
                Self::SchemaOrBoolean
            }
            (Self::Callback, key) if !key.starts_with("x-") => Self::PathItem,
            (Self::MapOf(inner), _) => *inner,
            _ => return None,
        })
    }

    /// The members or items of `value`, which is what this says, when there may be schemas in them; each with its name or
    /// its position, and what it is.
    pub(super) fn parts(self, value: &Value) -> impl Iterator<Item = (Cow<'_, str>, &Value, Self)> {
        let members = value.as_object().into_iter().flatten();
        let members = members.filter_map(move |(key, member)| Some((Cow::from(key), member, self.member(key)?)));
        let items = match self {
            Self::ListOf(inner) => value.as_array().map(|items| {
                let items = items.iter().enumerate();
                items.map(|(index, item)| (Cow::from(index.to_string()), item, *inner))
            }),
            _ => None,
        };
        members.chain(items.into_iter().flatten())
    }
}

struct Walk<'v> {
    visit: &'v mut dyn FnMut(&mut Value, &Pointer),
}

impl Walk<'_> {
    fn node(&mut self, value: &mut Value, pointer: &Pointer, node: Node) {
        match value {
            Value::Object(object) => {
                for (key, member) in object {
                    if let Some(inner) = node.member(key) {
                        self.node(member, &pointer.child(key), inner);
                    }
                }
            }
            Value::Array(items) => {
                if let Node::ListOf(inner) = node {
                    for (index, item) in items.iter_mut().enumerate() {
                        self.node(item, &pointer.index(index), *inner);
                    }
                }
            }
            _ => {}
        }
        let is_schema = match node {
            Node::Schema => true,
            Node::SchemaOrBoolean => !value.is_boolean(),
            _ => false,
        };
        if is_schema {
            (self.visit)(value, pointer);
        }
    }
}
