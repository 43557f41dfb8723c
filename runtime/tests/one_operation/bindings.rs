//! The generator's output for a small document.

use openapi_bindgen_runtime::{
    ApiCall, ApiClient, ApiClientBuilder, Async, ByStatus, Check, Checker, Meta, Method, Object, Operation, ReadError,
    Reply, RequestBuilder, RequestObject, Secret, SecurityScheme,
};

pub(crate) use Call as ShopCall;
pub(crate) use Client as ShopClient;
pub(crate) use ClientBuilder as ShopClientBuilder;

const API_KEY_AUTH: SecurityScheme = SecurityScheme::header("ApiKeyAuth", "x-api-key");
const BEARER_AUTH: SecurityScheme = SecurityScheme::bearer("BearerAuth");
const QUERY_AUTH: SecurityScheme = SecurityScheme::query("QueryAuth", "key");

/// Orders of shops, version 1.
#[derive(Clone, ApiClient)]
#[client(base_url = "https://api.example.com/v1")]
#[client(in_progress(409, "request_in_progress"))]
#[client(credential(api_key_auth = API_KEY_AUTH))]
#[client(credential(bearer_auth = BEARER_AUTH))]
#[client(credential(query_auth = QUERY_AUTH))]
pub(crate) struct Client<D = Async> {
    inner: openapi_bindgen_runtime::Client<D>,
}

/// Builds a [`Client`].
#[derive(ApiClientBuilder)]
pub(crate) struct ClientBuilder {
    inner: openapi_bindgen_runtime::ClientBuilder,
}

impl ClientBuilder {
    /// The key of a shop.
    pub(crate) fn api_key_auth(self, credential: impl Into<Secret>) -> Self {
        Self { inner: self.inner.credential(API_KEY_AUTH, credential) }
    }

    /// The token of a person.
    pub(crate) fn bearer_auth(self, credential: impl Into<Secret>) -> Self {
        Self { inner: self.inner.credential(BEARER_AUTH, credential) }
    }

    /// The key of a link.
    pub(crate) fn query_auth(self, credential: impl Into<Secret>) -> Self {
        Self { inner: self.inner.credential(QUERY_AUTH, credential) }
    }
}

/// A call of an operation.
#[derive(Clone, ApiCall)]
pub(crate) struct Call<O, D = Async> {
    inner: openapi_bindgen_runtime::Call<O, D>,
}

impl<D: Clone> Client<D> {
    /// Lists orders.
    pub(crate) fn list_orders(&self) -> Call<ListOrders, D> {
        self.call(ListOrders { tags: Vec::new() })
    }

    /// Creates an order.
    pub(crate) fn create_order(&self, shop_id: impl Into<String>) -> Call<CreateOrder, D> {
        self.call(CreateOrder::new(shop_id))
    }

    /// Cancels the last order.
    pub(crate) fn cancel_order(&self, shop_id: impl Into<String>) -> Call<CancelOrder, D> {
        self.call(CancelOrder::new(shop_id))
    }
}

#[derive(Clone, Debug, Default, PartialEq, RequestObject)]
pub(crate) struct NewOrder {
    #[check(max_length = 10)]
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Order {
    pub id: String,
    pub url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Problem {
    pub code: String,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/shops/{shop_id}/orders")]
#[security(API_KEY_AUTH, BEARER_AUTH)]
#[response(Order, in = "data")]
pub(crate) struct CreateOrder {
    /// The shop.
    pub shop_id: String,
    /// The key.
    #[param(header = "Idempotency-Key", idempotency_key)]
    pub idempotency_key: Option<String>,
    #[body(json, default)]
    #[setter(note(String))]
    pub body: NewOrder,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
#[by_status(in = "error")]
pub(crate) enum CreateOrderError {
    /// 400: The order is none.
    BadRequest(Problem),
    /// 429: There are too many orders.
    TooManyRequests {
        body: Problem,
        /// The seconds to wait.
        retry_after: Option<i64>,
    },
    Undeclared,
}

/// An operation that differs from [`CreateOrder`] in its name alone.
#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/shops/{shop_id}/orders")]
#[security(API_KEY_AUTH)]
#[response(Order, in = "data")]
pub(crate) struct ReplaceOrder {
    /// The shop.
    pub shop_id: String,
    /// The key.
    #[param(header = "Idempotency-Key", idempotency_key)]
    pub idempotency_key: Option<String>,
    #[body(json, default)]
    pub body: NewOrder,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
#[by_status(in = "error")]
pub(crate) enum ReplaceOrderError {
    /// 400: The order is none.
    BadRequest(Problem),
    /// 429: There are too many orders.
    TooManyRequests {
        body: Problem,
        /// The seconds to wait.
        retry_after: Option<i64>,
    },
    Undeclared,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/shops/{shop_id}/cancel")]
#[security(API_KEY_AUTH, BEARER_AUTH)]
#[response(Order, in = "data")]
pub(crate) struct CancelOrder {
    /// The shop.
    pub shop_id: String,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum CancelOrderError {
    Undeclared,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListOrders {
    pub(crate) tags: Vec<String>,
}

impl Check for ListOrders {
    fn check(&self, _: &mut Checker) {}
}

impl Operation for ListOrders {
    type Output = Vec<Order>;
    type Headers = ();
    type Error = ListOrdersError;

    const META: Meta = Meta::new("listOrders", Method::GET, "/orders").security(&[&[QUERY_AUTH], &[]]);

    fn request(&self, request: &mut RequestBuilder) {
        for tag in &self.tags {
            request.query("tag").value(tag);
        }
    }

    fn output(reply: &Reply) -> Result<Self::Output, ReadError> {
        reply.json()
    }
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
pub(crate) enum ListOrdersError {
    Undeclared,
}
