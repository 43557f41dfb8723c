use std::fmt;

/// What a value is made to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Every member is there.
    Full,
    /// Only what is required is there.
    Minimal,
    /// What can be null is null.
    Nulls,
    /// Some members are there, and some of what can be null is null.
    Mixed,
    /// The values of enums are not among the declared.
    UnknownValues,
    /// The discriminators of unions name no branch.
    UnknownTags,
    /// Objects have members that the document does not declare.
    Undeclared,
}

impl Kind {
    /// Whether the value fits the schema. The other kinds are what a newer server may send.
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
