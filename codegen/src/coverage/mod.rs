//! What became of each operation and each component of a document, and of the callbacks and links of operations.

mod fate;
mod list;
mod selected;

use crate::pointer::Pointer;

pub(crate) use fate::{PartFate, find_fates};
pub(crate) use list::{Listed, list};
pub(crate) use selected::SelectedPlaces;

/// An operation or a component of the document, or a callback or a link of an operation, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentPart {
    /// What it is.
    pub kind: PartKind,
    /// The `operationId` of an operation, or its method and path: `get /pets`. The name of a component,
    /// a callback or a link.
    pub name: String,
    /// Where it stands, in the document with the overlays applied.
    pub pointer: Pointer,
    /// What became of it.
    pub fate: Fate,
    /// Why, as a sentence without a final full stop.
    pub reason: String,
    /// What the output has of it: what was made of it, or of what it was written into. Empty where there is none.
    pub output: Vec<OutputPlace>,
}

/// What a part of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// A method of a path.
    Operation,
    /// A method of a webhook.
    Webhook,
    /// A callback of an operation, or a component for one.
    Callback,
    /// A schema in `components`.
    Schema,
    /// A response in `components`.
    Response,
    /// A parameter in `components`.
    Parameter,
    /// An example in `components`.
    Example,
    /// A request body in `components`.
    RequestBody,
    /// A header in `components`.
    Header,
    /// A security scheme in `components`.
    SecurityScheme,
    /// A link of a response, or a component for one.
    Link,
    /// A path item in `components`.
    PathItem,
    /// A media type in `components`.
    MediaType,
}

/// What may become of a part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fate {
    /// The output has an item of its own for it.
    Emitted,
    /// It is a part of the items that are made of what refers to it.
    Inlined,
    /// The options leave it out.
    NotSelected,
    /// Nothing refers to it, and it is nothing by itself.
    Unused,
    /// The generator makes nothing of such parts.
    Refused,
}

/// Where the output has something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutputPlace {
    /// Its path in Rust: `Pet`, `Client::get_pet`, `ClientBuilder::api_key_auth`.
    pub item: String,
    /// The [path](crate::GeneratedFile::path) of the file.
    pub file: String,
    /// The line on which it begins, documentation first, from 1.
    pub line: usize,
}

impl PartKind {
    /// How it is written: `operation`, `securityScheme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Webhook => "webhook",
            Self::Callback => "callback",
            Self::Schema => "schema",
            Self::Response => "response",
            Self::Parameter => "parameter",
            Self::Example => "example",
            Self::RequestBody => "requestBody",
            Self::Header => "header",
            Self::SecurityScheme => "securityScheme",
            Self::Link => "link",
            Self::PathItem => "pathItem",
            Self::MediaType => "mediaType",
        }
    }

    /// The member of `components` that holds such parts; `None` for those that stand elsewhere.
    fn group(self) -> Option<&'static str> {
        Some(match self {
            Self::Operation | Self::Webhook => return None,
            Self::Callback => "callbacks",
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::PathItem => "pathItems",
            Self::MediaType => "mediaTypes",
        })
    }
}

impl Fate {
    /// How it is written: `emitted`, `not-selected`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Emitted => "emitted",
            Self::Inlined => "inlined",
            Self::NotSelected => "not-selected",
            Self::Unused => "unused",
            Self::Refused => "refused",
        }
    }
}
