//! Additional lists of a report, under headings.

/// A list under a heading.
pub(in crate::command) struct Section {
    pub(in crate::command) title: &'static str,
    pub(in crate::command) entries: Vec<Vec<Span>>,
}

/// A piece of an entry.
pub(in crate::command) enum Span {
    Text(String),
    Code(String),
}
