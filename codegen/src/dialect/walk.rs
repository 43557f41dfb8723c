use std::borrow::Cow;

use serde_json::Value;

use super::METHODS;
use crate::pointer::Pointer;

/// Visits every schema of a document, inner schemas first. Skips booleans where they are common, as
/// in `additionalProperties`.
pub(crate) fn schemas(document: &mut Value, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    nodes(document, is_schema, visit);
}

/// Visits every parameter and header of a document.
pub(super) fn parameters(document: &mut Value, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    nodes(document, |node, _| matches!(node, Node::Parameter), visit);
}

/// Visits every request body and response of a document.
pub(super) fn contents(document: &mut Value, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    nodes(document, |node, _| matches!(node, Node::Content), visit);
}

/// Visits everything in a document that may have a `$ref`.
pub(super) fn referrers(document: &mut Value, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    nodes(document, |node, _| !matches!(node, Node::MapOf(_) | Node::ListOf(_)), visit);
}

/// Visits the schema at `at` after the schemas inside it.
pub(super) fn inside(schema: &mut Value, at: &Pointer, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    Walk { is_wanted: is_schema, visit }.node(schema, at, Node::Schema);
}

fn nodes(document: &mut Value, is_wanted: fn(Node, &Value) -> bool, visit: &mut dyn FnMut(&mut Value, &Pointer)) {
    Walk { is_wanted, visit }.node(document, &Pointer::root(), Node::Document);
}

fn is_schema(node: Node, value: &Value) -> bool {
    match node {
        Node::Schema => true,
        Node::SchemaOrBoolean => !value.is_boolean(),
        _ => false,
    }
}

/// The kind of a value in the document, which determines the places of schemas inside it.
#[derive(Clone, Copy)]
pub(super) enum Node {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    /// A request body or a response.
    Content,
    /// A media type or an encoding.
    Media,
    Callback,
    Schema,
    /// A schema that is often a boolean, which 3.0 does not accept as a schema.
    SchemaOrBoolean,
    MapOf(&'static Node),
    ListOf(&'static Node),
}

impl Node {
    /// Returns the kind of the property `key`, if it may contain schemas.
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
            (Self::Content | Self::Parameter, "content") | (Self::Media, "encoding") => Self::MapOf(&Self::Media),
            (Self::Content | Self::Media, "headers") => Self::MapOf(&Self::Parameter),
            (Self::Parameter | Self::Media, "schema") => Self::Schema,
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

    /// Returns the properties or items of `value` that may contain schemas, each with its name or
    /// index and its kind.
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
    is_wanted: fn(Node, &Value) -> bool,
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
        if (self.is_wanted)(node, value) {
            (self.visit)(value, pointer);
        }
    }
}
