use std::time::Duration;

use crate::client::{Error, Meta, Reply, Response, machine::ExchangeFailure, request::Prepared};

/// No span.
#[derive(Clone)]
pub(crate) struct Span;

impl Span {
    #[allow(clippy::unused_self, reason = "a span would run it")]
    pub(crate) fn in_scope<T>(&self, run: impl FnOnce() -> T) -> T {
        run()
    }
}

/// What runs within a span where there are spans.
pub(crate) trait Instrument: Future + Sized {
    fn instrument(self, _: Span) -> Self {
        self
    }
}

impl<F: Future> Instrument for F {}

pub(crate) fn call(_: &Meta) -> Span {
    Span
}

pub(crate) fn call_ended<T, H, E>(_: &Span, _: &Result<Response<T, H>, Error<E>>) {}

pub(crate) fn within_call<F: Future>(_: &'static Meta, call: F) -> F {
    call
}

pub(crate) fn attempt(_: &Prepared, _: u32) -> Span {
    Span
}

pub(crate) fn attempt_ended(_: &Span, _: &Result<Reply, Box<ExchangeFailure>>) {}

pub(crate) fn waits(_: Duration) {}
