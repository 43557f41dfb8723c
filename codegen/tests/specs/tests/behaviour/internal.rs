//! Properties and parameters that are left out as internal.

use openapi_bindgen_specs::internal::Order;

use crate::canned::{Canned, client};

#[tokio::test]
async fn what_is_left_out_is_neither_sent_nor_read() {
    let transport = Canned::new(200, r#"{"id":"a","secret":"s","cost":7,"region":{"rack":{}}}"#);
    let order: Order = client!(internal, transport).list_orders("t").page(2).public("p").await.unwrap().into_inner();
    assert_eq!(transport.line(), "GET https://api.example.com/orders?page=2&public=p");
    assert_eq!(transport.sent("tenant").as_deref(), Some("t"));
    assert_eq!(serde_json::to_string(&order).unwrap(), r#"{"id":"a","secret":"s"}"#);
}

#[tokio::test]
async fn a_property_that_asks_for_events_may_be_left_out() {
    let transport =
        Canned::new(200, "data: {\"id\":\"a\",\"secret\":\"s\"}\n\n").header("Content-Type", "text/event-stream");
    let mut orders = client!(internal, transport).ask().text("why?").events().await.unwrap();
    assert_eq!(orders.next().await.unwrap().unwrap().data.id, "a");
    assert_eq!(transport.request().body(), r#"{"text":"why?"}"#);
}
