//! Calls with the client of a document like those of Microsoft.AspNetCore.OpenApi.

use std::collections::BTreeMap;

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{CreatePersonError, DeletePersonError, StatusesError, StatusesOutput};
use api::{
    Client, JsonPatchDocumentItem, JsonPatchDocumentItemAdd, JsonPatchDocumentItemAddOp, JsonPatchDocumentItemRemove,
    Kind, Node, Numbers, Person, Shape, ShapeCircle, ShapeSquare, UploadBody,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url()).bearer("token").build().unwrap();
    parameters(&mut calls, &client).await;
    numbers(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    files(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors_and_credentials(&mut calls, &client).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters, an integer that may be text among them", async move {
            let echo = c.path_parameters(-7, Kind::DarkBlue, "2026-02-03").await.unwrap();
            assert_saw(&echo.saw, &[("id", r#""-7""#), ("kind", r#""DarkBlue""#), ("day", r#""2026-02-03""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type, and headers", async move {
            let call = c.query_parameters("a&b=c+d ü", "t").count(3_u32).big(i64::MAX).price(0.1).on(true);
            let call = call.at("2026-02-03T04:05:06+02:00").kind(Kind::Red).ids([1, -2]).x_count(4);
            let echo = call.await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#"["a&b=c+d ü"]"#),
                    ("count", r#"["3"]"#),
                    ("big", r#"["9223372036854775807"]"#),
                    ("price", r#"["0.1"]"#),
                    ("on", r#"["true"]"#),
                    ("at", r#"["2026-02-03T04:05:06+02:00"]"#),
                    ("kind", r#"["Red"]"#),
                    ("ids", r#"["1","-2"]"#),
                    ("x-token", r#""t""#),
                    ("x-count", r#""4""#),
                ],
            );
        })
        .await;
}

fn some_numbers() -> Numbers {
    Numbers::new(-1, 0.5, Some(i64::MIN))
        .price(12.5)
        .count(u64::MAX)
        .level(2)
        .list([1, 2])
        .map(BTreeMap::from([("a".to_owned(), -1)]))
}

async fn numbers(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("numbers that may be text are sent as numbers", async move {
            let kept = c.keep_numbers(some_numbers()).await.unwrap();
            assert_eq!(*kept, some_numbers());
            let saw = concat!(
                r#"{"small":-1,"ratio":0.5,"big":-9223372036854775808,"price":12.5,"count":18446744073709551615,"#,
                r#""level":2,"list":[1,2],"map":{"a":-1}}"#
            );
            assert_eq!(kept.headers().x_saw.as_deref(), Some(saw));
        })
        .await;
    let c = client.clone();
    calls
        .check("numbers that the server writes as text", async move {
            assert_eq!(*c.write_as_text(some_numbers()).await.unwrap(), some_numbers());
            let null = Numbers::new(0, 1e300, None).price(Nullable::Null);
            assert_eq!(*c.write_as_text(null.clone()).await.unwrap(), null);
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a body with an enum without a type, null, and 201", async move {
            let labels = BTreeMap::from([("a".to_owned(), Some("b".to_owned())), ("c".to_owned(), None)]);
            let person =
                Person::new("Anna").nickname(Nullable::Null).born("2000-01-02".to_owned()).kind(Kind::DarkBlue);
            let person = person.labels(labels).picture("AP8K".to_owned());
            let created = c.create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a JSON patch", async move {
            let set = JsonPatchDocumentItemAdd::new(JsonPatchDocumentItemAddOp::Replace, "/name", Json::from("Ben"));
            let patch = [JsonPatchDocumentItem::from(set), JsonPatchDocumentItemRemove::new("/born").into()];
            let echo = c.patch_person(7, patch).await.unwrap();
            let sent = r#"[{"op":"replace","path":"/name","value":"Ben"},{"op":"remove","path":"/born"}]"#;
            assert_saw(&echo.saw, &[("id", "7"), ("patch", sent), ("contentType", r#""application/json-patch+json""#)]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(1).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a hierarchy in a list", async move {
            let shapes = [Shape::from(ShapeCircle::new().radius(1.5)), Shape::from(ShapeSquare::new())];
            let shapes = c.reverse_shapes(shapes).await.unwrap();
            assert!(
                matches!(
                    &shapes[..],
                    [Shape::Square(square), Shape::Circle(circle)]
                        if square.side.is_none() && circle.radius == Some(1.5)
                ),
                "{shapes:?}"
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("recursion, and null as a body", async move {
            let node = Node::new(1).next(Node::new(2)).children(vec![Node::new(3)]);
            assert_eq!(*c.keep_node(node.clone()).await.unwrap(), Some(node));
            assert_eq!(*c.keep_node(None).await.unwrap(), None);
        })
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form().name("a&b ü").age(7).tags(["x", "y"].map(str::to_owned)).await.unwrap();
            assert_saw(&echo.saw, &[("pairs", r#"[["Name","a&b ü"],["Age","7"],["Tags","x"],["Tags","y"]]"#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload of several files, whose parts `allOf` joins", async move {
            let body = UploadBody::new(File::new("a.bin", vec![0, 255])).more([File::new("b", vec![1])]).level(3);
            let echo = c.upload(body).await.unwrap();
            let parts = r#"[["file","a.bin",[0,255]],["more","b",[1]],["level",null,[51]]]"#;
            assert_saw(&echo.saw, &[("parts", parts)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("events, one by one", async move {
            let mut events = c.follow_words().events().await.unwrap();
            for (id, number, word) in [("0", 0, "one"), ("1", 1, "two")] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((event.id.as_deref(), &*event.name), (Some(id), "word"));
                assert_eq!((event.data.number, &*event.data.word), (number, word));
            }
            assert!(events.next().await.is_none());
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by number", async move {
            let items: Vec<_> = c.list_words().items().try_collect().await.unwrap();
            let numbers: Vec<_> = items.iter().map(|item| item.number).collect();
            assert_eq!(numbers, [0, 1, 2, 3, 4]);
        })
        .await;
    let c = client.clone();
    calls
        .check("several successes", async move {
            let ok = c.statuses(200).await.unwrap();
            assert!(matches!(&*ok, StatusesOutput::Ok(echo) if echo.saw["status"] == "200"));
            let accepted = c.statuses(202).await.unwrap();
            assert!(matches!(&*accepted, StatusesOutput::Accepted(word) if word.number == 1));
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("problem details, whose status may be text, and a conflict without a body", async move {
            let error = c.delete_person(404).await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (404, Some("Not Found")));
            assert!(matches!(
                error.as_api().unwrap().error(), DeletePersonError::NotFound(problem) if problem.status == Some(404)
            ));
            let error = c.delete_person(409).await.unwrap_err();
            assert!(matches!(error.as_api().unwrap().error(), DeletePersonError::Conflict));
            let error = c.statuses(404).await.unwrap_err();
            assert!(matches!(
                error.as_api().unwrap().error(),
                StatusesError::NotFound(problem) if problem.title.as_deref() == Some("it is 404")
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("a name that is too short is not sent", async move {
            let error = c.create_person(Person::new("")).await.unwrap_err();
            assert!(error.to_string().contains("name"), "{error}");
            assert!(error.as_api().is_none());
        })
        .await;
    let unchecked = Client::builder().base_url(calls.base_url()).bearer("token").checks(false).build().unwrap();
    calls
        .check("validation problem details", async move {
            let person = Person::new("").nickname("An".to_owned());
            let error = unchecked.create_person(person).await.unwrap_err();
            let message = "One or more validation errors occurred: Name: The Name field is required.";
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (400, Some(message)));
            assert!(matches!(
                error.as_api().unwrap().error(),
                CreatePersonError::BadRequest(problem) if problem.errors.as_ref().unwrap()["Name"].len() == 1
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("a bearer token", async move {
            let echo = c.secure().await.unwrap();
            assert_saw(&echo.saw, &[("authorization", r#""Bearer token""#)]);
        })
        .await;
}
