use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::Paginated;
use crate::client::{Call, CallResult, Operation, RequestError, RequestErrorKind, request::ComparableRequest};

/// The position in the pages of a call, without I/O.
pub(super) struct PageCursor<O, D> {
    /// The call of the next page.
    next: Option<Result<Call<O, D>, RequestError>>,
    /// The call of the current page, which becomes the call of the next one.
    current: Option<Call<O, D>>,
    /// The request of the first page, whose cursor no page names.
    first: Option<ComparableRequest>,
    /// The digests of the cursors of all other pages.
    seen: HashSet<u64>,
}

impl<O: Paginated, D> PageCursor<O, D> {
    pub(super) fn new(call: Call<O, D>) -> Self {
        let first = ComparableRequest::new(call.operation()).ok();
        Self { next: Some(Ok(call)), current: None, first, seen: HashSet::new() }
    }

    /// Returns the call to make for the next page; `None` after the last one.
    pub(super) fn next(&mut self) -> Option<Result<Call<O, D>, RequestError>>
    where
        D: Clone,
    {
        let next = self.next.take()?;
        if let Ok(call) = &next {
            self.current = Some(call.clone());
        }
        Some(next)
    }

    /// Takes the result of that call.
    pub(super) fn receive(&mut self, result: &CallResult<O>) {
        let (Some(mut call), Ok(page)) = (self.current.take(), result) else { return };
        let Some(cursor) = call.operation_mut().turn(page, page.http_headers()) else { return };
        let mut hasher = DefaultHasher::new();
        cursor.hash(&mut hasher);
        let is_first = self
            .first
            .as_ref()
            .is_some_and(|first| ComparableRequest::new(call.operation()).is_ok_and(|next| next.is_same(first)));
        self.next = Some(if self.seen.insert(hasher.finish()) && !is_first {
            Ok(call)
        } else {
            Err(RequestError::new(<O as Operation>::META.operation_id, RequestErrorKind::PageAgain))
        });
    }
}
