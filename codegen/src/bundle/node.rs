//! The kinds of values at the places of a document.

use serde_json::Value;

use crate::dialect::METHODS;

/// A kind of component. Wherever it is used, a reference to a component may replace it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Schema,
    Parameter,
    RequestBody,
    Response,
    Header,
    Example,
    Link,
    Callback,
    SecurityScheme,
}

impl Kind {
    pub(super) const ALL: [Self; 9] = [
        Self::Schema,
        Self::Parameter,
        Self::RequestBody,
        Self::Response,
        Self::Header,
        Self::Example,
        Self::Link,
        Self::Callback,
        Self::SecurityScheme,
    ];

    /// Returns the path to the object with the components of this kind. Swagger 2.0 has fewer kinds.
    pub(super) fn section(self, is_swagger: bool) -> Option<&'static [&'static str]> {
        Some(match (self, is_swagger) {
            (Self::Schema, true) => &["definitions"],
            (Self::Parameter, true) => &["parameters"],
            (Self::Response, true) => &["responses"],
            (Self::SecurityScheme, true) => &["securityDefinitions"],
            (Self::RequestBody | Self::Header | Self::Example | Self::Link | Self::Callback, true) => return None,
            (Self::Schema, false) => &["components", "schemas"],
            (Self::Parameter, false) => &["components", "parameters"],
            (Self::RequestBody, false) => &["components", "requestBodies"],
            (Self::Response, false) => &["components", "responses"],
            (Self::Header, false) => &["components", "headers"],
            (Self::Example, false) => &["components", "examples"],
            (Self::Link, false) => &["components", "links"],
            (Self::Callback, false) => &["components", "callbacks"],
            (Self::SecurityScheme, false) => &["components", "securitySchemes"],
        })
    }
}

/// The kind of a value, which determines the kinds of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Document,
    Components,
    /// A component itself, which a reference to another file defines rather than uses.
    Component(Kind),
    /// A place where a reference to a component may be.
    Part(Kind),
    Paths,
    PathItem,
    Operation,
    Responses,
    MediaType,
    Encoding,
    Discriminator,
    Mapping,
    MapOf(&'static Node),
    ListOf(&'static Node),
    /// Other values, such as an example: `$ref` in it need not be a reference.
    Literal,
}

const SCHEMA: Node = Node::Part(Kind::Schema);

impl Node {
    /// Returns the kind of component, if the value may be one.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Component(kind) | Self::Part(kind) => Some(kind),
            _ => None,
        }
    }

    /// Returns the kind of the member `key`.
    #[expect(clippy::match_same_arms, reason = "the arms follow the objects of the specification")]
    pub(super) fn member(self, key: &str) -> Self {
        match self {
            Self::Document => match key {
                "paths" | "webhooks" | "x-webhooks" => Self::Paths,
                "components" => Self::Components,
                _ => section(key),
            },
            Self::Components if key == "pathItems" => Self::Paths,
            Self::Components => section(key),
            Self::Paths if key.starts_with("x-") => Self::Literal,
            Self::Paths => Self::PathItem,
            Self::PathItem => match key {
                "parameters" => Self::ListOf(&Self::Part(Kind::Parameter)),
                "additionalOperations" => Self::MapOf(&Self::Operation),
                "query" => Self::Operation,
                key if METHODS.contains(&key) => Self::Operation,
                _ => Self::Literal,
            },
            Self::Operation => match key {
                "parameters" => Self::ListOf(&Self::Part(Kind::Parameter)),
                "requestBody" => Self::Part(Kind::RequestBody),
                "responses" => Self::Responses,
                "callbacks" => Self::MapOf(&Self::Part(Kind::Callback)),
                _ => Self::Literal,
            },
            Self::Responses if key.starts_with("x-") => Self::Literal,
            Self::Responses => Self::Part(Kind::Response),
            Self::MediaType => match key {
                "schema" | "itemSchema" => SCHEMA,
                "examples" => Self::MapOf(&Self::Part(Kind::Example)),
                "encoding" => Self::MapOf(&Self::Encoding),
                "prefixEncoding" => Self::ListOf(&Self::Encoding),
                "itemEncoding" => Self::Encoding,
                _ => Self::Literal,
            },
            Self::Encoding if key == "headers" => Self::MapOf(&Self::Part(Kind::Header)),
            Self::Discriminator if key == "mapping" => Self::Mapping,
            Self::MapOf(inner) => *inner,
            Self::Component(kind) | Self::Part(kind) => kind.member(key),
            Self::Encoding | Self::Discriminator | Self::Mapping | Self::ListOf(_) | Self::Literal => Self::Literal,
        }
    }

    /// Returns the kind of the elements, if this is a list.
    pub(super) fn element(self) -> Self {
        match self {
            Self::ListOf(inner) => *inner,
            // `items` of old drafts has a schema for each position.
            Self::Part(Kind::Schema) => SCHEMA,
            _ => Self::Literal,
        }
    }

    /// Returns the kind of the value at a path from here through `value`.
    pub(super) fn descend<'s>(
        self,
        mut value: &Value,
        segments: impl Iterator<Item = impl AsRef<str> + 's>,
    ) -> Option<Self> {
        let mut node = self;
        for segment in segments {
            let segment = segment.as_ref();
            (value, node) = match value {
                Value::Object(object) => (object.get(segment)?, node.member(segment)),
                Value::Array(items) => (items.get(segment.parse::<usize>().ok()?)?, node.element()),
                _ => return None,
            };
        }
        Some(node)
    }
}

impl Kind {
    #[expect(clippy::match_same_arms, reason = "the arms follow the objects of the specification")]
    fn member(self, key: &str) -> Node {
        match (self, key) {
            (Self::Schema, "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas") => {
                Node::MapOf(&SCHEMA)
            }
            (Self::Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems") => Node::ListOf(&SCHEMA),
            (
                Self::Schema,
                "items"
                | "additionalProperties"
                | "unevaluatedItems"
                | "unevaluatedProperties"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contains"
                | "propertyNames"
                | "contentSchema"
                | "additionalItems",
            ) => SCHEMA,
            (Self::Schema, "discriminator") => Node::Discriminator,
            (Self::Parameter | Self::Header, "schema" | "items") | (Self::Response, "schema") => SCHEMA,
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content") => {
                Node::MapOf(&Node::MediaType)
            }
            (Self::Parameter | Self::Header, "examples") => Node::MapOf(&Node::Part(Self::Example)),
            (Self::Response, "headers") => Node::MapOf(&Node::Part(Self::Header)),
            (Self::Response, "links") => Node::MapOf(&Node::Part(Self::Link)),
            (Self::Callback, key) if !key.starts_with("x-") => Node::PathItem,
            _ => Node::Literal,
        }
    }
}

/// Returns the kind of the components in a section, also of a Swagger 2.0 document.
fn section(key: &str) -> Node {
    match key {
        "schemas" | "definitions" => Node::MapOf(&Node::Component(Kind::Schema)),
        "parameters" => Node::MapOf(&Node::Component(Kind::Parameter)),
        "requestBodies" => Node::MapOf(&Node::Component(Kind::RequestBody)),
        "responses" => Node::MapOf(&Node::Component(Kind::Response)),
        "headers" => Node::MapOf(&Node::Component(Kind::Header)),
        "examples" => Node::MapOf(&Node::Component(Kind::Example)),
        "links" => Node::MapOf(&Node::Component(Kind::Link)),
        "callbacks" => Node::MapOf(&Node::Component(Kind::Callback)),
        "securitySchemes" | "securityDefinitions" => Node::MapOf(&Node::Component(Kind::SecurityScheme)),
        "mediaTypes" => Node::MapOf(&Node::MediaType),
        _ => Node::Literal,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_through_a_document_ends_at_the_last_existing_value() {
        let document = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": { "schema": {} } } } } } } },
            "components": { "schemas": { "A": { "allOf": [{ "properties": { "x": {} }, "example": { "x": {} } }] } } },
        });
        let at = |path: &str| Node::Document.descend(&document, path.split(' '));
        assert_eq!(at("paths /a get responses 200"), Some(Node::Part(Kind::Response)));
        assert_eq!(at("paths /a get responses 200 content application/json schema"), Some(SCHEMA));
        assert_eq!(at("components schemas A"), Some(Node::Component(Kind::Schema)));
        assert_eq!(at("components schemas A allOf 0 properties x"), Some(SCHEMA));
        assert_eq!(at("components schemas A allOf 0 example x"), Some(Node::Literal));
        assert_eq!(at("components schemas B"), None);
    }
}
