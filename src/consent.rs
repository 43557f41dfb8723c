//! Consent: the link for the subject, the subject's answer, and what HeyGen calls it.
//!
//! [`ConsentStatus`] says what a group's `consent_status` means. It needs no client, and it is there without any
//! feature.
#![cfg_attr(feature = "client", doc = include_str!("consent/flow.md"))]

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
