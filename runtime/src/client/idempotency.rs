use uuid::Uuid;

/// A key that no other call has: a random UUID (RFC 9562, version 4).
pub(crate) fn fresh_key() -> String {
    Uuid::new_v4().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_calls_share_a_key() {
        assert_ne!(fresh_key(), fresh_key());
    }
}
