use std::{
    borrow::Cow,
    error::Error,
    fmt::{self, Write},
    sync::Arc,
};

use super::{CallContext, Excerpt};
use crate::{Outcome, ReadError, ResumeError, SecurityScheme, UploadError, Violations};

/// A call that was not sent, or not sent again, and why.
///
/// Its outcome is `NotSent`, unless the call may have been sent before: by another process, for a call that is resumed, or
/// by an earlier attempt, if there was no token for the next one. Look at `outcome` before you repeat the call with a new
/// key.
#[derive(Clone)]
pub struct RequestError {
    context: CallContext,
    kind: Box<RequestErrorKind>,
}

/// The reason why a call was not sent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RequestErrorKind {
    /// A parameter that cannot be sent.
    #[non_exhaustive]
    Parameter {
        /// `path`, `query`, `header` or `cookie`.
        location: &'static str,
        /// The parameter's name in the document.
        name: String,
        /// The reason, without the value itself.
        reason: Cow<'static, str>,
    },
    /// A header or a query parameter that the caller added and that cannot be sent.
    #[non_exhaustive]
    Added {
        /// `header` or `query parameter`.
        location: &'static str,
        /// Its name.
        name: String,
        /// The reason, without the value.
        reason: String,
    },
    /// Values that do not meet the document's constraints.
    Constraints(Violations),
    /// A body that has no JSON form.
    Body(ReadError),
    /// Bytes from a source that cannot be read, or not by this client.
    Upload(UploadError),
    /// The client has no credential that the operation accepts.
    #[non_exhaustive]
    MissingCredential {
        /// The alternatives, of which one is enough; all schemes of an alternative belong together.
        alternatives: &'static [&'static [SecurityScheme]],
        /// The name of the builder's method for each scheme.
        setters: &'static [(&'static str, SecurityScheme)],
    },
    /// The base URL, path and query are not a valid URL. The text is the reason.
    Address(String),
    /// The provider of a credential issued no token, or one that cannot be sent.
    #[non_exhaustive]
    Token {
        /// The scheme's name in the document.
        scheme: &'static str,
        /// The provider's error.
        source: Arc<dyn Error + Send + Sync>,
    },
    /// This is not the call that was started, or not any more.
    Resume(ResumeError),
    /// A page names an earlier page as the next one, so that the pages would never end.
    PageAgain,
    /// The client's timer does not work in the context of the call. The text is the reason.
    Timer(&'static str),
    /// No random numbers are available for an idempotency key or the boundary of a form. The text is the reason.
    Randomness(String),
}

impl RequestError {
    pub(crate) fn new(operation_id: &'static str, kind: RequestErrorKind) -> Self {
        Self { context: CallContext::unsent(operation_id), kind: Box::new(kind) }
    }

    /// Creates the error of a call that has begun, and was perhaps sent before.
    pub(crate) fn of_call(context: CallContext, kind: Box<RequestErrorKind>) -> Self {
        Self { context, kind }
    }

    /// Changes the outcome to unknown, since another process may have sent the call with `key`.
    pub(crate) fn presented_before(mut self, key: &str) -> Self {
        self.context.outcome = Outcome::Unknown;
        self.context.idempotency_key = Some(key.into());
        self
    }

    /// Returns the reason.
    pub fn kind(&self) -> &RequestErrorKind {
        &self.kind
    }

    /// Returns the context of the call.
    pub fn context(&self) -> &CallContext {
        &self.context
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.context.operation_id();
        self.context.masks.show(f, |message| match self.context.earlier_attempts() {
            [] => write!(message, "{operation} was not sent: {}", self.kind),
            [.., last] => {
                write!(message, "{operation} was not sent again: {}; the attempt before failed with: {last}", self.kind)
            }
        })
    }
}

/// Writes the same as `Display`, or the details with `{:#?}`.
impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.context.masks.show_details(f, &Details(self)) } else { fmt::Display::fmt(self, f) }
    }
}

struct Details<'e>(&'e RequestError);

impl fmt::Debug for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        f.debug_struct("RequestError").field("context", &error.context).field("kind", &error.kind).finish()
    }
}

impl fmt::Display for RequestErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter { location, name, reason } => write!(f, "{location} parameter `{name}` {reason}"),
            Self::Added { location, name, reason } => write!(f, "the added {location} `{name}` {reason}"),
            Self::Constraints(violations) => fmt::Display::fmt(violations, f),
            Self::Body(error) => write!(f, "the body has no JSON form: {}", Excerpt(error.message().as_bytes())),
            Self::Upload(error) => error.fmt(f),
            Self::MissingCredential { alternatives, setters } => {
                f.write_str("it needs a credential, set on the client's builder: ")?;
                for (position, alternative) in alternatives.iter().enumerate() {
                    f.write_str(if position == 0 { "" } else { ", or " })?;
                    for (position, scheme) in alternative.iter().enumerate() {
                        f.write_str(if position == 0 { "" } else { " and " })?;
                        if let Some((setter, _)) = setters.iter().find(|(_, known)| known.name() == scheme.name()) {
                            write!(f, "`.{setter}(…)` for ")?;
                        }
                        write!(f, "{scheme}")?;
                    }
                }
                Ok(())
            }
            Self::Token { scheme, source } => {
                write!(f, "there is no token for {scheme}: {}", Excerpt(source.to_string().as_bytes()))
            }
            Self::Address(reason) => write!(f, "its address is not a URL: {reason}"),
            Self::Resume(error) => error.fmt(f),
            Self::PageAgain => f.write_str("the next page is an earlier one"),
            Self::Timer(reason) => f.write_str(reason),
            Self::Randomness(reason) => {
                write!(f, "it needs random numbers, for an idempotency key or the boundary of a form, and {reason}")
            }
        }
    }
}

/// The source is the error of a provider. All other messages are complete.
impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.kind {
            RequestErrorKind::Token { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: SecurityScheme = SecurityScheme::header("ApiKeyAuth", "x-api-key");
    const TOKEN: SecurityScheme = SecurityScheme::bearer("BearerAuth");
    const OTHER: SecurityScheme = SecurityScheme::query("Other", "sig");

    #[test]
    fn a_missing_credential_names_its_setter() {
        let kind = RequestErrorKind::MissingCredential {
            alternatives: &[&[KEY], &[TOKEN, OTHER]],
            setters: &[("api_key_auth", KEY), ("bearer_auth", TOKEN)],
        };
        assert_eq!(
            RequestError::new("createOrder", kind).to_string(),
            "createOrder was not sent: it needs a credential, set on the client's builder: \
             `.api_key_auth(…)` for ApiKeyAuth (header x-api-key), \
             or `.bearer_auth(…)` for BearerAuth (bearer token) and Other (query parameter sig)"
        );
    }
}
