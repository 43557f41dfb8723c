//! Spans for calls and attempts, under the names that OpenTelemetry's conventions give to HTTP clients.
//!
//! Without the feature `tracing` a span is nothing, and so is what is done with it.

#[cfg(feature = "tracing")]
mod spans;

#[cfg(feature = "tracing")]
pub(crate) use self::spans::{attempt, attempt_ended, call, call_ended, waits, within_call};
#[cfg(feature = "tracing")]
pub(crate) use tracing::{Instrument, Span};

#[cfg(not(feature = "tracing"))]
mod disabled;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::disabled::{Instrument, Span, attempt, attempt_ended, call, call_ended, waits, within_call};
