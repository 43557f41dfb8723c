//! The forms of dates and times (RFC 3339, section 5.6). The parsers of the crates take other texts as well.

use std::borrow::Cow;

#[cfg(any(feature = "chrono", feature = "jiff"))]
use serde_core::ser::Error;

#[cfg(any(feature = "chrono", feature = "jiff"))]
use crate::model::Written;

/// The forms of a date, also of a year without four digits (ISO 8601).
const DATES: [&str; 3] = ["0000-00-00", "+000000-00-00", "-000000-00-00"];

/// Returns the date in a text, without the midnight that some servers add, such as ASP.NET Core for a `DateTime` that is
/// documented as a date. The parsers of the crates take a number of eight digits for a date, and drop a time.
pub(super) fn date(text: &str) -> Result<&str, String> {
    let is_midnight = |time: &str| {
        let time = time.strip_suffix('Z').unwrap_or(time);
        let fraction = time.strip_prefix("00:00:00").and_then(fraction);
        fraction.is_some_and(|digits| digits.bytes().all(|digit| digit == b'0'))
    };
    let date = text.split_once(['T', 't']).filter(|(_, time)| is_midnight(time)).map_or(text, |(date, _)| date);
    if is_date(date) { Ok(date) } else { Err("expected a date such as `2024-02-29`".to_owned()) }
}

/// Returns a written date, or date and time, whose year has four digits. One that has a sign gets the six digits of ISO
/// 8601, which [`date`] and [`instant`] read. RFC 3339 does not have it, so it is not sent.
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(super) fn with_year<E: Error>(text: String, written: Written) -> Result<String, E> {
    let Some((year, rest)) = text.strip_prefix(['+', '-']).and_then(|unsigned| unsigned.split_once('-')) else {
        return Ok(text);
    };
    let text = format!("{}{year:0>6}-{rest}", &text[..1]);
    match written {
        Written::Sent => Err(E::custom(format_args!("`{text}` is not a date of RFC 3339, whose years are 0 to 9999"))),
        Written::All => Ok(text),
    }
}

/// Returns a text that is a time without an offset, with seconds or without.
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(super) fn time_of_day(text: &str) -> Result<&str, String> {
    let whole = text.split('.').next().unwrap_or_default();
    let is_time = has_form(whole, "00:00") && whole == text || clock(text).is_some_and(|clock| clock.is_valid(0));
    if is_time { Ok(text) } else { Err("expected a time such as `12:30:00`".to_owned()) }
}

/// Returns the normal form of a text that is a date, a time and an offset: with `T`, seconds, and `Z` or `±hh:mm`, which
/// all parsers take.
///
/// Servers write a space between date and time, leave out seconds that are zero (Java), or the minutes or the colon of the
/// offset (`PostgreSQL`, Jira), and add the name of a time zone in brackets (JSON-B), which does not change the instant.
///
/// Other texts are rejected, although a parser may take them: an offset of a day or more, or a leap second at another time
/// than the end of a day in UTC, which it would move.
pub(super) fn instant(text: &str) -> Result<Cow<'_, str>, String> {
    normal_instant(text).ok_or_else(|| "expected a time such as `2024-02-29T12:30:00Z`".to_owned())
}

fn normal_instant(text: &str) -> Option<Cow<'_, str>> {
    let text = without_zone(text)?;
    let (date, rest) = text.split_once(['T', 't', ' '])?;
    let (time, offset) = match rest.strip_suffix(['Z', 'z']) {
        Some(time) => (time, "Z"),
        None => rest.split_at_checked(rest.rfind(['+', '-'])?)?,
    };
    let minutes = if offset == "Z" { 0 } else { minutes_of_offset(offset)? };
    let seconds = if has_form(time, "00:00") { ":00" } else { "" };
    let is_valid = is_date(date) && (!seconds.is_empty() || clock(time)?.is_valid(minutes));
    if !is_valid {
        return None;
    }
    let offset = match offset.len() {
        // `+hh`, `+hhmm`, and `Z` or `+hh:mm`.
        3 => Cow::Owned(format!("{offset}:00")),
        5 => Cow::Owned(format!("{}:{}", &offset[..3], &offset[3..])),
        _ => Cow::Borrowed(offset),
    };
    let is_normal = seconds.is_empty() && text.as_bytes()[date.len()] == b'T' && text.ends_with(&*offset);
    Some(if is_normal { Cow::Borrowed(text) } else { format!("{date}T{time}{seconds}{offset}").into() })
}

/// Returns a text without the name of a time zone in brackets at its end. Returns `None` for other brackets.
fn without_zone(text: &str) -> Option<&str> {
    let Some((instant, zone)) = text.split_once('[') else { return Some(text) };
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-:.".contains(&byte);
    let zone = zone.strip_suffix(']')?;
    (!zone.is_empty() && zone.bytes().all(is_sign)).then_some(instant)
}

fn is_date(text: &str) -> bool {
    DATES.iter().any(|form| has_form(text, form))
}

/// The minutes since midnight, and the seconds.
struct Clock {
    minutes: i32,
    seconds: i32,
}

impl Clock {
    /// Returns false for a leap second that is not the last second of a day in UTC. The parsers check everything else.
    fn is_valid(&self, offset: i32) -> bool {
        const DAY: i32 = 24 * 60;
        self.seconds != 60 || (self.minutes - offset).rem_euclid(DAY) == DAY - 1
    }
}

/// Reads hours, minutes, seconds, and perhaps a fraction of a second.
fn clock(text: &str) -> Option<Clock> {
    let (whole, rest) = text.split_at_checked("00:00:00".len())?;
    fraction(rest)?;
    has_form(whole, "00:00:00")
        .then(|| Clock { minutes: number(&whole[..2]) * 60 + number(&whole[3..5]), seconds: number(&whole[6..]) })
}

/// Returns the digits of a fraction, or none where the text is empty.
fn fraction(text: &str) -> Option<&str> {
    if text.is_empty() {
        return Some(text);
    }
    let digits = text.strip_prefix('.')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

fn minutes_of_offset(text: &str) -> Option<i32> {
    let is_east = text.starts_with('+');
    let time = text.get(1..).filter(|time| ["00:00", "0000", "00"].iter().any(|form| has_form(time, form)))?;
    let (hours, minutes) = (number(&time[..2]), number(time[2..].trim_start_matches(':')));
    let offset = hours * 60 + minutes;
    (hours < 24 && minutes < 60).then_some(if is_east { offset } else { -offset })
}

/// Returns the number that some digits are.
fn number(digits: &str) -> i32 {
    digits.bytes().fold(0, |number, digit| number * 10 + i32::from(digit - b'0'))
}

/// Returns true if a text has the signs of a form, and a digit for each 0.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(given, expected): (u8, u8)| if expected == b'0' { given.is_ascii_digit() } else { given == expected };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_a_date_a_time_and_an_offset() {
        for text in [
            "2024-01-01T00:00:00Z",
            "2024-01-01T00:00:00.123456789Z",
            "2024-01-01T00:00:00-00:00",
            "2024-01-01T00:00:00+23:59",
            "-000001-01-01T00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2016-12-31T23:59:60.5Z",
            "2016-12-31T18:59:60-05:00",
            "2017-01-01T05:29:60+05:30",
        ] {
            assert_eq!(instant(text), Ok(Cow::Borrowed(text)));
        }
        for text in [
            "",
            "Z",
            "2024-01-01",
            "2024-01-01T00:00:00",
            "20240101T000000Z",
            "2024-01-01T00Z",
            "2024-01-01T00:00.5Z",
            "2024-01-01T00:00",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00,5Z",
            "2024-01-01T00:00:00+25:00",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00+00:60",
            "2024-01-01T00:00:00+05:30:15",
            "2024-01-01T00:00:00+24",
            "2024-01-01T00:00:00+5",
            "2024-01-01T00:00:00+05:",
            "2024-01-01T00:00:00+",
            "2024-01-01T00:00:00+2400",
            "2024-01-01T00:00:00[Europe/Paris]",
            "2024-01-01T00:00:00Z[]",
            "2024-01-01T00:00:00Z[UTC",
            "2024-01-01T00:00:00Z[UTC]Z",
            "2024-01-01T00:00:00Z[UTC][u-ca=hebrew]",
            "2024-01-01T12:00:60Z",
            "2024-01-01T23:59:60+01:00",
            " 2024-01-01T00:00:00Z",
            "2024-01-01T00:00:00\u{e4}00:00",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_instant_is_given_its_normal_form() {
        for (text, normal) in [
            ("2024-01-01t00:00:00z", "2024-01-01T00:00:00Z"),
            ("2024-01-01 00:00:00.123Z", "2024-01-01T00:00:00.123Z"),
            ("2024-01-01 10:00:00+00", "2024-01-01T10:00:00+00:00"),
            ("2024-01-01T10:00Z", "2024-01-01T10:00:00Z"),
            ("2024-01-01T10:00+01:00", "2024-01-01T10:00:00+01:00"),
            ("2024-01-01T10:00:00-0530", "2024-01-01T10:00:00-05:30"),
            ("2024-01-01T10:00:00Z[UTC]", "2024-01-01T10:00:00Z"),
            ("2024-01-01T10:00+01:00[Europe/Paris]", "2024-01-01T10:00:00+01:00"),
        ] {
            assert_eq!(instant(text).as_deref(), Ok(normal), "{text}");
        }
    }

    #[test]
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    fn a_leap_second_is_the_last_of_a_day() {
        for text in ["23:59:60", "12:00", "12:00:00", "12:00:00.5"] {
            assert_eq!(time_of_day(text), Ok(text));
        }
        for text in ["12:00:60", "12:00:00.", "12:00.5", "12", "12:00:00.x", "\u{e4}\u{e4}\u{e4}\u{e4}"] {
            assert!(time_of_day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_may_have_a_midnight() {
        for text in ["2024-02-29", "2024-02-29T00:00:00", "2024-02-29t00:00:00.000Z"] {
            assert_eq!(date(text), Ok("2024-02-29"));
        }
        for text in
            ["2024-02-29T00:00:00...000", "2024-02-29T00:00:00.", "2024-02-29T00:00:000", "2024-02-29T00:00:00ZZ"]
        {
            assert!(date(text).is_err(), "{text}");
        }
    }
}
