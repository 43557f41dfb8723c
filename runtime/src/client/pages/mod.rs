//! Pagination: each page is a call of its own, made when the page is polled.

mod asynchronous;
mod blocking;
mod cursor;
mod link;
mod member;

use self::cursor::PageCursor;
pub use self::link::{Linked, linked};
pub use self::member::{Count, Member, More};
use super::{Call, CallFuture, Error, HeaderMap, Operation};

/// An operation with paginated results. The attribute `pages` of the derive [`Operation`] implements it:
///
/// ```text
/// #[pages(items = page.data?, of = Order, next(cursor = page.paging?.next?), while = page.has_more)]
/// ```
///
/// `items` is the list, which may be the page itself, and `of` the type of its items. `next` sets a parameter for the next
/// page: to a member of the page, or of its last item, as in `next(after = last.id)`; to a query parameter of the URL in the
/// header `Link` with `rel="next"`, as in `next(page = link("page"))`; or to a counter, as in `next(page += 1, first = 1)`
/// and `next(offset += items, first = 0)`, where `first` is the number of the first page. A member that may be missing has
/// a question mark. A page is the last one if the member of `next` is missing or empty, if the page is empty and `next`
/// depends on its items, if the member of `while` is not true, or if the member of `until` is true.
pub trait Paginated: Operation + Clone {
    /// The type of an item.
    type Item: Send + 'static;

    /// Makes this the operation of the page after `page`, which has these response headers. Returns the value that differs
    /// from all other pages, or `None` if `page` is the last one.
    fn turn(&mut self, page: &Self::Output, headers: &HeaderMap) -> Option<String>;

    /// Returns the items of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// An item of a page, or the error of the call for its page.
pub type ItemResult<O> = Result<<O as Paginated>::Item, Error<<O as Operation>::Error>>;

/// The pages of a call: a [`Stream`](futures_core::Stream), or an [`Iterator`] of a blocking client.
///
/// Nothing is sent before the first page is polled, or after an error or the last page. Each page is a call of its own,
/// with its retries, its limits and its deadline. If a page names an earlier page as the next one, the pages would
/// never end; an error follows that page.
#[must_use = "no page is requested until it is read"]
pub struct Pages<O: Paginated, D> {
    cursor: PageCursor<O, D>,
    /// The call in progress.
    pending: Option<CallFuture<O>>,
}

impl<O: Paginated, D> Pages<O, D> {
    pub(crate) fn new(call: Call<O, D>) -> Self {
        Self { cursor: PageCursor::new(call), pending: None }
    }
}

/// The items of the pages of a call: a [`Stream`](futures_core::Stream), or an [`Iterator`] of a blocking client. A
/// page is requested when the items of the one before are used up; see [`Pages`].
#[must_use = "no page is requested until it is read"]
pub struct Items<O: Paginated, D> {
    pages: Pages<O, D>,
    page: std::vec::IntoIter<O::Item>,
}

impl<O: Paginated, D> Items<O, D> {
    pub(crate) fn new(call: Call<O, D>) -> Self {
        Self { pages: Pages::new(call), page: Vec::new().into_iter() }
    }
}

impl<O: Paginated, D> std::fmt::Debug for Pages<O, D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<O: Paginated, D> std::fmt::Debug for Items<O, D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("left", &self.page.len()).finish()
    }
}
