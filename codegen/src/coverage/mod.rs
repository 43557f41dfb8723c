//! The fate of each operation and each component of a document, and of the callbacks and links of
//! operations.

mod fate;
mod list;
mod selected;

use crate::pointer::Pointer;

pub(crate) use fate::{PartFate, find_fates};
pub(crate) use list::{Listed, list};
pub(crate) use selected::SelectedPlaces;

/// An operation, a component, a callback or a link of the document, and its fate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentPart {
    /// The kind of the part.
    pub kind: PartKind,
    /// The `operationId` of an operation, or its method and path: `get /pets`. The name of a
    /// component, a callback or a link.
    pub name: String,
    /// The place in the document with the overlays applied.
    pub pointer: Pointer,
    /// The fate of the part.
    pub fate: Fate,
    /// The reason for the fate, as a sentence without a full stop.
    pub reason: String,
    /// The items of the output for the part, or for the parts that contain it. Possibly empty. Of a containing part with
    /// very many items, the first ones.
    pub output: Vec<OutputPlace>,
}

/// The kind of a part of a document.
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

/// The fate of a part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fate {
    /// The output has an item for it.
    Emitted,
    /// It is inlined where it is referenced.
    Inlined,
    /// The options do not select it.
    NotSelected,
    /// Nothing refers to it, and it makes no item by itself.
    Unused,
    /// The generator does not support it, so the output has nothing for it.
    Unsupported,
}

/// A place in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutputPlace {
    /// Its path in Rust: `Pet`, `Client::get_pet`, `ClientBuilder::api_key_auth`.
    pub item: String,
    /// The [path](crate::GeneratedFile::path) of the file.
    pub file: String,
    /// The first line, documentation included, from 1.
    pub line: usize,
}

impl PartKind {
    /// Returns the name of the kind: `operation`, `securityScheme`.
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

    /// Returns the section of `components`, or `None` for other kinds.
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
    /// Returns the name of the fate: `emitted`, `not-selected`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Emitted => "emitted",
            Self::Inlined => "inlined",
            Self::NotSelected => "not-selected",
            Self::Unused => "unused",
            Self::Unsupported => "unsupported",
        }
    }
}
