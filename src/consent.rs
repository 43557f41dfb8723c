//! Consent: the link for the person shown, and that person's decision.
//!
//! [`ConsentStatus`] is the meaning of a group's `consent_status`. It needs neither a client nor any feature.
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
