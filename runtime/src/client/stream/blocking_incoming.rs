use std::{
    io::{ErrorKind, Read},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;

use super::body_timeouts::{BodyTimeouts, Stop};
use crate::client::{BlockingBody, BlockingTimer, TransportErrorKind};

/// The body of a success that is handed over before it is whole, with the limits of its time.
///
/// That nothing comes for too long is for the transport to see. The deadline is looked at between two pieces.
pub(crate) struct BlockingIncoming {
    body: BlockingBody,
    timer: Arc<dyn BlockingTimer>,
    idle: Duration,
    ends: Option<(Duration, TransportErrorKind)>,
}

impl BlockingIncoming {
    pub(crate) fn new(body: BlockingBody, timer: Arc<dyn BlockingTimer>, body_timeouts: BodyTimeouts) -> Self {
        let ends = body_timeouts.rest.map(|(rest, kind)| (timer.monotonic().saturating_add(rest), kind));
        Self { body, timer, idle: body_timeouts.idle, ends }
    }

    /// A body that is whole already.
    pub(crate) fn whole(body: Bytes, timer: Arc<dyn BlockingTimer>) -> Self {
        Self::new(body.into(), timer, BodyTimeouts { idle: Duration::MAX, rest: None })
    }

    /// Reads the next bytes of the body; 0 at its end.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Stop> {
        loop {
            if let Some((ends, kind)) = self.ends
                && self.timer.monotonic() >= ends
            {
                return Err((kind, None));
            }
            match self.body.read(buffer) {
                Ok(count) => return Ok(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::TimedOut => {
                    return Err((TransportErrorKind::Stalled(self.idle), None));
                }
                Err(error) => return Err((TransportErrorKind::Exchange, Some(error.into()))),
            }
        }
    }
}
