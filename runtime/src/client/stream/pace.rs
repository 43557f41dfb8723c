use std::time::Duration;

use http::{HeaderMap, header::CONTENT_TYPE};

use crate::client::{BoxError, TransportErrorKind};

/// How long a body may take that is handed over before it is whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// How long nothing may come.
    pub(crate) idle: Duration,
    /// How long all of it may still take, and what it means that this time is up.
    pub(crate) rest: Option<(Duration, TransportErrorKind)>,
}

/// What kept a body from going on.
pub(crate) type Stop = (TransportErrorKind, Option<BoxError>);

/// Which successes are handed over before their bodies are whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Handover {
    #[default]
    Nothing,
    /// Those that are events.
    Events,
    /// Those that cannot be an error in disguise, or another success.
    Bytes {
        /// The media types to ask for, where a success may be JSON as well.
        accept: Option<&'static str>,
        /// Whether an error of this operation may come under a status that says success, as JSON.
        may_be_error: bool,
    },
}

impl Handover {
    pub(crate) fn takes(self, headers: &HeaderMap) -> bool {
        match self {
            Self::Nothing => false,
            Self::Events => media_type(headers).is_none_or(|media_type| media_type == "text/event-stream"),
            Self::Bytes { accept, may_be_error } => {
                !may_be_error && accept.is_none() || media_type(headers).is_none_or(|media_type| !is_json(&media_type))
            }
        }
    }
}

/// Whether it is JSON, and not a format that is only made of it, such as `application/x-ndjson`.
fn is_json(media_type: &str) -> bool {
    matches!(media_type, "application/json" | "text/json") || media_type.ends_with("+json")
}

/// The media type of a body, in small letters and without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next()?.trim().to_ascii_lowercase())
}
