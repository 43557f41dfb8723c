//! How the pages of an operation follow each other.

/// A rule for operations whose results come in pages, which then get the methods `pages()` and `items()`.
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
/// A rule without operations is for every one that it fits: one that reads (GET), has the query parameter, and has a
/// success that is an object with what the rule names, or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The operations that the rule is for, by `operationId`; all that it fits, where there are none.
    pub operations: Vec<String>,
    /// The query parameter that says which page.
    pub parameter: String,
    /// What it is for the next page.
    pub next: NextPage,
    /// The way to the list in a page, with dots between the members; where nothing is said, the page itself or
    /// the only list in it.
    pub items: Option<String>,
    /// The way to the member of a page that says whether there are more, and what it is then.
    pub more: Option<(String, bool)>,
}

/// What the parameter is for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextPage {
    /// A member of the page: the way to it, with dots between the members.
    Cursor(String),
    /// A member of the last item.
    Last(String),
    /// What the parameter is in the header `Link` of the page, in the address with `rel="next"`.
    Link,
    /// The number of the page; the first one has this.
    Page(i64),
    /// The number of items before the page.
    Offset,
}

impl Pagination {
    fn new(parameter: impl Into<String>, next: NextPage) -> Self {
        Self { operations: Vec::new(), parameter: parameter.into(), next, items: None, more: None }
    }

    /// The next page is what the member at `next` says: `paging.next`. A page without it is the last.
    #[must_use]
    pub fn cursor(parameter: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Cursor(next.into()))
    }

    /// The next page begins after the last item, of which `member` says which it is: `id`.
    #[must_use]
    pub fn last_item(parameter: impl Into<String>, member: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Last(member.into()))
    }

    /// The next page has the address that the header `Link` gives with `rel="next"`, as GitHub and GitLab write it: the
    /// parameter is what it is there. A page without such a link is the last.
    #[must_use]
    pub fn link(parameter: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Link)
    }

    /// Pages have numbers, the first one `first`. A page without items is the last.
    #[must_use]
    pub fn page(parameter: impl Into<String>, first: i64) -> Self {
        Self::new(parameter, NextPage::Page(first))
    }

    /// The parameter is the number of items before the page. A page without items is the last.
    #[must_use]
    pub fn offset(parameter: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Offset)
    }

    /// Adds an operation that the rule is for.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.operations.push(id.into());
        self
    }

    /// Says where the list of a page is.
    #[must_use]
    pub fn items(mut self, items: impl Into<String>) -> Self {
        self.items = Some(items.into());
        self
    }

    /// Says which member of a page is true as long as there are more. Where pages or items are counted, it may also be a text
    /// or a number that is null, absent or empty on the last page, such as the address of the next one.
    #[must_use]
    pub fn more(mut self, member: impl Into<String>) -> Self {
        self.more = Some((member.into(), true));
        self
    }

    /// Says which member of a page is true when there are no more.
    #[must_use]
    pub fn done(mut self, member: impl Into<String>) -> Self {
        self.more = Some((member.into(), false));
        self
    }
}

/// The rules for what is plain from its names alone: a parameter and the member with its next value go together.
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
