//! Results that come in pages: each page is a call of its own, made when it is asked for.

mod asynchronous;
mod blocking;
mod cursor;
mod link;
mod member;

use self::cursor::PageCursor;
pub use self::link::{Linked, linked};
pub use self::member::{Count, Member, More};
use super::{Call, CallFuture, Error, HeaderMap, Operation};

/// An operation whose results come in pages. The attribute `pages` of the derive [`Operation`] implements it:
///
/// ```text
/// #[pages(items = page.data?, of = Order, next(cursor = page.paging?.next?), while = page.has_more)]
/// ```
///
/// `items` is the list, the page itself where it is one, and `of` the type of what is in it. `next` has the parameter and what it is for the next page: a
/// member of the page, or of its last item, as in `next(after = last.id)`; or what a query parameter is in the header `Link`
/// with `rel="next"`, as in `next(page = link("page"))`; or it counts, as in `next(page += 1, first = 1)`
/// and `next(offset += items, first = 0)`, with the number that stands for the first page. What may be missing has a
/// question mark. A page is the last one where that is missing or empty, where it holds nothing and the last item or the
/// number of items counts, where what follows `while` is not true, and where what follows `until` is.
pub trait Paginated: Operation + Clone {
    /// What the pages hold.
    type Item: Send + 'static;

    /// Makes this the call of the page after `page`, which came with `headers`, and returns what is different about it from the call of any other
    /// page; `None` where `page` is the last one.
    fn turn(&mut self, page: &Self::Output, headers: &HeaderMap) -> Option<String>;

    /// What a page holds.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// An item of a page, or why there is none.
pub type ItemResult<O> = Result<<O as Paginated>::Item, Error<<O as Operation>::Error>>;

/// The pages of a call: a [`Stream`](futures_core::Stream), or an [`Iterator`] of a blocking client.
///
/// Nothing is sent before the first page is asked for, and nothing after an error or the last page. Each page is a call
/// like any other, with its retries, its limits and its deadline. A server that names the same next page twice would
/// never come to an end: that is an error, after the page that said so.
#[must_use = "pages are not asked for until they are read"]
pub struct Pages<O: Paginated, D> {
    cursor: PageCursor<O, D>,
    /// The call that is under way.
    pending: Option<CallFuture<O>>,
}

impl<O: Paginated, D> Pages<O, D> {
    pub(crate) fn new(call: Call<O, D>) -> Self {
        Self { cursor: PageCursor::new(call), pending: None }
    }
}

/// What the pages of a call hold, one after another: a [`Stream`](futures_core::Stream), or an [`Iterator`] of a blocking
/// client. A page is asked for when the one before is used up; see [`Pages`].
#[must_use = "pages are not asked for until they are read"]
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
