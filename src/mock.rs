//! A mock HeyGen on a loopback port, for tests and examples.
//!
//! It responds to the two calls of the consent flow as HeyGen documents them and as its live API behaves. It checks
//! credentials, constraints and idempotency keys, replays responses, and grants consent after a configured number of
//! polls. It records every request. The next response can be replaced ([`Reply`]) or corrupted in transit ([`Fault`]).
//! The server runs on its own thread, so that asynchronous and blocking tests can use it, and stops when it is dropped.
//!
//! ```
//! # #[cfg(not(feature = "reqwest"))]
//! # fn main() {}
//! # #[cfg(feature = "reqwest")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use heygen_api::mock::{Fault, Group, Reply, RetryAfter, Server};
//! use heygen_api::runtime::Retry;
//!
//! let server = Server::start()?;
//! server.add(Group::new("group_xyz789").grant_after(1));
//! let client = server.client()?;
//!
//! let consent = client.create_avatar_consent("group_xyz789").await?;
//! assert_eq!(consent.avatar_group.consent_status.as_deref(), Some("pending"));
//! let group = client.get_avatar_group("group_xyz789").await?;
//! assert_eq!(group.consent_status.as_deref(), Some("approved"));
//! assert_eq!(server.requests()[1].path(), "/v3/avatars/group_xyz789");
//!
//! server.respond_next(Reply::rate_limited(RetryAfter::Seconds(2)));
//! assert!(client.get_avatar_group("group_xyz789").retry(Retry::never()).await.is_err());
//! server.fail_next(Fault::Reset);
//! assert!(client.get_avatar_group("group_xyz789").retry(Retry::never()).await.is_err());
//! # Ok(())
//! # }
//! ```

mod account;
mod body;
mod connection;
mod fault;
mod group;
mod idempotency;
mod recorded;
mod reply;
mod server;
mod state;

pub use self::{
    account::{API_KEY, BEARER_TOKEN},
    fault::Fault,
    group::Group,
    recorded::RecordedRequest,
    reply::{Reply, RetryAfter},
    server::Server,
};
#[doc(no_inline)]
pub use hyper::{
    HeaderMap, Method, StatusCode,
    header::{HeaderName, HeaderValue},
};
