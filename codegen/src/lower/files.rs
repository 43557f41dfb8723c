/// Whether binary text is a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Files {
    /// It is text: an object inside a part is JSON.
    #[default]
    Nowhere,
    /// It is, as a member of a body.
    InPart,
    /// It is in the members of a body.
    InMembers,
}

impl Files {
    /// The same for the members of an object.
    pub(super) fn of_members(self) -> Self {
        match self {
            Self::InMembers => Self::InPart,
            Self::InPart | Self::Nowhere => Self::Nowhere,
        }
    }
}
