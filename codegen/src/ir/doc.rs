/// The documentation of a part of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Doc {
    /// A single line.
    pub summary: Option<String>,
    /// `CommonMark` text.
    pub description: Option<String>,
    pub deprecated: bool,
}

impl Doc {
    /// Creates documentation with only a description.
    pub(crate) fn described(description: Option<&str>) -> Self {
        Self { description: description.map(str::to_owned), ..Self::default() }
    }
}
