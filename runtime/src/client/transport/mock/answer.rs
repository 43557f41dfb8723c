use std::future::pending;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header::CONTENT_TYPE};

use super::{BlockingBody, ResponseBody, TransportFailure};

/// The answer of a [`MockTransport`](crate::MockTransport) to one request.
#[derive(Clone, Debug)]
#[must_use]
pub struct MockAnswer(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Response(Box<Response<Bytes>>),
    Invalid(String),
    NoConnection,
    Broken,
    Nothing,
}

impl MockAnswer {
    /// Creates a whole response with a body of JSON.
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::bytes(status, "application/json", body)
    }

    /// Creates a whole response with a body of this media type, such as `text/event-stream` or `image/png`.
    pub fn bytes(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let answer = Self::status(status).header(CONTENT_TYPE.as_str(), media_type);
        answer.with(|response| *response.body_mut() = body.into())
    }

    /// Creates a whole response with an empty body.
    pub fn status(status: StatusCode) -> Self {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status;
        Self(Kind::Response(Box::new(response)))
    }

    /// Creates a failure to connect. Nothing is sent.
    pub fn no_connection() -> Self {
        Self(Kind::NoConnection)
    }

    /// Creates a connection that breaks after the server may have received the request.
    pub fn broken() -> Self {
        Self(Kind::Broken)
    }

    /// Creates the absence of an answer. The attempt times out.
    pub fn nothing() -> Self {
        Self(Kind::Nothing)
    }

    /// Adds a header to a response. If the header is not valid, the call fails with an error that names it.
    pub fn header(self, name: &str, value: &str) -> Self {
        let (Ok(header), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else {
            return Self::invalid(format!("the mock's answer has an invalid header {name:?}: {value:?}"));
        };
        self.with(|response| {
            response.headers_mut().append(header, value);
        })
    }

    pub(super) fn invalid(reason: String) -> Self {
        Self(Kind::Invalid(reason))
    }

    fn with(mut self, change: impl FnOnce(&mut Response<Bytes>)) -> Self {
        if let Kind::Response(response) = &mut self.0 {
            change(response);
        }
        self
    }

    /// Returns true if the request reaches the server.
    pub(super) fn is_sent(&self) -> bool {
        !matches!(self.0, Kind::Invalid(_) | Kind::NoConnection)
    }

    /// Returns the result of an asynchronous transport, which may never return.
    pub(super) async fn into_response(self) -> Result<Response<ResponseBody>, TransportFailure> {
        match self.into_result() {
            Some(result) => result.map(|response| response.map(ResponseBody::from)),
            None => pending().await,
        }
    }

    /// Returns the result of a blocking transport, which times out instead of never returning.
    pub(super) fn into_blocking_response(self) -> Result<Response<BlockingBody>, TransportFailure> {
        let result = self.into_result();
        let result = result.unwrap_or_else(|| Err(TransportFailure::timed_out("the mock never answers")));
        Ok(result?.map(BlockingBody::from))
    }

    /// Returns the result of the transport, or `None` if it never returns.
    fn into_result(self) -> Option<Result<Response<Bytes>, TransportFailure>> {
        Some(match self.0 {
            Kind::Response(response) => Ok(*response),
            Kind::Invalid(reason) => Err(TransportFailure::unsupported(reason)),
            Kind::NoConnection => Err(TransportFailure::not_sent("the mock has no connection")),
            Kind::Broken => Err(TransportFailure::maybe_sent("the mock broke the connection")),
            Kind::Nothing => return None,
        })
    }
}
