use serde_json::{Map, Value, json};

/// An avatar group of the mock's account.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Group {
    id: String,
    members: Map<String, Value>,
    decision: Option<Decision>,
    polls_left: Option<u32>,
    consents_created: u32,
}

/// The subject's decision, and the number of polls before it.
#[derive(Clone, Debug, PartialEq)]
struct Decision {
    polls: u32,
    consent_status: String,
}

impl Group {
    /// Creates a digital twin whose subject has not consented, and does not until you configure it.
    pub fn new(id: impl Into<String>) -> Self {
        let group = Self { id: id.into(), members: Map::new(), decision: None, polls_left: None, consents_created: 0 };
        group
            .member("name", "My Digital Twin")
            .member("consent_status", "pending")
            .member("status", "pending_consent")
            .member("looks_count", 1)
            .member("created_at", 1_717_000_000)
    }

    /// Creates a photo avatar, which needs no consent: its `consent_status` is null.
    ///
    /// A request for its consent gets a 400 here. HeyGen does not document its response.
    pub fn photo(id: impl Into<String>) -> Self {
        Self::new(id)
            .member("name", "My Photo Avatar")
            .member("consent_status", Value::Null)
            .member("status", Value::Null)
    }

    /// Sets the initial `consent_status`, replacing `pending`.
    pub fn consent_status(self, status: impl Into<String>) -> Self {
        self.member("consent_status", status.into())
    }

    /// Grants consent, as `approved`, after `polls` polls of the group since it was requested; with 0 at once.
    pub fn grant_after(self, polls: u32) -> Self {
        self.decide_after(polls, "approved")
    }

    /// Sets `status` as the `consent_status` when the group has been polled `polls` times since consent was
    /// requested; with 0 at once.
    ///
    /// HeyGen's own values are `approved` and `accepted`; `rejected` and `declined` occur only in other clients' code.
    pub fn decide_after(mut self, polls: u32, status: impl Into<String>) -> Self {
        self.decision = Some(Decision { polls, consent_status: status.into() });
        self
    }

    /// Sets any member of the group's JSON.
    pub fn member(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.insert(name.into(), value.into());
        self
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn needs_consent(&self) -> bool {
        !self.members.get("consent_status").is_none_or(Value::is_null)
    }

    pub(super) fn consents_created(&self) -> u32 {
        self.consents_created
    }

    /// Records a request for consent, from which polls are counted.
    pub(super) fn request_consent(&mut self) {
        self.consents_created += 1;
        self.polls_left = self.decision.as_ref().map(|decision| decision.polls);
        self.decide_when_due();
    }

    /// Counts a poll of the status.
    pub(super) fn poll(&mut self) {
        self.polls_left = self.polls_left.map(|polls| polls.saturating_sub(1));
        self.decide_when_due();
    }

    fn decide_when_due(&mut self) {
        if self.polls_left != Some(0) {
            return;
        }
        self.polls_left = None;
        if let Some(decision) = &self.decision {
            self.members.insert("consent_status".to_owned(), decision.consent_status.clone().into());
        }
    }

    pub(super) fn to_json(&self) -> Value {
        let mut group = self.members.clone();
        group.entry("id").or_insert_with(|| json!(self.id));
        group.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent_status(group: &Group) -> Value {
        group.to_json()["consent_status"].clone()
    }

    #[test]
    fn polls_count_from_the_request_for_consent() {
        let mut group = Group::new("g").grant_after(2);
        for _ in 0..3 {
            group.poll();
        }
        group.request_consent();
        group.poll();
        assert_eq!(consent_status(&group), "pending");
        group.poll();
        assert_eq!(consent_status(&group), "approved");
    }

    #[test]
    fn a_subject_may_decide_at_once_and_otherwise() {
        let mut group = Group::new("g").decide_after(0, "declined");
        group.request_consent();
        assert_eq!(consent_status(&group), "declined");
    }

    #[test]
    fn any_member_can_be_set() {
        let group = Group::photo("g").member("created_at", 1.5).member("id", 7);
        assert_eq!((&group.to_json()["created_at"], &group.to_json()["id"]), (&json!(1.5), &json!(7)));
        assert!(!group.needs_consent());
    }
}
