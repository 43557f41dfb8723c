use std::{borrow::Cow, error::Error as StdError, time::Duration};

use http::{HeaderMap, StatusCode};

use crate::{
    ReadError,
    client::{
        ApiError, ByStatus, CallContext, CallResult, DecodeError, EarlierAttempt, Error, Operation, Outcome, Reply,
        RequestError, RequestErrorKind, Response, TransportError, TransportErrorKind,
        body::UploadStatus,
        error::{ErrorBody, request_id, root_cause},
        security::Masks,
        transport::BoxError,
    },
};

/// A failed attempt without a whole response.
pub(crate) struct ExchangeFailure {
    pub(crate) kind: TransportErrorKind,
    /// The status and the headers, if they were received.
    pub(crate) head: Option<(StatusCode, HeaderMap)>,
    pub(crate) source: Option<BoxError>,
}

/// An attempt that did not succeed.
pub(super) struct FailedAttempt {
    pub(super) failure: Failure,
    /// The outcome of this attempt alone.
    pub(super) outcome: Outcome,
    /// True if the same request may succeed later.
    pub(super) is_transient: bool,
    /// The wait that the server asks for.
    pub(super) retry_after: Option<Duration>,
}

pub(super) enum Failure {
    ErrorResponse {
        reply: Reply,
        error_body: ErrorBody,
    },
    Exchange(Box<ExchangeFailure>),
    /// There was no request to send.
    Unsent(Box<RequestErrorKind>),
}

/// The end of a call, before the response is read as the operation's types.
pub(crate) struct Completion {
    pub(super) context: CallContext,
    pub(super) result: Result<Reply, FailedAttempt>,
}

impl ExchangeFailure {
    /// Turns the result of an attempt whose body could not be sent whole into a failure, since a server that accepted
    /// the body did not get all of it. An error response is kept, since it is more specific.
    pub(crate) fn by_upload<T>(
        result: Result<(Reply, T), Box<Self>>,
        upload_status: Option<&UploadStatus>,
    ) -> Result<(Reply, T), Box<Self>> {
        let Some(failure) = upload_status.and_then(UploadStatus::failure) else { return result };
        let head = match result {
            Ok((reply, body)) if !reply.http_status().is_success() => return Ok((reply, body)),
            Ok((reply, _)) => {
                let (status, headers, _) = reply.into_parts();
                Some((status, headers))
            }
            Err(broken) => broken.head,
        };
        let source = Some(failure.clone().into());
        Err(Box::new(Self { kind: TransportErrorKind::Upload, head, source }))
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|(status, _)| *status)
    }
}

impl FailedAttempt {
    pub(super) fn request_id(&self, masks: &Masks) -> Option<Box<str>> {
        match &self.failure {
            Failure::ErrorResponse { reply, .. } => request_id(reply.headers(), masks),
            Failure::Exchange(broken) => broken.head.as_ref().and_then(|(_, headers)| request_id(headers, masks)),
            Failure::Unsent(_) => None,
        }
    }

    /// Returns the status, if the head of a response was received.
    pub(super) fn status(&self) -> Option<StatusCode> {
        match &self.failure {
            Failure::ErrorResponse { reply, .. } => Some(reply.http_status()),
            Failure::Exchange(broken) => broken.status(),
            Failure::Unsent(_) => None,
        }
    }

    /// Returns the record of the attempt, which is followed by another after `wait`.
    pub(super) fn into_earlier(self, wait: Duration, masks: &Masks) -> EarlierAttempt {
        let request_id = self.request_id(masks);
        let (status, kind, code) = match self.failure {
            Failure::ErrorResponse { reply, error_body } => (Some(reply.http_status()), None, error_body.code),
            Failure::Exchange(broken) => (broken.status(), Some(broken.kind), None),
            Failure::Unsent(_) => (None, None, None),
        };
        EarlierAttempt {
            status,
            kind,
            code: code.map(|code| bounded(&code, masks)),
            request_id,
            outcome: self.outcome,
            wait,
        }
    }
}

/// Cuts a code that is longer than a sentence, since it is kept for as long as the error, and masks the credentials in it.
fn bounded(code: &str, masks: &Masks) -> Box<str> {
    const LENGTH: usize = 200;
    // Masking takes many times the memory of the text.
    let head = &code[..code.floor_char_boundary(LENGTH + masks.longest())];
    let covered = if head.len() < code.len() { masks.cover_cut(head) } else { masks.cover(head) };
    covered[..covered.floor_char_boundary(LENGTH)].into()
}

/// Returns the error, or only its message if it would show a credential.
fn without_credentials(error: BoxError, masks: &Masks) -> BoxError {
    if shows_credential(&*error, masks) { masks.cover(&root_cause(&*error).to_string()).into() } else { error }
}

/// Replaces the error of a provider by its message if it would show a credential.
fn cover_source(kind: &mut RequestErrorKind, masks: &Masks) {
    if let RequestErrorKind::Token { source, .. } = kind
        && shows_credential(&**source, masks)
    {
        *source = BoxError::from(masks.cover(&source.to_string())).into();
    }
}

fn shows_credential(error: &(dyn StdError + 'static), masks: &Masks) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        let shown = format!("{cause}\n{cause:?}");
        if matches!(masks.cover(&shown), Cow::Owned(_)) {
            return true;
        }
        next = cause.source();
    }
    false
}

/// Reads the end of a call in the operation's own types, and a success as `output` does.
pub(crate) fn typed_result<O: Operation, T>(
    Completion { mut context, result }: Completion,
    output: impl FnOnce(&Reply, &CallContext) -> Result<T, ReadError>,
) -> CallResult<O, T> {
    let FailedAttempt { failure, retry_after, .. } = match result {
        Ok(reply) => {
            return match output(&reply, &context) {
                Ok(output) => {
                    let typed_headers = O::headers(&reply);
                    let (status, headers, _) = reply.into_parts();
                    Ok(Response::new(output, typed_headers, (status, headers), context))
                }
                Err(error) => {
                    // A login page or an empty body may come from a proxy.
                    if !error.is_familiar() {
                        context.outcome = Outcome::Unknown;
                    }
                    Err(Error::Decode(Box::new(DecodeError::new(context, error, reply))))
                }
            };
        }
        Err(failed) => failed,
    };
    Err(match failure {
        Failure::ErrorResponse { reply, error_body } => {
            let error = match O::error(&reply) {
                Ok(error) => (error, None),
                Err(mismatch) => (O::Error::undeclared(&reply), Some(mismatch)),
            };
            Error::Api(Box::new(ApiError::new(context, error, error_body, retry_after, reply)))
        }
        Failure::Unsent(mut kind) => {
            cover_source(&mut kind, &context.masks);
            Error::Request(Box::new(RequestError::of_call(context, kind)))
        }
        Failure::Exchange(broken) => {
            let status = broken.status();
            let ExchangeFailure { kind, source, .. } = *broken;
            let source = source.map(|source| without_credentials(source, &context.masks));
            Error::Transport(Box::new(TransportError::new(context, kind, status, retry_after, source)))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_code_is_cut_where_a_character_ends() {
        let masks = Masks::default();
        assert_eq!(&*bounded("short", &masks), "short");
        assert_eq!(&*bounded(&"x".repeat(5000), &masks), "x".repeat(200));
        assert_eq!(&*bounded(&format!("x{}", "é".repeat(5000)), &masks), format!("x{}", "é".repeat(99)));
    }

    #[test]
    fn a_credential_in_a_code_is_masked_wherever_the_code_is_cut() {
        let masks = Masks::new(["secret-key"]);
        for length in 180..=220 {
            let shown = bounded(&format!("{}secret-key{}", "x".repeat(length), "y".repeat(5000)), &masks);
            assert!(shown.len() <= 200 && !shown.contains('s'), "{shown}");
        }
        assert_eq!(&*bounded("a secret-k", &masks), "a secret-k");
    }

    #[test]
    fn a_long_code_is_cut_before_it_is_masked() {
        let (masks, code) = (Masks::new(["secret-key"]), "x".repeat(1 << 20));
        let allocated = allocation_counter::measure(|| drop(bounded(&code, &masks)));
        assert!(allocated.bytes_total < 64 * 1024, "{} bytes", allocated.bytes_total);
    }
}
