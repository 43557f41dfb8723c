/// The documentation of a part of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Doc {
    /// A single line.
    pub summary: Option<String>,
    /// `CommonMark` text.
    pub description: Option<String>,
    pub deprecated: bool,
    /// The reason for the deprecation, or the date from which the part may be gone.
    pub deprecation_note: Option<String>,
}

impl Doc {
    /// Creates documentation with only a description.
    pub(crate) fn described(description: Option<&str>) -> Self {
        Self { description: description.map(str::to_owned), ..Self::default() }
    }

    /// Returns the length of its texts in bytes.
    pub(crate) fn len(&self) -> usize {
        [&self.summary, &self.description, &self.deprecation_note].into_iter().flatten().map(String::len).sum()
    }
}
