//! What the generator writes for a small document.

use openapi_bindgen_runtime::{
    ByStatus, Check, Checker, Meta, Method, Object, Operation, ReadError, Reply, RequestBuilder, RequestObject, client,
    operation,
};

pub(crate) use Call as ShopCall;
pub(crate) use Client as ShopClient;

client! {
    /// Orders of shops, version 1.
    Client at "https://api.example.com/v1", in_progress 409 "request_in_progress";
    /// The key of a shop.
    api_key_auth => API_KEY_AUTH = header("ApiKeyAuth", "x-api-key");
    /// The token of a person.
    bearer_auth => BEARER_AUTH = bearer("BearerAuth");
    /// The key of a link.
    query_auth => QUERY_AUTH = query("QueryAuth", "key");
}

impl<D: Clone> Client<D> {
    /// Lists orders.
    pub(crate) fn list_orders(&self) -> Call<ListOrders, D> {
        self.call(ListOrders { tags: Vec::new() })
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

operation! { pub(crate) struct CreateOrder {
    //! Creates an order.

    POST "/shops/{shop_id}/orders" as "createOrder" by create_order;
    security [API_KEY_AUTH], [BEARER_AUTH];
    /// The shop.
    pub shop_id(new into): String => path "shop_id";
    /// The key.
    pub idempotency_key(into): Option<String> => idempotency "Idempotency-Key";
    body: NewOrder => json, within;
    set note(into): String => body.note;
    ok json_in "data": Order;
    refused CreateOrderError of Problem;
    /// 400: The order is none.
    400 => BadRequest(json_in "error": Problem);
    /// 429: There are too many orders.
    429 => TooManyRequests {
        json_in "error": Problem;
        /// The seconds to wait.
        retry_after: Option<i64> = header "Retry-After";
    }
} }

// An operation that differs from `CreateOrder` in its name alone.
operation! { pub(crate) struct ReplaceOrder {
    //! Replaces an order.

    POST "/shops/{shop_id}/orders" as "replaceOrder" by replace_order;
    security [API_KEY_AUTH];
    /// The shop.
    pub shop_id(new into): String => path "shop_id";
    /// The key.
    pub idempotency_key(into): Option<String> => idempotency "Idempotency-Key";
    body: NewOrder => json;
    ok json_in "data": Order;
    refused ReplaceOrderError as json_in "error": Problem;
    /// 400: The order is none.
    400 => BadRequest(Problem);
    /// 429: There are too many orders.
    429 => TooManyRequests {
        body: Problem;
        /// The seconds to wait.
        retry_after: Option<i64> = header "Retry-After";
    }
} }

operation! { pub(crate) struct CancelOrder {
    //! Cancels the last order.

    POST "/shops/{shop_id}/cancel" as "cancelOrder" by cancel_order;
    security [API_KEY_AUTH], [BEARER_AUTH];
    /// The shop.
    pub shop_id(new into): String => path "shop_id";
    ok json_in "data": Order;
    refused CancelOrderError;
} }

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

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ListOrdersError {
    Undeclared,
}

impl ByStatus for ListOrdersError {
    fn read(reply: &Reply) -> Result<Self, ReadError> {
        Ok(Self::undeclared(reply))
    }

    fn undeclared(_: &Reply) -> Self {
        Self::Undeclared
    }
}
