use super::{Constraint, Doc, RustIdent, SchemeId, TypeRef, WireName};

/// One method on one path.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub id: WireName,
    /// The struct that is the call: `CreateAvatarConsent`.
    pub type_name: RustIdent,
    /// The client's method: `create_avatar_consent`.
    pub function: RustIdent,
    /// The first tag, by which operations are grouped into files.
    pub tag: Option<String>,
    pub method: Method,
    /// The template: `/v3/avatars/{group_id}/consent`.
    pub path: String,
    pub doc: Doc,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// The body of the declared success, if it has one.
    pub success: Option<ResponseBody>,
    /// The declared error statuses, in the document's order.
    pub errors: Vec<Response>,
    /// Alternatives, each of which is a set of schemes that are used together; an empty set means no credential.
    pub security: Vec<Vec<SchemeId>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub wire: WireName,
    pub name: RustIdent,
    pub place: Place,
    pub required: bool,
    pub ty: TypeRef,
    pub doc: Doc,
    pub constraints: Vec<Constraint>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
}

/// A JSON request body.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub ty: TypeRef,
    pub required: bool,
}

/// A response with an error status.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub status: Status,
    /// The variant of the operation's error enum.
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
}

/// A JSON response body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResponseBody {
    pub ty: TypeRef,
    pub envelope: Option<Envelope>,
}

/// The only member of an object around the value that the caller wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Envelope(pub WireName);

#[derive(Clone, Debug)]
pub(crate) struct ResponseHeader {
    pub wire: WireName,
    pub name: RustIdent,
    pub ty: TypeRef,
    pub doc: Doc,
}

impl Method {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

impl Operation {
    /// The parameter in which the caller's idempotency key goes.
    pub(crate) fn idempotency_key(&self) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| {
            parameter.place == Place::Header && parameter.wire.as_str().eq_ignore_ascii_case("idempotency-key")
        })
    }

    /// The parameters that a call cannot be made without, in the document's order.
    pub(crate) fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.required)
    }

    /// The parameters that a call can do without, in the document's order.
    pub(crate) fn optional_parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| !parameter.required)
    }
}

impl Status {
    /// How the document writes it.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Range(first) => format!("{}XX", first / 100),
        }
    }
}
