//! Types for the formats of texts: what a document says is a `uuid` or a `date-time` need not stay a text.

use serde_core::{
    Serializer,
    de::{Deserializer, Error},
};

use super::{FromJson, ReadContext, ToJson, Written};

#[cfg(feature = "base64")]
mod base64_text;

#[cfg(feature = "base64")]
pub use base64_text::Base64;

/// Implements the traits of values for types that are one text in JSON: how the text is read, and what is written.
macro_rules! texts {
    ($($(#[$feature:meta])? $type:ty { |$text:ident| $read:expr, |$value:ident| $write:expr })*) => {$(
        $(#[$feature])?
        impl FromJson for $type {
            fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
                let text = String::from_json(deserializer, context)?;
                let $text = text.as_str();
                $read.map_err(|error| D::Error::custom(format_args!("`{text}` is no `{}`: {error}", stringify!($type))))
            }
        }

        $(#[$feature])?
        impl ToJson for $type {
            fn to_json<S: Serializer>(&self, serializer: S, _: Written) -> Result<S::Ok, S::Error> {
                let $value = self;
                serializer.collect_str(&$write)
            }
        }
    )*};
}

texts! {
    std::net::Ipv4Addr { |text| text.parse::<Self>(), |value| value }
    std::net::Ipv6Addr { |text| text.parse::<Self>(), |value| value }

    #[cfg(feature = "uuid")]
    uuid::Uuid { |text| Self::parse_str(text), |value| value }

    #[cfg(feature = "url")]
    url::Url { |text| Self::parse(text), |value| value }

    #[cfg(feature = "jiff")]
    jiff::Timestamp { |text| text.parse::<Self>(), |value| value }
    #[cfg(feature = "jiff")]
    jiff::civil::Date { |text| text.parse::<Self>(), |value| value }
    #[cfg(feature = "jiff")]
    jiff::civil::Time { |text| text.parse::<Self>(), |value| value }

    #[cfg(feature = "chrono")]
    chrono::DateTime<chrono::Utc> {
        |text| chrono::DateTime::parse_from_rfc3339(text).map(|time| time.to_utc()),
        |value| value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
    }
    #[cfg(feature = "chrono")]
    chrono::DateTime<chrono::FixedOffset> {
        |text| chrono::DateTime::parse_from_rfc3339(text),
        |value| value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
    }
    #[cfg(feature = "chrono")]
    chrono::NaiveDate { |text| text.parse::<Self>(), |value| value }
    #[cfg(feature = "chrono")]
    chrono::NaiveTime { |text| text.parse::<Self>(), |value| value }

    #[cfg(feature = "time")]
    time::OffsetDateTime {
        |text| Self::parse(text, &time::format_description::well_known::Rfc3339),
        |value| value.format(&time::format_description::well_known::Rfc3339).map_err(serde_core::ser::Error::custom)?
    }
    #[cfg(feature = "time")]
    time::Date {
        |text| Self::parse(text, &time::format_description::well_known::Iso8601::DATE),
        |value| value.format(&time::format_description::well_known::Iso8601::DATE).map_err(serde_core::ser::Error::custom)?
    }
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
        assert_eq!(error, "`localhost` is no `std::net::Ipv4Addr`: invalid IPv4 address syntax");
    }

    #[test]
    #[cfg(all(feature = "uuid", feature = "url"))]
    fn identifiers_and_addresses_are_texts() {
        let id = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        assert_eq!(through::<uuid::Uuid>(&id.to_uppercase()).unwrap(), id);
        assert!(through::<uuid::Uuid>("67e55044").unwrap_err().starts_with("`67e55044` is no `uuid::Uuid`: "));
        assert_eq!(through::<url::Url>("https://example.com/a?b=c#d").unwrap(), "https://example.com/a?b=c#d");
        assert!(through::<url::Url>("/a").unwrap_err().contains("relative URL without a base"));
    }

    #[test]
    #[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
    fn instants_are_written_as_rfc_3339_has_them() {
        for (text, utc) in [
            ("2024-02-29T23:30:00.5+01:00", "2024-02-29T22:30:00.5Z"),
            ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
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
        for error in [through::<jiff::Timestamp>("noon"), through::<time::OffsetDateTime>("2024-02-30T00:00:00Z")] {
            assert!(error.is_err(), "{error:?}");
        }
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
        assert_eq!(through::<jiff::civil::Time>("12:30:00").unwrap(), "12:30:00");
        assert_eq!(through::<chrono::NaiveTime>("12:30:00").unwrap(), "12:30:00");
    }
}
