//! Calls with the client of a document like those of Swashbuckle.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{DeletePeopleIdError, GetStatusesStatusError, GetStatusesStatusOutput, PostPeopleError};
use api::{
    Address, Circle, Client, Kind, Node, Numbers, Operation, Person, PostFormBody, PostShapesItem, PostUploadBody,
    Square, Word,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url()).bearer("Bearer token").build().unwrap();
    parameters(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    files(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors_and_credentials(&mut calls, &client).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let echo = c.get_path_id_kind_day(-7, Kind::DarkBlue, "2026-02-03").await.unwrap();
            assert_saw(&echo.saw, &[("id", r#""-7""#), ("kind", r#""DarkBlue""#), ("day", r#""2026-02-03""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type, members of an object among them, and headers", async move {
            let call = c.get_query("a&b=c+d ü", "t").count(3_u32).big(i64::MAX).price(0.1).on(true);
            let call = call.at("2026-02-03T04:05:06+02:00").kind(Kind::Red).ids([1, -2]).x_count(4);
            let echo = call.range_from(1).range_to(2).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("Text", r#"["a&b=c+d ü"]"#),
                    ("count", r#"["3"]"#),
                    ("big", r#"["9223372036854775807"]"#),
                    ("price", r#"["0.1"]"#),
                    ("on", r#"["true"]"#),
                    ("at", r#"["2026-02-03T04:05:06+02:00"]"#),
                    ("kind", r#"["Red"]"#),
                    ("ids", r#"["1","-2"]"#),
                    ("Range.From", r#"["1"]"#),
                    ("Range.To", r#"["2"]"#),
                    ("x-token", r#""t""#),
                    ("x-count", r#""4""#),
                ],
            );
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("versions by media type", async move {
            let echo = c.post_versions().body(Word::new().number(1)).await.unwrap();
            let (one, two) = (r#""application/json;v=1.0""#, r#""application/json;v=2.0""#);
            assert_saw(&echo.saw, &[("media type", one), ("body", r#""{\"number\":1}""#)]);
            let echo = c.post_versions().body(Address::new().street("s")).await.unwrap();
            assert_saw(&echo.saw, &[("media type", two), ("body", r#""{\"street\":\"s\"}""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a body of three types of JSON, numbers and a response header", async move {
            let numbers = Numbers::new().small(1).ratio(0.5).big(Nullable::Null).price(12.5).level(2);
            let numbers = numbers.map(BTreeMap::from([("a".to_owned(), -1)]));
            let kept = c.post_numbers().body(numbers.clone()).await.unwrap();
            assert_eq!(*kept, numbers);
            let saw = r#"{"small":1,"ratio":0.5,"big":null,"price":12.5,"level":2,"map":{"a":-1}}"#;
            assert_eq!(kept.headers().x_saw.as_deref(), Some(saw));
            assert_eq!(kept.http_headers()["x-content-type"], "application/json");
        })
        .await;
    let c = client.clone();
    calls
        .check("a nested body by `allOf`, and 201", async move {
            let person = Person::new("Anna".to_owned())
                .nickname(Nullable::Null)
                .born("2000-01-02".to_owned())
                .seen("2026-02-03T04:05:06Z")
                .sleeps("1.08:00:00.5")
                .picture("AP8K".to_owned())
                .kind(Kind::DarkBlue)
                .address(Address::new().street("High Street".to_owned()).lines(vec!["1".to_owned()]))
                .labels(BTreeMap::from([("a".to_owned(), Some("b".to_owned())), ("c".to_owned(), None)]));
            let created = c.post_people().body(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a JSON patch, as JSON", async move {
            let set = Operation::new().op("replace".to_owned()).path("/name".to_owned()).value(Json::from("Ben"));
            let echo = c.patch_people_id(7).body([set]).await.unwrap();
            assert_saw(&echo.saw, &[("id", "7"), ("patch", r#"[{"path":"/name","op":"replace","value":"Ben"}]"#)]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_people_id(1).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a hierarchy whose base has the discriminator, in a list", async move {
            let shapes =
                [PostShapesItem::from(Circle::new().radius(1.5)), PostShapesItem::from(Square::new().side(2.0))];
            let shapes = c.post_shapes().body(shapes).await.unwrap();
            assert!(
                matches!(
                    &shapes[..],
                    [PostShapesItem::Square(square), PostShapesItem::Circle(circle)]
                        if square.side == Some(2.0) && circle.radius == Some(1.5)
                ),
                "{shapes:?}"
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("the least of a hierarchy, which only the tag tells apart", async move {
            let shapes = [PostShapesItem::from(Circle::new()), PostShapesItem::from(Square::new())];
            let shapes = c.post_shapes().body(shapes).await.unwrap();
            assert!(matches!(&shapes[..], [PostShapesItem::Square(_), PostShapesItem::Circle(_)]), "{shapes:?}");
        })
        .await;
    let c = client.clone();
    calls
        .check("recursion", async move {
            let node = Node::new().value(1).next(Node::new().value(2)).children(vec![Node::new().value(3)]);
            assert_eq!(*c.post_nodes().body(node.clone()).await.unwrap(), node);
        })
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let form = PostFormBody::new().name("a&b ü").age(7).tags(["x".to_owned(), "y".to_owned()]);
            let echo = c.post_form().body(form).await.unwrap();
            assert_saw(&echo.saw, &[("pairs", r#"[["Name","a&b ü"],["Age","7"],["Tags","x"],["Tags","y"]]"#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload of several files with texts", async move {
            let body = PostUploadBody::new(File::new("a.bin", vec![0, 255]))
                .more([File::new("b", vec![1])])
                .note("n")
                .address_street("s");
            let echo = c.post_upload().body(body).await.unwrap();
            let parts =
                r#"[["File","a.bin",[0,255]],["More","b",[1]],["Note",null,[110]],["Address.Street",null,[115]]]"#;
            assert_saw(&echo.saw, &[("parts", parts)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a text that may be JSON as well, and a download with its name", async move {
            assert_eq!(*c.get_text().await.unwrap(), "plain");
            let download = c.get_file().download().await.unwrap();
            assert!(download.http_headers()["content-disposition"].to_str().unwrap().contains("a.bin"));
            let pieces: Vec<_> = download.into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), [0, 255, 7]);
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by number", async move {
            let items: Vec<_> = c.get_words().items().try_collect().await.unwrap();
            let numbers: Vec<_> = items.iter().map(|item| item.number.unwrap()).collect();
            assert_eq!(numbers, [0, 1, 2, 3, 4]);
        })
        .await;
    let c = client.clone();
    calls
        .check("several successes", async move {
            let ok = c.get_statuses_status(200).await.unwrap();
            assert!(matches!(&*ok, GetStatusesStatusOutput::Ok(echo) if echo.saw["status"] == "200"));
            let accepted = c.get_statuses_status(202).await.unwrap();
            assert!(matches!(&*accepted, GetStatusesStatusOutput::Accepted(word) if word.number == Some(1)));
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("problem details, with members beyond the standard", async move {
            let error = c.delete_people_id(404).await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (404, Some("Not Found")));
            assert!(matches!(
                error.as_api().unwrap().error(),
                DeletePeopleIdError::NotFound(problem) if problem.additional_properties.contains_key("traceId")
            ));
            let error = c.get_statuses_status(503).await.unwrap_err();
            assert!(matches!(
                error.as_api().unwrap().error(),
                GetStatusesStatusError::Default(problem) if problem.status == Some(503)
            ));
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "a conflict without a body",
            "`Conflict()` sends none where the document declares problem details",
            async move {
                let error = c.delete_people_id(409).await.unwrap_err();
                assert!(matches!(error.as_api().unwrap().error(), DeletePeopleIdError::Conflict(_)));
            },
        )
        .await;
    let c = client.clone();
    calls
        .check("validation problem details", async move {
            let error = c.post_people().body(Person::new(String::new())).await.unwrap_err();
            let message = "One or more validation errors occurred: Name: The Name field is required.";
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (400, Some(message)));
            assert!(matches!(
                error.as_api().unwrap().error(),
                PostPeopleError::BadRequest(problem) if problem.errors.as_ref().unwrap()["Name"].len() == 1
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("a token in a header of its own", async move {
            let echo = c.get_secure().await.unwrap();
            assert_saw(&echo.saw, &[("authorization", r#""Bearer token""#)]);
        })
        .await;
}
