use std::{
    io::{self, ErrorKind},
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// The body of a response: all of it, or a part and then a connection that breaks.
pub(super) enum Outgoing {
    Whole(Bytes),
    Part(Bytes),
    /// The part is to be sent before the connection breaks, so that there is a pause.
    Pause,
    Break,
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match &mut *self {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Part(bytes) => {
                let part = std::mem::take(bytes);
                *self = Self::Pause;
                Poll::Ready(Some(Ok(Frame::data(part))))
            }
            Self::Pause => {
                *self = Self::Break;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Break => Poll::Ready(Some(Err(ErrorKind::ConnectionAborted.into()))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            // Were its length known, hyper would refuse a header that promises more.
            Self::Part(_) | Self::Pause | Self::Break => SizeHint::default(),
        }
    }
}
