//! Vendor extensions with the effect of options.

use openapi_bindgen_specs::vendor_extensions::{Order, operations::ChangeOrder};

use crate::canned::{Canned, client};

#[tokio::test]
async fn extensions_decide_whether_a_request_is_sent_again() {
    let transport = Canned::new(503, "");
    client!(vendor_extensions, transport).list_orders().await.unwrap_err();
    assert_eq!(transport.count(), 1);
    let transport = Canned::new(503, "");
    client!(vendor_extensions, transport).add_order().await.unwrap_err();
    assert_eq!(transport.count(), 3);
    let transport = Canned::new(503, "");
    client!(vendor_extensions, transport).call(ChangeOrder::new()).await.unwrap_err();
    let keys = transport.sent_each("x-change");
    assert_eq!((keys.len(), &keys[1], &keys[2]), (3, &keys[0], &keys[0]));
    assert_eq!(keys[0].as_ref().map(String::len), Some(36));
}

#[tokio::test]
async fn an_extension_defines_the_pages() {
    let transport = Canned::new(200, r#"{"orders":[{"id":"1"}],"meta":{}}"#);
    let mut items = client!(vendor_extensions, transport).list_orders().after("x").items();
    let order: Order = items.next().await.unwrap().unwrap();
    assert_eq!(order.id, "1");
    assert!(items.next().await.is_none());
    assert_eq!(transport.line(), "GET https://api.example.com/orders?after=x");
}
