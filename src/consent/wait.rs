use std::time::Duration;

use openapi_bindgen_runtime::{Async, Blocking, BoxFuture};

use super::{ConsentChanges, ConsentStatus, WaitForConsentError, schedule::Schedule, watch::Watcher};
use crate::{AvatarGroupItem, Client};

impl<D: Clone> Client<D> {
    /// Waits until the subject of a group has decided, in whichever process the flow was started.
    ///
    /// `group_id` is the avatar group's id. Nothing is started: for that, see
    /// [`collect_consent`](Self::collect_consent).
    pub fn wait_for_consent(&self, group_id: impl Into<String>) -> WaitForConsent<D> {
        WaitForConsent { client: self.clone(), group_id: group_id.into(), schedule: Schedule::default() }
    }
}

/// Waits for the subject's answer; to be awaited, or told to [`send`](WaitForConsent::send).
///
/// The group is polled at once and then after 2, 4, 8 seconds and so on up to 30, for 10 minutes in all. A poll that
/// fails in a way that may pass (429, 408, a 5xx, no connection) is only a poll that brought nothing: the next one
/// comes no earlier than its `Retry-After`.
///
/// Gives the group once consent is granted, or turns out not to be required.
///
/// # Errors
/// [`WaitForConsentError`]: when consent is refused, when nobody decides before the deadline, and when a poll fails for
/// good, for instance because the key is not valid or there is no such group.
#[derive(Clone, Debug)]
#[must_use = "nothing is waited for until this is awaited or sent"]
pub struct WaitForConsent<D = Async> {
    client: Client<D>,
    group_id: String,
    schedule: Schedule,
}

impl<D> WaitForConsent<D> {
    /// The pause between the first poll and the second, from which it doubles, and the longest pause.
    pub fn interval(mut self, first: Duration, longest: Duration) -> Self {
        (self.schedule.pause, self.schedule.longest) = (first, longest);
        self
    }

    /// How long to wait in all, polls included.
    ///
    /// A wait that leaves no time for another poll ends early, by no more than the first pause unless HeyGen asks for a
    /// longer one.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.schedule.deadline = deadline;
        self
    }
}

impl<D: Clone> WaitForConsent<D> {
    /// Each status that the group goes through, until one of them decides.
    ///
    /// For an asynchronous client these are a stream, for a blocking one an iterator.
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
    /// Waits until it is decided, and holds up the thread for as long.
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

/// What a group's status says about an end of the wait; `None` while it is open.
fn decision(group: AvatarGroupItem) -> Option<Result<AvatarGroupItem, WaitForConsentError>> {
    let status = ConsentStatus::from(&group);
    if status.is_refused() {
        Some(Err(WaitForConsentError::Refused(Box::new(group))))
    } else {
        (!status.is_open()).then_some(Ok(group))
    }
}
