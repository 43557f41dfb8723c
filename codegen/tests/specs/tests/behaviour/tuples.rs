//! Tuples, additional properties, and streams with other item schemas.

use openapi_bindgen_specs as specs;
use specs::tuples_and_streams::{Beyond, Item, Tuples, TuplesItem, TuplesOpenOfOneItem};

use crate::{
    canned::{Canned, client},
    json::round_trip,
};

#[test]
fn items_after_a_tuple_are_kept() {
    let tuples: Tuples = round_trip(
        r#"{"earlier":[1,"a"],"earlier_with_more":[1,true],"open":[1,"a",{"b":2}],"open_of_one":[1,"x"],"full":[1,"a"]}"#,
    );
    assert!(matches!(&tuples.open.unwrap()[..], [_, TuplesItem::String(_), TuplesItem::Unknown(_)]));
    assert!(matches!(&tuples.open_of_one.unwrap()[..], [TuplesOpenOfOneItem::Integer(1), _]));
}

#[test]
fn members_that_nothing_evaluates_are_kept() {
    assert_eq!(round_trip::<Beyond>(r#"{"a":"x","b":2}"#).additional_properties["b"], 2);
}

#[tokio::test]
async fn an_event_has_the_type_of_the_items_of_the_stream() {
    let body = "data: {\"name\":\"a\"}\n\ndata: {\"name\":\"b\"}\n\n";
    let transport = || Canned::new(200, body).header("content-type", "text/event-stream");
    let expected = [Item::new("a"), Item::new("b")];
    let names = |events: Vec<openapi_bindgen_runtime::Event<Item>>| {
        events.into_iter().map(|event| event.data).collect::<Vec<_>>()
    };
    assert_eq!(names(client!(tuples_and_streams, transport()).items().await.unwrap().into_inner()), expected);
    assert_eq!(names(client!(tuples_and_streams, transport()).list().await.unwrap().into_inner()), expected);
    assert_eq!(names(client!(tuples_and_streams, transport()).named().await.unwrap().into_inner()), expected);
    assert_eq!(names(client!(tuples_and_streams, transport()).text().await.unwrap().into_inner()), expected);
}

#[tokio::test]
async fn a_media_type_of_several_is_json_where_that_is_one_of_them() {
    let transport = Canned::new(200, r#"{"name":"a"}"#);
    assert_eq!(client!(tuples_and_streams, transport).two().await.unwrap().name, "a");
    let transport = Canned::new(200, r#"{"name":"a"}"#);
    assert_eq!(client!(tuples_and_streams, transport).elsewhere(Item::new("b")).await.unwrap().name, "a");
    assert_eq!(transport.request().body(), r#"{"name":"b"}"#);
}
