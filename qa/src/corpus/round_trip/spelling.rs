//! Strings of a format, which their types may write in another spelling.

use std::{fmt, net};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, NaiveDate};
use url::Url;
use uuid::Uuid;

/// A change of spelling that keeps the meaning of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Respelling {
    Instant,
    Url,
    Uuid,
    Address,
}

impl fmt::Display for Respelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Instant => "the same instant with another offset or number of digits",
            Self::Url => "the same URL as browsers write it",
            Self::Uuid => "the same UUID in small letters and with hyphens",
            Self::Address => "the same address in its shortest form",
        })
    }
}

/// Returns true if a string is valid for the format, not only for the schema.
pub(super) fn fits(format: &str, text: &str) -> bool {
    match format {
        "date-time" => instant(text).is_some(),
        "date" => text.parse::<NaiveDate>().is_ok(),
        "uuid" => Uuid::parse_str(text).is_ok(),
        "uri" | "url" => Url::parse(text).is_ok(),
        "byte" => STANDARD.decode(text).is_ok(),
        "ipv4" => text.parse::<net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<net::Ipv6Addr>().is_ok(),
        _ => true,
    }
}

/// Returns the change of spelling between two strings of the format, or `None` if their meanings
/// differ.
pub(super) fn respelling(format: &str, sent: &str, back: &str) -> Option<Respelling> {
    let (is_same, found) = match format {
        "date-time" => (instant(sent)? == instant(back)?, Respelling::Instant),
        // The string that comes back must be the normal form.
        "uuid" => (Uuid::parse_str(sent).ok()?.to_string() == back, Respelling::Uuid),
        "uri" | "url" => (Url::parse(sent).ok()?.as_str() == back, Respelling::Url),
        "ipv6" => (sent.parse::<net::Ipv6Addr>().ok()?.to_string() == back, Respelling::Address),
        _ => return None,
    };
    is_same.then_some(found)
}

fn instant(text: &str) -> Option<DateTime<chrono::FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_equal_meanings_are_another_spelling() {
        for (format, sent, back, expected) in [
            ("date-time", "2024-01-01T01:00:00.50+01:00", "2024-01-01T00:00:00.5Z", Some(Respelling::Instant)),
            ("date-time", "2024-01-01T00:00:00.000000001Z", "2024-01-01T00:00:00Z", None),
            ("date", "2024-02-29", "2024-03-01", None),
            (
                "uuid",
                "8C1C2F8E6AD44F4F9D64B1E3F38B7F52",
                "8c1c2f8e-6ad4-4f4f-9d64-b1e3f38b7f52",
                Some(Respelling::Uuid),
            ),
            ("uuid", "8c1c2f8e-6ad4-4f4f-9d64-b1e3f38b7f52", "8C1C2F8E-6AD4-4F4F-9D64-B1E3F38B7F52", None),
            ("uri", "https://example.com", "https://example.com/", Some(Respelling::Url)),
            ("uri", "https://example.com/a", "https://example.com/b", None),
            ("ipv6", "2001:DB8:0:0::1", "2001:db8::1", Some(Respelling::Address)),
            ("byte", "aGVsbG8=", "aGVsbG8", None),
            ("email", "A@example.com", "a@example.com", None),
        ] {
            assert_eq!(respelling(format, sent, back), expected, "{sent}");
        }
    }

    #[test]
    fn a_text_may_fit_its_schema_and_not_its_format() {
        assert!(fits("date-time", "2024-02-29T23:59:59Z") && !fits("date-time", "2023-02-29T23:59:59Z"));
        assert!(fits("date", "2024-02-29") && !fits("date", "0000-00-00"));
        assert!(fits("byte", "") && !fits("byte", "a"));
        assert!(fits("url", "https://example.com") && !fits("url", "/a"));
        assert!(fits("ipv4", "192.0.2.1") && !fits("ipv6", "192.0.2.1"));
        assert!(fits("uuid", "8c1c2f8e-6ad4-4f4f-9d64-b1e3f38b7f52") && !fits("uuid", "a"));
        assert!(fits("color", "green"));
    }
}
