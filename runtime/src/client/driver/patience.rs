use std::{
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use crate::client::{BoxFuture, Timer, TransportErrorKind, body::Report, machine::Uploading};

/// How long an attempt is waited for.
pub(super) struct Patience<'t> {
    timer: &'t dyn Timer,
    time: Duration,
    expiry: TransportErrorKind,
    alarm: BoxFuture<'static, ()>,
    /// The upload whose progress makes the time begin anew, and how many pieces had been taken when it did.
    progress: Option<(Arc<Report>, u64)>,
    /// Rings at the deadline of the call, where the time may begin anew.
    deadline: Option<(BoxFuture<'static, ()>, TransportErrorKind)>,
}

impl<'t> Patience<'t> {
    pub(super) fn new(
        timer: &'t dyn Timer,
        time: Duration,
        expiry: TransportErrorKind,
        uploading: Option<&Uploading>,
    ) -> Self {
        let progress = uploading.map(|uploading| (Arc::clone(&uploading.report), 0));
        let deadline = uploading.and_then(|uploading| uploading.rest).map(|(rest, kind)| (timer.sleep(rest), kind));
        Self { timer, time, expiry, alarm: timer.sleep(time), progress, deadline }
    }

    /// Ready when it is at its end, with what that means.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<TransportErrorKind> {
        if let Some((alarm, kind)) = &mut self.deadline
            && alarm.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(*kind);
        }
        while self.alarm.as_mut().poll(cx).is_ready() {
            let Some((report, seen)) = self.progress.as_mut().filter(|(report, seen)| report.pieces() != *seen) else {
                return Poll::Ready(self.expiry);
            };
            *seen = report.pieces();
            self.alarm = self.timer.sleep(self.time);
        }
        Poll::Pending
    }
}
