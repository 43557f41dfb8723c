use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_core::{Deserializer, Serializer};
use uuid::Uuid;

use super::ResumeError;
use crate::{
    FromJson, Object, ReadContext, ToJson, Written,
    client::{body::Outgoing, request::Prepared},
    deserialize, serialize,
};

/// What has to be kept of a call so that another process can go on with it: which call it is, and under which key.
///
/// A worker stores it before the call is sent, as JSON, say. When the worker is interrupted, nobody knows whether the
/// call took effect; the process that finds the record makes the same call again and lets it
/// [`resume`](crate::Call::resume), so that it takes effect once.
///
/// It holds no credential, and nothing of the body but a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartedCall(pub(super) Record);

#[derive(Clone, Debug, PartialEq, Object)]
pub(super) struct Record {
    pub operation: String,
    pub resource: String,
    pub key: String,
    pub digest: String,
    pub started_at: u64,
}

impl Eq for Record {}

impl FromJson for StartedCall {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        Record::from_json(deserializer, context).map(Self)
    }
}

deserialize! { StartedCall }

impl ToJson for StartedCall {
    fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
        self.0.to_json(serializer, written)
    }
}

serialize! { StartedCall }

impl StartedCall {
    /// The record of a call that is about to be sent at `now`.
    pub(crate) fn new(prepared: &Prepared, now: SystemTime) -> Result<Self, ResumeError> {
        Ok(Self(Record {
            operation: prepared.meta.operation_id.to_owned(),
            resource: prepared.resource().to_owned(),
            key: prepared.idempotency_key.as_deref().ok_or(ResumeError::NoKey)?.to_owned(),
            digest: digest(prepared.request.body())?,
            started_at: now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs(),
        }))
    }

    /// The document's `operationId`.
    pub fn operation_id(&self) -> &str {
        &self.0.operation
    }

    /// The path and query, after the base URL and without credentials.
    pub fn resource(&self) -> &str {
        &self.0.resource
    }

    /// The idempotency key.
    pub fn idempotency_key(&self) -> &str {
        &self.0.key
    }

    /// When the key was made, before it was first sent.
    pub fn started_at(&self) -> SystemTime {
        // A time that no clock shows was not written here; as the oldest of all it is not resumed.
        UNIX_EPOCH.checked_add(Duration::from_secs(self.0.started_at)).unwrap_or(UNIX_EPOCH)
    }
}

/// What tells one body from another: a UUID of it (RFC 9562, version 5).
///
/// It guards against mistakes, not against an enemy, who would gain nothing: what is sent is what the caller gives. So
/// SHA-1, which is there for the derived keys, does, and no other hash need be compiled.
pub(super) fn digest(body: &Outgoing) -> Result<String, ResumeError> {
    match body {
        Outgoing::Whole(bytes) => Ok(Uuid::new_v5(&Uuid::nil(), bytes).to_string()),
        Outgoing::Segments(_) => Err(ResumeError::Upload),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_being_stored() {
        let json = r#"{"operation":"createOrder","resource":"/shops/1/orders","key":"k","digest":"d","started_at":7}"#;
        let started: StartedCall = serde_json::from_str(json).unwrap();
        assert_eq!(started.started_at(), UNIX_EPOCH + Duration::from_secs(7));
        assert_eq!(serde_json::to_string(&started).unwrap(), json);
    }

    #[test]
    fn a_time_that_cannot_be_is_long_past() {
        let json = r#"{"operation":"o","resource":"/","key":"k","digest":"d","started_at":18446744073709551615}"#;
        assert_eq!(serde_json::from_str::<StartedCall>(json).unwrap().started_at(), UNIX_EPOCH);
    }

    #[test]
    fn bodies_are_told_apart() {
        let digest = |body: &'static str| super::digest(&Outgoing::Whole(body.into())).unwrap();
        assert_ne!(digest("{}"), digest("{} "));
        assert_eq!(digest(""), digest(""));
    }
}
