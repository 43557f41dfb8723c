//! Guides for common tasks.
//!
//! - [`errors`]: the errors of a call, and what to do about them.
//! - [`retries`]: retries, idempotency keys and limits.
//! - [`resuming`]: calls that one process starts and another one completes.
//! - [`custom_requests`]: headers and query parameters of your own, hooks, and requests that the document lacks.
//! - [`without_async`]: blocking calls, for programs without an asynchronous runtime.
#![cfg_attr(feature = "mock", doc = "- [`testing`]: tests without HeyGen, with a mock server or in memory.")]
#![cfg_attr(not(feature = "mock"), doc = "- `testing` (feature `mock`): tests without HeyGen.")]
#![cfg_attr(feature = "reqwest", doc = "- [`http_clients`]: your own HTTP client, proxy or middleware.")]
#![cfg_attr(not(feature = "reqwest"), doc = "- `http_clients` (feature `reqwest`): your own HTTP client.")]
#![cfg_attr(feature = "tracing", doc = "- [`tracing`]: spans of calls and attempts.")]
#![cfg_attr(not(feature = "tracing"), doc = "- `tracing` (feature `tracing`): spans of calls and attempts.")]
//!
//! The module [`consent`](crate::consent) has the whole consent flow.

#[doc = include_str!("guide/errors.md")]
pub mod errors {}

#[doc = include_str!("guide/retries.md")]
pub mod retries {}

#[doc = include_str!("guide/resuming.md")]
pub mod resuming {}

#[doc = include_str!("guide/custom_requests.md")]
pub mod custom_requests {}

#[doc = include_str!("guide/without_async.md")]
pub mod without_async {}

#[cfg(feature = "mock")]
#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[cfg(feature = "reqwest")]
#[doc = include_str!("guide/http_clients.md")]
pub mod http_clients {}

#[cfg(feature = "tracing")]
#[doc = include_str!("guide/tracing.md")]
pub mod tracing {}
