use bytes::Bytes;
use hyper::{
    HeaderMap, Method,
    header::{AUTHORIZATION, HeaderName},
};
use serde_json::Value;

pub(super) const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// A request as the mock received it. Its `Debug` does not show credentials.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl RecordedRequest {
    pub(super) fn new(method: Method, path: String, mut headers: HeaderMap, body: Bytes) -> Self {
        for (name, value) in &mut headers {
            if name == X_API_KEY || name == AUTHORIZATION {
                value.set_sensitive(true);
            }
        }
        Self { method, path, headers, body }
    }

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the path and the query, percent-encoded as they were sent.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the value of a header, or `None` if it is absent or not ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the body as JSON, or `None` if it is not JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    #[test]
    fn debug_shows_no_credential() {
        let headers = [(X_API_KEY, HeaderValue::from_static("hunter2"))].into_iter().collect();
        let request = RecordedRequest::new(Method::GET, "/".to_owned(), headers, Bytes::new());
        assert!(!format!("{request:?}").contains("hunter2"));
        assert_eq!(request.header("X-Api-Key"), Some("hunter2"));
    }
}
