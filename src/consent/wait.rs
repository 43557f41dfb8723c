use std::time::Duration;

use openapi_bindgen_runtime::{Async, Blocking, BoxFuture};

use super::{ConsentChanges, ConsentStatus, WaitForConsentError, schedule::Schedule, watch::Watcher};
use crate::{AvatarGroupItem, Client};

impl<D: Clone> Client<D> {
    /// Waits until the person shown in a group has decided. Another process may have started the flow.
    ///
    /// `group_id` is the avatar group's id. Nothing is started: for that, see
    /// [`collect_consent`](Self::collect_consent).
    pub fn wait_for_consent(&self, group_id: impl Into<String>) -> WaitForConsent<D> {
        WaitForConsent { client: self.clone(), group_id: group_id.into(), schedule: Schedule::default() }
    }
}

/// Waits for the decision of the person shown. Await it, or call [`send`](WaitForConsent::send).
///
/// The group is polled at once and then after 2, 4, 8 seconds and so on up to 30, for 10 minutes in total. A poll with
/// a transient failure (429, 408, a 5xx, no connection) is ignored. The next poll is no earlier than its `Retry-After`.
///
/// Returns the group when consent is granted or not required.
///
/// # Errors
/// [`WaitForConsentError`]: if consent is declined, if there is no decision before the deadline, or if a poll fails
/// permanently, for example with an invalid key or a group that does not exist.
#[derive(Clone, Debug)]
#[must_use = "nothing is waited for until this is awaited or sent"]
pub struct WaitForConsent<D = Async> {
    client: Client<D>,
    group_id: String,
    schedule: Schedule,
}

impl<D> WaitForConsent<D> {
    /// Sets the pause between the first poll and the second, from which it doubles, and the longest pause.
    pub fn interval(mut self, first: Duration, longest: Duration) -> Self {
        (self.schedule.pause, self.schedule.longest) = (first, longest);
        self
    }

    /// Sets the maximum total wait, including the polls.
    ///
    /// A wait that leaves no time for another poll ends early, by at most the first pause unless HeyGen asks for a
    /// longer one.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.schedule.deadline = deadline;
        self
    }
}

impl<D: Clone> WaitForConsent<D> {
    /// Returns the first status of the group and each change, until one is a decision.
    ///
    /// It is a stream for an asynchronous client, and an iterator for a blocking one.
    pub fn changes(self) -> ConsentChanges<D> {
        ConsentChanges::new(self.watcher())
    }

    fn watcher(self) -> Watcher<D> {
        Watcher::new(self.client, self.group_id, self.schedule)
    }
}

impl IntoFuture for WaitForConsent {
    type Output = Result<AvatarGroupItem, WaitForConsentError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let mut watcher = self.watcher();
        Box::pin(async move {
            loop {
                if let Some(decision) = decision(watcher.change().await?) {
                    return decision;
                }
            }
        })
    }
}

impl WaitForConsent<Blocking> {
    /// Blocks the thread until the person shown has decided.
    ///
    /// # Errors
    /// Those of [`WaitForConsent`].
    pub fn send(self) -> Result<AvatarGroupItem, WaitForConsentError> {
        let mut watcher = self.watcher();
        loop {
            if let Some(decision) = decision(watcher.change()?) {
                return decision;
            }
        }
    }
}

/// Returns the end of the wait for a group's status, or `None` while it is open.
fn decision(group: AvatarGroupItem) -> Option<Result<AvatarGroupItem, WaitForConsentError>> {
    let status = ConsentStatus::from(&group);
    if status.is_declined() {
        Some(Err(WaitForConsentError::Declined(Box::new(group))))
    } else {
        (!status.is_open()).then_some(Ok(group))
    }
}
