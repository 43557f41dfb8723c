use std::time::Duration;

use crate::client::{BoxError, TransportErrorKind};

/// The timeouts of a streamed body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyTimeouts {
    /// The maximum time in which nothing is received.
    pub(crate) idle: Duration,
    /// The time left for the whole body, and the error when it is up.
    pub(crate) rest: Option<(Duration, TransportErrorKind)>,
}

/// The error that ended a body.
pub(crate) type Stop = (TransportErrorKind, Option<BoxError>);
