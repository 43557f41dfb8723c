//! From an operation's values to an HTTP request.

mod added;
mod body;
mod boundary;
mod collected;
mod comparable;
mod cookies;
#[cfg(feature = "mock")]
mod expected;
mod multipart;
mod pair_style;
mod parameter;
mod part_encoding;
mod part_media_type;
mod path;
mod path_style;
mod prepare;
mod query;
mod raw;
mod style;

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

#[cfg(feature = "mock")]
pub(crate) use self::expected::misfit;
use self::parameter::Place;
pub use self::{
    body::BodyContent,
    multipart::{File, Form, Parts},
    pair_style::PairStyle,
    parameter::{Parameter, StyledParameter},
    part_encoding::PartEncoding,
    style::ParameterStyle,
};
pub(crate) use self::{
    comparable::ComparableRequest,
    cookies::add_secret_cookies,
    path::VALUE,
    prepare::{Prepared, prepare, push_query},
    query::{Query, pair},
    raw::RawTarget,
};
use super::{
    Meta,
    body::Outgoing,
    error::{RequestError, RequestErrorKind},
};
use crate::{Json, ToJson, model::json};

/// The reason why a text is not sent in a header.
pub(crate) const CONTROL_CHARACTER: &str = "contains a control character, such as a line break";

/// Builds the request of an operation: path parameters, query, headers and body.
///
/// [`Operation::request`](crate::Operation::request) writes into it. It keeps the first error, and the call then ends
/// with that error before it is sent.
pub struct RequestBuilder {
    meta: &'static Meta,
    /// The header that makes repeating a call safe, once the operation has named it.
    idempotency_header: Option<&'static str>,
    path: Vec<(&'static str, String)>,
    query: Query,
    headers: HeaderMap,
    body: Draft,
    /// The target of a request that the document lacks.
    raw: Option<Box<RawTarget>>,
    /// The first error, which prevents the request.
    error: Option<RequestError>,
}

/// A body as far as an operation can write it.
enum Draft {
    Written(Outgoing),
    /// Its boundary may need random numbers.
    Form(Form),
}

impl RequestBuilder {
    pub(crate) fn new(meta: &'static Meta) -> Self {
        let body = Draft::Written(Outgoing::Whole(Bytes::new()));
        Self {
            meta,
            idempotency_header: None,
            path: Vec::new(),
            query: Query::default(),
            headers: HeaderMap::new(),
            body,
            raw: None,
            error: None,
        }
    }

    /// Writes the path parameter `name`. Its value is percent-encoded as one segment. An empty value, `.` and `..` are
    /// errors: none of them is a segment, so the request would go to another path.
    pub fn path(&mut self, name: &'static str) -> Parameter<'_> {
        Parameter::new(self, Place::Path, name)
    }

    /// Writes a query parameter. One with several values is written once for each.
    pub fn query(&mut self, name: &'static str) -> Parameter<'_> {
        Parameter::new(self, Place::Query, name)
    }

    /// Writes a header. A value with a control character, such as a line break, is an error.
    pub fn header(&mut self, name: &'static str) -> Parameter<'_> {
        Parameter::new(self, Place::Header, name)
    }

    /// Writes the header with the idempotency key. A call that does not set it gets a random UUID. An empty key is an
    /// error.
    pub fn idempotency(&mut self, name: &'static str) -> Parameter<'_> {
        self.idempotency_header = Some(name);
        Parameter::new(self, Place::Header, name)
    }

    /// Writes a cookie, percent-encoded.
    pub fn cookie(&mut self, name: &'static str) -> Parameter<'_> {
        Parameter::new(self, Place::Cookie, name)
    }

    fn json_of(&mut self, value: &impl ToJson) -> Option<Json> {
        json::to_value(value).map_err(|error| self.fail(RequestErrorKind::Body(error))).ok()
    }

    /// Keeps why the request cannot be sent, unless that is known already.
    pub(crate) fn fail(&mut self, kind: RequestErrorKind) {
        if self.error.is_none() {
            self.error = Some(self.error(kind));
        }
    }

    fn error(&self, kind: RequestErrorKind) -> RequestError {
        RequestError::new(self.meta.operation_id, kind)
    }
}

/// Shows only the name of the operation, since its values may be private.
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
        RequestBuilder::new(const { &Meta::new("op", Method::POST, "/{id}") })
    }

    fn request_error(write: impl FnOnce(&mut RequestBuilder)) -> String {
        let mut request = builder();
        write(&mut request);
        request.error.map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_value_that_cannot_be_sent_is_named() {
        assert_eq!(
            request_error(|request| request.header("X-Note").value("a\r\nX-Evil: 1")),
            "op was not sent: header parameter `X-Note` contains a control character, such as a line break"
        );
        assert_eq!(
            request_error(|request| request.path("id").value("..")),
            "op was not sent: path parameter `id` is `.` or `..`, which would name another path"
        );
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(
                request_error(|request| request.query("ratio").finite().value(&value)),
                "op was not sent: query parameter `ratio` is not a finite number"
            );
        }
        assert_eq!(request_error(|request| request.query("word").value("NaN")), "");
        #[cfg(feature = "jiff")]
        assert_eq!(
            request_error(|request| request
                .query("day")
                .styled(ParameterStyle::Commas)
                .value(&jiff::civil::date(-1, 1, 1))),
            "op was not sent: query parameter `day` has no text form: `-000001-01-01` is not a date of RFC 3339, \
             whose years are 0 to 9999"
        );
        assert_eq!(
            request_error(|request| request.query("q").styled(ParameterStyle::Commas).value(&vec![1.0, f64::NAN])),
            "op was not sent: query parameter `q` has no text form: NaN is not a JSON number"
        );
        assert!(request_error(|request| request.idempotency("Idempotency-Key").value("")).contains("leave it unset"));
    }

    #[test]
    fn a_list_whose_items_would_run_together_is_named() {
        let list = vec!["z", "a,b"];
        let header =
            |request: &mut RequestBuilder| request.header("X-List").styled(ParameterStyle::Commas).value(&list);
        assert_eq!(
            request_error(header),
            "op was not sent: header parameter `X-List` has a comma in item 2, which would be read as several items: \
             pass them as separate items"
        );
        let cookie = |request: &mut RequestBuilder| request.cookie("list").styled(ParameterStyle::Commas).value(&list);
        assert!(request_error(cookie).contains("cookie parameter `list` has a comma in item 2"));
        let tags = vec!["\"a,b\"", "W/\"c,d\""];
        let header =
            |request: &mut RequestBuilder| request.header("If-Match").styled(ParameterStyle::Commas).value(&tags);
        assert_eq!(request_error(header), "");
        let cookie = |request: &mut RequestBuilder| request.cookie("list").styled(ParameterStyle::Commas).value(&tags);
        assert!(request_error(cookie).contains("cookie parameter `list` has a comma in item 1"));
        assert_eq!(request_error(|request| request.header("X-List").styled(ParameterStyle::Json).value(&list)), "");
        assert_eq!(request_error(|request| request.query("list").styled(ParameterStyle::Commas).value(&list)), "");
    }

    #[test]
    fn a_styled_text_may_have_several_segments() {
        let mut request = builder();
        request.path("id").segments().styled(ParameterStyle::Commas).value(&"a/b c".to_owned());
        assert_eq!(request.path, [("id", "a/b%20c".to_owned())]);
        for list in [&["a"][..], &[]] {
            let list = list.to_vec();
            assert_eq!(
                request_error(|request| request.path("id").pattern("**").styled(ParameterStyle::Commas).value(&list)),
                "op was not sent: path parameter `id` is not one text, and so not several segments of the path"
            );
        }
    }

    #[test]
    fn the_first_invalid_value_is_kept() {
        let message = request_error(|request| {
            request.path("id").value("");
            request.header("X-Note").value("\n");
        });
        assert!(message.contains("path parameter `id` is empty"), "{message}");
    }

    #[test]
    fn a_header_may_hold_text_beyond_ascii() {
        let mut request = builder();
        request.header("X-Note").value("grün");
        assert_eq!(request.headers["x-note"].as_bytes(), "grün".as_bytes());
    }

    #[test]
    fn an_absent_value_is_not_sent() {
        let mut request = builder();
        request.query("q").optional::<String>(&None);
        request.query("empty").styled(ParameterStyle::Exploded).empty().optional::<Vec<String>>(&None);
        request.idempotency("Idempotency-Key").optional::<String>(&None);
        assert_eq!((request.query.as_str(), request.headers.len(), request.needs_key()), ("", 0, true));
    }

    #[test]
    fn debug_shows_no_values() {
        let mut request = builder();
        request.header("X-Token").value("hunter2");
        assert!(!format!("{request:?}").contains("hunter2"));
    }
}
