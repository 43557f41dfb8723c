use std::{
    task::{Context, Poll},
    time::Duration,
};

use super::progress::Progress;
use crate::client::{BoxFuture, Timer, TransportErrorKind, machine::SourceUpload};

/// How long an attempt is waited for: as a whole, and while nothing is sent or received.
pub(super) struct AttemptTimeout<'t> {
    timer: &'t dyn Timer,
    /// How long it may take as a whole, unless it is an upload from a source.
    whole: Option<Duration>,
    expiry: TransportErrorKind,
    idle: Duration,
    progress: &'t Progress,
    /// How many pieces had been sent and received when the alarm was set.
    seen: u64,
    /// How many pieces had been received when it was last looked, and when the last of them was.
    received: u64,
    last_received: Duration,
    /// How long was waited until the alarm was set, and for how long that is.
    waited: Duration,
    set_for: Duration,
    alarm: BoxFuture<'static, ()>,
    /// Rings at the deadline of the call, where there is no limit of the whole.
    deadline: Option<(BoxFuture<'static, ()>, TransportErrorKind)>,
}

impl<'t> AttemptTimeout<'t> {
    /// `time` and `expiry` are the limit of the whole and what it means.
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

    /// Ready when it is at its end, with what that means.
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

    /// Notes when pieces came. The time is asked for only where more is waited for: a response that comes in one go costs none.
    fn note_time(&mut self) {
        let received = self.progress.received();
        if received != self.received {
            self.received = received;
            self.last_received = self.timer.monotonic();
        }
    }

    /// How long it may still be until something is sent or received.
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
            // Where one limit is as good as the other, it is that of the whole.
            TransportErrorKind::Timeout(limit) if limit <= self.idle => self.expiry,
            _ if self.progress.pieces() > 0 => TransportErrorKind::Stalled(self.idle),
            _ => TransportErrorKind::Timeout(self.idle),
        }
    }
}
