//! Calls of the Litestar server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{QueryParametersError, RefuseError};
use api::{Address, Cat, Client, Color, Dog, Login, Person, PersonPositionItem, QueryParametersSort, Upload};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url()).key("a key").build().unwrap();
    parameters(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors_and_credentials(&mut calls, &client).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let id = "0190163d-8694-739b-aea5-966c26f8ad91";
            let echo = c.path_parameters("a?%ü b", -7, id, "2026-02-03").await.unwrap();
            let id = format!("'{id}'");
            assert_saw(&echo.saw, &[("text", "'a?%ü b'"), ("number", "-7"), ("id", &id), ("day", "'2026-02-03'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type, a header and a cookie", async move {
            let call =
                c.query_parameters("a&b=c+d", "t").theme("a=b").count(3).ratio(0.1).price("12345678901234567.89");
            let call = call.on(true).at("2026-02-03T04:05:06+02:00").color(Color::DarkBlue);
            let call = call.sort(QueryParametersSort::Desc).tags(["a b".to_owned(), "c,d".to_owned()]).ids([1, 2]);
            let echo = call.await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", "'a&b=c+d'"),
                    ("token", "'t'"),
                    ("theme", "'a=b'"),
                    ("count", "3"),
                    ("ratio", "0.1"),
                    ("price", "Decimal('12345678901234567.89')"),
                    ("on", "True"),
                    ("at", "'2026-02-03T04:05:06+02:00'"),
                    ("color", "'dark blue'"),
                    ("sort", "'desc'"),
                    ("tags", "['a b', 'c,d']"),
                    ("ids", "[1, 2]"),
                ],
            );
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body, 201 and a response header", async move {
            let person = Person::new("Anna")
                .born("2000-01-02".to_owned())
                .seen("2026-02-03T04:05:06Z".to_owned())
                .balance("0.10".to_owned())
                .address(Address::new("High Street").lines(["1".to_owned()]))
                .labels([("a/b".to_owned(), -1)])
                .position(vec![PersonPositionItem::Number(1.5), PersonPositionItem::Number(-2.0)])
                .color(Color::DarkBlue)
                .anything(Json::from("x"));
            let created = c.create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.headers().x_place.as_deref(), Some("here"));
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let echo = c.patch_person(3).name("Anna").await.unwrap();
            assert_eq!(echo.saw.len(), 2, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "3"), ("name", "'Anna'")]);
            assert_saw(&c.patch_person(3).nickname(Nullable::Null).await.unwrap().saw, &[("nickname", "None")]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(3).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a tagged union", async move {
            assert_saw(&c.create_pet(Cat::new(3)).await.unwrap().saw, &[("kind", "'Cat'")]);
            assert_saw(&c.create_pet(Dog::new(0.5)).await.unwrap().saw, &[("kind", "'Dog'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form(Login::new("a&b ü").age(7)).await.unwrap();
            assert_saw(&echo.saw, &[("name", "'a&b ü'"), ("age", "7")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload with a text", async move {
            let file = File::new("a.bin", vec![0, 255]).media_type("image/png");
            let echo = c.upload(Upload::new(file).note("n".to_owned())).await.unwrap();
            assert_saw(&echo.saw, &[("file", "('a.bin', 'image/png', b'\\x00\\xff')"), ("note", "'n'")]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls.check("text", async move { assert_eq!(*c.get_text().await.unwrap(), "plain") }).await;
    let c = client.clone();
    calls
        .check("bytes, whole and as a download", async move {
            assert_eq!(*c.get_file().await.unwrap(), [0, 255, 7]);
            let pieces: Vec<_> = c.get_stream().download().await.unwrap().into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), b"onetwo");
        })
        .await;
    let c = client.clone();
    calls
        .check("events of text, one by one", async move {
            let mut events = c.follow_words().events().await.unwrap();
            for word in ["one", "two"] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((&*event.name, &*event.data), ("word", word));
            }
            assert!(events.next().await.is_none());
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by offset", async move {
            let items: Vec<_> = c.list_words().limit(2).items().try_collect().await.unwrap();
            let streets: String = items.iter().map(|item| &*item.street).collect();
            assert_eq!(streets, "01234");
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("an exception of the framework", async move {
            let error = c.refuse().await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (404, Some("no such thing")));
            assert!(matches!(error.as_api().unwrap().error(), RefuseError::NotFound(body) if body.status_code == 404));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework", async move {
            let error = c.query_parameters("x", "t").at("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            assert!(error.message().unwrap().starts_with("Validation failed for GET /query"), "{error}");
            assert!(matches!(error.as_api().unwrap().error(), QueryParametersError::BadRequest(_)));
        })
        .await;
    let c = client.clone();
    calls
        .check("a key in a header", async move {
            assert_saw(&c.use_key().await.unwrap().saw, &[("key", "'a key'")]);
        })
        .await;
}
