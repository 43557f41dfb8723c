use std::time::{Duration, SystemTime};

use bytes::Bytes;
use hyper::{
    HeaderMap, Response, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER},
};
use serde_json::{Value, json};

use super::body::{End, Outgoing};

/// A response of the mock: any status, headers and body. There are constructors for every known form of error of HeyGen's
/// API.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    blanks: usize,
    is_chunked: bool,
}

/// The two forms of the header `Retry-After` (RFC 9110, section 10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// Seconds from now.
    Seconds(u64),
    /// A date, sent in whole seconds. HTTP has no dates before 1970 and after 9999; the nearest date is sent instead.
    Date(SystemTime),
}

impl Reply {
    /// Creates a response without a body, such as that of an overloaded edge server.
    pub fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new(), blanks: 0, is_chunked: false }
    }

    /// Creates a JSON body.
    pub fn json(status: StatusCode, body: &Value) -> Self {
        Self::empty(status).body("application/json", body.to_string())
    }

    /// Creates an error in HeyGen's documented form: `{"error": {"code", "message", "param", "doc_url"}}`.
    pub fn error(status: StatusCode, code: &str, message: &str) -> Self {
        Self::json(status, &enveloped(code, message, None))
    }

    /// Creates an error in the form of HeyGen's older endpoints: `{"code": 400543, "message": "…"}`.
    pub fn flat_error(status: StatusCode, code: i64, message: &str) -> Self {
        Self::json(status, &json!({ "code": code, "message": message }))
    }

    /// Creates an error with a success status: 200 with `{"data": null, "error": {…}}`.
    pub fn error_under_200(code: &str, message: &str) -> Self {
        let mut body = enveloped(code, message, None);
        body["data"] = Value::Null;
        Self::json(StatusCode::OK, &body)
    }

    /// Creates an HTML page, such as that of a proxy.
    pub fn html(status: StatusCode) -> Self {
        let page = format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n");
        Self::empty(status).body("text/html", page)
    }

    /// Creates a 429 with a `Retry-After`.
    pub fn rate_limited(retry_after: RetryAfter) -> Self {
        let message = "Too many requests. Retry after the duration specified in the Retry-After header.";
        Self::error(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", message)
            .header(RETRY_AFTER, retry_after.to_value())
    }

    /// Creates a 409: the first request with this idempotency key is still in flight.
    pub fn request_in_progress() -> Self {
        let message = "A request with this Idempotency-Key is already in progress. Retry shortly.";
        Self::error(StatusCode::CONFLICT, "request_in_progress", message)
    }

    /// Creates a redirect to `location`: 301, 302, 303, 307 or 308.
    pub fn redirect(status: StatusCode, location: HeaderValue) -> Self {
        Self::empty(status).header(LOCATION, location)
    }

    /// Creates a 200 with a body of `bytes` blanks, which the mock does not hold in memory.
    pub fn oversized(bytes: usize) -> Self {
        Self { blanks: bytes, ..Self::empty(StatusCode::OK).body("application/json", "") }
    }

    /// Replaces the body by `body`.
    pub fn body(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => self.header(CONTENT_TYPE, media_type),
            Err(_) => self,
        }
    }

    /// Sets a header, replacing one of the same name. A `Content-Length` is sent as it is. If the body is shorter, the
    /// connection closes after it.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sends the body in chunks, without a `Content-Length`.
    pub fn chunked(mut self) -> Self {
        self.is_chunked = true;
        self
    }

    /// Sets a header unless it is set.
    pub(super) fn header_or(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.entry(name).or_insert(value);
        self
    }

    pub(super) fn invalid(param: &str, message: &str) -> Self {
        Self::json(StatusCode::BAD_REQUEST, &enveloped("invalid_parameter", message, Some(param)))
    }

    pub(super) fn into_response(self) -> Response<Outgoing> {
        let is_promised = self.headers.contains_key(CONTENT_LENGTH);
        let body = Outgoing {
            bytes: self.body,
            blanks: self.blanks,
            // hyper rejects a promised length that is not that of the body, so it must not know the latter.
            is_length_known: !self.is_chunked && !is_promised,
            end: if is_promised { End::Pause } else { End::Whole },
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }

    /// Returns the response that promises the whole body and breaks off in the middle of it.
    pub(super) fn into_truncated(self) -> Response<Outgoing> {
        let whole = self.body.len() + self.blanks;
        // An empty body has no middle, so one byte is promised and never sent.
        let mut response = self.header(CONTENT_LENGTH, whole.max(1).into()).into_response();
        let body = response.body_mut();
        body.bytes.truncate(body.bytes.len() / 2);
        body.blanks /= 2;
        response
    }
}

impl RetryAfter {
    fn to_value(self) -> HeaderValue {
        /// The last second of the year 9999: a later year has no HTTP date.
        const LAST: Duration = Duration::from_secs(253_402_300_799);
        match self {
            Self::Seconds(seconds) => seconds.into(),
            Self::Date(date) => {
                let since = date.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
                let date = SystemTime::UNIX_EPOCH + since.min(LAST);
                HeaderValue::try_from(httpdate::fmt_http_date(date)).unwrap_or_else(|_| HeaderValue::from_static("0"))
            }
        }
    }
}

fn enveloped(code: &str, message: &str, param: Option<&str>) -> Value {
    json!({ "error": { "code": code, "message": message, "param": param, "doc_url": null } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retry_after(value: RetryAfter) -> String {
        let reply = Reply::rate_limited(value);
        reply.headers[RETRY_AFTER].to_str().unwrap().to_owned()
    }

    #[test]
    fn retry_after_has_both_forms() {
        assert_eq!(retry_after(RetryAfter::Seconds(2)), "2");
        let date = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        assert_eq!(retry_after(RetryAfter::Date(date)), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn a_date_outside_the_range_of_http_does_not_panic() {
        let far = SystemTime::UNIX_EPOCH + Duration::from_mins(5_000_000_000);
        assert_eq!(retry_after(RetryAfter::Date(far)), "Fri, 31 Dec 9999 23:59:59 GMT");
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(retry_after(RetryAfter::Date(early)), "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}
