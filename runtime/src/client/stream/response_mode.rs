use http::HeaderMap;

use crate::client::response::{is_json, media_type};

/// The media type of server-sent events.
pub(crate) const EVENT_STREAM: &str = "text/event-stream";

/// Which successes are handed over before their bodies are whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    #[default]
    Buffered,
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

impl ResponseMode {
    pub(crate) fn streams(self, headers: &HeaderMap) -> bool {
        match self {
            Self::Buffered => false,
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
