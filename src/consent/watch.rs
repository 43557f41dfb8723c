use std::time::Duration;

use openapi_bindgen_runtime::{Async, Blocking, Client as AnyClient, Error, Response, Retry, TransportErrorKind};

use super::{
    ConsentStatus, WaitForConsentError,
    schedule::{Pauses, Schedule},
};
use crate::{
    AvatarGroupItem, Call, Client,
    operations::{GetAvatarGroup, GetAvatarGroupError},
};

type Polled = Result<AvatarGroupItem, Error<GetAvatarGroupError>>;

/// Polls a group, over the client's own transport and timer.
#[derive(Debug)]
pub(super) struct Watcher<D> {
    client: Client<D>,
    group_id: String,
    watch: Watch,
}

impl<D: Clone> Watcher<D> {
    pub(super) fn new(client: Client<D>, group_id: String, schedule: Schedule) -> Self {
        Self { client, group_id, watch: Watch::new(schedule) }
    }

    /// Returns the call of a poll. It has no retries, since the next poll of the schedule is the retry.
    fn poll(&self, time: Duration) -> Call<GetAvatarGroup, D> {
        self.client.get_avatar_group(&self.group_id).retry(Retry::never()).deadline(time)
    }
}

impl Watcher<Async> {
    /// Waits until the status changes. The first status counts as a change.
    pub(super) async fn change(&mut self) -> Result<AvatarGroupItem, WaitForConsentError> {
        loop {
            let timer = AsRef::<AnyClient<_>>::as_ref(&self.client).timer();
            match self.watch.step(timer.monotonic())? {
                Step::Pause(duration) => timer.sleep(duration).await,
                Step::Poll(time) => {
                    let polled = self.poll(time).await.map(Response::into_inner);
                    if let Some(group) = self.watch.polled(polled)? {
                        return Ok(group);
                    }
                }
            }
        }
    }
}

impl Watcher<Blocking> {
    /// Waits until the status changes. The first status counts as a change.
    pub(super) fn change(&mut self) -> Result<AvatarGroupItem, WaitForConsentError> {
        loop {
            let timer = AsRef::<AnyClient<_>>::as_ref(&self.client).timer();
            match self.watch.step(timer.monotonic())? {
                Step::Pause(duration) => timer.sleep(duration),
                Step::Poll(time) => {
                    let polled = self.poll(time).send().map(Response::into_inner);
                    if let Some(group) = self.watch.polled(polled)? {
                        return Ok(group);
                    }
                }
            }
        }
    }
}

/// A watch over a group as a state machine without I/O and clock.
#[derive(Debug)]
struct Watch {
    pauses: Pauses,
    /// The time of the first step, by the timer.
    began: Option<Duration>,
    next: Next,
    last: Option<ConsentStatus>,
    /// The error of the last poll, if it failed.
    failure: Option<Error<GetAvatarGroupError>>,
}

#[derive(Debug)]
enum Next {
    Poll,
    Pause { asked: Option<Duration> },
}

/// The next step.
#[derive(Debug, PartialEq)]
enum Step {
    Pause(Duration),
    /// A poll that may take this long.
    Poll(Duration),
}

impl Watch {
    fn new(schedule: Schedule) -> Self {
        Self { pauses: Pauses::new(schedule), began: None, next: Next::Poll, last: None, failure: None }
    }

    /// Returns the next step; `now` is the time of the timer.
    fn step(&mut self, now: Duration) -> Result<Step, WaitForConsentError> {
        let elapsed = now.saturating_sub(*self.began.get_or_insert(now));
        let step = match self.next {
            Next::Pause { asked } => self.pauses.next(elapsed, asked).map(Step::Pause),
            Next::Poll => {
                Some(self.pauses.deadline().saturating_sub(elapsed)).filter(|left| !left.is_zero()).map(Step::Poll)
            }
        };
        self.next = Next::Poll;
        step.ok_or_else(|| WaitForConsentError::Deadline {
            deadline: self.pauses.deadline(),
            last: self.last.take(),
            failure: self.failure.take(),
        })
    }

    /// Takes the result of a poll, and returns the group if its status has changed.
    fn polled(&mut self, polled: Polled) -> Result<Option<AvatarGroupItem>, WaitForConsentError> {
        let group = match polled {
            Ok(group) => group,
            Err(error) if may_pass(&error) => {
                self.next = Next::Pause { asked: error.retry_after() };
                self.failure = Some(error);
                return Ok(None);
            }
            Err(error) => return Err(WaitForConsentError::Poll(error)),
        };
        self.next = Next::Pause { asked: None };
        self.failure = None;
        let status = Some(ConsentStatus::from(&group));
        let is_change = self.last != status;
        self.last = status;
        Ok(is_change.then_some(group))
    }
}

/// Returns true if the next poll may succeed although this one failed.
fn may_pass(error: &Error<GetAvatarGroupError>) -> bool {
    match error {
        Error::Api(error) => error.status().is_server_error() || matches!(error.status().as_u16(), 408 | 429),
        Error::Transport(error) => {
            !matches!(error.kind(), TransportErrorKind::Unsupported | TransportErrorKind::BodyLimit(_))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn group(consent_status: &str) -> AvatarGroupItem {
        let group = r#"{"id": "g", "name": "n", "created_at": 1, "looks_count": 0, "consent_status": "#;
        serde_json::from_str(&format!("{group}\"{consent_status}\"}}")).unwrap()
    }

    fn watch() -> Watch {
        Watch::new(Schedule { deadline: 60 * SECOND, ..Schedule::default() })
    }

    #[test]
    fn polls_and_pauses_alternate() {
        let mut watch = watch();
        // The time of a timer begins anywhere.
        assert_eq!(watch.step(1000 * SECOND).unwrap(), Step::Poll(60 * SECOND));
        assert!(watch.polled(Ok(group("pending"))).unwrap().is_some());
        assert_eq!(watch.step(1001 * SECOND).unwrap(), Step::Pause(2 * SECOND));
        assert_eq!(watch.step(1003 * SECOND).unwrap(), Step::Poll(57 * SECOND));
        assert!(watch.polled(Ok(group("pending"))).unwrap().is_none());
        assert_eq!(watch.step(1003 * SECOND).unwrap(), Step::Pause(4 * SECOND));
    }

    #[test]
    fn only_a_change_is_returned() {
        let mut watch = watch();
        let mut statuses = Vec::new();
        for status in ["pending", "pending", "in_review", "in_review", "accepted", "pending"] {
            statuses.extend(watch.polled(Ok(group(status))).unwrap().and_then(|group| group.consent_status));
        }
        assert_eq!(statuses, ["pending", "in_review", "accepted", "pending"]);
    }

    #[test]
    fn a_pause_that_takes_too_long_ends_in_the_deadline() {
        let mut watch = watch();
        watch.step(Duration::ZERO).unwrap();
        watch.polled(Ok(group("pending"))).unwrap();
        watch.step(SECOND).unwrap();
        let error = watch.step(61 * SECOND).unwrap_err();
        assert_eq!(error.status().unwrap().as_str(), Some("pending"));
        assert!(error.to_string().contains("within 60s, and the last status was \"pending\";"), "{error}");
    }

    #[test]
    fn without_time_left_there_is_no_poll() {
        let mut watch = Watch::new(Schedule { deadline: Duration::ZERO, ..Schedule::default() });
        assert_eq!(watch.step(SECOND).unwrap_err().status(), None);
    }
}
