use http::Method;

use crate::client::SecurityScheme;

/// What is the same for every call of an operation: its name, method, path and security.
///
/// A transport finds it in the extensions of each request. Generated code makes one per operation, as a constant:
///
/// ```
/// use openapi_bindgen_runtime::{Meta, Method, SecurityScheme};
///
/// const API_KEY: SecurityScheme = SecurityScheme::header("ApiKeyAuth", "x-api-key");
/// const META: Meta = Meta::new("createOrder", Method::POST, "/shops/{shop_id}/orders")
///     .security(&[&[API_KEY]])
///     .error_envelope(Some("error"));
/// assert_eq!(META.operation_id(), "createOrder");
/// ```
#[derive(Clone, Debug)]
pub struct Meta {
    pub(crate) operation_id: &'static str,
    method: Method,
    /// The name of a method that `Method` has no constant for.
    method_name: Option<&'static str>,
    pub(crate) path: &'static str,
    pub(crate) server: Option<&'static str>,
    pub(crate) security: &'static [&'static [SecurityScheme]],
    pub(crate) error_envelope: Option<&'static str>,
    pub(crate) accept: &'static str,
}

impl Meta {
    /// An operation that needs no credential.
    ///
    /// `path` is the document's path template, with its placeholders in braces; it is appended to the base URL.
    #[must_use]
    pub const fn new(operation_id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            operation_id,
            method,
            method_name: None,
            path,
            server: None,
            security: &[],
            error_envelope: None,
            accept: "application/json",
        }
    }

    /// A method that [`Method`] has no constant for, such as `QUERY`; it replaces the other where it is a valid name.
    #[must_use]
    pub const fn method_name(mut self, name: &'static str) -> Self {
        self.method_name = Some(name);
        self
    }

    /// A server of the operation's own (OpenAPI, "Path Item Object", `servers`): a base URL, to which its calls go unless
    /// the caller gives the client one; or a path on the host of the client's base URL.
    #[must_use]
    pub const fn server(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// The alternatives of which a call has to meet one; all schemes of an alternative belong together.
    ///
    /// This is the document's `security` (OpenAPI, "Security Requirement Object"): the outer list is an *or* in the
    /// document's order, an inner one an *and*, and an empty inner list allows anonymous calls.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [SecurityScheme]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The member of a body that holds an error, so that an error which arrives under a 2xx status is seen as one.
    #[must_use]
    pub const fn error_envelope(mut self, member: Option<&'static str>) -> Self {
        self.error_envelope = member;
        self
    }

    /// The media types that are asked for, as the `Accept` header has them (RFC 9110, section 12.5.1);
    /// `application/json` unless said otherwise.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// The document's `operationId`.
    pub const fn operation_id(&self) -> &'static str {
        self.operation_id
    }

    /// The HTTP method.
    pub fn method(&self) -> Method {
        let named = self.method_name.and_then(|name| Method::from_bytes(name.as_bytes()).ok());
        named.unwrap_or_else(|| self.method.clone())
    }

    /// The path template.
    pub const fn path(&self) -> &'static str {
        self.path
    }
}
