use http::HeaderMap;

use super::Outcome;

/// What is known of a call, whatever became of it.
#[derive(Clone, Debug)]
pub struct CallContext {
    operation_id: &'static str,
    idempotency_key: Option<Box<str>>,
    request_id: Option<Box<str>>,
    attempts: u32,
    outcome: Outcome,
}

impl CallContext {
    /// Of a call that was not sent.
    pub(crate) fn unsent(operation_id: &'static str) -> Self {
        Self { operation_id, idempotency_key: None, request_id: None, attempts: 0, outcome: Outcome::NotSent }
    }

    /// Of a call that was sent, with the headers of the response as far as one came.
    pub(crate) fn sent(
        operation_id: &'static str,
        idempotency_key: Option<Box<str>>,
        attempts: u32,
        outcome: Outcome,
        headers: Option<&HeaderMap>,
    ) -> Self {
        let request_id = headers.and_then(|headers| headers.get("x-request-id")?.to_str().ok()).map(Box::from);
        Self { operation_id, idempotency_key, request_id, attempts, outcome }
    }

    /// The document's `operationId`.
    pub fn operation_id(&self) -> &'static str {
        self.operation_id
    }

    /// The idempotency key that was sent.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    /// The server's name for the request, from `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether the call may have taken effect, all attempts taken together.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}
