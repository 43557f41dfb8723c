//! What makes it safe to send a call again.

use uuid::Builder;

use super::{randomness::Randomness, transport::BoxError};

/// A key that no other call has: a random UUID (RFC 9562, version 4).
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
}
