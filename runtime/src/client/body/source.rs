use std::{
    io::{ErrorKind, Read},
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::client::BoxError;

/// The number of bytes that are read at once.
const PIECE: usize = 64 * 1024;

/// A source of bytes, until it is taken to be read.
pub(super) struct Source {
    origin: Mutex<Option<Origin>>,
    is_stream: bool,
}

/// The origin of the bytes.
pub(super) enum Origin {
    Stream(Pin<Box<dyn Pieces + Send>>),
    Reader(Box<dyn Read + Send>),
}

/// A stream whose pieces are bytes and whose errors are boxed, so that every stream is one type.
pub(super) trait Pieces {
    fn poll_piece(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>>;
}

impl<S, B, E> Pieces for S
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    fn poll_piece(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.poll_next(cx).map(|piece| piece.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}

impl Source {
    pub(super) fn new(origin: Origin) -> Self {
        let is_stream = matches!(origin, Origin::Stream(_));
        Self { origin: Mutex::new(Some(origin)), is_stream }
    }

    /// Takes the origin. A second call returns `None`.
    pub(super) fn take(&self) -> Option<Origin> {
        // No code of the caller runs under the lock, so a panic leaves the state valid.
        self.origin.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Returns true if the source was not taken yet.
    pub(super) fn is_fresh(&self) -> bool {
        self.origin.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Returns true if the source is a stream.
    pub(super) fn is_stream(&self) -> bool {
        self.is_stream
    }

    /// Returns the name of the function that creates such a source.
    pub(super) fn kind(&self) -> &'static str {
        if self.is_stream { "Upload::stream" } else { "Upload::reader" }
    }
}

/// Reads the next piece, which is empty at the end.
pub(super) fn read_piece(reader: &mut dyn Read) -> Result<Bytes, BoxError> {
    let mut piece = BytesMut::zeroed(PIECE);
    loop {
        match reader.read(&mut piece) {
            Ok(count) => {
                piece.truncate(count);
                return Ok(piece.freeze());
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}
