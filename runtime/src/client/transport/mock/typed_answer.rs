use std::{fmt, marker::PhantomData};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE};

use super::{ExampleOutput, MockAnswer};
use crate::{ByStatus, Operation, Reply, ToJson, Written, model::Writing};

/// The answer of a [`Mock`](crate::Mock) to a call of the operation `O`: a response that the operation can read.
///
/// If the answer does not fit the operation, the call fails with an error that gives the reason.
#[must_use]
pub struct TypedAnswer<O> {
    pub(super) answer: MockAnswer,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> TypedAnswer<O> {
    /// Creates a success with this value and the status 200.
    pub fn output(value: &O::Output) -> Self
    where
        O::Output: ToJson,
    {
        let Ok(json) = written(value) else { return Self::invalid("the value cannot be written as JSON") };
        // The operation decides how it reads the body. The body is written so that it reads the same value.
        let envelope = O::output(&reply(StatusCode::OK, JSON, "{}".into())).err();
        let envelope = envelope.as_ref().and_then(|error| error.path().strip_prefix("$."));
        let wrapped = envelope.map(|member| format!("{{{}:{json}}}", crate::Json::from(member)));
        let text = serde_json::from_str::<String>(&json).ok();
        let bodies = [(TEXT, text), (JSON, Some(json.clone())), (JSON, wrapped)];
        let bodies = bodies.into_iter().filter_map(|(media_type, body)| Some((media_type, Bytes::from(body?))));
        let is_read = |(media_type, body): &(&'static str, Bytes)| {
            let read = O::output(&reply(StatusCode::OK, media_type, body.clone()));
            read.is_ok_and(|read| written(&read).is_ok_and(|read| read == json))
        };
        match bodies.into_iter().find(is_read) {
            Some((media_type, body)) => Self::unchecked(MockAnswer::bytes(StatusCode::OK, media_type, body)),
            None => Self::invalid("no body is read as the value: give it one with `TypedAnswer::body`"),
        }
    }

    /// Creates a success with the example of the output, and the status 200, or 204 if there is no body.
    pub fn example() -> Self
    where
        O::Output: ExampleOutput,
    {
        O::Output::answer()
    }

    /// Creates a success or an error with a JSON body, as the operation reads it for this status.
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::body(status, JSON, body)
    }

    /// Creates a success or an error with a body of this media type, as the operation reads it for this status.
    pub fn body(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        match mismatch::<O>(&reply(status, media_type, body.clone())) {
            Some(reason) => Self::invalid(&reason),
            None => Self::unchecked(MockAnswer::bytes(status, media_type, body)),
        }
    }

    /// Creates a success or an error without a body, as the operation reads it for this status.
    pub fn status(status: StatusCode) -> Self {
        match mismatch::<O>(&Reply::new(status, HeaderMap::new(), Bytes::new())) {
            Some(reason) => Self::invalid(&reason),
            None => Self::unchecked(MockAnswer::status(status)),
        }
    }

    /// Creates any answer, without a check that it fits the operation. Use it for an undeclared status or a failed
    /// connection.
    pub fn unchecked(answer: MockAnswer) -> Self {
        Self { answer, operation: PhantomData }
    }

    /// Adds a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self::unchecked(self.answer.header(name, value))
    }

    fn invalid(reason: &str) -> Self {
        let id = O::META.operation_id();
        Self::unchecked(MockAnswer::invalid(format!("the mock's answer to `{id}` does not fit: {reason}")))
    }
}

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

fn reply(status: StatusCode, media_type: &'static str, body: Bytes) -> Reply {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]);
    Reply::new(status, headers, body)
}

fn written(value: &impl ToJson) -> serde_json::Result<String> {
    serde_json::to_string(&Writing(value, Written::All))
}

/// Returns the reason why the operation cannot read the reply, if it cannot.
fn mismatch<O: Operation>(reply: &Reply) -> Option<String> {
    let has_error = || O::META.error_envelope.is_some_and(|member| reply.has_member(member));
    if reply.http_status().is_success() && !has_error() {
        return O::output(reply).err().map(|error| error.to_string());
    }
    match O::error(reply) {
        Err(error) => Some(error.to_string()),
        // Only this value marks an undeclared response.
        Ok(error) if format!("{error:?}") == format!("{:?}", O::Error::undeclared(reply)) => {
            Some(format!("the document does not declare the status {}", reply.status()))
        }
        Ok(_) => None,
    }
}

impl<O> Clone for TypedAnswer<O> {
    fn clone(&self) -> Self {
        Self { answer: self.answer.clone(), operation: PhantomData }
    }
}

impl<O> fmt::Debug for TypedAnswer<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TypedAnswer").field(&self.answer).finish()
    }
}
