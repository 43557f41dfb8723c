use std::time::Duration;

use crate::client::{BoxError, TransportErrorKind};

/// How long a body may take that is handed over before it is whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyTimeouts {
    /// How long nothing may come.
    pub(crate) idle: Duration,
    /// How long all of it may still take, and what it means that this time is up.
    pub(crate) rest: Option<(Duration, TransportErrorKind)>,
}

/// What kept a body from going on.
pub(crate) type Stop = (TransportErrorKind, Option<BoxError>);
