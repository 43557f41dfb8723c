//! Calls of the APIFlask server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::RefuseError;
use api::{Address, Client, Form, Person, PersonUpdate, QueryParametersColor, Upload};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url());
    let client = client.bearer_auth("token").basic_auth("user", "pass:word").build().unwrap();
    parameters_and_bodies(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors_and_credentials(&mut calls, &client).await;
}

async fn parameters_and_bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let id = "0190163d-8694-739b-aea5-966c26f8ad91";
            let echo = c.path_parameters("a?%ü b", 7, id).await.unwrap();
            assert_saw(&echo.saw, &[("text", "'a?%ü b'"), ("number", "7"), ("id", &format!("'{id}'"))]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters, a header and a cookie", async move {
            let call = c.query_parameters("t", "a&b=c+d ü").theme("a=b").count(3).ratio(0.1).price(0.25).on(true);
            let echo = call.day("2026-02-03").color(QueryParametersColor::DarkBlue).ids([1, 2]).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", "'a&b=c+d ü'"),
                    ("x_token", "'t'"),
                    ("theme", "'a=b'"),
                    ("count", "3"),
                    ("ratio", "0.1"),
                    ("price", "Decimal('0.25')"),
                    ("on", "True"),
                    ("day", "'2026-02-03'"),
                    ("color", "'dark blue'"),
                    ("ids", "[1, 2]"),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("a nested body and 201", async move {
            let person = Person::new("Anna")
                .nickname(Nullable::Null)
                .born("2000-01-02".to_owned())
                .seen("2026-02-03T04:05:06+00:00".to_owned())
                .key("0190163d-8694-739b-aea5-966c26f8ad91".to_owned())
                .address(Address::new("High Street").lines(["1".to_owned()]))
                .labels([("a/b".to_owned(), -1)]);
            let created = c.create_person().body(person.clone()).await.unwrap();
            assert_eq!((created.http_status().as_u16(), created.id), (201, Some(7)));
            let mut received = created.into_inner();
            received.id = None;
            assert_eq!(received, person);
        })
        .await;
    let c = client.clone();
    calls
        // `Decimal(as_string=True)` is a number in the document, and the server sends its text.
        .check("a decimal as text", async move {
            let created = c.create_person().body(Person::new("Anna").balance(0.25)).await.unwrap();
            assert_eq!(created.balance, Some(0.25));
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let patch = PersonUpdate::new().name("Anna".to_owned()).nickname(Nullable::Null);
            let echo = c.patch_person(3).body(patch).await.unwrap();
            assert_eq!(echo.saw.len(), 3, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "3"), ("name", "'Anna'"), ("nickname", "None")]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(3).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form().body(Form::new("a&b ü").ages([1, 2])).await.unwrap();
            assert_saw(&echo.saw, &[("name", "'a&b ü'"), ("ages", "[1, 2]")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload with a text", async move {
            let file = File::new("a.bin", vec![0, 255]).media_type("image/png");
            let echo = c.upload().body(Upload::new(file).note("n")).await.unwrap();
            assert_saw(&echo.saw, &[("file", "('a.bin', 'image/png', b'\\x00\\xff')"), ("note", "'n'")]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls.check("text", async move { assert_eq!(*c.get_text().await.unwrap(), "plain") }).await;
    let c = client.clone();
    calls
        .check("a download", async move {
            let pieces: Vec<_> = c.get_file().download().await.unwrap().into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), include_bytes!("server.py"));
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by number", async move {
            let items: Vec<_> = c.list_words().per_page(2).items().try_collect().await.unwrap();
            let numbers: Vec<_> = items.iter().map(|item| item.number).collect();
            assert_eq!(numbers, [0, 1, 2, 3, 4]);
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("an exception of the framework", async move {
            let error = c.refuse().await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (404, Some("no such thing")));
            assert!(matches!(error.as_api().unwrap().error(), RefuseError::NotFound(body) if body.detail.is_some()));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework", async move {
            let error = c.query_parameters("t", "x").day("today").await.unwrap_err();
            let message = Some("Validation error: query.day: Not a valid date.");
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (422, message));
        })
        .await;
    let c = client.clone();
    calls
        .check("bearer and basic", async move {
            assert_saw(&c.use_token().await.unwrap().saw, &[("user", "'token'")]);
            assert_saw(&c.use_basic().await.unwrap().saw, &[("user", "'user:pass:word'"), ("scheme", "'basic'")]);
        })
        .await;
}
