//! Further details of requests.

use openapi_bindgen_runtime::Upload;
use openapi_bindgen_specs as specs;
use specs::wire_details::{Filter, SearchAt, SearchPage};

use crate::canned::{Canned, builder};

fn client(transport: &Canned) -> specs::wire_details::Client {
    builder!(wire_details, transport).session("s").key("k").build().unwrap()
}

#[tokio::test]
async fn a_response_that_is_not_json_is_accepted_first_and_anything_else_last() {
    let transport = Canned::new(200, "a,b");
    assert_eq!(client(&transport).export().await.unwrap().into_inner(), "a,b");
    assert_eq!(transport.sent("accept").as_deref(), Some("text/csv, */*;q=0.1"));
}

#[tokio::test]
async fn the_caller_chooses_the_media_type_of_a_range() {
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

const COOKIES: [&str; 2] = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"];

#[tokio::test]
async fn cookies_and_media_types_are_read_and_sent_wherever_they_are_declared() {
    use specs::wire_details_elsewhere::Login;
    use specs::wire_details_elsewhere::operations::LoginError;

    let elsewhere = |transport: &Canned| builder!(wire_details_elsewhere, transport).key("k").build().unwrap();
    let reply = |status| {
        let reply = Canned::new(status, r#"{"name":"n"}"#).header("content-type", "application/json");
        reply.header("set-cookie", COOKIES[0]).header("set-cookie", COOKIES[1])
    };
    let transport = reply(200);
    let response = elsewhere(&transport).login(Login::new("n")).await.unwrap();
    assert_eq!(response.name, "n");
    assert_eq!(response.headers().set_cookie.as_deref().unwrap(), COOKIES);
    assert_eq!(transport.request().headers()["content-type"], "application/json");
    assert_eq!(transport.request().body(), r#"{"name":"n"}"#);

    let error = elsewhere(&reply(401)).login(Login::new("n")).await.unwrap_err();
    let LoginError::Unauthorized { body, set_cookie } = error.as_api().unwrap().error() else { panic!("{error}") };
    assert_eq!((&*body.name, set_cookie.as_deref().unwrap()), ("n", &COOKIES.map(str::to_owned)[..]));
}

#[tokio::test]
async fn nested_whole_numbers_have_no_fraction() {
    use specs::wire_details_elsewhere::Page;

    let transport = Canned::new(204, "");
    let client = builder!(wire_details_elsewhere, transport).key("k").build().unwrap();
    let page = Page::new().limits([5.0, 0.5]).by([("a".to_owned(), 3.0)]);
    client.list_numbers().ratios([2.0, 2.5]).ratio(4.0).page(page).await.unwrap();
    let line = transport.line().replace("%5B", "[").replace("%5D", "]");
    let query = line.split_once('?').unwrap().1;
    assert_eq!(query, "ratios=2&ratios=2.5&ratio=4&page[limits][0]=5&page[limits][1]=0.5&page[by][a]=3");
}
