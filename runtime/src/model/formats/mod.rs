//! Types for string formats, such as `uuid` or `date-time`.

use serde_core::{
    Serializer,
    de::{Deserializer, Error},
};

use super::{FromJson, ReadContext, ToJson, Written};

#[cfg(feature = "base64")]
mod base64_text;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod rfc_3339;

#[cfg(feature = "base64")]
pub use base64_text::Base64;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use rfc_3339::{date, instant};
#[cfg(any(feature = "chrono", feature = "jiff"))]
use rfc_3339::{time_of_day, with_year};

/// Implements the traits of values for types that are a string in JSON, from a function that parses it and one that
/// writes it for an occasion.
macro_rules! texts {
    ($($(#[$feature:meta])? $type:ty { |$text:ident| $read:expr, |$value:ident, $written:pat_param| $write:expr })*) => {$(
        $(#[$feature])?
        impl FromJson for $type {
            fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
                let text = String::from_json(deserializer, context)?;
                let $text = text.as_str();
                $read.map_err(|error| D::Error::custom(format_args!("`{text}` is not a valid `{}`: {error}", stringify!($type))))
            }
        }

        $(#[$feature])?
        impl ToJson for $type {
            fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
                let ($value, $written) = (self, written);
                serializer.collect_str(&$write)
            }
        }
    )*};
}

texts! {
    std::net::Ipv4Addr { |text| text.parse::<Self>(), |value, _| value }
    std::net::Ipv6Addr { |text| text.parse::<Self>(), |value, _| value }

    #[cfg(feature = "uuid")]
    uuid::Uuid { |text| Self::parse_str(text), |value, _| value }

    #[cfg(feature = "url")]
    url::Url { |text| Self::parse(text), |value, _| value }

    #[cfg(feature = "jiff")]
    jiff::Timestamp {
        |text| instant(text).and_then(|text| parsed::<Self>(&text)),
        |value, written| with_year(value.to_string(), written)?
    }
    #[cfg(feature = "jiff")]
    jiff::civil::Date { |text| date(text).and_then(parsed::<Self>), |value, written| with_year(value.to_string(), written)? }
    #[cfg(feature = "jiff")]
    jiff::civil::Time { |text| time_of_day(text).and_then(parsed::<Self>), |value, _| value }

    #[cfg(feature = "chrono")]
    chrono::DateTime<chrono::Utc> {
        |text| chrono_instant(text).map(|time| time.to_utc()),
        |value, written| with_year(value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true), written)?
    }
    #[cfg(feature = "chrono")]
    chrono::DateTime<chrono::FixedOffset> {
        |text| chrono_instant(text),
        |value, written| {
            // RFC 3339 has no seconds in an offset. `chrono` rounds them, which would be another instant.
            let has_seconds = value.offset().local_minus_utc() % 60 != 0;
            let value = if has_seconds { value.to_utc().fixed_offset() } else { *value };
            with_year(value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true), written)?
        }
    }
    #[cfg(feature = "chrono")]
    chrono::NaiveDate { |text| date(text).and_then(parsed::<Self>), |value, written| with_year(value.to_string(), written)? }
    #[cfg(feature = "chrono")]
    chrono::NaiveTime { |text| time_of_day(text).and_then(parsed::<Self>), |value, _| value }

    #[cfg(feature = "time")]
    time::OffsetDateTime {
        |text| instant(text).and_then(|text| {
            Self::parse(&text, &time::format_description::well_known::Rfc3339).map_err(|error| error.to_string())
        }),
        |value, _| value.format(&time::format_description::well_known::Rfc3339).map_err(serde_core::ser::Error::custom)?
    }
    #[cfg(feature = "time")]
    time::Date {
        |text| date(text).and_then(|date| {
            Self::parse(date, &time::format_description::well_known::Iso8601::DATE).map_err(|error| error.to_string())
        }),
        |value, _| value.format(&time::format_description::well_known::Iso8601::DATE).map_err(serde_core::ser::Error::custom)?
    }
}

#[cfg(feature = "chrono")]
fn chrono_instant(text: &str) -> Result<chrono::DateTime<chrono::FixedOffset>, String> {
    parsed(&instant(text)?)
}

#[cfg(any(feature = "chrono", feature = "jiff"))]
fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Writing;

    /// Reads a text and writes it again.
    fn through<T: FromJson + ToJson>(text: &str) -> Result<String, String> {
        let json = serde_json::Value::from(text);
        let value = T::from_json(&json, &ReadContext::new()).map_err(|error| error.to_string())?;
        match serde_json::to_value(Writing(&value, Written::All)) {
            Ok(serde_json::Value::String(text)) => Ok(text),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn addresses_are_texts() {
        assert_eq!(through::<std::net::Ipv4Addr>("192.0.2.1").unwrap(), "192.0.2.1");
        assert_eq!(through::<std::net::Ipv6Addr>("2001:DB8::0:1").unwrap(), "2001:db8::1");
        let error = through::<std::net::Ipv4Addr>("localhost").unwrap_err();
        assert_eq!(error, "`localhost` is not a valid `std::net::Ipv4Addr`: invalid IPv4 address syntax");
    }

    #[test]
    #[cfg(all(feature = "uuid", feature = "url"))]
    fn identifiers_and_addresses_are_texts() {
        let id = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        assert_eq!(through::<uuid::Uuid>(&id.to_uppercase()).unwrap(), id);
        assert!(through::<uuid::Uuid>("67e55044").unwrap_err().starts_with("`67e55044` is not a valid `uuid::Uuid`: "));
        assert_eq!(through::<url::Url>("https://example.com/a?b=c#d").unwrap(), "https://example.com/a?b=c#d");
        assert!(through::<url::Url>("/a").unwrap_err().contains("relative URL without a base"));
    }

    #[test]
    #[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
    fn instants_are_written_as_rfc_3339_has_them() {
        for (text, utc) in [
            ("2024-02-29T23:30:00.5+01:00", "2024-02-29T22:30:00.5Z"),
            ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
            ("2024-01-01t10:00:00z", "2024-01-01T10:00:00Z"),
            ("2024-01-01 10:00:00+00", "2024-01-01T10:00:00Z"),
            ("2024-01-01 10:00:00.25-08", "2024-01-01T18:00:00.25Z"),
            ("2024-01-01T10:00Z", "2024-01-01T10:00:00Z"),
            ("2024-01-01T10:00+01:00", "2024-01-01T09:00:00Z"),
            ("2024-01-01T10:00:00.000+0000", "2024-01-01T10:00:00Z"),
            ("2024-01-01T10:00:00-0530", "2024-01-01T15:30:00Z"),
            ("2024-01-01T10:00:00Z[UTC]", "2024-01-01T10:00:00Z"),
            ("2024-01-01T10:00:00+01:00[Europe/Paris]", "2024-01-01T09:00:00Z"),
        ] {
            let instants = [
                through::<jiff::Timestamp>(text),
                through::<chrono::DateTime<chrono::Utc>>(text),
                through::<chrono::DateTime<chrono::FixedOffset>>(text),
                through::<time::OffsetDateTime>(text),
            ];
            for written in instants {
                let written = written.unwrap();
                assert_eq!(written.parse::<jiff::Timestamp>().unwrap(), utc.parse().unwrap(), "{written}");
            }
        }
        for text in [
            "20240101T000000Z",
            "2024-01-01T00:00:00+25:00",
            "2024-01-01T00:00:00[Europe/Paris]",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00",
            "2024-01-01T12:00:60Z",
            "2024-01-01T00:00:00,5Z",
        ] {
            assert!(through::<jiff::Timestamp>(text).is_err(), "{text}");
            assert!(through::<chrono::DateTime<chrono::Utc>>(text).is_err(), "{text}");
            assert!(through::<chrono::DateTime<chrono::FixedOffset>>(text).is_err(), "{text}");
            assert!(through::<time::OffsetDateTime>(text).is_err(), "{text}");
        }
        for error in [through::<jiff::Timestamp>("noon"), through::<time::OffsetDateTime>("2024-02-30T00:00:00Z")] {
            assert!(error.is_err(), "{error:?}");
        }
    }

    #[test]
    #[cfg(all(feature = "jiff", feature = "chrono"))]
    fn years_without_four_digits_are_kept_but_not_sent() {
        fn check<T: FromJson + ToJson>(text: &str) {
            assert_eq!(through::<T>(text).unwrap(), text);
            let value = T::from_json(&serde_json::Value::from(text), &ReadContext::new()).unwrap();
            let error = serde_json::to_value(Writing(&value, Written::Sent)).unwrap_err().to_string();
            assert_eq!(error, format!("`{text}` is not a date of RFC 3339, whose years are 0 to 9999"));
        }
        for date in ["+010000-01-01", "-000001-12-31"] {
            check::<chrono::NaiveDate>(date);
            let instant = format!("{date}T10:00:00Z");
            check::<chrono::DateTime<chrono::Utc>>(&instant);
            check::<chrono::DateTime<chrono::FixedOffset>>(&instant);
        }
        // `jiff` ends with the year 9999.
        check::<jiff::civil::Date>("-000001-12-31");
        check::<jiff::Timestamp>("-000001-12-31T10:00:00Z");
    }

    #[test]
    #[cfg(feature = "chrono")]
    fn an_offset_with_seconds_is_the_same_instant() {
        let offset = chrono::FixedOffset::east_opt(3_630).unwrap();
        let instant = chrono::DateTime::parse_from_rfc3339("1890-01-01T01:00:30+00:00").unwrap().with_timezone(&offset);
        let json = serde_json::to_value(Writing(&instant, Written::Sent)).unwrap();
        assert_eq!(json, "1890-01-01T01:00:30Z");
    }

    #[test]
    #[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
    fn days_and_times_of_day_are_texts() {
        for day in [
            through::<jiff::civil::Date>("2024-02-29"),
            through::<chrono::NaiveDate>("2024-02-29"),
            through::<time::Date>("2024-02-29"),
        ] {
            assert_eq!(day.unwrap(), "2024-02-29");
        }
        assert!(through::<jiff::civil::Date>("2023-02-29").is_err());
        for text in ["2024-02-29T00:00:00", "2024-02-29t00:00:00.000Z", "2024-02-29T00:00:00Z"] {
            assert_eq!(through::<jiff::civil::Date>(text).unwrap(), "2024-02-29", "{text}");
            assert_eq!(through::<chrono::NaiveDate>(text).unwrap(), "2024-02-29", "{text}");
            assert_eq!(through::<time::Date>(text).unwrap(), "2024-02-29", "{text}");
        }
        for text in ["2024-02-29T00:00:00...000", "2024-02-29T00:00:00.", "2024-02-29T00:00:000"] {
            assert!(through::<jiff::civil::Date>(text).is_err(), "{text}");
            assert!(through::<chrono::NaiveDate>(text).is_err(), "{text}");
            assert!(through::<time::Date>(text).is_err(), "{text}");
        }
        for text in ["2024-02-29T12:30:00", "2024-02-29 12:30", "2024-02-29T00:00:00+01:00", "20240229", "2024-2-9"] {
            assert!(through::<jiff::civil::Date>(text).is_err(), "{text}");
            assert!(through::<chrono::NaiveDate>(text).is_err(), "{text}");
            assert!(through::<time::Date>(text).is_err(), "{text}");
        }
        assert_eq!(through::<jiff::civil::Time>("12:30:00").unwrap(), "12:30:00");
        assert_eq!(through::<chrono::NaiveTime>("12:30:00").unwrap(), "12:30:00");
        for text in ["2024-02-29T12:30:00", "12:30:00+01:00", "12:30:00Z", "12:00:60", "12:30:00."] {
            assert!(through::<jiff::civil::Time>(text).is_err(), "{text}");
            assert!(through::<chrono::NaiveTime>(text).is_err(), "{text}");
        }
    }
}
