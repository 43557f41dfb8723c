//! Calls of the Elysia server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{GoElsewhereError, StatusesError, StatusesOutput};
use api::{
    Client, Color, KindAndBarks, KindAndMeows, Node, Person, PersonAddress, QueryParametersAddress, ReversePetsItem,
    SendFormBody, StringOrNumber, UploadMultipartBody,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url()).bearer("token").cookie_key("cookie-key").build().unwrap();
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
            let echo = c.path_parameters("a?%ü b", -7.0).color(Color::DarkBlue).await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""a?%ü b""#), ("number", "-7"), ("color", r#""dark blue""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type", async move {
            let call = c.query_parameters("a&b=c+d").count(3_u64).ratio(0.5).on(true).color(Color::DarkBlue);
            let call = call.at("2026-02-03T04:05:06Z").tags(["x".to_owned(), "y z".to_owned()]);
            let echo = call.await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("count", "3"),
                    ("ratio", "0.5"),
                    ("on", "true"),
                    ("at", r#""2026-02-03T04:05:06.000Z""#),
                    ("color", r#""dark blue""#),
                    ("tags", r#"["x","y z"]"#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters left out", async move {
            let echo = c.query_parameters("").await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""""#), ("count", "10")]);
            assert!(!echo.saw.contains_key("ratio"), "{:?}", echo.saw);
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "an object in the query",
            "it is read as JSON, and a parameter of the document without `content` and `style` has its members in the query",
            async move {
                let address = QueryParametersAddress::new("High Street").zip(12345.0);
                let echo = c.query_parameters("").address(address).await.unwrap();
                assert_saw(&echo.saw, &[("address", r#"{"street":"High Street","zip":12345}"#)]);
            },
        )
        .await;
    let c = client.clone();
    calls
        .check("headers and a cookie", async move {
            let echo = c.header_parameters("a token").x_count(4.0).theme("dark").await.unwrap();
            assert_saw(&echo.saw, &[("token", r#""a token""#), ("count", "4"), ("theme", r#""dark""#)]);
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body and 201", async move {
            let person = Person::new("Anna")
                .nickname(Nullable::Null)
                .born("2000-01-02")
                .seen("2026-02-03T04:05:06.000Z")
                .address(PersonAddress::new("High Street").lines(["1".to_owned()]))
                .position([1.5, -2.0])
                .labels([("a/b".to_owned(), -1)])
                .either(StringOrNumber::from(2.5))
                .color(Color::DarkBlue);
            let created = c.create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.http_headers()["x-count"], "9");
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let echo = c.patch_person(7.0).name("Anna").nickname(Nullable::Null).age(8).await.unwrap();
            assert_eq!(echo.saw.len(), 4, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "7"), ("name", r#""Anna""#), ("nickname", "null"), ("age", "8")]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(7).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a union by a member of one value, in a list", async move {
            let pets = [ReversePetsItem::from(KindAndMeows::new(3)), ReversePetsItem::from(KindAndBarks::new(0.5))];
            let pets = c.reverse_pets(pets).await.unwrap();
            assert!(matches!(
                &pets[..],
                [ReversePetsItem::Dog(dog), ReversePetsItem::Cat(cat)] if dog.barks == 0.5 && cat.meows == 3
            ));
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "recursion, by the identifier of a schema",
            "it answers 500: what it compiles for a recursive schema calls a function that is not there",
            async move {
                let leaf = |value| Node::new(value);
                let node = Node::new(1.0).children([leaf(2.0), leaf(3.0).children([leaf(4.0)])]);
                let turned = c.reverse_nodes(node).await.unwrap();
                let expected = Node::new(1.0).children([leaf(3.0).children([leaf(4.0)]), leaf(2.0)]);
                assert_eq!(*turned, expected);
            },
        )
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let form = SendFormBody::new("a&b ü").ages(["1".to_owned(), "2".to_owned()]).on(true);
            let echo = c.send_form(form).await.unwrap();
            assert_saw(&echo.saw, &[("name", r#""a&b ü""#), ("ages", r#"["1","2"]"#), ("on", "true")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload of several files with a text", async move {
            let file = |name: &str| File::new(name, vec![0, 255, 10]).media_type("image/png");
            let body = UploadMultipartBody::new(file("a.bin")).note("n").more([file("b"), file("c")]);
            let echo = c.upload(body).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("file", r#"["a.bin","image/png","00ff0a"]"#),
                    ("note", r#""n""#),
                    ("more", r#"[["b","image/png","00ff0a"],["c","image/png","00ff0a"]]"#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("a body of text", async move {
            let echo = c.send_text("plain ü").await.unwrap();
            assert_saw(&echo.saw, &[("body", r#""plain ü""#)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls.check("a text", async move { assert_eq!(*c.get_text().await.unwrap(), "plain") }).await;
    let c = client.clone();
    calls
        .check("a file that the document takes for text", async move {
            assert_eq!(*c.get_file().await.unwrap(), [0, 255, 7]);
            let download = c.get_file().download().await.unwrap();
            assert_eq!(download.http_headers()["content-type"], "application/octet-stream");
            let pieces: Vec<_> = download.into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), [0, 255, 7]);
        })
        .await;
    let c = client.clone();
    calls
        .check("events, which an overlay describes", async move {
            let mut events = c.follow_words().events().await.unwrap();
            for (number, word) in [(0, "one"), (1, "two")] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((&*event.name, event.data.number, &*event.data.word), ("word", number, word));
                assert_eq!(event.id.as_deref(), Some(number.to_string().as_str()));
            }
            assert!(events.next().await.is_none());
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by cursor", async move {
            let items: Vec<_> = c.list_words().items().try_collect().await.unwrap();
            let words: Vec<_> = items.iter().map(|item| item.word.as_str()).collect();
            assert_eq!(words, ["a", "b", "c", "d", "e"]);
        })
        .await;
    let c = client.clone();
    calls
        .check("several successes", async move {
            let ok = c.statuses(200.0).await.unwrap();
            assert!(matches!(&*ok, StatusesOutput::Ok(echo) if echo.saw["status"] == "200"));
            let accepted = c.statuses(202.0).await.unwrap();
            assert!(matches!(&*accepted, StatusesOutput::Accepted(word) if word.word == "later"));
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault("a redirect", "the adapter for Node answers 500", async move {
            let error = c.go_elsewhere().await.unwrap_err();
            let error = error.as_api().unwrap();
            let location = error.headers()["location"].as_bytes();
            assert_eq!((location, error.error()), (&b"/text"[..], &GoElsewhereError::Found));
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("errors by status", async move {
            let error = c.statuses(404.0).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("E404"), Some("it is 404")));
            assert!(
                matches!(error.as_api().unwrap().error(), StatusesError::NotFound(problem) if problem.code == "E404")
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework", async move {
            let error = c.query_parameters("x").at("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 422);
            let message = error.message().unwrap();
            assert!(message.contains("at"), "{message}");
            assert!(!message.contains('{'), "{message}");
        })
        .await;
    let c = client.clone();
    calls
        .check("credentials", async move {
            let echo = c.use_bearer().await.unwrap();
            assert_saw(&echo.saw, &[("authorization", r#""Bearer token""#)]);
            let echo = c.use_cookie().await.unwrap();
            assert_saw(&echo.saw, &[("sid", r#""cookie-key""#)]);
        })
        .await;
}
