//! The client: operations, the calls that send them, and their results and errors.

mod added;
mod body;
mod call;
mod driver;
mod error;
mod hooks;
mod idempotency;
mod machine;
mod oauth2;
mod operation;
mod pages;
mod quoted;
mod raw;
mod request;
mod response;
mod retry;
mod security;
mod settings;
mod stream;
mod trace;
mod transport;

#[cfg(feature = "oauth2")]
pub use self::oauth2::{ClientAuthentication, OAuth2, OAuth2Error};
#[cfg(feature = "tower")]
pub use self::transport::TowerTransport;
#[cfg(feature = "mock")]
pub use self::transport::{ExampleOutput, Mock, TypedAnswer};
#[cfg(feature = "test-transport")]
pub use self::transport::{MockAnswer, MockClock, MockTransport};
pub use self::{
    body::{RequestBody, Upload, UploadError},
    call::{Call, CallFuture, CallResult, Client, ClientBuilder},
    driver::{Async, Blocking, Driver},
    error::{
        ApiError, BuildError, CallContext, DecodeError, EarlierAttempt, Error, Outcome, RequestError, RequestErrorKind,
        RetryStopReason, TransportError, TransportErrorKind,
    },
    hooks::{HookRequest, HookResponse},
    idempotency::{IdempotencyKey, ResumeError, StartedCall},
    oauth2::OAuth2Flow,
    operation::{ByStatus, DownloadOperation, EventOperation, Meta, Operation, ResponseHeaders},
    pages::{ItemResult, Items, Pages, Paginated},
    raw::{RawRequest, RawResponse},
    request::{BodyContent, File, ParameterStyle, Parts, RequestBuilder},
    response::{Reply, Response},
    retry::{Retry, RetryBudget, RetryClass},
    security::{BlockingTokenProvider, Credential, Secret, SecurityScheme, Token, TokenProvider, TokenRequest},
    settings::{Limits, Server, ServerVariable},
    stream::{BlockingDownload, BlockingEvents, Download, Event, Events},
    transport::{
        BlockingBody, BlockingTimer, BlockingTransport, BoxError, BoxFuture, ResponseBody, Timer, Transport,
        TransportFailure,
    },
};
#[doc(no_inline)]
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
/// The `reqwest` whose client a builder takes.
#[cfg(feature = "reqwest")]
#[doc(no_inline)]
pub use reqwest;

/// Items that only code written by the derives names.
pub(crate) mod derived {
    pub use super::{
        pages::{Count, Linked, Member, More, linked},
        request::{Form, PairStyle, Parameter, PartEncoding, StyledParameter},
    };
}
