//! The types for string formats. `openapi-bindgen-runtime` reads and writes them in `model/formats`.

use std::{fmt, str::FromStr};

/// Declares [`FormatType`] from a table of variants, names and features of the runtime.
macro_rules! format_types {
    ($($type:ident $name:literal $($feature:literal)?)*) => {
        /// A type for strings of a format, instead of `String`.
        ///
        /// ```
        /// use openapi_bindgen::{FormatType, Options};
        ///
        /// let options = Options::default().format("date-time", FormatType::JiffTimestamp);
        /// assert_eq!("jiff::Timestamp".parse(), Ok(FormatType::JiffTimestamp));
        /// assert_eq!(options.formats.len(), 1);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FormatType {
            $(
                #[doc = concat!("`", $name, "`", $(", with the feature `", $feature, "` of the runtime",)? ".")]
                $type,
            )*
        }

        impl FormatType {
            /// All types.
            pub const ALL: &[Self] = &[$(Self::$type),*];

            /// Returns the name of the type, in options and in the output.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$type => $name),* }
            }

            /// Returns the feature of the runtime that the type needs, if any.
            pub const fn feature(self) -> Option<&'static str> {
                match self { $(Self::$type => feature!($($feature)?)),* }
            }
        }
    };
}

macro_rules! feature {
    () => {
        None
    };
    ($feature:literal) => {
        Some($feature)
    };
}

format_types! {
    Base64 "Base64" "base64"
    ChronoDateTimeFixedOffset "chrono::DateTime<chrono::FixedOffset>" "chrono"
    ChronoDateTimeUtc "chrono::DateTime<chrono::Utc>" "chrono"
    ChronoNaiveDate "chrono::NaiveDate" "chrono"
    ChronoNaiveTime "chrono::NaiveTime" "chrono"
    Ipv4Addr "std::net::Ipv4Addr"
    Ipv6Addr "std::net::Ipv6Addr"
    JiffDate "jiff::civil::Date" "jiff"
    JiffTime "jiff::civil::Time" "jiff"
    JiffTimestamp "jiff::Timestamp" "jiff"
    TimeDate "time::Date" "time"
    TimeOffsetDateTime "time::OffsetDateTime" "time"
    Url "url::Url" "url"
    Uuid "uuid::Uuid" "uuid"
}

impl fmt::Display for FormatType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An unknown name of a [`FormatType`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormatType(String);

impl UnknownFormatType {
    /// Returns a help with the known names.
    pub fn help(&self) -> String {
        let known: Vec<&str> = FormatType::ALL.iter().map(|known| known.as_str()).collect();
        format!("the known types are {}", known.join(", "))
    }
}

impl fmt::Display for UnknownFormatType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a type for a format", self.0)
    }
}

impl std::error::Error for UnknownFormatType {}

impl FromStr for FormatType {
    type Err = UnknownFormatType;

    /// Parses the name, with or without spaces in it.
    fn from_str(name: &str) -> Result<Self, UnknownFormatType> {
        let plain: String = name.split_whitespace().collect();
        let found = Self::ALL.iter().find(|known| known.as_str() == plain);
        found.copied().ok_or_else(|| UnknownFormatType(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Level, Rule, Version, compare};
    use crate::{Options, Source};

    #[test]
    fn every_name_is_one_of_a_type() {
        for ty in FormatType::ALL {
            assert_eq!(ty.to_string().parse(), Ok(*ty));
            assert!(syn::parse_str::<syn::Type>(ty.as_str()).is_ok(), "{ty}");
        }
        let error = "chrono::Utc".parse::<FormatType>().unwrap_err();
        assert_eq!(error.to_string(), "`chrono::Utc` is not a type for a format");
        assert!(error.help().contains("chrono::NaiveDate"));
    }

    #[test]
    fn another_type_for_a_format_breaks_callers() {
        let document = Source::new(
            "api.yaml",
            "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
components: { schemas: { Order: { type: object, properties: { at: { type: string, format: date-time } } } } }
",
        );
        let version = |options: &Options| Version::generate(&document, &[], options).unwrap();
        let text = version(&Options::default());
        let timestamp = version(&Options::default().format("date-time", FormatType::JiffTimestamp));
        let difference = compare(&text, &timestamp);
        let change = difference.changes().find(|change| change.rule == Rule::TypeChanged).unwrap();
        assert_eq!(difference.level(), Some(Level::Major));
        assert_eq!(change.after.as_deref(), Some("pub at: Option<jiff::Timestamp>"));
    }
}
