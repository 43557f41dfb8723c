//! The target for streams from a server.

use std::fmt::Debug;

use openapi_bindgen_runtime::{BlockingEvents, Error, Response};

use crate::wire::{Answer, Canned};

/// Reads the input as events, as JSON lines and as a JSON text sequence. The result must not depend on the pieces in
/// which the input arrives. The first byte sets the length of the pieces.
pub fn stream(input: &[u8]) {
    let Some((piece, body)) = input.split_first() else { return };
    let piece = usize::from(*piece % 16) + 1;
    let events = |piece| {
        let client = Canned::new(Answer::ok("text/event-stream", body), piece).client();
        all(client.read_events().events())
    };
    assert_eq!(events(usize::MAX), events(piece), "the events depend on their pieces");
    let lines = |piece| {
        let client = Canned::new(Answer::ok("application/x-ndjson", body), piece).client();
        all(client.read_lines().events())
    };
    assert_eq!(lines(usize::MAX), lines(piece), "the lines depend on their pieces");
    let sequence = |piece| {
        let client = Canned::new(Answer::ok("application/json-seq", body), piece).client();
        all(client.read_sequence().events())
    };
    assert_eq!(sequence(usize::MAX), sequence(piece), "the sequence depends on its pieces");
}

/// Returns the `Debug` text of every result of a stream.
fn all<T: Debug, E: Debug, H>(begun: Result<Response<BlockingEvents<T, E>, H>, Error<E>>) -> Vec<String> {
    match begun {
        Ok(response) => response.into_inner().map(|item| format!("{item:?}")).collect(),
        Err(error) => vec![format!("{error:?}")],
    }
}
