//! Operations, what becomes of them, and the client that sends them.

mod base_url;
mod body;
mod builder;
mod by_status;
mod call;
mod client_macro;
mod coding;
mod driver;
mod error;
mod idempotency;
mod limits;
mod machine;
mod media_type;
mod meta;
mod operation;
mod options;
mod pages;
mod randomness;
mod reply;
mod request;
mod response;
mod retry;
mod security;
mod server;
mod settings;
mod stream;
mod trace;
mod transport;

#[cfg(feature = "tower")]
pub use self::transport::TowerTransport;
#[cfg(feature = "test-transport")]
pub use self::transport::{MockAnswer, MockClock, MockTransport};
pub use self::{
    body::{RequestBody, Upload, UploadError},
    builder::ClientBuilder,
    by_status::{ByStatus, ResponseHeaders},
    call::{Call, CallFuture, CallResult, Client},
    driver::{Async, Blocking, Driver},
    error::{
        ApiError, BuildError, CallContext, DecodeError, EarlierAttempt, Error, GaveUp, Outcome, RequestError,
        RequestErrorKind, TransportError, TransportErrorKind,
    },
    idempotency::{IdempotencyKey, ResumeError, StartedCall},
    limits::Limits,
    meta::Meta,
    operation::{DownloadOperation, EventOperation, Operation},
    pages::{ItemResult, Items, Pages, Paginated},
    reply::Reply,
    request::{BodyContent, File, ParameterStyle, Parts, RequestBuilder},
    response::Response,
    retry::{Retry, RetryBudget},
    security::{Secret, SecurityScheme},
    server::{Server, ServerVariable},
    stream::{BlockingDownload, BlockingEvents, Download, Event, Events},
    transport::{
        BlockingBody, BlockingTimer, BlockingTransport, BoxError, BoxFuture, ResponseBody, Timer, Transport,
        TransportFailure,
    },
};
#[doc(no_inline)]
pub use http::{HeaderMap, Method, StatusCode};
/// The `reqwest` whose client a builder takes.
#[cfg(feature = "reqwest")]
#[doc(no_inline)]
pub use reqwest;

/// What only the code names that derives write.
pub(crate) mod derived {
    pub use super::{
        pages::{Count, Linked, Member, More, linked},
        request::{Files, Form, PairStyle, Parameter, PartEncoding, StyledParameter},
    };
}
