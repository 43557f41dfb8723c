use std::fmt;

use uuid::{Builder, Uuid};

use crate::client::{settings::Randomness, transport::BoxError};

/// The namespace of all derived keys. A changed one would change every key that callers have derived.
const NAMESPACE: Uuid = Uuid::from_u128(0x6e1c_5d0a_9b7f_4f3e_8a52_3d0c_7e64_b1f9);

/// An idempotency key that the caller chooses, instead of the random default.
///
/// ```
/// use openapi_bindgen_runtime::IdempotencyKey;
///
/// // A worker that is restarted, on any machine, requests the same job with the same key.
/// let key = IdempotencyKey::derive("consent of my-studio", "job-1042");
/// assert_eq!(key.as_str(), "8f4c85cf-b9b9-5f6b-9e99-4389305154c3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Creates the key of the job `job`, the same each time and on every machine: a UUID of both texts (RFC 9562,
    /// version 5).
    ///
    /// `namespace` identifies the program that names the jobs, so that two programs do not share keys. Use a different job
    /// for each call that must take effect: a server treats a second call with the same key as a repetition of the first.
    pub fn derive(namespace: &str, job: &str) -> Self {
        let namespace = Uuid::new_v5(&NAMESPACE, namespace.as_bytes());
        Self(Uuid::new_v5(&namespace, job.as_bytes()).to_string())
    }

    /// Wraps the key of a call.
    pub(crate) fn new(key: &str) -> Self {
        Self(key.to_owned())
    }

    /// Returns the key as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// For the setter of a call, which takes any text.
impl From<IdempotencyKey> for String {
    fn from(key: IdempotencyKey) -> Self {
        key.0
    }
}

/// Returns a key that no other call has: a random UUID (RFC 9562, version 4).
pub(crate) fn fresh_key(randomness: &Randomness) -> Result<String, BoxError> {
    Ok(Builder::from_random_bytes(randomness.bits()?.to_be_bytes()).into_uuid().to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn no_two_calls_share_a_key() {
        let fresh = || fresh_key(&Randomness::System).unwrap();
        assert_ne!(fresh(), fresh());
    }

    #[test]
    fn a_key_is_made_of_nothing_but_random_bits() {
        let zeros = Randomness::Given(Arc::new(|| 0));
        assert_eq!(fresh_key(&zeros).unwrap(), "00000000-0000-4000-8000-000000000000");
    }

    #[test]
    fn derived_keys_differ_by_namespace_and_job() {
        let derive = |namespace, job| IdempotencyKey::derive(namespace, job);
        assert_eq!(derive("a", "bc"), derive("a", "bc"));
        assert_ne!(derive("a", "bc"), derive("ab", "c"));
        assert_ne!(derive("a", "b"), derive("b", "a"));
        assert_eq!(derive("a", "b").as_str().len(), 36);
    }
}
