use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;

use super::{Incoming, body_timeouts::Stop};
use crate::client::{CallContext, Reply, StatusCode, TransportError};

/// The body of a success of any length, in pieces.
///
/// ```ignore
/// let mut picture = client.read_picture("p-1").download().await?;
/// while let Some(piece) = picture.next().await {
///     file.write_all(&piece?).await?;
/// }
/// ```
///
/// It is also a [`Stream`], for the combinators of other crates. The limit on the size of a body does not apply to it. It
/// ends with an error when nothing comes for longer than [`Limits::idle`](crate::Limits::idle), when the connection
/// breaks before the end, or when the call's deadline has passed. The outcome of such an error is `Committed`, since
/// the server had accepted the call; nothing is sent again.
#[must_use = "pieces come only when they are asked for"]
pub struct Download {
    incoming: Option<Incoming>,
    context: CallContext,
    status: StatusCode,
}

impl Download {
    pub(crate) fn new(incoming: Incoming, reply: &Reply, context: &CallContext) -> Self {
        Self { incoming: Some(incoming), context: context.clone(), status: reply.http_status() }
    }

    /// Returns the next piece, which is never empty, or `None` at the end of the body.
    ///
    /// No piece is lost if the future is dropped before it is ready.
    ///
    /// # Errors
    /// If the rest of the body is not received.
    pub async fn next(&mut self) -> Option<Result<Bytes, Box<TransportError>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Box<TransportError>>>> {
        let Some(incoming) = &mut self.incoming else { return Poll::Ready(None) };
        let piece = ready!(incoming.poll_piece(cx));
        if !matches!(piece, Some(Ok(_))) {
            self.incoming = None;
        }
        Poll::Ready(piece.map(|piece| piece.map_err(|stop| Box::new(stopped(&self.context, self.status, stop)))))
    }
}

/// Returns the error of an interrupted body.
pub(super) fn stopped(context: &CallContext, status: StatusCode, (kind, source): Stop) -> TransportError {
    TransportError::new(context.clone(), kind, Some(status), None, source)
}

impl Stream for Download {
    type Item = Result<Bytes, Box<TransportError>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("status", &self.status).finish_non_exhaustive()
    }
}
