use std::time::{Duration, SystemTime};

use openapi_bindgen_runtime::Async;

use super::{CollectConsent, ConsentChanges, ConsentStatus, WaitForConsent};
use crate::AvatarGroupItem;

/// The approximate lifetime of a link. HeyGen's response does not contain its end.
pub const LINK_LIFETIME: Duration = Duration::from_hours(24);

/// Consent that was requested: the link for the person shown, and methods that wait for the decision.
#[derive(Clone, Debug)]
#[must_use = "the person shown needs the link"]
pub struct PendingConsent<D = Async> {
    pub(super) call: CollectConsent<D>,
    pub(super) url: String,
    pub(super) group: AvatarGroupItem,
    pub(super) requested_at: SystemTime,
    pub(super) idempotency_key: Option<String>,
}

impl<D> PendingConsent<D> {
    /// Returns the page on which the person shown gives consent. Anyone with the link can visit it, so send it only to that
    /// person.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the approximate time at which the link expires: [`LINK_LIFETIME`] after HeyGen's response.
    ///
    /// With an idempotency key that was used before, HeyGen repeats its first response, and the link is as old as that.
    pub fn expires_at(&self) -> SystemTime {
        // No real clock is near the end of the range of `SystemTime`.
        self.requested_at.checked_add(LINK_LIFETIME).unwrap_or(self.requested_at)
    }

    /// Returns the group as it was when consent was requested.
    pub fn group(&self) -> &AvatarGroupItem {
        &self.group
    }

    /// Returns the status at the time of the request, which normally is open.
    pub fn status(&self) -> ConsentStatus {
        (&self.group).into()
    }

    /// Returns the idempotency key under which the flow was started: the caller's, or the one that the call was given.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }
}

impl<D: Clone> PendingConsent<D> {
    /// Waits until the person shown has decided.
    ///
    /// An asynchronous client awaits it; for a blocking client, call `send`.
    pub fn wait(&self) -> WaitForConsent<D> {
        self.call.client.wait_for_consent(&self.call.group_id)
    }

    /// Returns the first status of the group and each change, until one is a decision. To set the interval and the
    /// deadline, use [`wait`](Self::wait)`().…`[`changes`](WaitForConsent::changes)`()`.
    ///
    /// ```
    /// # #[cfg(not(all(feature = "mock", feature = "reqwest")))]
    /// # fn main() {}
    /// # #[cfg(all(feature = "mock", feature = "reqwest"))]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use std::time::Duration;
    /// # use heygen_api::{consent::Consent, mock::{Group, Server}};
    /// # let server = Server::start()?;
    /// # server.add(Group::new("group_xyz789").decide_after(2, "declined"));
    /// # let client = server.client()?;
    /// # let Consent::Pending(pending) = client.collect_consent("group_xyz789").await? else { return Ok(()) };
    /// # let brief = Duration::from_millis(1);
    /// let mut changes = pending.wait().interval(brief, brief).changes();
    /// let mut seen = Vec::new();
    /// while let Some(status) = changes.next().await {
    ///     seen.push(status?.to_string());
    /// }
    /// assert_eq!(seen, ["pending", "declined"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn changes(&self) -> ConsentChanges<D> {
        self.wait().changes()
    }

    /// Requests a new link, with the same redirect and text and a new idempotency key. With the old key, HeyGen would return
    /// the old link again.
    ///
    /// Checks the group first, like the first call. If consent has been granted meanwhile, returns no link.
    pub fn renew(&self) -> CollectConsent<D> {
        self.call.clone()
    }
}
