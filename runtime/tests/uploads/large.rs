//! Uploads that are larger than what any of those who take part may hold.

use std::{
    io::{self, Read},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use openapi_bindgen_runtime::Upload;

use crate::{bindings::Client, server::count};

const PIECE: usize = 64 * 1024;
const LENGTH: u64 = 64 * 1024 * 1024;
/// The limit on bytes in transit: the system buffers a few megabytes of a connection.
const ON_ITS_WAY: u64 = 16 * 1024 * 1024;
/// The limit on buffered bytes in this process.
const HELD: u64 = 2 * 1024 * 1024;

/// Gives `LENGTH` bytes, and notes how far it ever was ahead of the server.
struct Film {
    given: u64,
    received: Arc<AtomicU64>,
    ahead: Arc<AtomicU64>,
    held: Arc<AtomicU64>,
    most_held: Arc<AtomicU64>,
}

impl Film {
    fn new(received: &Arc<AtomicU64>) -> (Self, Arc<AtomicU64>, Arc<AtomicU64>) {
        let (ahead, most_held) = (Arc::default(), Arc::default());
        let received = Arc::clone(received);
        let film = Self {
            given: 0,
            received,
            ahead: Arc::clone(&ahead),
            held: Arc::default(),
            most_held: Arc::clone(&most_held),
        };
        (film, ahead, most_held)
    }

    fn give(&mut self, count: usize) -> usize {
        let count = count.min(usize::try_from(LENGTH - self.given).unwrap());
        self.given += count as u64;
        self.ahead.fetch_max(self.given.saturating_sub(self.received.load(Ordering::SeqCst)), Ordering::SeqCst);
        count
    }
}

/// A piece in memory, which is counted for as long as it is there.
struct Held(Vec<u8>, Arc<AtomicU64>);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.1.fetch_sub(PIECE as u64, Ordering::SeqCst);
    }
}

impl Stream for Film {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let count = self.give(PIECE);
        if count == 0 {
            return Poll::Ready(None);
        }
        let held = self.held.fetch_add(PIECE as u64, Ordering::SeqCst) + PIECE as u64;
        self.most_held.fetch_max(held, Ordering::SeqCst);
        let piece = Bytes::from_owner(Held(vec![7; PIECE], Arc::clone(&self.held)));
        Poll::Ready(Some(Ok(piece.slice(..count))))
    }
}

impl Read for Film {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // The bytes of the reads before are no longer buffered here, or are in transit.
        let count = self.give(buffer.len());
        buffer[..count].fill(7);
        Ok(count)
    }
}

#[tokio::test]
async fn a_stream_is_polled_when_there_is_room_for_more() {
    for length in [Some(LENGTH), None] {
        let (address, received, server) = count();
        let (film, ahead, held) = Film::new(&received);
        let upload = Upload::stream(film);
        let upload = if let Some(length) = length { upload.length(length) } else { upload };
        let client = Client::builder().base_url(format!("http://{address}")).build().unwrap();
        client.set_film(upload).await.unwrap();
        assert!(server.join().unwrap().is_whole);
        assert_eq!(received.load(Ordering::SeqCst), LENGTH);
        let (ahead, held) = (ahead.load(Ordering::SeqCst), held.load(Ordering::SeqCst));
        assert!(ahead < ON_ITS_WAY, "{ahead} bytes were on their way");
        assert!(held < HELD, "{held} bytes were held");
    }
}

#[test]
fn a_reader_is_read_when_there_is_room_for_it() {
    for length in [Some(LENGTH), None] {
        let (address, received, server) = count();
        let (film, ahead, _) = Film::new(&received);
        let upload = Upload::reader(film);
        let upload = if let Some(length) = length { upload.length(length) } else { upload };
        let client = Client::builder().base_url(format!("http://{address}")).build_blocking().unwrap();
        client.set_film(upload).send().unwrap();
        assert!(server.join().unwrap().is_whole);
        assert_eq!(received.load(Ordering::SeqCst), LENGTH);
        let ahead = ahead.load(Ordering::SeqCst);
        assert!(ahead < ON_ITS_WAY, "{ahead} bytes were on their way");
    }
}
