use std::{error, fmt, time::Duration};

use openapi_bindgen_runtime::{Error, Outcome};

use super::ConsentStatus;
use crate::{
    AvatarGroupItem,
    operations::{CreateAvatarConsentError, GetAvatarGroupError},
};

/// The reason why consent could not be requested.
#[non_exhaustive]
pub enum CollectConsentError {
    /// The group could not be looked up, so that nothing was started.
    Check(Error<GetAvatarGroupError>),
    /// The flow was not started, or the outcome is unknown: see [`outcome`](Self::outcome).
    Start(Error<CreateAvatarConsentError>),
    /// The flow was started, and the response has no link, although HeyGen documents one.
    #[non_exhaustive]
    NoLink {
        /// HeyGen's identifier of the request, for its support.
        request_id: Option<String>,
        /// The idempotency key that was sent.
        idempotency_key: Option<String>,
    },
}

impl CollectConsentError {
    /// Returns the outcome of starting the flow.
    ///
    /// If it is [`Unknown`](Outcome::Unknown), the same call with the same [`idempotency_key`](Self::idempotency_key)
    /// starts it once.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Check(_) => Outcome::NotSent,
            Self::Start(error) => error.outcome(),
            Self::NoLink { .. } => Outcome::Committed,
        }
    }

    /// Returns the idempotency key of the call that starts the flow, if that call was made.
    pub fn idempotency_key(&self) -> Option<&str> {
        match self {
            Self::Check(_) => None,
            Self::Start(error) => error.idempotency_key(),
            Self::NoLink { idempotency_key, .. } => idempotency_key.as_deref(),
        }
    }
}

impl fmt::Display for CollectConsentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Check(error) => fmt::Display::fmt(error, f),
            Self::Start(error) => fmt::Display::fmt(error, f),
            Self::NoLink { request_id, .. } => {
                f.write_str("the consent flow was started, but HeyGen's answer has no link for the person shown")?;
                match request_id {
                    Some(id) => write!(f, " (request {id:?})"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Writes the same as `Display`, so that a program that ends with the error prints a sentence, or the details of a
/// failed call with `{:#?}`.
impl fmt::Debug for CollectConsentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Check(error) if f.alternate() => f.debug_tuple("Check").field(error).finish(),
            Self::Start(error) if f.alternate() => f.debug_tuple("Start").field(error).finish(),
            Self::Check(_) | Self::Start(_) | Self::NoLink { .. } => fmt::Display::fmt(self, f),
        }
    }
}

/// The message is that of the call that failed, so the source is that call's source.
impl error::Error for CollectConsentError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Check(error) => error.source(),
            Self::Start(error) => error.source(),
            Self::NoLink { .. } => None,
        }
    }
}

/// The reason why waiting for consent ended without it.
#[non_exhaustive]
pub enum WaitForConsentError {
    /// The person shown declines.
    Declined(Box<AvatarGroupItem>),
    /// There was no decision before the deadline. The link remains valid, so you can wait again.
    #[non_exhaustive]
    Deadline {
        /// The maximum wait.
        deadline: Duration,
        /// The last status, or `None` if HeyGen never responded.
        last: Option<ConsentStatus>,
        /// The error of the last poll, if it failed.
        failure: Option<Error<GetAvatarGroupError>>,
    },
    /// A poll failed, and more polls would not help: for example, the credential or the group is not known.
    Poll(Error<GetAvatarGroupError>),
}

impl WaitForConsentError {
    /// Returns the last status, if it is known.
    pub fn status(&self) -> Option<ConsentStatus> {
        match self {
            Self::Declined(group) => Some(group.as_ref().into()),
            Self::Deadline { last, .. } => last.clone(),
            Self::Poll(_) => None,
        }
    }
}

impl fmt::Display for WaitForConsentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declined(group) => {
                let status = ConsentStatus::from(&**group);
                let (name, status) = (Quoted(&group.name), Quoted(status.as_str().unwrap_or_default()));
                write!(f, "the person shown in {name} does not consent: the status is {status}")
            }
            Self::Deadline { deadline, last, failure } => {
                write!(f, "no decision about consent within {deadline:?}")?;
                if let Some(status) = last.as_ref().and_then(ConsentStatus::as_str) {
                    write!(f, ", and the last status was {}", Quoted(status))?;
                }
                if failure.is_some() {
                    f.write_str("; the last poll failed")?;
                }
                f.write_str("; the link may go on working, so wait again later")
            }
            Self::Poll(error) => fmt::Display::fmt(error, f),
        }
    }
}

/// Writes the same as `Display` and the error of the last poll, or the details of the failed poll with `{:#?}`.
impl fmt::Debug for WaitForConsentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Poll(error) if f.alternate() => f.debug_tuple("Poll").field(error).finish(),
            Self::Deadline { failure: Some(failure), .. } if f.alternate() => write!(f, "{self}: {failure:#?}"),
            Self::Deadline { failure: Some(failure), .. } => write!(f, "{self}: {failure}"),
            Self::Declined(_) | Self::Deadline { .. } | Self::Poll(_) => fmt::Display::fmt(self, f),
        }
    }
}

impl error::Error for WaitForConsentError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Declined(_) => None,
            Self::Deadline { failure, .. } => failure.as_ref().map(|error| error as _),
            // The message is that of the poll, so the source is the poll's source.
            Self::Poll(error) => error.source(),
        }
    }
}

/// The beginning of a text from HeyGen, quoted, since it may be long and have any characters.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.floor_char_boundary(100);
        write!(f, "{:?}{}", &self.0[..end], if end < self.0.len() { "…" } else { "" })
    }
}
