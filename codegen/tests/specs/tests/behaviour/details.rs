//! What is sent beside the values.

use openapi_bindgen_runtime::Upload;
use openapi_bindgen_specs as specs;
use specs::wire_details::{Filter, SearchAt, SearchPage};

use crate::canned::{Canned, builder};

fn client(transport: &Canned) -> specs::wire_details::Client {
    builder!(wire_details, transport).session("s").key("k").build().unwrap()
}

#[tokio::test]
async fn a_response_that_is_not_json_is_asked_for_first_and_anything_else_last() {
    let transport = Canned::new(200, "a,b");
    assert_eq!(client(&transport).export().await.unwrap().into_inner(), "a,b");
    assert_eq!(transport.sent("accept").as_deref(), Some("text/csv, */*;q=0.1"));
}

#[tokio::test]
async fn a_body_of_a_range_of_media_types_is_of_the_one_that_the_caller_says() {
    for (upload, expected) in
        [(Upload::from("png").media_type("image/png"), "image/png"), (Upload::from("png"), "application/octet-stream")]
    {
        let transport = Canned::new(204, "");
        client(&transport).put_picture(upload).await.unwrap();
        assert_eq!(transport.sent("content-type").as_deref(), Some(expected));
    }
    let transport = Canned::new(204, "");
    let error = client(&transport).put_picture(Upload::from("png").media_type("a\nb")).await.unwrap_err();
    assert!(error.to_string().contains("was not sent"), "{error}");
}

#[tokio::test]
async fn cookies_of_parameters_and_credentials_share_a_header() {
    let transport = Canned::new(204, "");
    client(&transport).search().lang("de").await.unwrap();
    assert_eq!(transport.sent("cookie").as_deref(), Some("lang=de; session=s"));
}

#[tokio::test]
async fn a_whole_number_has_no_fraction_in_a_text() {
    let transport = Canned::new(204, "");
    let call = client(&transport).search().ids([1.0, 2.5]).page(SearchPage::new().size(20.0)).at(SearchAt::Number(3.0));
    call.await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/search?ids=1&ids=2.5&page%5Bsize%5D=20&at=3&api_key=k");
    let transport = Canned::new(204, "");
    client(&transport).send_form().ratio(1.0).ratios([2.0]).await.unwrap();
    assert_eq!(transport.request().body(), "ratio=1&ratios=2");
}

#[tokio::test]
async fn a_list_in_an_exploded_object_is_repeated() {
    let transport = Canned::new(204, "");
    let filter = Filter::new().color("red").sizes([1.0, 2.0]).weight(7.0);
    client(&transport).search().filter(filter).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/search?color=red&sizes=1&sizes=2&weight=7&api_key=k");
}
