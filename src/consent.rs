//! Collecting consent: the link for the subject, and the subject's answer.
//!
//! [`Client::collect_consent`](crate::Client::collect_consent) asks for consent where a group needs it, and gives the link
//! that the subject has to visit. [`PendingConsent::wait`] waits for the answer, and [`PendingConsent::changes`] tells
//! every status on the way. Another process waits with
//! [`Client::wait_for_consent`](crate::Client::wait_for_consent).
//!
//! [`ConsentStatus`] says what a group's `consent_status` means. It needs no client, and it is there without any feature.
#![cfg_attr(
    feature = "client",
    doc = r#"
```
# #[cfg(not(all(feature = "mock", feature = "reqwest")))]
# fn main() {}
# #[cfg(all(feature = "mock", feature = "reqwest"))]
# #[tokio::main(flavor = "current_thread")]
# async fn main() -> Result<(), Box<dyn std::error::Error>> {
# use heygen_api::mock::{Group, Server};
# let server = Server::start()?;
# server.add(Group::new("group_xyz789").grant_after(1));
# let client = server.client()?;
use heygen_api::consent::Consent;

match client.collect_consent("group_xyz789").reroute_url("https://example.com/done").await? {
    Consent::Pending(pending) => {
        println!("send this to the subject: {}", pending.url());
        let group = pending.wait().await?;
        println!("{} may be used", group.name);
    }
    _ => println!("no consent is needed, or it has been given before"),
}
# Ok(())
# }
```

Without async, the same is told to `send`: `client.collect_consent("group_xyz789").send()?`, `pending.wait().send()?`.
"#
)]

#[cfg(feature = "client")]
mod changes;
#[cfg(feature = "client")]
mod collect;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod pending;
#[cfg(feature = "client")]
mod schedule;
mod status;
#[cfg(feature = "client")]
mod wait;
#[cfg(feature = "client")]
mod watch;

pub use self::status::ConsentStatus;
#[cfg(feature = "client")]
pub use self::{
    changes::ConsentChanges,
    collect::{CollectConsent, Consent},
    error::{CollectConsentError, WaitForConsentError},
    pending::{LINK_LIFETIME, PendingConsent},
    wait::WaitForConsent,
};
