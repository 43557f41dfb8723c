//! Requests of calls.

use openapi_bindgen_specs as specs;

use crate::canned::{Canned, Stopped, client};

fn no_content() -> Canned {
    Canned::new(204, "")
}

#[tokio::test]
async fn path_parameters_are_one_segment_each() {
    use specs::path_parameters::ReadOrderKind;

    let transport = no_content();
    client!(path_parameters, transport).read_order(ReadOrderKind::Final, "a/b ü", 7).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/shops/a%2Fb%20%C3%BC/orders/7/final.json");
}

#[tokio::test]
async fn query_parameters_are_sent_when_they_are_set() {
    use specs::query_parameters::Color;

    let transport = no_content();
    let call = client!(query_parameters, transport).search("a&b").filter_color(Color::Red).exact(true).price(1.5);
    call.body_parameter("x").send_parameter("y").await.unwrap();
    assert_eq!(
        transport.line(),
        "GET https://api.example.com/search?q=a%26b&filter%5Bcolor%5D=red&exact=true&price=1.5&send=y&body=x"
    );
}

#[tokio::test]
async fn header_parameters_are_sent_and_checked() {
    let transport = no_content();
    client!(header_parameters, transport).trace("abc").x_attempt(2).await.unwrap();
    assert_eq!(transport.sent("x-trace-id").as_deref(), Some("abc"));
    assert_eq!(transport.sent("x-attempt").as_deref(), Some("2"));

    let transport = no_content();
    let error = client!(header_parameters, transport).trace("too long").await.unwrap_err();
    assert!(error.to_string().contains("`X-Trace-Id` must have at most 5 characters"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn parameters_of_one_name_go_where_they_belong() {
    let transport = no_content();
    let call = client!(parameter_names, transport).put_thing("path").id_parameter("query").id_parameter_2("header");
    call.id("body").r#type("query").body_type("body").await.unwrap();
    assert_eq!(transport.line(), "PUT https://api.example.com/things/path?id=query&type=query");
    assert_eq!(transport.sent("id").as_deref(), Some("header"));
    assert_eq!(transport.request().body(), r#"{"id":"body","type":"body"}"#);
}

#[tokio::test]
async fn parameters_that_are_called_like_methods_of_a_call_have_setters() {
    let transport = no_content();
    let call = client!(parameter_names, transport).put_thing("path").query_parameter("cats").header_parameter("yes");
    call.query("debug", 1).header("traceparent", "00-1").await.unwrap();
    assert_eq!(transport.line(), "PUT https://api.example.com/things/path?query=cats&debug=1");
    assert_eq!(transport.sent("header").as_deref(), Some("yes"));
    assert_eq!(transport.sent("traceparent").as_deref(), Some("00-1"));
}

#[tokio::test]
async fn a_declared_header_replaces_that_of_the_client_and_clashes_with_that_of_the_call() {
    let transport = no_content();
    let client = client!(header_parameters, transport).with_header("X-Trace-Id", "all");
    client.trace("one").await.unwrap();
    assert_eq!(transport.sent("x-trace-id").as_deref(), Some("one"));

    let transport = no_content();
    let error = client!(header_parameters, transport).trace("one").header("x-trace-id", "two").await.unwrap_err();
    assert!(error.to_string().contains("the added header `x-trace-id` is a parameter of the operation"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn an_optional_body_is_sent_when_it_is_given() {
    use specs::body_optional::NewNote;

    let transport = no_content();
    client!(body_optional, transport).add_note().await.unwrap();
    assert_eq!((transport.request().body().len(), transport.sent("content-type")), (0, None));

    let transport = no_content();
    client!(body_optional, transport).add_note().body(NewNote::new().text("a")).await.unwrap();
    assert_eq!(transport.request().body(), r#"{"text":"a"}"#);
    assert_eq!(transport.sent("content-type").as_deref(), Some("application/json"));
}

#[tokio::test]
async fn a_body_is_checked_before_it_is_sent() {
    use specs::body_required::NewNote;

    let transport = no_content();
    let error = client!(body_required, transport).add_note(NewNote::new("long")).await.unwrap_err();
    assert!(error.to_string().contains("`text` must have at most 3 characters"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn the_members_of_a_body_of_which_nothing_is_required_are_set_on_the_call() {
    use specs::body_of_optional_members::Query;

    let transport = no_content();
    let call = client!(body_of_optional_members, transport).search().text("a").parent(None).limit(3);
    call.inner(Query::new().tags(["b".to_owned()])).await.unwrap();
    assert_eq!(transport.request().body(), r#"{"text":"a","limit":3,"parent":null,"inner":{"tags":["b"]}}"#);

    let transport = no_content();
    client!(body_of_optional_members, transport).search().await.unwrap();
    assert_eq!(transport.request().body(), "{}");
}

#[tokio::test]
async fn a_nullable_body_may_be_null() {
    let transport = Canned::new(200, "null");
    let answer = client!(body_nullable, transport).set_note(None).await.unwrap();
    assert_eq!(transport.request().body(), "null");
    assert_eq!(answer.into_inner(), None);
}

#[tokio::test]
async fn an_idempotency_key_is_made_or_taken() {
    let transport = no_content();
    client!(idempotency_optional, transport).add_order().await.unwrap();
    assert_eq!(transport.sent("idempotency-key").map(|key| key.len()), Some(36));

    let transport = no_content();
    client!(idempotency_required, transport).add_order("mine").await.unwrap();
    assert_eq!(transport.sent("idempotency-key").as_deref(), Some("mine"));
}

#[tokio::test]
async fn the_first_server_is_the_default_and_none_has_to_be_given() {
    let transport = no_content();
    let builder = specs::servers::Client::builder().transport(transport.clone()).timer(Stopped);
    builder.build().unwrap().ping().await.unwrap();
    assert_eq!(transport.line(), "GET https://eu.example.com/v1/ping");

    let builder = specs::no_servers::Client::builder().transport(transport).timer(Stopped);
    assert!(builder.build().unwrap_err().to_string().contains("base URL"));
}

#[tokio::test]
async fn a_runtime_under_another_name_is_the_same() {
    use specs::runtime_path::Note;

    let transport = no_content();
    client!(runtime_path, transport).add_note().body(Note::new().text(None).kind("b")).await.unwrap();
    assert_eq!(transport.request().body(), r#"{"text":null,"kind":"b"}"#);
}

#[test]
fn an_operation_has_its_name_in_any_script() {
    use openapi_bindgen_runtime::Operation;

    assert_eq!(specs::names_of_any_script::operations::Список::META.operation_id(), "список");
}
