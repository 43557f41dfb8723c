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

/// An operation of the document, with the values of one call. It builds the request and reads the response, without
/// I/O.
///
/// Generated code implements it for one struct for each operation, whose fields are the parameters and the body. A call
/// whose values violate a constraint of the document is not sent; see [`Check`].
///
/// The derive of the same name implements it, and adds `new` and setters, which are methods of the type `Call` in scope:
///
/// ```
/// use openapi_bindgen_runtime::{
///     ApiCall, ApiClient, ApiClientBuilder, Async, ByStatus, Credential, Object, Operation, RequestObject,
///     SecurityScheme,
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
///     pub fn api_key(self, credential: impl Into<Credential>) -> Self {
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
/// | attribute of the struct | meaning |
/// |---|---|
/// | `#[operation(METHOD = "/path")]` | the method and the path. Optional: `id = "…"`, by default the name of the struct with its first letter in lower case; `server = "https://…"`; `accept = "…"`; `retry = Safe`, `Idempotent` or `Never`, see [`RetryClass`](crate::RetryClass); `deadline = "2m"`, the default deadline of a call; and `setters = Self` for setters on the operation itself |
/// | `#[security(A, (B, C), ())]` | the alternatives: one scheme, several together, or none |
/// | `#[response(Type, text, in = "data", headers = Headers, error = Error)]` | the type of a success, and the method of [`Reply`] that reads it, or `by_status`. Without a type it is `()`. `error` is by default the name of the struct with the suffix `Error` |
/// | `#[events(Type, text, by = member)]` | the type of an event, and its format: JSON, `text` or `whole`; `lines = "media/type"` if each is a line of JSON; and the member of the body that requests events; see [`EventOperation`] |
/// | `#[download("media/type")]` | a success can be received in pieces; see [`DownloadOperation`] |
/// | `#[pages(…)]` | the pagination; see [`Paginated`](crate::Paginated) |
///
/// A field is a path parameter if the path has a placeholder of its name. Otherwise it is a query parameter. The value for
/// `{id}` is one segment of the path. That for `{+path}` may be several, with reserved characters as they are, and that for
/// `{name=projects/*/things/**}` has the segments of the pattern, in which `*` is any segment and a last `**` any number of
/// them.
///
/// | attribute of a field | meaning |
/// |---|---|
/// | `#[param(header = "X-Name", …)]` | the location, `path`, `query`, `header` or `cookie`, with the name there; `idempotency_key`; `style = Commas` or another [`ParameterStyle`](crate::ParameterStyle), `reserved` and `empty`; `value = "…"` for a constant, and `default = "…"` for the value that `new` sets and a setter changes |
/// | `#[body(kind, default)]` | the request body, and its format: `json`, `json_lines = "media/type"`, `form`, `form_with_brackets`, `multipart`, `fields`, `raw = "media/type"` or `content`; `json`, `multipart` and `fields` may also have a media type; `default` if it is not an argument of `new` |
/// | `#[encoding("member", …)]` | the encoding of a member of a form: `style = Commas` and `reserved`, or `media_type = "…"` and `header("X-Name" = "value")` in multipart |
/// | `#[setter(name)]` | the name of the setter of an `Option` |
/// | `#[setter(name(Type) = body.member, …)]` | setters of members of the body; without `= …`, the member has the name of the setter |
/// | `#[check(…)]` | the constraints that are checked before the call is sent |
pub trait Operation: Check + Send + Sync + 'static {
    /// The type of a success.
    type Output: Send + 'static;
    /// The declared headers of a success, each an `Option`; `()` if the document declares none.
    type Headers: ResponseHeaders;
    /// The type of an error response: one variant for each declared status, and one for the others.
    type Error: ByStatus + Debug + Send + Sync + 'static;

    /// The metadata of the operation.
    const META: Meta;

    /// Writes parameters and body into the request, which keeps the first that cannot be sent, such as a path parameter
    /// that is empty.
    fn request(&self, request: &mut RequestBuilder);

    /// Reads the reply to a call that succeeded, whichever 2xx its status is.
    ///
    /// # Errors
    /// If the body does not fit.
    fn output(reply: &Reply) -> Result<Self::Output, ReadError>;

    /// Reads the declared headers of a success. A header that is missing or does not fit is `None`, so that the caller
    /// still gets the body of a call that took effect.
    fn headers(reply: &Reply) -> Self::Headers {
        Self::Headers::read(reply)
    }

    /// Reads an error response: any status except 2xx, or a 2xx whose body is an error.
    ///
    /// # Errors
    /// If the body does not fit the type that is declared for the status.
    fn error(reply: &Reply) -> Result<Self::Error, ReadError> {
        Self::Error::read(reply)
    }
}

/// An operation whose success can be a stream of events: `text/event-stream` (WHATWG HTML, "Server-sent events"), or lines
/// of JSON, each of which is the data of one event.
pub trait EventOperation: Operation {
    /// The type of the data of one event.
    type Event: Send + 'static;

    /// The media types of lines of JSON, as the value of the `Accept` header. `None` if the stream has server-sent events. A
    /// response that is `text/event-stream` has events in any case.
    const LINES: Option<&'static str> = None;

    /// Sets the property of the request body that requests events, if there is one.
    fn ask_for_events(&mut self) {
        // Most servers use the `Accept` header, which every call for events has.
    }

    /// Reads the data of one event.
    ///
    /// # Errors
    /// If the event does not fit.
    fn event(event: &Event<String>) -> Result<Self::Event, ReadError>;
}

/// An operation whose success is bytes or text, which can be received in pieces.
pub trait DownloadOperation: Operation {
    /// The media types to accept, as the value of the `Accept` header, if a success may also be something else, such as
    /// JSON. A call that is awaited receives that instead.
    const ACCEPT: Option<&'static str> = None;
}
