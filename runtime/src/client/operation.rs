use std::fmt::Debug;

use super::{ByStatus, Event, Meta, Reply, RequestBuilder, ResponseHeaders};
use crate::{Check, ReadError};

/// One operation of the document with the values of one call: it builds the request and reads the reply, and does no
/// I/O itself.
///
/// Generated code implements it on one plain struct per operation, whose fields are the parameters and the body. Nothing is
/// sent where one of them does not meet a constraint of the document, which is what [`Check`] is for.
pub trait Operation: Check + Send + Sync + 'static {
    /// What a success is read as.
    type Output: Send + 'static;
    /// The declared headers of a success, each an `Option`; `()` where the document declares none.
    type Headers: ResponseHeaders;
    /// What a refusal is read as: one variant per declared status, and one for the rest.
    type Error: ByStatus + Debug + Send + Sync + 'static;

    /// What is the same for every call.
    const META: Meta;

    /// Writes parameters and body into the request, which keeps the first that cannot be sent, such as a path parameter
    /// that is empty.
    fn request(&self, request: &mut RequestBuilder);

    /// Reads the reply to a call that succeeded, whichever 2xx its status is.
    ///
    /// # Errors
    /// When the body does not fit.
    fn output(reply: &Reply) -> Result<Self::Output, ReadError>;

    /// Reads the declared headers of a success. One that is missing or does not fit is `None`: it never costs the caller
    /// the body of a call that took effect.
    fn headers(reply: &Reply) -> Self::Headers {
        Self::Headers::read(reply)
    }

    /// Reads the reply to a call that was refused: any status but 2xx, and a body with an error under 2xx.
    ///
    /// # Errors
    /// When the body does not fit what is declared for the status.
    fn error(reply: &Reply) -> Result<Self::Error, ReadError> {
        Self::Error::read(reply)
    }
}

/// An operation whose success can be a stream of events: `text/event-stream` (WHATWG HTML, "Server-sent events").
pub trait EventOperation: Operation {
    /// What the data of one event is read as.
    type Event: Send + 'static;

    /// Writes into the operation that events are wanted, where it has a member for that.
    fn ask_for_events(&mut self) {
        // Most servers are asked by the `Accept` header, which every call for events has.
    }

    /// Reads the data of one event.
    ///
    /// # Errors
    /// When the event does not fit.
    fn event(event: &Event<String>) -> Result<Self::Event, ReadError>;
}

/// An operation whose success is bytes or text, which can be received in pieces.
pub trait DownloadOperation: Operation {
    /// The media types to ask for, as the `Accept` header has them, where a success may be something else as well, such as
    /// JSON. That is what the call brings when it is awaited.
    const ACCEPT: Option<&'static str> = None;
}
