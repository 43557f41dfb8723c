use std::time::Duration;

use http::Method;

use crate::client::{RetryClass, SecurityScheme};

/// The metadata of an operation, the same for every call: its identifier, method, path and security.
///
/// It is in the extensions of each request that a transport sends. Generated code has one constant for each operation:
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
    pub(crate) retry_class: Option<RetryClass>,
    pub(crate) deadline: Option<Duration>,
}

impl Meta {
    /// Creates an operation that needs no credential.
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
            retry_class: None,
            deadline: None,
        }
    }

    /// Sets a method for which [`Method`] has no constant, such as `QUERY`. It replaces the other if the name is valid.
    #[must_use]
    pub const fn method_name(mut self, name: &'static str) -> Self {
        self.method_name = Some(name);
        self
    }

    /// Sets the operation's own server (OpenAPI, "Path Item Object", `servers`): a base URL, which is used unless the
    /// caller sets one; or a path on the host of the client's base URL.
    #[must_use]
    pub const fn server(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets the alternative security requirements. A call needs all schemes of one alternative.
    ///
    /// This is the document's `security` (OpenAPI, "Security Requirement Object"): the outer list is an *or* in the
    /// document's order, an inner one an *and*, and an empty inner list allows anonymous calls.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [SecurityScheme]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Sets the member of a body that holds an error, so that an error with a 2xx status is recognized.
    #[must_use]
    pub const fn error_envelope(mut self, member: Option<&'static str>) -> Self {
        self.error_envelope = member;
        self
    }

    /// Sets the accepted media types, as the value of the `Accept` header (RFC 9110, section 12.5.1). The default is
    /// `application/json`.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Sets the retry class, in place of that of the method and of the idempotency key.
    #[must_use]
    pub const fn retry_class(mut self, class: RetryClass) -> Self {
        self.retry_class = Some(class);
        self
    }

    /// Sets the default [deadline](crate::Call::deadline) of a call. An attempt then may take as long as the whole call, if
    /// that is longer than the client's [`Limits`](crate::Limits) of an attempt and of idle time.
    #[must_use]
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Returns the document's `operationId`.
    pub const fn operation_id(&self) -> &'static str {
        self.operation_id
    }

    /// Returns the HTTP method.
    pub fn method(&self) -> Method {
        let named = self.method_name.and_then(|name| Method::from_bytes(name.as_bytes()).ok());
        named.unwrap_or_else(|| self.method.clone())
    }

    /// Returns the path template.
    pub const fn path(&self) -> &'static str {
        self.path
    }
}
