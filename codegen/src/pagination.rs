//! The pagination of operations.

/// A pagination rule. Operations that it fits get the methods `pages()` and `items()`.
///
/// ```
/// use openapi_bindgen::{Options, Pagination};
///
/// let by_cursor = Pagination::cursor("page_token", "paging.next").items("results");
/// let by_number = Pagination::page("page", 1).operation("listOldThings");
/// let options = Options::default().pagination(by_cursor).pagination(by_number);
/// assert_eq!(options.pagination.len(), 2);
/// ```
///
/// A rule without operations applies to every operation that it fits: a GET operation with the
/// query parameter, whose success is an object with the properties of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The operations of the rule, by `operationId`. If empty, all operations that the rule fits.
    pub operations: Vec<String>,
    /// The query parameter that selects the page.
    pub parameter: String,
    /// The value of the parameter for the next page.
    pub next: NextPage,
    /// The dotted path to the array in a page. `None` means the only array.
    pub items: Option<String>,
    /// The dotted path to the property that marks further pages, and its value if there are more.
    pub more: Option<(String, bool)>,
}

/// The value of the parameter for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextPage {
    /// A property of the page, as a dotted path.
    Cursor(String),
    /// A property of the last item.
    Last(String),
    /// The page number, with the number of the first page.
    Page(i64),
    /// The number of items before the page.
    Offset,
}

impl Pagination {
    fn new(parameter: impl Into<String>, next: NextPage) -> Self {
        Self { operations: Vec::new(), parameter: parameter.into(), next, items: None, more: None }
    }

    /// Creates a rule with a cursor at the path `next`: `paging.next`. A page without the cursor is
    /// the last.
    #[must_use]
    pub fn cursor(parameter: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Cursor(next.into()))
    }

    /// Creates a rule with the property `member` of the last item as the cursor: `id`.
    #[must_use]
    pub fn last_item(parameter: impl Into<String>, member: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Last(member.into()))
    }

    /// Creates a rule with page numbers that start at `first`. A page without items is the last.
    #[must_use]
    pub fn page(parameter: impl Into<String>, first: i64) -> Self {
        Self::new(parameter, NextPage::Page(first))
    }

    /// Creates a rule with the number of items before the page. A page without items is the last.
    #[must_use]
    pub fn offset(parameter: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Offset)
    }

    /// Adds an operation to the rule.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.operations.push(id.into());
        self
    }

    /// Sets the path to the array in a page.
    #[must_use]
    pub fn items(mut self, items: impl Into<String>) -> Self {
        self.items = Some(items.into());
        self
    }

    /// Sets the property of a page that is true while there are more. With page numbers or offsets,
    /// it can also be a string or a number that is null, absent or empty on the last page, such as
    /// the URL of the next page.
    #[must_use]
    pub fn more(mut self, member: impl Into<String>) -> Self {
        self.more = Some((member.into(), true));
        self
    }

    /// Sets the property of a page that is true on the last page.
    #[must_use]
    pub fn done(mut self, member: impl Into<String>) -> Self {
        self.more = Some((member.into(), false));
        self
    }
}

/// Returns the rules that apply by names alone: a parameter and the property with its next value.
pub(crate) fn plain() -> Vec<Pagination> {
    let cursors = [
        ("cursor", "next_cursor"),
        ("cursor", "nextCursor"),
        ("page_token", "next_page_token"),
        ("pageToken", "nextPageToken"),
        ("next_token", "next_token"),
        ("nextToken", "nextToken"),
    ];
    let mut rules: Vec<Pagination> =
        cursors.into_iter().map(|(parameter, next)| Pagination::cursor(parameter, next)).collect();
    rules.push(Pagination::cursor("after", "last_id").more("has_more"));
    rules.push(Pagination::last_item("starting_after", "id").more("has_more"));
    rules
}
