//! The types of strings of a format in a run with `--formats`.

use std::{collections::BTreeSet, fmt};

use clap::ValueEnum;
use openapi_bindgen::{FormatType, Options};

/// The crate of the date types. Other formats have the same type with each crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Formats {
    Jiff,
    Chrono,
    Time,
}

impl Formats {
    /// Returns the formats that have a type, with their types.
    pub(crate) fn types(self) -> [(&'static str, FormatType); 8] {
        let (instant, date) = match self {
            Self::Jiff => (FormatType::JiffTimestamp, FormatType::JiffDate),
            Self::Chrono => (FormatType::ChronoDateTimeUtc, FormatType::ChronoNaiveDate),
            Self::Time => (FormatType::TimeOffsetDateTime, FormatType::TimeDate),
        };
        [
            ("date-time", instant),
            ("date", date),
            ("uuid", FormatType::Uuid),
            ("uri", FormatType::Url),
            ("url", FormatType::Url),
            ("byte", FormatType::Base64),
            ("ipv4", FormatType::Ipv4Addr),
            ("ipv6", FormatType::Ipv6Addr),
        ]
    }

    /// Returns true if strings of the format have a type.
    pub(crate) fn have(self, format: &str) -> bool {
        self.types().iter().any(|(name, _)| *name == format)
    }

    /// Returns the options that a document is generated with.
    pub(crate) fn options(self) -> Options {
        self.types().into_iter().fold(Options::default(), |options, (format, ty)| options.format(format, ty))
    }

    /// Returns the features of the runtime that the types need.
    pub(crate) fn features(self) -> BTreeSet<&'static str> {
        self.types().into_iter().filter_map(|(_, ty)| ty.feature()).collect()
    }
}

/// Writes the name as on the command line.
impl fmt::Display for Formats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jiff => "jiff",
            Self::Chrono => "chrono",
            Self::Time => "time",
        })
    }
}
