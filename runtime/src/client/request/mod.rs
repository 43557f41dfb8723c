//! From an operation's values to an HTTP request.

mod path;
mod prepare;
mod query;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header::CONTENT_TYPE};
use serde_core::Serialize;

pub(crate) use self::{
    path::VALUE,
    prepare::{Prepared, prepare},
    query::Query,
};
use super::{
    Meta,
    error::{RequestError, RequestErrorKind},
};
use crate::model::json;

/// Collects what an operation sends: path parameters, query, headers and body.
///
/// [`Operation::request`](crate::Operation::request) writes into one.
pub struct RequestBuilder {
    meta: Meta,
    path: Vec<(&'static str, String)>,
    query: Query,
    headers: HeaderMap,
    body: Bytes,
}

impl RequestBuilder {
    pub(crate) fn new(meta: Meta) -> Self {
        Self { meta, path: Vec::new(), query: Query::default(), headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// Gives the placeholder `name` of the path template its value, percent-encoded as one segment.
    ///
    /// # Errors
    /// When the value is empty, `.` or `..`: none of them is a segment of its own, so the request would go elsewhere.
    pub fn path(&mut self, name: &'static str, value: &(impl fmt::Display + ?Sized)) -> Result<(), RequestError> {
        let segment = path::segment(&value.to_string()).map_err(|reason| self.refused("path", name, reason))?;
        self.path.push((name, segment));
        Ok(())
    }

    /// Adds one pair to the query. A parameter with several values is written once for each.
    pub fn query(&mut self, name: &str, value: &(impl fmt::Display + ?Sized)) {
        self.query.push(name, &value.to_string());
    }

    /// Sets a header.
    ///
    /// # Errors
    /// When the value contains a control character such as a line break, or when an idempotency key is empty.
    pub fn header(&mut self, name: &'static str, value: &(impl fmt::Display + ?Sized)) -> Result<(), RequestError> {
        let value = value.to_string();
        let is_key = self.meta.idempotency_header.is_some_and(|key| key.eq_ignore_ascii_case(name));
        if is_key && value.is_empty() {
            return Err(self.refused("header", name, "is empty; leave it unset to have one made"));
        }
        let value = HeaderValue::try_from(value)
            .map_err(|_| self.refused("header", name, "contains a control character, such as a line break"))?;
        let header =
            HeaderName::try_from(name).map_err(|_| self.refused("header", name, "is not a valid name for a header"))?;
        self.headers.insert(header, value);
        Ok(())
    }

    /// Makes `value` the body, as JSON.
    ///
    /// # Errors
    /// When the value has no JSON form, such as a map whose keys are not text.
    pub fn json<T: Serialize>(&mut self, value: &T) -> Result<(), RequestError> {
        self.body = json::write(value).map_err(|error| self.error(RequestErrorKind::Body(error)))?.into();
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(())
    }

    fn refused(&self, location: &'static str, name: &str, reason: &'static str) -> RequestError {
        self.error(RequestErrorKind::Parameter { location, name: name.to_owned(), reason })
    }

    fn error(&self, kind: RequestErrorKind) -> RequestError {
        RequestError::new(self.meta.operation_id, kind)
    }
}

/// Names the operation only: what it sends may be private.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder").field("operation_id", &self.meta.operation_id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    fn builder() -> RequestBuilder {
        RequestBuilder::new(Meta::new("op", Method::POST, "/{id}").idempotency_header("Idempotency-Key"))
    }

    #[test]
    fn a_value_that_cannot_be_sent_is_named() {
        assert_eq!(
            builder().header("X-Note", "a\r\nX-Evil: 1").unwrap_err().to_string(),
            "op was not sent: header parameter `X-Note` contains a control character, such as a line break"
        );
        assert_eq!(
            builder().path("id", "..").unwrap_err().to_string(),
            "op was not sent: path parameter `id` is `.` or `..`, which would name another path"
        );
        assert!(builder().header("idempotency-key", "").unwrap_err().to_string().contains("leave it unset"));
    }

    #[test]
    fn a_header_may_hold_text_beyond_ascii() {
        let mut request = builder();
        request.header("X-Note", "grün").unwrap();
        assert_eq!(request.headers["x-note"].as_bytes(), "grün".as_bytes());
    }

    #[test]
    fn debug_shows_no_values() {
        let mut request = builder();
        request.header("X-Token", "hunter2").unwrap();
        assert!(!format!("{request:?}").contains("hunter2"));
    }
}
