/// What the document says for its readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Doc {
    /// One line.
    pub summary: Option<String>,
    /// `CommonMark` text.
    pub description: Option<String>,
    pub deprecated: bool,
}

impl Doc {
    /// A document with a description alone.
    pub(crate) fn described(description: Option<&str>) -> Self {
        Self { description: description.map(str::to_owned), ..Self::default() }
    }
}
