use std::{
    task::{Context, Poll},
    time::Duration,
};

use super::progress::Progress;
use crate::client::{BoxFuture, Timer, TransportErrorKind, machine::SourceUpload};

/// The timeouts of an attempt: for the whole attempt, and for the time in which nothing is sent or received.
pub(super) struct AttemptTimeout<'t> {
    timer: &'t dyn Timer,
    /// The limit of the whole attempt; `None` for an upload from a source.
    whole: Option<Duration>,
    expiry: TransportErrorKind,
    idle: Duration,
    progress: &'t Progress,
    /// The number of pieces that had been sent and received when the alarm was set.
    seen: u64,
    /// The number of received pieces at the last poll, and the time of the last of them.
    received: u64,
    last_received: Duration,
    /// The time that had passed when the alarm was set, and its duration.
    waited: Duration,
    set_for: Duration,
    alarm: BoxFuture<'static, ()>,
    /// The alarm for the deadline of the call, if the whole attempt has no limit.
    deadline: Option<(BoxFuture<'static, ()>, TransportErrorKind)>,
}

impl<'t> AttemptTimeout<'t> {
    /// Starts the timeouts. `time` is the limit of the whole attempt, and `expiry` is its error.
    pub(super) fn new(
        timer: &'t dyn Timer,
        (time, expiry): (Duration, TransportErrorKind),
        idle: Duration,
        source_upload: Option<&SourceUpload>,
        progress: &'t Progress,
    ) -> Self {
        let whole = source_upload.is_none().then_some(time);
        let deadline =
            source_upload.and_then(|source_upload| source_upload.rest).map(|(rest, kind)| (timer.sleep(rest), kind));
        let set_for = idle.min(whole.unwrap_or(idle));
        let alarm = timer.sleep(set_for);
        Self {
            timer,
            whole,
            expiry,
            idle,
            progress,
            seen: 0,
            received: 0,
            last_received: Duration::ZERO,
            waited: Duration::ZERO,
            set_for,
            alarm,
            deadline,
        }
    }

    /// Polls the timeouts. It is ready when one of them has passed, with its error.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<TransportErrorKind> {
        self.note_time();
        if let Some((alarm, kind)) = &mut self.deadline
            && alarm.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(*kind);
        }
        while self.alarm.as_mut().poll(cx).is_ready() {
            self.waited = self.waited.saturating_add(self.set_for);
            let left = self.whole.map_or(Duration::MAX, |whole| whole.saturating_sub(self.waited));
            if left.is_zero() {
                return Poll::Ready(self.expiry);
            }
            let idle_left = self.idle_left();
            if idle_left.is_zero() {
                return Poll::Ready(self.idle_expiry());
            }
            self.set_for = idle_left.min(left);
            self.alarm = self.timer.sleep(self.set_for);
        }
        Poll::Pending
    }

    /// Records when pieces were received. It reads the clock only if more is expected, so that a response in one piece
    /// needs no clock.
    fn note_time(&mut self) {
        let received = self.progress.received();
        if received != self.received {
            self.received = received;
            self.last_received = self.timer.monotonic();
        }
    }

    /// Returns the time left until something must be sent or received.
    fn idle_left(&mut self) -> Duration {
        if self.progress.is_unobserved() {
            return self.idle;
        }
        let pieces = self.progress.pieces();
        if pieces == self.seen {
            return Duration::ZERO;
        }
        self.seen = pieces;
        let since = self.timer.monotonic().saturating_sub(self.last_received.max(self.progress.last_sent()));
        self.idle.saturating_sub(since)
    }

    fn idle_expiry(&self) -> TransportErrorKind {
        match self.expiry {
            // If both limits are equal, the error is that of the whole attempt.
            TransportErrorKind::Timeout(limit) if limit <= self.idle => self.expiry,
            _ if self.progress.pieces() > 0 => TransportErrorKind::Stalled(self.idle),
            _ => TransportErrorKind::Timeout(self.idle),
        }
    }
}
