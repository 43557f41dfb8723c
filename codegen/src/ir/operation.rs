use super::{Constant, Constraint, Doc, Extensions, Pages, RustIdent, SchemeId, TypeRef, WireName};
use crate::pointer::Pointer;

/// One method on one path.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub id: WireName,
    /// Where the document has it.
    pub pointer: Pointer,
    /// The struct that is the call: `CreateAvatarConsent`.
    pub type_name: RustIdent,
    /// The client's method: `create_avatar_consent`.
    pub function: RustIdent,
    /// The tags; by the first of them operations are grouped into files.
    pub tags: Vec<String>,
    pub method: Method,
    /// The template: `/v3/avatars/{group_id}/consent`.
    pub path: String,
    /// The operation's own server: a base URL, or a path on the host of the client's.
    pub server: Option<String>,
    pub doc: Doc,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// The media types to ask for, where they are not just `application/json`.
    pub accept: Option<String>,
    /// How the results come in pages, if they do; analysis says so.
    pub pages: Option<Pages>,
    /// What a success brings.
    pub success: Success,
    /// The declared headers of all successes.
    pub success_headers: Vec<ResponseHeader>,
    /// The events that a success may be a stream of.
    pub events: Option<Events>,
    /// What of a success can be received in pieces.
    pub download: Option<Download>,
    /// The declared error statuses, in the document's order.
    pub errors: Vec<Response>,
    /// Alternatives, each of which is a set of schemes that are used together; an empty set means no credential.
    pub security: Vec<Vec<SchemeId>>,
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
    /// One that has no field in a path item before OpenAPI 3.2, by its name.
    Other(String),
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub wire: WireName,
    pub name: RustIdent,
    pub location: ParameterLocation,
    pub style: Style,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// Whether a list of nothing is sent, as a name without a value.
    pub empty: bool,
    pub required: bool,
    pub ty: TypeRef,
    /// The only value that it can have.
    pub constant: Option<Constant>,
    /// What is sent unless the caller sets it, since the API requires it.
    pub default: Option<Constant>,
    pub doc: Doc,
    pub constraints: Vec<Constraint>,
    /// Where it is described; the operation, if only the path has it.
    pub pointer: Pointer,
    pub extensions: Extensions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As one text.
    Plain,
    /// Each item or member as a pair of its own: `a=1&a=2`.
    Exploded,
    /// The items or members in one value, with commas between them.
    Commas,
    /// The members in one value, as `a=1,b=2`; items as in [`Style::Commas`].
    Members,
    /// The items in one value, with spaces between them.
    Spaces,
    /// The items in one value, with bars between them.
    Pipes,
    /// Each member as a pair of its own: `a[b]=1`.
    DeepObject,
    /// After a dot, as in [`Style::Commas`].
    Label,
    /// Each item or member after a dot.
    LabelExploded,
    /// After a semicolon and the name, as in [`Style::Commas`].
    Matrix,
    /// Each item or member after a semicolon and its name.
    MatrixExploded,
    /// As JSON.
    Json,
}

/// A request body.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub required: bool,
    /// One, or several of which the caller chooses.
    pub contents: Vec<Content>,
    /// The enum of the choice, where there is one: `UploadContent`.
    pub choice: Option<RustIdent>,
}

/// What a request body may be.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// The variant of the enum.
    pub name: RustIdent,
    /// How the document calls it.
    pub media_type: String,
    pub ty: TypeRef,
    pub constraints: Vec<Constraint>,
    pub encoding: Encoding,
}

/// How a request body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// JSON, of this media type where it is not `application/json`.
    Json(Option<String>),
    /// `application/x-www-form-urlencoded`; nested values are written `a[b]=1`, or repeated.
    Form {
        brackets: bool,
        /// The members that are written otherwise.
        styles: Vec<MemberStyle>,
    },
    /// `multipart/form-data`, or another multipart type, with the parts of which something is said.
    Multipart { media_type: Option<String>, parts: Vec<PartEncoding> },
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
}

/// How one member of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemberStyle {
    pub wire: WireName,
    pub style: Style,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
}

/// How one part of a multipart body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartEncoding {
    pub wire: WireName,
    pub media_type: Option<String>,
    pub headers: Vec<(String, String)>,
}

/// What a success brings.
#[derive(Clone, Debug)]
pub(crate) enum Success {
    /// Nothing that anybody reads.
    Nothing,
    /// One type, whatever the status.
    One(ResponseBody),
    /// A type by status.
    ByStatus(Vec<Response>),
}

/// A response with one status, or one kind of status.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub status: Status,
    /// The variant of the operation's enum.
    pub name: RustIdent,
    pub body: Option<ResponseBody>,
    pub headers: Vec<ResponseHeader>,
    pub doc: Doc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Exactly this one.
    Code(u16),
    /// `4XX`: the hundred that begins here.
    Range(u16),
    /// Every status that is not declared by itself.
    Default,
}

/// A response body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResponseBody {
    pub ty: TypeRef,
    pub encoding: ResponseEncoding,
    pub envelope: Option<Envelope>,
}

/// How a response body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseEncoding {
    Json,
    Text,
    Bytes,
    /// As a list of the operation's events.
    Events,
}

/// Events, of media type `text/event-stream`, or the values of lines of JSON.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    /// What the data of one event is read as, or the event itself.
    pub ty: TypeRef,
    pub reading: EventReading,
    /// The media types to ask for, where they are lines of JSON and no server-sent events.
    pub accept: Option<String>,
    /// The member of the request body that asks for events.
    pub asked_by: Option<RustIdent>,
}

/// Successes that are text or bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Download {
    /// The media types to ask for, where a success may be something else as well.
    pub accept: Option<String>,
}

/// What of an event is read, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventReading {
    /// Its data, as JSON.
    Json,
    /// Its data, as it is.
    Text,
    /// A line of JSON.
    Line,
    /// All of it, as an object with the members `event`, `id` and `data`.
    Whole,
}

/// The only member of an object around the value that the caller wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Envelope(pub WireName);

#[derive(Clone, Debug)]
pub(crate) struct ResponseHeader {
    pub wire: WireName,
    pub name: RustIdent,
    pub ty: TypeRef,
    /// Whether it holds items, with commas between them.
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
    /// Whether the body is taken as it comes.
    pub(crate) fn is_raw(self) -> bool {
        match self {
            Self::Text | Self::Bytes => true,
            Self::Json | Self::Events => false,
        }
    }
}

impl Success {
    /// All bodies that a success may have.
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
    /// The first tag.
    pub(crate) fn tag(&self) -> Option<&str> {
        self.tags.first().map(String::as_str)
    }

    /// Whatever the request body may be.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Content> {
        self.body.iter().flat_map(|body| &body.contents)
    }

    /// All types that are sent or received.
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

    /// All types that are sent or received, to be changed.
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

    /// The parameter in which the caller's idempotency key goes.
    pub(crate) fn idempotency_key(&self) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| {
            parameter.location == ParameterLocation::Header
                && parameter.wire.as_str().eq_ignore_ascii_case("idempotency-key")
        })
    }

    /// The parameters that a call cannot be made without, in the document's order.
    pub(crate) fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.is_argument())
    }

    /// The parameters that a call sends of itself, each with its value, in the document's order.
    pub(crate) fn fixed_parameters(&self) -> impl Iterator<Item = (&Parameter, &Constant)> {
        self.parameters.iter().filter_map(|parameter| Some((parameter, parameter.fixed()?)))
    }

    /// The parameters that a call can send without being given them, each with its default, in the document's order.
    pub(crate) fn default_parameters(&self) -> impl Iterator<Item = (&Parameter, &Constant)> {
        self.parameters.iter().filter_map(|parameter| Some((parameter, parameter.default.as_ref()?)))
    }

    /// The parameters that have a setter, in the document's order.
    pub(crate) fn settable_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| !parameter.required || parameter.default.is_some())
    }

    /// The parameters that a call can do without, in the document's order.
    pub(crate) fn optional_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| !parameter.required)
    }
}

impl Parameter {
    /// Whether a call cannot be made without it.
    pub(crate) fn is_argument(&self) -> bool {
        self.required && self.fixed().is_none() && self.default.is_none()
    }

    /// What a call sends of itself, since it is required and can have one value only.
    pub(crate) fn fixed(&self) -> Option<&Constant> {
        self.constant.as_ref().filter(|_| self.required)
    }
}

impl Status {
    /// How the document writes it.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Range(first) => format!("{}XX", first / 100),
            Self::Default => "default".to_owned(),
        }
    }
}
