//! Spans for calls and attempts, named by OpenTelemetry's conventions for HTTP clients.
//!
//! Without the feature `tracing`, spans are empty and their functions do nothing.

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
