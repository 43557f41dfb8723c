use super::{CallSettings, Constant, Constraint, Doc, Extensions, Pages, RustIdent, SchemeId, TypeRef, WireName};
use crate::path_template::{Piece, pieces};
use crate::pointer::Pointer;

/// One method on one path.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub id: WireName,
    /// Its place in the document.
    pub pointer: Pointer,
    /// The struct of the call: `CreateAvatarConsent`.
    pub type_name: RustIdent,
    /// The method of the client: `create_avatar_consent`.
    pub function: RustIdent,
    /// True if both names are from a shortened `operationId`.
    pub is_shortened: bool,
    /// The tags. The first one selects the file of the operation, unless the settings do.
    pub tags: Vec<String>,
    pub method: Method,
    /// The path template: `/v3/avatars/{group_id}/consent`.
    pub path: String,
    /// The operation's own server: a base URL, or a path on the host of the client's server.
    pub server: Option<String>,
    pub doc: Doc,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// The `Accept` header, if it is not just `application/json`.
    pub accept: Option<String>,
    /// The pagination. Set by analysis.
    pub pages: Option<Pages>,
    /// The success response.
    pub success: Success,
    /// The declared headers of all successes.
    pub success_headers: Vec<ResponseHeader>,
    /// The event stream that a success can be.
    pub events: Option<Events>,
    /// Set if a success can be received in pieces.
    pub download: Option<Download>,
    /// The declared error responses, in document order.
    pub errors: Vec<Response>,
    /// The alternatives, each a set of schemes that apply together. An empty set needs no
    /// credential.
    pub security: Vec<Vec<SchemeId>>,
    pub settings: CallSettings,
    /// True if the document marks it as internal.
    pub is_internal: bool,
    pub extensions: Extensions,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    /// A method without a field in a path item before OpenAPI 3.2, by name.
    Other(String),
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub wire: WireName,
    pub name: RustIdent,
    pub location: ParameterLocation,
    pub style: Style,
    /// The segments of the path that the value has.
    pub segments: Segments,
    /// True if reserved characters are not percent-encoded.
    pub reserved: bool,
    /// True if an empty array is sent, as a name without a value.
    pub empty: bool,
    pub required: bool,
    pub ty: TypeRef,
    /// The only allowed value.
    pub constant: Option<Constant>,
    /// The value of a required parameter that the caller does not set.
    pub default: Option<Constant>,
    /// The value that the server uses where an optional parameter is not set.
    pub server_default: Option<Constant>,
    pub doc: Doc,
    pub constraints: Vec<Constraint>,
    /// The place of its description, or that of the operation for an undescribed path parameter.
    pub pointer: Pointer,
    pub extensions: Extensions,
    /// The extensions of its inline schema.
    pub schema_extensions: Extensions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// The segments of the path that a path parameter stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segments {
    One,
    /// Several, with reserved characters as they are: `{+path}`.
    Reserved,
    /// Those of a pattern: `{name=projects/*}`.
    Pattern(String),
}

/// The serialization of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// A single string.
    Plain,
    /// A pair for each item or property: `a=1&a=2`.
    Exploded,
    /// One value with items or properties separated by commas.
    Commas,
    /// One value with properties as `a=1,b=2`, and items as in [`Style::Commas`].
    Members,
    /// One value with items separated by spaces.
    Spaces,
    /// One value with items separated by pipes.
    Pipes,
    /// A pair for each property: `a[b]=1`.
    DeepObject,
    /// Like [`Style::Commas`], after a dot.
    Label,
    /// A dot before each item or property.
    LabelExploded,
    /// Like [`Style::Commas`], after a semicolon and the name.
    Matrix,
    /// A semicolon and the name before each item or property.
    MatrixExploded,
    /// As JSON.
    Json,
}

/// A request body.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub required: bool,
    /// One body, or several alternatives.
    pub contents: Vec<Content>,
    /// The enum of the alternatives, if there are several: `UploadContent`.
    pub choice: Option<RustIdent>,
}

/// One alternative of a request body.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// The variant of the choice.
    pub name: RustIdent,
    /// The media type in the document.
    pub media_type: String,
    pub ty: TypeRef,
    pub constraints: Vec<Constraint>,
    pub encoding: Encoding,
}

/// The encoding of a request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// JSON, with its media type if that is not `application/json`.
    Json(Option<String>),
    /// `application/x-www-form-urlencoded`. Nested values are written as `a[b]=1`, or repeated.
    Form {
        brackets: bool,
        /// The fields with another style.
        styles: Vec<MemberStyle>,
    },
    /// `multipart/form-data` or another multipart type, with the parts that have an encoding.
    Multipart { media_type: Option<String>, parts: Vec<PartEncoding> },
    /// A list, each of whose items is JSON on a line of its own, of this media type.
    JsonLines(String),
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
}

/// The style of a form field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemberStyle {
    pub wire: WireName,
    pub style: Style,
    /// True if reserved characters are not percent-encoded.
    pub reserved: bool,
}

/// The encoding of a part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartEncoding {
    pub wire: WireName,
    pub media_type: Option<String>,
    pub headers: Vec<(String, String)>,
}

/// The body of a success response.
#[derive(Clone, Debug)]
pub(crate) enum Success {
    /// No body, or none that is read.
    Nothing,
    /// One type for every status.
    One(ResponseBody),
    /// A type for each status.
    ByStatus(Vec<Response>),
}

/// A response for one status or one range.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub status: Status,
    /// The variant of the operation's response enum.
    pub name: RustIdent,
    pub body: Option<ResponseBody>,
    pub headers: Vec<ResponseHeader>,
    pub doc: Doc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// This status.
    Code(u16),
    /// `4XX`, as the first status of the range.
    Range(u16),
    /// Every undeclared status.
    Default,
}

/// A response body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResponseBody {
    pub ty: TypeRef,
    pub encoding: ResponseEncoding,
    pub envelope: Option<Envelope>,
    /// The media type of a raw body, unless several responses with different ones are merged.
    pub media_type: Option<String>,
}

impl ResponseBody {
    /// Returns true if both bodies are read in the same way.
    pub(crate) fn is_read_like(&self, other: &Self) -> bool {
        (&self.ty, self.encoding, &self.envelope) == (&other.ty, other.encoding, &other.envelope)
    }
}

/// The encoding of a response body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseEncoding {
    Json,
    Text,
    Bytes,
    /// A collection of the operation's events.
    Events,
}

/// A stream of `text/event-stream` events or of JSON lines.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    /// The type of the data of an event, or of the whole event.
    pub ty: TypeRef,
    pub reading: EventReading,
    /// The `Accept` header, if the stream is JSON lines or the document does not declare it.
    pub accept: Option<String>,
    /// The property of the request body that requests a stream.
    pub requested_by: Option<RustIdent>,
}

/// A text or byte response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Download {
    /// The `Accept` header, if a success has other media types, too.
    pub accept: Option<String>,
}

/// The part of an event that is deserialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventReading {
    /// The data, as JSON.
    Json,
    /// The data, as a string.
    Text,
    /// A line of JSON.
    Line,
    /// The whole event, as an object with the properties `event`, `id` and `data`.
    Whole,
}

/// The only property of an object that wraps the value for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Envelope(pub WireName);

#[derive(Clone, Debug)]
pub(crate) struct ResponseHeader {
    pub wire: WireName,
    pub name: RustIdent,
    pub ty: TypeRef,
    /// True if the header holds comma-separated items.
    pub is_list: bool,
    pub doc: Doc,
}

impl Method {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Other(name) => name,
        }
    }
}

impl ResponseEncoding {
    /// Returns true if the body is not decoded.
    pub(crate) fn is_raw(self) -> bool {
        match self {
            Self::Text | Self::Bytes => true,
            Self::Json | Self::Events => false,
        }
    }
}

impl Success {
    /// Returns all possible bodies of a success.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &ResponseBody> {
        let (one, several) = match self {
            Self::Nothing => (None, [].as_slice()),
            Self::One(body) => (Some(body), [].as_slice()),
            Self::ByStatus(responses) => (None, responses.as_slice()),
        };
        one.into_iter().chain(several.iter().filter_map(|response| response.body.as_ref()))
    }
}

impl Operation {
    /// The suffixes of the types that are named after an operation, beside its struct.
    pub(crate) const TYPE_SUFFIXES: [&str; 4] = ["Call", "Error", "Headers", "Output"];

    /// Returns the first tag.
    pub(crate) fn tag(&self) -> Option<&str> {
        self.tags.first().map(String::as_str)
    }

    /// Returns the alternatives of the request body.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Content> {
        self.body.iter().flat_map(|body| &body.contents)
    }

    /// Returns all types that are sent or received.
    pub(crate) fn types(&self) -> impl Iterator<Item = &TypeRef> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let body = self.contents().map(|content| &content.ty);
        let successes = self.success.bodies().map(|body| &body.ty);
        let errors = self.errors.iter().flat_map(|response| &response.body).map(|body| &body.ty);
        let of_errors = self.errors.iter().flat_map(|response| &response.headers);
        let headers = self.success_headers.iter().chain(of_errors).map(|header| &header.ty);
        let events = self.events.iter().map(|events| &events.ty);
        parameters.chain(body).chain(successes).chain(errors).chain(headers).chain(events)
    }

    /// Like [`Operation::types`], but mutable.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut TypeRef> {
        let mut types: Vec<&mut TypeRef> = self.parameters.iter_mut().map(|parameter| &mut parameter.ty).collect();
        types.extend(self.body.iter_mut().flat_map(|body| &mut body.contents).map(|content| &mut content.ty));
        let responses = match &mut self.success {
            Success::Nothing => [].as_mut_slice(),
            Success::One(body) => {
                types.push(&mut body.ty);
                [].as_mut_slice()
            }
            Success::ByStatus(responses) => responses.as_mut_slice(),
        };
        for response in responses.iter_mut().chain(&mut self.errors) {
            types.extend(response.body.iter_mut().map(|body| &mut body.ty));
            types.extend(response.headers.iter_mut().map(|header| &mut header.ty));
        }
        types.extend(self.success_headers.iter_mut().map(|header| &mut header.ty));
        types.extend(self.events.iter_mut().map(|events| &mut events.ty));
        types
    }

    /// Returns the path with its placeholders in the form that the derive reads.
    pub(crate) fn template(&self) -> String {
        let mut template = String::new();
        for piece in pieces(&self.path) {
            let name = match piece {
                Piece::Literal(literal) => {
                    template.push_str(literal);
                    continue;
                }
                Piece::Placeholder(placeholder) => placeholder.name,
            };
            let is_it = |parameter: &&Parameter| {
                parameter.location == ParameterLocation::Path && parameter.wire.as_str() == name
            };
            match self.parameters.iter().find(is_it).map(|parameter| &parameter.segments) {
                Some(Segments::Reserved) => template.extend(["{+", name, "}"]),
                Some(Segments::Pattern(pattern)) => template.extend(["{", name, "=", pattern, "}"]),
                Some(Segments::One) | None => template.extend(["{", name, "}"]),
            }
        }
        template
    }

    /// Returns the parameter of the idempotency key.
    pub(crate) fn idempotency_key(&self) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| self.is_idempotency_key(parameter))
    }

    /// Returns true if a parameter is the header of the idempotency key.
    pub(crate) fn is_idempotency_key(&self, parameter: &Parameter) -> bool {
        let header = self.settings.idempotency_header.as_ref();
        let header = header.map_or("idempotency-key", |chosen| chosen.value.as_str());
        parameter.location == ParameterLocation::Header && parameter.wire.as_str().eq_ignore_ascii_case(header)
    }

    /// Returns the parameters that a call requires, in document order.
    pub(crate) fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.is_argument())
    }

    /// Returns the parameters with only one value, each with that value, in document order.
    pub(crate) fn fixed_parameters(&self) -> impl Iterator<Item = (&Parameter, &Constant)> {
        self.parameters.iter().filter_map(|parameter| Some((parameter, parameter.fixed()?)))
    }

    /// Returns the parameters with a default, each with that value, in document order.
    pub(crate) fn default_parameters(&self) -> impl Iterator<Item = (&Parameter, &Constant)> {
        self.parameters.iter().filter_map(|parameter| Some((parameter, parameter.default.as_ref()?)))
    }

    /// Returns the parameters with a setter, in document order.
    pub(crate) fn settable_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| !parameter.required || parameter.default.is_some())
    }

    /// Returns the optional parameters, in document order.
    pub(crate) fn optional_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| !parameter.required)
    }
}

impl Parameter {
    /// Returns true if a call requires the parameter.
    pub(crate) fn is_argument(&self) -> bool {
        self.required && self.fixed().is_none() && self.default.is_none()
    }

    /// Returns the value of a required parameter with only one.
    pub(crate) fn fixed(&self) -> Option<&Constant> {
        self.constant.as_ref().filter(|_| self.required)
    }
}

impl Status {
    /// Returns the status as in the document.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Range(first) => format!("{}XX", first / 100),
            Self::Default => "default".to_owned(),
        }
    }
}
