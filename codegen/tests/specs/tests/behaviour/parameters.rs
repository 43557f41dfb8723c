//! Parameters that are not single values.

use std::collections::BTreeMap;

use openapi_bindgen_runtime::Json;
use openapi_bindgen_specs as specs;

use crate::canned::{Canned, client};

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|&item| item.to_owned()).collect()
}

/// Returns the query pairs of the first request, without those of every call.
fn query(transport: &Canned) -> Vec<String> {
    let request = transport.request();
    request.uri().query().unwrap_or_default().split('&').map(str::to_owned).collect()
}

#[tokio::test]
async fn the_path_has_one_segment_for_each() {
    use specs::parameter_styles::Point;

    let transport = Canned::new(204, "");
    let point = Point::new().x(1).y(2);
    client!(parameter_styles, transport).list_things(texts(&["a/b", "c,d"]), point).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/things/a%2Fb,c%2Cd/x=1,y=2");

    let transport = Canned::new(204, "");
    let error = client!(parameter_styles, transport).list_things(Vec::new(), Point::new()).await.unwrap_err();
    assert!(error.to_string().contains("path parameter `ids` is empty"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn the_query_has_every_style() {
    use specs::parameter_styles::{Filter, ListThingsEither, Point};

    let transport = Canned::new(204, "");
    let point = || Point::new().x(1).y(2);
    let call = client!(parameter_styles, transport).list_things(texts(&["a"]), point());
    let call = call.exploded(texts(&["a b", "c"])).commas([1, 2]).spaces(texts(&["a", "b"])).pipes(texts(&["a", "b"]));
    let call = call.deep(Filter::new().name("n").sizes([1, 2]).inner(point())).members(point()).joined(point());
    let call = call.open([("k".to_owned(), "v".to_owned())]).either(ListThingsEither::List(texts(&["x", "y"])));
    call.anything("any").reserved("a/b").x_tags(texts(&["t", "u"])).x_point(point()).await.unwrap();
    assert_eq!(
        query(&transport),
        [
            "exploded=a%20b",
            "exploded=c",
            "commas=1,2",
            "spaces=a%20b",
            "pipes=a%7Cb",
            "deep%5Bname%5D=n",
            "deep%5Bsizes%5D%5B0%5D=1",
            "deep%5Bsizes%5D%5B1%5D=2",
            "deep%5Binner%5D%5Bx%5D=1",
            "deep%5Binner%5D%5By%5D=2",
            "x=1",
            "y=2",
            "open%5Bk%5D=v",
            "either=x",
            "either=y",
            "anything=any",
            "reserved=a/b",
            "joined=x,1,y,2",
        ]
    );
    assert_eq!(transport.sent("x-tags").as_deref(), Some("t,u"));
    assert_eq!(transport.sent("x-point").as_deref(), Some("x=1,y=2"));
}

#[tokio::test]
async fn a_parameter_with_constraints_in_it_is_checked() {
    use specs::parameter_styles::{Filter, Point};

    let transport = Canned::new(204, "");
    let call = client!(parameter_styles, transport).list_things(texts(&["a"]), Point::new().x(1));
    let error = call.deep(Filter::new().name("long")).await.unwrap_err();
    assert!(error.to_string().contains("`deep.name` must have at most 3 characters"), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn cookies_are_joined_and_encoded() {
    use specs::cookie_parameters::ReadMeTheme;

    let transport = Canned::new(204, "");
    let call = client!(cookie_parameters, transport).read_me("a;b c%ü");
    call.theme(ReadMeTheme::Dark).seen([1, 2]).await.unwrap();
    assert_eq!(transport.sent("cookie").as_deref(), Some("session=a%3Bb%20c%25%C3%BC; theme=dark; seen=1%2C2"));
}

/// Many servers do not decode cookies.
#[tokio::test]
async fn valid_cookie_characters_are_not_encoded() {
    let transport = Canned::new(204, "");
    client!(cookie_parameters, transport).read_me("a=b/c+d==|e:f@g").await.unwrap();
    assert_eq!(transport.sent("cookie").as_deref(), Some("session=a=b/c+d==|e:f@g"));
}

#[tokio::test]
async fn a_parameter_may_be_json() {
    use specs::parameter_content::SearchFilter;

    let transport = Canned::new(204, "");
    let call = client!(parameter_content, transport).search(SearchFilter::new().tags(texts(&["a"])));
    let anything: Json = Json::from_iter(BTreeMap::from([("b".to_owned(), Json::Null)]));
    call.text("t").x_trace([1]).anything(anything).await.unwrap();
    assert_eq!(
        query(&transport),
        ["filter=%7B%22tags%22%3A%5B%22a%22%5D%7D", "text=%22t%22", "anything=%7B%22b%22%3Anull%7D"]
    );
    assert_eq!(transport.sent("x-trace").as_deref(), Some("[1]"));
}

#[tokio::test]
async fn a_path_parameter_that_the_document_forgot_is_text() {
    let transport = Canned::new(204, "");
    client!(path_template, transport).read_a("x y", "z").await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/a/x%20y/z");
}

#[tokio::test]
async fn a_path_has_its_own_styles() {
    use specs::path_styles::{MatrixKind, Point};

    let (list, point) = (|| texts(&["a,b", "c"]), || Point::new().x(1).y(2));
    let transport = Canned::new(204, "");
    client!(path_styles, transport).label("t", list(), point()).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/label/.t/.a%2Cb,c/.x,1,y,2");

    let transport = Canned::new(204, "");
    client!(path_styles, transport).label_exploded(7, list(), point()).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/label/exploded/.7/.a%2Cb.c/.x=1.y=2");

    let transport = Canned::new(204, "");
    client!(path_styles, transport).matrix(MatrixKind::Big, list(), point()).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/matrix;kind=big/;list=a%2Cb,c/;point=x,1,y,2");

    let transport = Canned::new(204, "");
    client!(path_styles, transport).matrix_exploded(list(), Point::new()).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/matrix/exploded/;list=a%2Cb;list=c/;point");
}

#[tokio::test]
async fn a_label_that_changes_the_path_is_rejected() {
    use specs::path_styles::Point;

    for text in ["", "."] {
        let transport = Canned::new(204, "");
        let call = client!(path_styles, transport).label(text, texts(&["a"]), Point::new().x(1));
        let error = call.await.unwrap_err();
        assert!(error.to_string().contains("path parameter `text` is `.` or `..`"), "{error}");
        assert_eq!(transport.count(), 0);
    }
}

#[tokio::test]
async fn a_query_may_have_reserved_characters_and_names_without_values() {
    let transport = Canned::new(204, "");
    let call = client!(query_flags, transport).list_things("https://x.example/?a=1&b=%2F");
    call.urls(texts(&["/a", "/b"])).tags(Vec::new()).note("").await.unwrap();
    assert_eq!(query(&transport), ["next=https://x.example/?a=1%26b=%2F", "urls=/a,/b", "tags=", "note="]);
}

#[tokio::test]
async fn the_fragment_of_a_path_is_not_sent() {
    let transport = Canned::new(204, "");
    client!(path_template, transport).read_c_quickly("x").await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/c/x");
}

#[tokio::test]
async fn a_number_with_a_name_is_sent_and_read_as_the_number() {
    use specs::named_values::{Level, Priority, Task};

    let transport = Canned::new(204, "");
    let client = client!(named_values, transport);
    client.put_task(Priority::Off, Task::new(Priority::High, 1)).levels([Level::Second, 9.into()]).await.unwrap();
    assert_eq!(transport.line(), "PUT https://api.example.com/tasks/-1?levels=2&levels=9");
    assert_eq!(transport.request().body().as_ref(), br#"{"priority":1,"size":1}"#);

    let error = client.put_task(Priority::Off, Task::new(Priority::High, 1)).x_size(3).await.unwrap_err();
    assert!(error.to_string().contains("`X-Size` must be one of 1, 2, 4"), "{error}");
}

#[tokio::test]
async fn a_listed_value_of_any_type_is_written_as_text_and_checked() {
    use specs::listed_scalars::{ListThingsDelivered, ListThingsDeliveredValue};

    for (delivered, written) in [
        (ListThingsDelivered::Integer(1), "delivered=1"),
        (ListThingsDelivered::Value(ListThingsDeliveredValue::All), "delivered=all"),
    ] {
        let transport = Canned::new(204, "");
        client!(listed_scalars, transport).list_things().delivered(delivered).await.unwrap();
        assert_eq!(query(&transport), [written]);
    }
    let transport = Canned::new(204, "");
    let call = client!(listed_scalars, transport).list_things().delivered(ListThingsDelivered::Integer(2));
    assert!(call.await.unwrap_err().to_string().contains("delivered"));
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn a_parameter_with_one_value_is_sent_without_being_given() {
    use specs::parameter_constants::operations::ReadReport;

    let transport = Canned::new(204, "");
    client!(parameter_constants, transport).read_report("7", "open".to_owned()).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/reports/daily/7?depth=2&whole=true&state=open");
    assert_eq!(transport.request().headers()["x-version"], "2024.1");

    // The field accepts another value.
    let transport = Canned::new(204, "");
    let mut call = ReadReport::new("7", "open".to_owned());
    call.x_version = "2025.0".to_owned();
    client!(parameter_constants, transport).call(call).await.unwrap();
    assert_eq!(transport.request().headers()["x-version"], "2025.0");
}

#[tokio::test]
async fn a_number_that_is_not_finite_is_rejected_before_sending() {
    let transport = Canned::new(204, "");
    for weight in [f32::NAN, f32::INFINITY] {
        let ratio = f64::from(weight);
        let call = client!(parameter_defaults, transport).read_shop("7", 3, ["a".to_owned()], "on").ratio(ratio);
        let error = call.await.unwrap_err().to_string();
        assert!(error.contains("query parameter `ratio` is not a finite number"), "{error}");
        let call = client!(parameter_defaults, transport).read_shop("7", 3, ["a".to_owned()], "on").weight(weight);
        let error = call.await.unwrap_err().to_string();
        assert!(error.contains("header parameter `weight` is not a finite number"), "{error}");
    }
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn a_required_parameter_with_a_default_is_filled_in_and_a_setter_changes_it() {
    use specs::parameter_defaults::{Order, ReadShopLevel};

    let transport = Canned::new(204, "");
    let tags = ["a".to_owned()];
    client!(parameter_defaults, transport).read_shop("7", 3, tags.clone(), "off").await.unwrap();
    let line = "GET https://api.example.com/v2/shops/7\
        ?order=newest&size=-20&level=2&ratio=1&send=false&kind=3&tags=a&state=off";
    assert_eq!(transport.line(), line);
    assert_eq!(transport.request().headers()["x-api-version"], "2026-04");

    let transport = Canned::new(204, "");
    let call = client!(parameter_defaults, transport).read_shop("7", 3, tags, "on");
    let call = call.edition("v3").x_api_version("2026-10").order(Order::Oldest).size(5).level(ReadShopLevel::Low);
    call.ratio(0.5).send_parameter(true).note("n").await.unwrap();
    let line = "GET https://api.example.com/v3/shops/7\
        ?order=oldest&size=5&level=1&ratio=0.5&send=true&kind=3&tags=a&note=n&state=on";
    assert_eq!(transport.line(), line);
    assert_eq!(transport.request().headers()["x-api-version"], "2026-10");
}

#[tokio::test]
async fn a_default_that_is_not_valid_is_not_sent() {
    let transport = Canned::new(204, "");
    client!(parameter_defaults_invalid, transport).list_shops(10, "price", ["id"]).await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/shops?page_size=10&sort=price&state=open&fields=id");
}

#[tokio::test]
async fn a_list_of_strings_is_given_in_any_form() {
    use openapi_bindgen_specs::form_body::CreateTokenBody;

    let words = ["a".to_owned(), "b".to_owned()];
    let given: [CreateTokenBody; 6] = [
        CreateTokenBody::new("s").scope(["a", "b"]),
        CreateTokenBody::new("s").scope(&["a", "b"][..]),
        CreateTokenBody::new("s").scope(&words),
        CreateTokenBody::new("s").scope(vec!["a".to_owned(), "b".to_owned()]),
        CreateTokenBody::new("s").scope(["a b", "b b"].iter().map(|text| &text[..1])),
        CreateTokenBody::new("s").scope("a b".split(' ')),
    ];
    for body in given {
        assert_eq!(body.scope.as_deref(), Some(&words[..]));
    }
    assert_eq!(CreateTokenBody::new("s").scope(vec![]).scope, Some(Vec::new()));
}
