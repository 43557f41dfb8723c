use std::borrow::Cow;

use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::VALUE;

/// The query of a request, in the order in which it is written.
///
/// A space is `%20`, which every server decodes, and not `+`, which some leave as it is.
#[derive(Default)]
pub(crate) struct Query(String);

impl Query {
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.push_encoded(&pair(name, value));
    }

    /// Adds a pair that is encoded already.
    pub(crate) fn push_encoded(&mut self, pair: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(pair);
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns a name and a value, percent-encoded.
pub(crate) fn pair(name: &str, value: &str) -> String {
    format!("{}={}", utf8_percent_encode(name, VALUE), utf8_percent_encode(value, VALUE))
}

/// Returns the name of an encoded pair, without the encoding.
pub(crate) fn decoded_name(pair: &str) -> Cow<'_, str> {
    percent_decode_str(pair.split('=').next().unwrap_or_default()).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_encoded_and_may_repeat() {
        let mut query = Query::default();
        query.push("tag[]", "a b&c");
        query.push("tag[]", "");
        assert_eq!(query.as_str(), "tag%5B%5D=a%20b%26c&tag%5B%5D=");
    }
}
