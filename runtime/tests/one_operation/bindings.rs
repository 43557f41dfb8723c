//! What the generator writes for a small document.

use openapi_bindgen_runtime::{
    Check, Checker, Meta, Method, Operation, ReadError, Reply, RequestBuilder, RequestError, SecurityScheme, call,
    client, object, operation,
};

const API_KEY_AUTH: SecurityScheme = SecurityScheme::header("ApiKeyAuth", "x-api-key");
const BEARER_AUTH: SecurityScheme = SecurityScheme::bearer("BearerAuth");
const QUERY_AUTH: SecurityScheme = SecurityScheme::query("QueryAuth", "key");

pub(crate) use Call as ShopCall;
pub(crate) use Client as ShopClient;

client! {
    /// Orders of shops, version 1.
    Client at "https://api.example.com/v1", in_progress 409 "request_in_progress";
    /// The key of a shop.
    api_key_auth => API_KEY_AUTH;
    /// The token of a person.
    bearer_auth => BEARER_AUTH;
    /// The key of a link.
    query_auth => QUERY_AUTH;
}

impl<D: Clone> Client<D> {
    /// Creates an order.
    pub(crate) fn create_order(&self, shop_id: impl Into<String>) -> Call<CreateOrder, D> {
        self.call(CreateOrder::new(shop_id))
    }

    /// Cancels the last order.
    pub(crate) fn cancel_order(&self, shop_id: impl Into<String>) -> Call<CancelOrder, D> {
        self.call(CancelOrder::new(shop_id))
    }

    /// Lists orders.
    pub(crate) fn list_orders(&self) -> Call<ListOrders, D> {
        self.call(ListOrders { tags: Vec::new() })
    }
}

object! { pub(crate) struct NewOrder: Default + New + Check {
    pub note(into): Option<String> => "note", text.max_length(10);
} }

object! { pub(crate) struct Order {
    pub id: String => "id";
    pub url: Option<String> => "url";
} }

object! { pub(crate) struct Problem {
    pub code: String => "code";
    pub message: String => "message";
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CreateOrder {
    pub(crate) shop_id: String,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) body: NewOrder,
}

call! { CreateOrder by Call {
    new(shop_id(into String)), idempotency_key, body;
    idempotency_key(into String) => idempotency_key;
    note(into String) => body.note;
} }

operation! { CreateOrder or CreateOrderError {
    POST "/shops/{shop_id}/orders" as "createOrder";
    security [API_KEY_AUTH], [BEARER_AUTH];
    path "shop_id" => shop_id;
    idempotency "Idempotency-Key" => idempotency_key, optional;
    body json => body;
    checked by Check;
    ok json Order, in "data";
    400 => BadRequest(json in "error");
    429 => TooManyRequests(json in "error", retry_after: "Retry-After");
} }

impl Check for CreateOrder {
    fn check(&self, checker: &mut Checker) {
        checker.within("body", &self.body);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CreateOrderError {
    BadRequest(Problem),
    TooManyRequests { body: Problem, retry_after: Option<i64> },
    Undeclared,
}

/// An operation that differs from [`CreateOrder`] in its name alone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReplaceOrder {
    pub(crate) shop_id: String,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) body: NewOrder,
}

call! { ReplaceOrder by Call {
    new(shop_id(into String)), idempotency_key, body;
} }

operation! { ReplaceOrder or CreateOrderError {
    POST "/shops/{shop_id}/orders" as "replaceOrder";
    security [API_KEY_AUTH];
    path "shop_id" => shop_id;
    idempotency "Idempotency-Key" => idempotency_key, optional;
    body json => body;
    ok json Order, in "data";
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CancelOrder {
    pub(crate) shop_id: String,
}

call! { CancelOrder by Call {
    new(shop_id(into String));
} }

operation! { CancelOrder or CancelOrderError {
    POST "/shops/{shop_id}/cancel" as "cancelOrder";
    security [API_KEY_AUTH], [BEARER_AUTH];
    path "shop_id" => shop_id;
    ok json Order, in "data";
} }

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CancelOrderError {
    Undeclared,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListOrders {
    pub(crate) tags: Vec<String>,
}

impl Operation for ListOrders {
    type Output = Vec<Order>;
    type Headers = ();
    type Error = ListOrdersError;

    const META: Meta = Meta::new("listOrders", Method::GET, "/orders").security(&[&[QUERY_AUTH], &[]]);

    fn request(&self, request: &mut RequestBuilder) -> Result<(), RequestError> {
        for tag in &self.tags {
            request.query("tag", tag);
        }
        Ok(())
    }

    fn output(reply: &Reply) -> Result<Self::Output, ReadError> {
        reply.json()
    }

    fn headers(_: &Reply) {}

    fn error(_: &Reply) -> Result<Self::Error, ReadError> {
        Ok(Self::undeclared())
    }

    fn undeclared() -> Self::Error {
        ListOrdersError::Undeclared
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ListOrdersError {
    Undeclared,
}
