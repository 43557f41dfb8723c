use http::HeaderMap;

use crate::client::response::{essence, is_json, media_type};

/// The media type of server-sent events.
pub(crate) const EVENT_STREAM: &str = "text/event-stream";

/// The successes whose bodies are streamed.
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
        /// The media types to accept, if a success may also be JSON.
        accept: Option<&'static str>,
        /// True if a JSON body of a success may be an error of the operation.
        may_be_error: bool,
    },
}

/// Returns true if the call does not accept JSON, so that a JSON body is another success.
pub(crate) fn leaves_out_json(accept: Option<&str>) -> bool {
    accept.is_some_and(|accept| accept != "*/*")
}

impl ResponseMode {
    pub(crate) fn streams(self, headers: &HeaderMap) -> bool {
        match self {
            Self::Buffered => false,
            Self::Events { lines: None } => media_type(headers).is_none_or(|media_type| media_type == EVENT_STREAM),
            // Lines of JSON have many media types. A JSON body is another success, or an error.
            Self::Events { lines: Some(lines) } => {
                let is_asked_for = |media_type: &String| lines.split(", ").any(|asked| essence(asked) == media_type);
                media_type(headers).is_none_or(|media_type| !is_json(&media_type) || is_asked_for(&media_type))
            }
            Self::Bytes { accept, may_be_error } => {
                !may_be_error && !leaves_out_json(accept)
                    || media_type(headers).is_none_or(|media_type| !is_json(&media_type))
            }
        }
    }
}
