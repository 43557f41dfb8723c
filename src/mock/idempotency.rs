use std::{collections::HashMap, time::Duration};

use super::Reply;

/// For how long a key replays the first response.
const REPLAYED_FOR: Duration = Duration::from_hours(24);

/// An idempotency key with its path: the same key on another path is a different key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) path: String,
    pub(super) key: String,
}

impl Key {
    /// Returns true for 1 to 255 characters of `[A-Za-z0-9_:.-]`.
    pub(super) fn is_valid(&self) -> bool {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_:.-".contains(&byte);
        (1..=255).contains(&self.key.len()) && self.key.bytes().all(is_allowed)
    }
}

/// The used keys, with the response to each.
#[derive(Default)]
pub(super) struct Keys(HashMap<Key, Answered>);

struct Answered {
    reply: Reply,
    at: Duration,
    is_in_flight: bool,
}

impl Keys {
    /// Returns the reply to a request whose key was used within the last 24 hours.
    pub(super) fn repeat(&self, key: &Key, now: Duration) -> Option<Reply> {
        let answered = self.0.get(key)?;
        if answered.is_in_flight {
            return Some(Reply::request_in_progress());
        }
        (now < answered.at + REPLAYED_FOR).then(|| answered.reply.clone())
    }

    /// Remembers the reply to the first request with a key, which is in flight from now on.
    pub(super) fn begin(&mut self, key: Key, reply: Reply, now: Duration) {
        self.0.insert(key, Answered { reply, at: now, is_in_flight: true });
    }

    /// Records that the request is no longer in flight.
    pub(super) fn settle(&mut self, key: &Key) {
        if let Some(answered) = self.0.get_mut(key) {
            answered.is_in_flight = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use hyper::StatusCode;

    use super::*;

    fn key(key: &str) -> Key {
        Key { path: "/p".to_owned(), key: key.to_owned() }
    }

    #[test]
    fn a_key_replays_for_24_hours_once_it_is_settled() {
        let (mut keys, reply) = (Keys::default(), Reply::empty(StatusCode::OK));
        keys.begin(key("k"), reply.clone(), Duration::ZERO);
        assert_eq!(keys.repeat(&key("k"), Duration::ZERO), Some(Reply::request_in_progress()));
        keys.settle(&key("k"));
        assert_eq!(keys.repeat(&key("k"), Duration::from_mins(24 * 60 - 1)), Some(reply));
        assert_eq!(keys.repeat(&key("k"), REPLAYED_FOR), None);
        assert_eq!(keys.repeat(&key("other"), Duration::ZERO), None);
    }

    #[test]
    fn a_key_has_1_to_255_characters() {
        for valid in ["a", "A-z_0:9.", &"k".repeat(255)] {
            assert!(key(valid).is_valid(), "{valid}");
        }
        for invalid in ["", "a b", "ä", "a/b", &"k".repeat(256)] {
            assert!(!key(invalid).is_valid(), "{invalid}");
        }
    }
}
