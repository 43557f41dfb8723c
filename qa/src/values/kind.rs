use std::fmt;

/// The kind of a value, by what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Every property is present.
    Full,
    /// Only required properties are present.
    Minimal,
    /// Every value that can be null is null.
    Nulls,
    /// Some properties are present, and some nullable values are null.
    Mixed,
    /// The values of enums are not among the listed ones.
    UnknownValues,
    /// The discriminators of unions select no branch.
    UnknownTags,
    /// Objects have properties that the document does not declare.
    Undeclared,
}

impl Kind {
    /// Returns true if the value matches the schema. A newer server may send values of the other
    /// kinds.
    pub(crate) fn is_valid(self) -> bool {
        matches!(self, Self::Full | Self::Minimal | Self::Nulls | Self::Mixed)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "all members",
            Self::Minimal => "required members only",
            Self::Nulls => "nulls",
            Self::Mixed => "some members",
            Self::UnknownValues => "unknown enum values",
            Self::UnknownTags => "unknown tags",
            Self::Undeclared => "undeclared members",
        })
    }
}
