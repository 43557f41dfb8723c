use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// The size of the pieces of a long body.
static CHUNK: [u8; 16 * 1024] = [b' '; 16 * 1024];

/// The body of a response that is being sent.
pub(super) struct Outgoing {
    pub(super) bytes: Bytes,
    /// Blanks to send after the bytes; they are never held in memory.
    pub(super) blanks: usize,
    /// True if hyper knows the length, and sends it as `Content-Length`.
    pub(super) is_length_known: bool,
    pub(super) end: End,
}

/// The action after the last byte. It is not reached if the promised length is sent.
pub(super) enum End {
    Whole,
    /// The connection breaks after a pause, in which the bytes before are sent.
    Pause,
    Break,
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if !self.bytes.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.bytes)))));
        }
        if self.blanks > 0 {
            let count = self.blanks.min(CHUNK.len());
            self.blanks -= count;
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&CHUNK[..count])))));
        }
        match self.end {
            End::Whole => Poll::Ready(None),
            End::Pause => {
                self.end = End::Break;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            End::Break => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        if self.is_length_known {
            SizeHint::with_exact((self.bytes.len() + self.blanks) as u64)
        } else {
            SizeHint::default()
        }
    }
}
