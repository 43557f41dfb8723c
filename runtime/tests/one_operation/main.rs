//! One operation, written as the generator writes it, over a transport and a timer in memory.
#![cfg(feature = "client")]

mod added;
mod bindings;
mod blocking;
#[cfg(feature = "blocking")]
mod blocking_sockets;
#[cfg(all(feature = "blocking", feature = "reqwest"))]
mod both;
mod canned;
#[cfg(all(feature = "blocking", feature = "reqwest"))]
mod custom_sockets;
mod hooks;
mod hostile;
#[cfg(all(feature = "blocking", feature = "http2"))]
mod http2;
mod limits;
#[cfg(feature = "test-transport")]
mod mock;
mod model;
#[cfg(all(feature = "blocking", feature = "oauth2", feature = "reqwest"))]
mod oauth2;
mod outcomes;
mod raw;
mod resuming;
mod retries;
mod retry_class;
mod script;
mod secrets;
mod sending;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod server;
#[cfg(feature = "reqwest")]
mod sockets;
#[cfg(all(feature = "blocking", feature = "reqwest"))]
mod tls;
#[cfg(all(feature = "blocking", feature = "oauth2", feature = "reqwest"))]
mod token_server;
mod tokens;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(feature = "mock")]
mod typed_mock;

use std::fmt::Debug;

#[cfg(all(feature = "blocking", feature = "oauth2", feature = "reqwest"))]
use bindings::ShopClientBuilder;
use bindings::{CreateOrder, CreateOrderError, Order, ShopClient};
use canned::{Canned, Stopped};
use openapi_bindgen_runtime::{Error, Response, Retry};

type Result<T = Order, E = CreateOrderError> = std::result::Result<Response<T>, Error<E>>;

/// A client with a key, over `transport`, that sends nothing twice.
fn client(transport: &Canned) -> ShopClient {
    let builder = ShopClient::builder().api_key_auth("key-1").retry(Retry::never());
    builder.transport(transport.clone()).timer(Stopped).build().unwrap()
}

/// Creates an order over `transport`.
async fn create(transport: &Canned) -> Result {
    client(transport).create_order("shop-1").await
}

/// The error of a call that has to fail.
fn error<T: Debug, E: Debug>(result: Result<T, E>) -> Error<E> {
    result.expect_err("the call succeeds")
}
