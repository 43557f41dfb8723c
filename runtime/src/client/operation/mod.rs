//! The traits of an operation and of its responses.

mod by_status;
mod meta;

use std::fmt::Debug;

pub use self::{
    by_status::{ByStatus, ResponseHeaders},
    meta::Meta,
};
use crate::{
    Check, ReadError,
    client::{Event, Reply, RequestBuilder},
};

/// One operation of the document with the values of one call: it builds the request and reads the reply, and does no
/// I/O itself.
///
/// Generated code implements it on one plain struct per operation, whose fields are the parameters and the body. Nothing is
/// sent where one of them does not meet a constraint of the document, which is what [`Check`] is for.
///
/// The derive of the same name implements it, and adds `new` and setters, which are methods of the type `Call` in scope:
///
/// ```
/// use openapi_bindgen_runtime::{
///     ApiCall, ApiClient, ApiClientBuilder, Async, ByStatus, Object, Operation, RequestObject, Secret, SecurityScheme,
/// };
///
/// const API_KEY: SecurityScheme = SecurityScheme::header("ApiKey", "x-api-key");
///
/// /// Orders of shops.
/// #[derive(Clone, ApiClient)]
/// #[client(base_url = "https://api.example.com")]
/// #[client(credential(api_key = API_KEY))]
/// pub struct Client<D = Async> {
///     inner: openapi_bindgen_runtime::Client<D>,
/// }
///
/// /// Builds a [`Client`].
/// #[derive(ApiClientBuilder)]
/// pub struct ClientBuilder {
///     inner: openapi_bindgen_runtime::ClientBuilder,
/// }
///
/// impl ClientBuilder {
///     /// The key of a shop.
///     pub fn api_key(self, credential: impl Into<Secret>) -> Self {
///         Self { inner: self.inner.credential(API_KEY, credential) }
///     }
/// }
///
/// /// A call of an operation.
/// #[derive(Clone, ApiCall)]
/// pub struct Call<O, D = Async> {
///     inner: openapi_bindgen_runtime::Call<O, D>,
/// }
///
/// #[derive(Clone, Debug, Default, PartialEq, RequestObject)]
/// pub struct NewOrder {
///     #[check(max_length = 100)]
///     pub note: Option<String>,
/// }
///
/// #[derive(Clone, Debug, PartialEq, Object)]
/// pub struct Order {
///     pub id: String,
/// }
///
/// #[derive(Clone, Debug, PartialEq, Operation)]
/// #[operation(POST = "/shops/{shop_id}/orders")]
/// #[security(API_KEY)]
/// #[response(Order, in = "data")]
/// pub struct CreateOrder {
///     /// The shop.
///     pub shop_id: String,
///     /// The key.
///     #[param(header = "Idempotency-Key", idempotency_key)]
///     pub idempotency_key: Option<String>,
///     /// The request body.
///     #[body(json, default)]
///     #[setter(note(String))]
///     pub body: NewOrder,
/// }
///
/// #[derive(Clone, Debug, PartialEq, ByStatus)]
/// pub enum CreateOrderError {
///     /// 404: There is no such shop.
///     NotFound,
///     /// Any other status.
///     Undeclared,
/// }
///
/// impl<D: Clone> Client<D> {
///     /// Creates an order.
///     pub fn create_order(&self, shop_id: impl Into<String>) -> Call<CreateOrder, D> {
///         self.call(CreateOrder::new(shop_id))
///     }
/// }
/// ```
///
/// | attribute of the struct | says |
/// |---|---|
/// | `#[operation(METHOD = "/path")]` | what is called; then perhaps `id = "…"`, which else is the name of the struct with its first letter in lower case, `server = "https://…"`, `accept = "…"`, and `setters = Self` for setters on the operation itself |
/// | `#[security(A, (B, C), ())]` | the alternatives: one scheme, several together, or none |
/// | `#[response(Type, text, in = "data", headers = Headers, error = Error)]` | what a success is read as, by which method of [`Reply`] or `by_status`; without a type it is `()`, and `error` is the name of the struct with `Error` behind it |
/// | `#[events(Type, text, by = member)]` | what an event is read as: JSON, `text` or `whole`; `lines = "media/type"` where each is a line of JSON; and the member of the body that asks for events; see [`EventOperation`] |
/// | `#[download("media/type")]` | that a success can be received in pieces; see [`DownloadOperation`] |
/// | `#[pages(…)]` | how results come in pages; see [`Paginated`](crate::Paginated) |
///
/// A field is a path parameter where the path has a placeholder of its name, and else a query parameter.
///
/// | attribute of a field | says |
/// |---|---|
/// | `#[param(header = "X-Name", …)]` | `path`, `query`, `header` or `cookie`, with its name there; `idempotency_key`; `style = Commas` or another [`ParameterStyle`](crate::ParameterStyle), `reserved` and `empty`; `value = "…"` for the only value that it has, and `default = "…"` for what `new` fills in and a setter changes |
/// | `#[body(kind, default)]` | that it is the body: `json`, `form`, `form_with_brackets`, `multipart`, `fields`, `raw = "media/type"` or `content`; `json`, `multipart` and `fields` may have a media type as well; `default` where `new` does not take it |
/// | `#[encoding("member", …)]` | how a member of a form is written: `style = Commas` and `reserved`, or `media_type = "…"` and `header("X-Name" = "value")` in multipart |
/// | `#[setter(name)]` | the name of the setter of an `Option` |
/// | `#[setter(name(Type) = body.member)]` | a setter of a member of the body; without `= …` the member has its name |
/// | `#[check(…)]` | what is checked before it is sent |
pub trait Operation: Check + Send + Sync + 'static {
    /// What a success is read as.
    type Output: Send + 'static;
    /// The declared headers of a success, each an `Option`; `()` where the document declares none.
    type Headers: ResponseHeaders;
    /// What an error response is read as: one variant per declared status, and one for the rest.
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

    /// Reads an error response: any status but 2xx, and a body with an error under 2xx.
    ///
    /// # Errors
    /// When the body does not fit what is declared for the status.
    fn error(reply: &Reply) -> Result<Self::Error, ReadError> {
        Self::Error::read(reply)
    }
}

/// An operation whose success can be a stream of events: `text/event-stream` (WHATWG HTML, "Server-sent events"), or lines
/// of JSON, each of which is the data of one event.
pub trait EventOperation: Operation {
    /// What the data of one event is read as.
    type Event: Send + 'static;

    /// The media types of lines of JSON to ask for, as the `Accept` header has them, where the stream has those and no
    /// server-sent events.
    const LINES: Option<&'static str> = None;

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
