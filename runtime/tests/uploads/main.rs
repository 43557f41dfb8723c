//! Request bodies that come from a source while they are sent.
#![cfg(all(feature = "blocking", feature = "reqwest", feature = "test-transport", feature = "tower"))]

mod bindings;
mod large;
mod limits;
mod mock;
mod server;
mod sockets;
mod tower;

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use openapi_bindgen_runtime::Upload;

/// An item of a source: a piece, or an error with this message.
type Given = Result<&'static str, &'static str>;

/// An upload of these pieces, from a stream.
fn stream(pieces: &'static [Given]) -> Upload {
    Upload::stream(Pieces(pieces))
}

/// An upload of these pieces, from a reader.
fn reader(pieces: &'static [Given]) -> Upload {
    Upload::reader(Pieces(pieces))
}

struct Pieces(&'static [Given]);

impl Pieces {
    fn take(&mut self) -> Option<io::Result<&'static [u8]>> {
        let (piece, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(piece.map(str::as_bytes).map_err(io::Error::other))
    }
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.take().map(|piece| piece.map(Bytes::from_static)))
    }
}

impl io::Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = self.take().unwrap_or(Ok(&[]))?;
        buffer[..piece.len()].copy_from_slice(piece);
        Ok(piece.len())
    }
}
