use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{ItemResult, Items, Pages, Paginated};
use crate::client::{Async, CallResult, Error};

impl<O: Paginated> Pages<O, Async> {
    /// Returns the next page; `None` after the last one, and after an error.
    pub async fn next(&mut self) -> Option<CallResult<O>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<CallResult<O>>> {
        loop {
            if let Some(call) = &mut self.pending {
                let result = ready!(call.as_mut().poll(cx));
                self.pending = None;
                self.cursor.receive(&result);
                return Poll::Ready(Some(result));
            }
            match self.cursor.next() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(Error::Request(Box::new(error))))),
                Some(Ok(call)) => self.pending = Some(call.into_future()),
            }
        }
    }
}

impl<O: Paginated> Stream for Pages<O, Async> {
    type Item = CallResult<O>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<CallResult<O>>> {
        self.get_mut().poll(cx)
    }
}

impl<O: Paginated> Items<O, Async> {
    /// Returns the next item; `None` after the last one, and after an error.
    pub async fn next(&mut self) -> Option<ItemResult<O>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(cx)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => self.page = O::items(page.into_inner()).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<O: Paginated> Stream for Items<O, Async> {
    type Item = ItemResult<O>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        self.get_mut().poll(cx)
    }
}

/// Nothing in it is pinned: the call in progress is on the heap, and the items of a page are moved out of it.
impl<O: Paginated, D> Unpin for Pages<O, D> {}
impl<O: Paginated, D> Unpin for Items<O, D> {}
