use std::time::SystemTime;

use openapi_bindgen_runtime::{Async, Blocking, BoxFuture, Client as AnyClient, Response};

use super::{CollectConsentError, ConsentStatus, PendingConsent};
use crate::{AvatarGroupItem, Call, Client, CreateAvatarConsentResponse, operations::CreateAvatarConsent};

impl<D: Clone> Client<D> {
    /// Requests the consent of the person shown in a group, if it is required and not given yet.
    ///
    /// `group_id` is the identifier of the avatar group. The group is looked up first. If consent is open or was
    /// declined, the flow is started, and the result has a link for the person shown.
    ///
    /// Settings of a single call, such as `deadline`, `retry`, `with_key` and `resumable`, belong to the calls that this is
    /// made of: [`get_avatar_group`](Client::get_avatar_group), [`create_avatar_consent`](Client::create_avatar_consent) and
    /// [`wait_for_consent`](Client::wait_for_consent).
    pub fn collect_consent(&self, group_id: impl Into<String>) -> CollectConsent<D> {
        CollectConsent {
            client: self.clone(),
            group_id: group_id.into(),
            reroute_url: None,
            consent_text: None,
            idempotency_key: None,
        }
    }
}

/// Requests consent. Await it, or call [`send`](CollectConsent::send); nothing is sent before.
///
/// # Errors
/// [`CollectConsentError`]: if the group cannot be looked up, or if the flow cannot be started.
#[derive(Clone, Debug)]
#[must_use = "consent is not requested until this is awaited or sent"]
pub struct CollectConsent<D = Async> {
    pub(super) client: Client<D>,
    pub(super) group_id: String,
    reroute_url: Option<String>,
    consent_text: Option<String>,
    idempotency_key: Option<String>,
}

/// The result of a request for consent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Consent<D = Async> {
    /// No consent is needed: the avatar is made from a photo or a prompt, or consent is waived. Nothing was started.
    NotRequired(AvatarGroupItem),
    /// The person shown has already agreed. Nothing was started.
    Granted(AvatarGroupItem),
    /// The person shown must decide, on the page of a link.
    Pending(PendingConsent<D>),
}

impl<D> CollectConsent<D> {
    /// Sets the page to which the person shown is redirected afterwards, replacing HeyGen's own.
    pub fn reroute_url(mut self, url: impl Into<String>) -> Self {
        self.reroute_url = Some(url.into());
        self
    }

    /// Sets the text that the person shown agrees to, replacing HeyGen's own: plain text of at most 1000 characters
    /// without `<` and `>`. HeyGen offers this to some Enterprise customers.
    pub fn consent_text(mut self, text: impl Into<String>) -> Self {
        self.consent_text = Some(text.into());
        self
    }

    /// Sets the idempotency key of the call that starts the flow, replacing a random UUID: 1 to 255 characters of
    /// `[A-Za-z0-9_:.-]`.
    ///
    /// For 24 hours HeyGen repeats its first response to the key, with the same link, even if the redirect or the text
    /// differs.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }
}

impl<D: Clone> CollectConsent<D> {
    fn start(&self) -> Call<CreateAvatarConsent, D> {
        let mut call = self.client.create_avatar_consent(&self.group_id);
        if let Some(url) = &self.reroute_url {
            call = call.reroute_url(url);
        }
        if let Some(text) = &self.consent_text {
            call = call.consent_text(text);
        }
        match &self.idempotency_key {
            Some(key) => call.idempotency_key(key),
            None => call,
        }
    }

    /// Returns the consent for HeyGen's response at `now`.
    fn started(
        self,
        checked: AvatarGroupItem,
        response: Response<CreateAvatarConsentResponse>,
        now: SystemTime,
    ) -> Result<Consent<D>, CollectConsentError> {
        let idempotency_key = response.idempotency_key().map(str::to_owned);
        let request_id = response.request_id().map(str::to_owned);
        let CreateAvatarConsentResponse { url, avatar_group, .. } = response.into_inner();
        let Some(url) = some(url) else {
            return Err(CollectConsentError::NoLink { request_id, idempotency_key });
        };
        Ok(Consent::Pending(PendingConsent {
            call: Self { idempotency_key: None, ..self },
            url,
            group: some(avatar_group).unwrap_or(checked),
            requested_at: now,
            idempotency_key,
        }))
    }
}

impl<D> Consent<D> {
    /// Returns the consent of a group that needs no consent, or has it.
    fn decided(group: &AvatarGroupItem) -> Option<Self> {
        match ConsentStatus::from(group) {
            ConsentStatus::NotRequired => Some(Self::NotRequired(group.clone())),
            ConsentStatus::Granted { .. } => Some(Self::Granted(group.clone())),
            ConsentStatus::Open { .. } | ConsentStatus::Declined { .. } => None,
        }
    }
}

impl IntoFuture for CollectConsent {
    type Output = Result<Consent, CollectConsentError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let group = self.client.get_avatar_group(&self.group_id).await.map_err(CollectConsentError::Check)?;
            if let Some(decided) = Consent::decided(&group) {
                return Ok(decided);
            }
            let response = self.start().await.map_err(CollectConsentError::Start)?;
            let now = AsRef::<AnyClient>::as_ref(&self.client).timer().now();
            self.started(group.into_inner(), response, now)
        })
    }
}

impl CollectConsent<Blocking> {
    /// Looks up the group, starts the flow, and returns the result.
    ///
    /// # Errors
    /// Those of [`CollectConsent`].
    pub fn send(self) -> Result<Consent<Blocking>, CollectConsentError> {
        let group = self.client.get_avatar_group(&self.group_id).send().map_err(CollectConsentError::Check)?;
        if let Some(decided) = Consent::decided(&group) {
            return Ok(decided);
        }
        let response = self.start().send().map_err(CollectConsentError::Start)?;
        let now = AsRef::<AnyClient<_>>::as_ref(&self.client).timer().now();
        self.started(group.into_inner(), response, now)
    }
}

/// Returns a member that is required in the bundled document, and may be optional in a newer one.
fn some<T>(member: impl Into<Option<T>>) -> Option<T> {
    member.into()
}
