//! Names of operations without the path and the method that a framework appended.

use openapi_bindgen_runtime::Operation;
use openapi_bindgen_specs::short_operation_names::operations::{ListItemsGet, ListUsersGet, ReadItem};

use crate::canned::{Canned, client};

#[tokio::test]
async fn a_framework_decides_the_operation_id_and_not_the_name() {
    let transport = Canned::new(200, r#"{"name":"lamp"}"#);
    let client = client!(short_operation_names, transport);
    assert_eq!(client.read_item("7").await.unwrap().into_inner().name.as_deref(), Some("lamp"));
    assert_eq!(transport.line(), "GET https://api.example.com/items/7");
    assert_eq!(ReadItem::META.operation_id(), "read_item_items__item_id__get");
}

#[test]
fn operations_with_the_same_shorter_name_keep_theirs() {
    assert_eq!(ListItemsGet::META.path(), "/items");
    assert_eq!(ListUsersGet::META.path(), "/users");
}
