//! Successes that are received as they come: events and downloads.
#![cfg(feature = "client")]

mod bindings;
mod blocking;
mod downloads;
mod events;
mod pieces;
#[cfg(all(feature = "blocking", feature = "reqwest"))]
mod sockets;

use bindings::Client;
use openapi_bindgen_runtime::{Blocking, Limits, Retry};
use pieces::{Pieces, Stopped};

/// A client over `transport` that sends nothing twice, takes bodies and events of 100 bytes, and never waits.
fn client(transport: &Pieces) -> Client {
    let builder = Client::builder().retry(Retry::never()).limits(Limits::default().body(100).event(100));
    builder.transport(transport.clone()).timer(Stopped).build().unwrap()
}

/// The same, whose calls block.
fn blocking_client(transport: &Pieces) -> Client<Blocking> {
    let builder = Client::builder().retry(Retry::never()).limits(Limits::default().body(100).event(100));
    builder.blocking_transport(transport.clone()).blocking_timer(Stopped).build_blocking().unwrap()
}
