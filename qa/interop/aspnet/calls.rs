//! Calls with the client of a document of the shape that Microsoft.AspNetCore.OpenApi writes.

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
    Address, Client, JsonPatchDocumentOfPersonItem, JsonPatchDocumentOfPersonItemAdd,
    JsonPatchDocumentOfPersonItemAddOp, JsonPatchDocumentOfPersonItemRemove, Kind, Node, Numbers, Person, SendFormBody,
    Shape, ShapeCircleInline, ShapeSquareInline, UploadBody,
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
    let c = client.clone();
    calls
        .check("a parameter that its document does not allow", async move {
            let error = c.query_parameters("x", "t").count(101_u32).await.unwrap_err();
            assert_eq!(error.attempts(), 0);
        })
        .await;
}

async fn numbers(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("numbers that may be text are sent and read as numbers", async move {
            let numbers = Numbers::new(1, 0.5)
                .big(i64::MIN)
                .unsigned(u64::MAX)
                .price(12.5)
                .level(2)
                .list([1, i64::MAX])
                .map([("a".to_owned(), -1)]);
            let kept = c.post_numbers(numbers.clone()).await.unwrap();
            assert_eq!(*kept, numbers);
            let saw = r#"{"small":1,"ratio":0.5,"big":-9223372036854775808,"unsigned":18446744073709551615,"price":12.5,"level":2,"list":[1,9223372036854775807],"map":{"a":-1}}"#;
            assert_eq!(kept.http_headers()["x-saw"], saw);
            assert_eq!(kept.http_headers()["x-content-type"], "application/json");
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body and 201", async move {
            let person = Person::new("Anna")
                .nickname(Nullable::Null)
                .born("2000-01-02".to_owned())
                .seen("2026-02-03T04:05:06Z")
                .wakes("07:30:00")
                .sleeps("1.08:00:00.5")
                .id("0190163d-8694-739b-aea5-966c26f8ad91")
                .picture("AP8K".to_owned())
                .kind(Kind::DarkBlue)
                .address(Address::new("High Street").lines(["1".to_owned()]))
                .labels(BTreeMap::from([("a".to_owned(), "b".to_owned())]))
                .anything(Json::from(true));
            let created = c.create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.http_headers()["location"], "/people/1");
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a JSON patch", async move {
            let set = JsonPatchDocumentOfPersonItemAdd::new(
                JsonPatchDocumentOfPersonItemAddOp::Replace,
                "/name",
                Json::from("Ben"),
            );
            let patch = [
                JsonPatchDocumentOfPersonItem::from(set),
                JsonPatchDocumentOfPersonItem::from(JsonPatchDocumentOfPersonItemRemove::new("/nickname")),
            ];
            let echo = c.patch_person(7, patch).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("id", "7"),
                    ("patch", r#"[{"op":"replace","path":"/name","value":"Ben"},{"op":"remove","path":"/nickname"}]"#),
                    ("contentType", r#""application/json-patch+json""#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(1).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a hierarchy by its discriminator, in a list", async move {
            let shapes = [Shape::from(ShapeCircleInline::new(1.5)), Shape::from(ShapeSquareInline::new(2.0))];
            let shapes = c.reverse_shapes(shapes).await.unwrap();
            assert!(matches!(
                &shapes[..],
                [Shape::Square(square), Shape::Circle(circle)] if square.side == 2.0 && circle.radius == 1.5
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("recursion through a nullable reference", async move {
            let node = Node::new(1).next(Box::new(Node::new(2))).children(vec![Node::new(3)]);
            assert_eq!(*c.send_node(node.clone()).await.unwrap(), node);
        })
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form(SendFormBody::new("a&b ü").age(7).on(true)).await.unwrap();
            assert_saw(&echo.saw, &[("pairs", r#"[["name","a&b ü"],["age","7"],["on","true"]]"#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload by components of files, in parts of `allOf`", async move {
            let body = UploadBody::new(File::new("a.bin", vec![0, 255]), "n").more([File::new("b", vec![1])]);
            let echo = c.upload(body).await.unwrap();
            let parts = r#"[["file","a.bin",[0,255]],["more","b",[1]],["note",null,[110]]]"#;
            assert_saw(&echo.saw, &[("parts", parts)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a text, and a download with its name", async move {
            assert_eq!(*c.get_text().await.unwrap(), "plain");
            let download = c.get_file().download().await.unwrap();
            assert!(download.http_headers()["content-disposition"].to_str().unwrap().contains("a.bin"));
            let pieces: Vec<_> = download.into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), [0, 255, 7]);
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "events",
            "the document has the whole event where the data is alone: `SseItem` with `data`, `eventType` and `eventId`",
            async move {
                let mut events = c.follow_words().events().await.unwrap();
                let event = events.next().await.unwrap().unwrap();
                assert_eq!(event.data.data.unwrap().word, "one");
            },
        )
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
            assert!(matches!(&*accepted, StatusesOutput::Accepted(word) if word.word == "later"));
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("problem details", async move {
            let error = c.delete_person(404).await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (404, Some("Not Found")));
            assert!(matches!(
                error.as_api().unwrap().error(),
                DeletePersonError::NotFound(problem) if problem.status == Some(404)
            ));
            let error = c.delete_person(409).await.unwrap_err();
            assert_eq!(*error.as_api().unwrap().error(), DeletePersonError::Conflict);
            let error = c.statuses(503).await.unwrap_err();
            assert!(matches!(
                error.as_api().unwrap().error(),
                StatusesError::Default(problem) if problem.title.as_deref() == Some("it is 503")
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("validation problem details", async move {
            let error = c.create_person(Person::new("")).await.unwrap_err();
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
        .check("bearer", async move {
            let echo = c.secure().await.unwrap();
            assert_saw(&echo.saw, &[("authorization", r#""Bearer token""#)]);
        })
        .await;
}
