//! From an operation's values to an HTTP request.

mod body;
mod multipart;
mod pair_style;
mod part_encoding;
mod path;
mod path_style;
mod prepare;
mod query;
mod style;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header::COOKIE};
use percent_encoding::utf8_percent_encode;

pub use self::{
    body::BodyContent,
    multipart::{File, Files, Form, Parts},
    pair_style::PairStyle,
    part_encoding::PartEncoding,
    style::ParameterStyle,
};
pub(crate) use self::{
    path::VALUE,
    prepare::{Prepared, prepare},
    query::Query,
};
use super::{
    Meta,
    body::Outgoing,
    error::{RequestError, RequestErrorKind},
};
use crate::{Json, ToJson, model::json};

/// Collects what an operation sends: path parameters, query, headers and body.
///
/// [`Operation::request`](crate::Operation::request) writes into one.
pub struct RequestBuilder {
    meta: Meta,
    path: Vec<(&'static str, String)>,
    query: Query,
    headers: HeaderMap,
    body: Draft,
}

/// A body as far as an operation can write it.
enum Draft {
    Written(Outgoing),
    /// Its boundary may have to be drawn by chance.
    Form(Form),
}

impl RequestBuilder {
    pub(crate) fn new(meta: Meta) -> Self {
        let body = Draft::Written(Outgoing::Whole(Bytes::new()));
        Self { meta, path: Vec::new(), query: Query::default(), headers: HeaderMap::new(), body }
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

    /// Gives a placeholder a value in a style of its own, such as a list or an object, as one segment.
    ///
    /// # Errors
    /// As for [`path`](Self::path), and when the value has no JSON form.
    pub fn path_styled(
        &mut self,
        name: &'static str,
        value: &impl ToJson,
        style: ParameterStyle,
    ) -> Result<(), RequestError> {
        let written = style.expanded(name, &self.value(value)?);
        path::check(&written).map_err(|reason| self.refused("path", name, reason))?;
        self.path.push((name, written));
        Ok(())
    }

    /// Adds a value to the query in a style of its own, such as a list or an object.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn query_styled(&mut self, name: &str, value: &impl ToJson, style: PairStyle) -> Result<(), RequestError> {
        for pair in style.pairs(name, &self.value(value)?) {
            self.query.push_encoded(&pair);
        }
        Ok(())
    }

    /// Sets a header to a list or an object.
    ///
    /// # Errors
    /// As for [`header`](Self::header), and when the value has no JSON form.
    pub fn header_styled(
        &mut self,
        name: &'static str,
        value: &impl ToJson,
        style: ParameterStyle,
    ) -> Result<(), RequestError> {
        let joined = style.joined(&self.value(value)?);
        self.header(name, &joined)
    }

    /// Adds a cookie, percent-encoded so that it stays one.
    ///
    /// # Errors
    /// When the name cannot be one of a cookie.
    pub fn cookie(&mut self, name: &'static str, value: &(impl fmt::Display + ?Sized)) -> Result<(), RequestError> {
        let value = utf8_percent_encode(&value.to_string(), VALUE).to_string();
        let others = self.headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
        let cookies = others.map_or_else(String::new, |others| format!("{others}; "));
        let cookies = HeaderValue::try_from(format!("{cookies}{name}={value}"))
            .map_err(|_| self.refused("cookie", name, "has a name that cannot be one of a cookie"))?;
        self.headers.insert(COOKIE, cookies);
        Ok(())
    }

    /// Adds a cookie whose value is a list or an object.
    ///
    /// # Errors
    /// As for [`cookie`](Self::cookie), and when the value has no JSON form.
    pub fn cookie_styled(
        &mut self,
        name: &'static str,
        value: &impl ToJson,
        style: ParameterStyle,
    ) -> Result<(), RequestError> {
        let joined = style.joined(&self.value(value)?);
        self.cookie(name, &joined)
    }

    fn value(&self, value: &impl ToJson) -> Result<Json, RequestError> {
        json::to_value(value).map_err(|error| self.error(RequestErrorKind::Body(error)))
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
