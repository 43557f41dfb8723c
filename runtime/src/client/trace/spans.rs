use std::time::Duration;

use http::{
    StatusCode,
    uri::{Authority, Scheme},
};
use tracing::{Instrument, Span, debug, field::Empty, info_span};

use crate::client::{
    Error, Meta, Reply, Response, SecurityScheme, TransportErrorKind, machine::ExchangeFailure, request::Prepared,
};

/// The target of all spans and events. Filters name it, so it does not depend on the layout of modules.
const TARGET: &str = "openapi_bindgen_runtime";

/// Returns the span of a call, around all of its attempts and the waits between them.
pub(crate) fn call(meta: &Meta) -> Span {
    info_span!(
        target: TARGET,
        "call",
        otel.name = meta.operation_id,
        otel.kind = "internal",
        otel.status_code = Empty,
        "error.type" = Empty,
        attempts = Empty,
        outcome = Empty,
    )
}

/// Writes into the span of a call how it ended.
pub(crate) fn call_ended<T, H, E>(span: &Span, result: &Result<Response<T, H>, Error<E>>) {
    let error = match result {
        Ok(response) => {
            span.record("attempts", response.attempts());
            return;
        }
        Err(error) => error,
    };
    span.record("attempts", error.attempts());
    span.record("outcome", tracing::field::debug(error.outcome()));
    span.record("otel.status_code", "ERROR");
    let status = error.status();
    let cause = match error {
        Error::Request(_) => "request",
        Error::Transport(error) => kind(error.kind()),
        Error::Decode(_) => "decode",
        Error::Api(_) => status.as_ref().map_or("api", StatusCode::as_str),
    };
    span.record("error.type", cause);
}

/// Runs a call within its span.
pub(crate) async fn within_call<T, H, E>(
    meta: &'static Meta,
    running: impl Future<Output = Result<Response<T, H>, Error<E>>>,
) -> Result<Response<T, H>, Error<E>> {
    let span = call(meta);
    let result = running.instrument(span.clone()).await;
    call_ended(&span, &result);
    result
}

/// Returns the span of one attempt, which sends the request for the `resend`th time, counted from 0.
///
/// The names are those of OpenTelemetry's semantic conventions for HTTP client spans.
pub(crate) fn attempt(prepared: &Prepared, resend: u32) -> Span {
    let (meta, method, uri) = (prepared.meta, prepared.request.method(), prepared.request.uri());
    // A request that the document lacks has no template.
    let template = Some(meta.path).filter(|path| !path.is_empty());
    let port = uri.port_u16().unwrap_or(if uri.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 });
    let span = info_span!(
        target: TARGET,
        "attempt",
        otel.name = format_args!("{method}{}{}", if template.is_some() { " " } else { "" }, meta.path),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = method.as_str(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        server.address = uri.host(),
        server.port = port,
        url.full = redacted(prepared),
        url.template = template,
        "error.type" = Empty,
    );
    if resend > 0 {
        span.record("http.request.resend_count", resend);
    }
    span
}

/// Records the result of an attempt in its span.
pub(crate) fn attempt_ended(span: &Span, result: &Result<Reply, Box<ExchangeFailure>>) {
    let status = match result {
        Ok(reply) => Some(reply.http_status()),
        Err(broken) => broken.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    match (result, status) {
        (Err(broken), _) => {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", kind(broken.kind));
        }
        (Ok(_), Some(status)) if status.is_client_error() || status.is_server_error() => {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", status.as_str());
        }
        (Ok(_), _) => {}
    }
}

/// Records that a call is about to wait before its next attempt.
pub(crate) fn waits(duration: Duration) {
    debug!(target: TARGET, wait = ?duration, "retrying after a wait");
}

/// Returns the URL of the request without its credentials, as the conventions require.
fn redacted(prepared: &Prepared) -> String {
    let uri = prepared.request.uri();
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", Authority::as_str);
    let mut url = format!("{scheme}://{authority}{}", prepared.public_target());
    for parameter in prepared.schemes.iter().filter_map(SecurityScheme::query_parameter) {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(parameter);
        url.push_str("=REDACTED");
    }
    url
}

/// Returns the kind of a failure, in a few words that never change.
fn kind(of: TransportErrorKind) -> &'static str {
    match of {
        TransportErrorKind::Unsupported => "unsupported",
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::Certificate => "certificate",
        TransportErrorKind::Exchange => "exchange",
        TransportErrorKind::Timeout(_) => "timeout",
        TransportErrorKind::Deadline(_) => "deadline",
        TransportErrorKind::BodyLimit(_) => "body_limit",
        TransportErrorKind::Stalled(_) => "stalled",
        TransportErrorKind::EventLimit(_) => "event_limit",
        TransportErrorKind::Hook => "hook",
        TransportErrorKind::Upload => "upload",
    }
}
