use std::time::Duration;

use http::HeaderMap;

use crate::client::{
    BoxError, TransportErrorKind,
    media_type::{is_json, media_type},
};

/// The media type of server-sent events.
pub(crate) const EVENT_STREAM: &str = "text/event-stream";

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
    Events {
        /// The media types to ask for, where these are lines of JSON.
        lines: Option<&'static str>,
    },
    /// Those that cannot be an error in disguise, or another success.
    Bytes {
        /// The media types to ask for, where a success may be JSON as well.
        accept: Option<&'static str>,
        /// Whether an error of this operation may come under a status that says success, as JSON.
        may_be_error: bool,
    },
}

/// Whether JSON is another success than those that a call asks for.
pub(crate) fn leaves_out_json(accept: Option<&str>) -> bool {
    accept.is_some_and(|accept| accept != "*/*")
}

impl Handover {
    pub(crate) fn takes(self, headers: &HeaderMap) -> bool {
        match self {
            Self::Nothing => false,
            Self::Events { lines: None } => media_type(headers).is_none_or(|media_type| media_type == EVENT_STREAM),
            // Servers call lines of JSON by many names. What is called JSON is another success, or an error.
            Self::Events { lines: Some(lines) } => {
                let is_asked_for = |media_type: &String| lines.split(", ").any(|asked| asked == media_type);
                media_type(headers).is_none_or(|media_type| !is_json(&media_type) || is_asked_for(&media_type))
            }
            Self::Bytes { accept, may_be_error } => {
                !may_be_error && !leaves_out_json(accept)
                    || media_type(headers).is_none_or(|media_type| !is_json(&media_type))
            }
        }
    }
}
