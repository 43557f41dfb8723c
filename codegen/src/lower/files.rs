/// The places where a binary string is a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Files {
    /// Nowhere: an object inside a part is JSON.
    #[default]
    Nowhere,
    /// Here, in a part of a multipart body.
    InPart,
    /// In the properties of a multipart body.
    InProperties,
}

impl Files {
    /// Returns the value for the properties of an object.
    pub(super) fn of_properties(self) -> Self {
        match self {
            Self::InProperties => Self::InPart,
            Self::InPart | Self::Nowhere => Self::Nowhere,
        }
    }
}
