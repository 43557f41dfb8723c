//! Calls of the NestJS server, with the client of the document that @nestjs/swagger makes.

use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{ControllerCreatePersonError, ControllerGoElsewhereError, ControllerRefuseError};
use api::{Address, Cat, Client, Color, ControllerPathParametersColor, Dog, Filter, Person, Range, Upload};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url()).bearer("token").build().unwrap();
    parameters(&mut calls, &client).await;
    deep_object(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors_and_credentials(&mut calls, &client).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters, a whole number among them", async move {
            let color = ControllerPathParametersColor::DarkBlue;
            let echo = c.controller_path_parameters(color, 7.0).await.unwrap();
            assert_saw(&echo.saw, &[("id", "7"), ("color", r#""dark blue""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters, whole numbers in a list among them, and a header", async move {
            let call = c.controller_query_parameters("t", "a&b=c+d ü").page(2.0).ids([1.0, 2.0]).on(true);
            let echo = call.await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d ü""#),
                    ("page", r#""2""#),
                    ("ids", r#"["1","2"]"#),
                    ("on", r#""true""#),
                    ("token", r#""t""#),
                ],
            );
        })
        .await;
}

async fn deep_object(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a deep object", async move {
            let filter = Filter::new("a&b[c] ü").tags(["x".to_owned(), "y z".to_owned()]);
            let echo = c.controller_deep_parameters(filter.range(Range::new(1.0))).await.unwrap();
            assert_saw(&echo.saw, &[("filter", r#"{"name":"a&b[c] ü","tags":["x","y z"],"range":{"from":"1"}}"#)]);
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body and 201", async move {
            let person = Person::new("Anna")
                .age(7.0)
                .nickname(Nullable::Null)
                .seen("2026-02-03T04:05:06.000Z")
                .color(Color::DarkBlue)
                .address(Address::new("High Street").zip(12345.0))
                .tags(["a".to_owned()]);
            let created = c.controller_create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let echo = c.controller_patch_person(3.0).age(8.0).nickname(Nullable::Null).await.unwrap();
            assert_eq!(echo.saw.len(), 3, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "3"), ("age", "8"), ("nickname", "null")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("204", async move { assert_eq!(c.controller_delete_person(3.0).await.unwrap().http_status(), 204) })
        .await;
    let c = client.clone();
    calls
        .check("a union by a member of one value", async move {
            let echo = c.controller_create_pet(Cat::new(3.0)).await.unwrap();
            assert_saw(&echo.saw, &[("kind", r#""cat""#), ("meows", "3")]);
            assert_saw(&c.controller_create_pet(Dog::new(0.5)).await.unwrap().saw, &[("kind", r#""dog""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload with a text", async move {
            let file = File::new("a.bin", vec![0, 255, 10]).media_type("image/png");
            let echo = c.controller_upload(Upload::new(file).note("n")).await.unwrap();
            assert_saw(&echo.saw, &[("file", r#"["a.bin","image/png","00ff0a"]"#), ("note", r#""n""#)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("text that the document takes for JSON", async move {
            assert_eq!(*c.controller_get_text().await.unwrap(), "plain");
        })
        .await;
    let c = client.clone();
    calls
        .check("events, one by one", async move {
            let mut events = c.controller_follow_words().events().await.unwrap();
            for (name, number, word) in [("message", 0.0, "one"), ("last", 1.0, "two")] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((&*event.name, event.data.number, &*event.data.word), (name, number, word));
            }
            assert!(events.next().await.is_none());
        })
        .await;
    let c = client.clone();
    calls
        .check("a redirect", async move {
            let error = c.controller_go_elsewhere().await.unwrap_err();
            assert_eq!(error.as_api().unwrap().headers()["location"], "/text");
            assert_eq!(*error.as_api().unwrap().error(), ControllerGoElsewhereError::Found);
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("an exception of the framework", async move {
            let error = c.controller_refuse().await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.message()), (409, Some("it is there already")));
            let error = error.as_api().unwrap();
            assert!(matches!(error.error(), ControllerRefuseError::Conflict(body) if body.status_code == 409.0));
        })
        .await;
    let c = client.clone();
    calls
        .check("the message of a validation error of the framework", async move {
            let error = c.controller_create_person(Person::new("Anna").age(0.5)).await.unwrap_err();
            assert_eq!(
                (error.status().unwrap().as_u16(), error.message()),
                (400, Some("age must be an integer number"))
            );
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "the body of a validation error",
            "`message` is a list where the validation pipe refuses, and a text elsewhere, which is what people declare",
            async move {
                let error = c.controller_create_person(Person::new("Anna").age(0.5)).await.unwrap_err();
                assert!(matches!(error.as_api().unwrap().error(), ControllerCreatePersonError::BadRequest(_)));
            },
        )
        .await;
    let c = client.clone();
    calls
        .check("bearer", async move {
            let echo = c.controller_use_bearer().await.unwrap();
            assert_saw(&echo.saw, &[("authorization", r#""Bearer token""#)]);
        })
        .await;
}
