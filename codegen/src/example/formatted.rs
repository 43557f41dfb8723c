//! Example values of the types for string formats.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::format_type::FormatType;

/// Returns a text that the type reads.
pub(super) fn text_of(ty: FormatType) -> &'static str {
    match ty {
        FormatType::Base64 => "ZXhhbXBsZQ==",
        FormatType::ChronoDateTimeFixedOffset
        | FormatType::ChronoDateTimeUtc
        | FormatType::JiffTimestamp
        | FormatType::TimeOffsetDateTime => "2024-01-28T12:30:00Z",
        FormatType::ChronoNaiveDate | FormatType::JiffDate | FormatType::TimeDate => "2024-01-28",
        FormatType::ChronoNaiveTime | FormatType::JiffTime => "12:30:00",
        FormatType::Ipv4Addr => "192.0.2.1",
        FormatType::Ipv6Addr => "2001:db8::1",
        FormatType::Url => "https://example.com/",
        FormatType::Uuid => "67e55044-10b1-426f-9247-bb680e5fe0c8",
    }
}

/// Returns a text for a string with this value of `format`.
pub(super) fn text_of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => text_of(FormatType::JiffTimestamp),
        "date" => text_of(FormatType::JiffDate),
        // RFC 3339 requires an offset.
        "time" => "12:30:00Z",
        "email" => "a@b.example",
        "uri" | "url" => text_of(FormatType::Url),
        "uuid" => text_of(FormatType::Uuid),
        "byte" => text_of(FormatType::Base64),
        "hostname" => "example.com",
        "ipv4" => text_of(FormatType::Ipv4Addr),
        "ipv6" => text_of(FormatType::Ipv6Addr),
        _ => return None,
    })
}

/// Returns true if the type certainly reads the text. The generator does not have the parsers of the types.
pub(super) fn is_read(ty: FormatType, text: &str) -> bool {
    match ty {
        FormatType::Base64 => {
            text.len().is_multiple_of(4) && text.chars().all(|sign| sign.is_ascii_alphanumeric() || "+/".contains(sign))
        }
        FormatType::ChronoDateTimeFixedOffset
        | FormatType::ChronoDateTimeUtc
        | FormatType::JiffTimestamp
        | FormatType::TimeOffsetDateTime => text
            .strip_suffix('Z')
            .and_then(|rest| rest.split_once('T'))
            .is_some_and(|(date, time)| is_date(date) && is_time(time)),
        FormatType::ChronoNaiveDate | FormatType::JiffDate | FormatType::TimeDate => is_date(text),
        FormatType::ChronoNaiveTime | FormatType::JiffTime => is_time(text),
        FormatType::Ipv4Addr => text.parse::<Ipv4Addr>().is_ok(),
        FormatType::Ipv6Addr => text.parse::<Ipv6Addr>().is_ok(),
        FormatType::Url => ["https://", "http://"].iter().filter_map(|scheme| text.strip_prefix(scheme)).any(|rest| {
            rest.starts_with(|first: char| first.is_ascii_alphabetic())
                && rest.chars().all(|sign| sign.is_ascii_alphanumeric() || "-./_?=&".contains(sign))
                && !rest.contains(".-")
                && !rest.contains("-.")
                && !rest.contains("xn--")
                && !rest.contains("..")
        }),
        FormatType::Uuid => matches_shape(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
    }
}

/// Returns true for a date on which every calendar agrees.
fn is_date(text: &str) -> bool {
    matches_shape(text, "0000-00-00")
        && (1900..2100).contains(&number(&text[..4]))
        && (1..=12).contains(&number(&text[5..7]))
        && (1..=28).contains(&number(&text[8..]))
}

fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    matches_shape(whole, "00:00:00")
        && number(&whole[..2]) < 24
        && number(&whole[3..5]) < 60
        && number(&whole[6..]) < 60
        && (1..=6).contains(&fraction.len())
        && fraction.bytes().all(|digit| digit.is_ascii_digit())
}

/// Compares a text with a shape, in which `0` is a digit and `x` a hexadecimal digit.
fn matches_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(sign, shape)| match shape {
            b'0' => sign.is_ascii_digit(),
            b'x' => sign.is_ascii_hexdigit(),
            other => sign == other,
        })
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_texts_are_read() {
        for ty in FormatType::ALL {
            // Padding at the end is the only text that the check of Base64 leaves out.
            assert!(is_read(*ty, text_of(*ty).trim_end_matches('=')) || *ty == FormatType::Base64, "{ty}");
        }
    }

    #[test]
    fn doubtful_texts_are_not_read() {
        for (ty, text) in [
            (FormatType::JiffDate, "2024-02-30"),
            (FormatType::JiffTimestamp, "2024-01-28 12:30:00"),
            (FormatType::JiffTime, "24:00:00"),
            (FormatType::Uuid, "1"),
            (FormatType::Url, "/pets"),
            (FormatType::Base64, "a"),
        ] {
            assert!(!is_read(ty, text), "{text}");
        }
    }
}
