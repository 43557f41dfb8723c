//! Calls of the Hono server, with the client of the document that @hono/zod-openapi makes.

use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::RefuseError;
use api::{
    Cat, Client, CreatePetsItem, Dog, Node, PathParametersColor, Person, PersonEither, PersonPositionItem,
    QueryParametersSort, SendFormBody, UploadBody,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url()).bearer("token").cookie_key("a=b+c/d==").build().unwrap();
    parameters(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    forms(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors_and_credentials(&mut calls, &client).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let echo = c.path_parameters("a?%ü b", -7, PathParametersColor::DarkBlue).await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""a?%ü b""#), ("number", "-7"), ("color", r#""dark blue""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters, a header and a cookie", async move {
            let call = c.query_parameters("a&b=c+d", "t").theme("a=b").count(3).ratio(0.1).day("2026-02-03");
            let call = call.sort(QueryParametersSort::Desc).tags(["a b".to_owned(), "c,d".to_owned()]);
            let echo = call.await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("token", r#""t""#),
                    ("theme", r#""a=b""#),
                    ("count", "3"),
                    ("ratio", "0.1"),
                    ("day", r#""2026-02-03""#),
                    ("sort", r#""desc""#),
                    ("tags", r#"["a b","c,d"]"#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "a list with one item in the query",
            "zod gets the text of a parameter that is there once, and takes it for no list",
            async move {
                let echo = c.query_parameters("x", "t").tags(["a".to_owned()]).await.unwrap();
                assert_saw(&echo.saw, &[("tags", r#"["a"]"#)]);
            },
        )
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a body with a tuple, a union and null, 201 and a response header", async move {
            let person = Person::new("Anna")
                .nickname(Nullable::Null)
                .born("2000-01-02")
                .seen("2026-02-03T04:05:06Z")
                .position([PersonPositionItem::Number(1.5), PersonPositionItem::Number(-2.0)])
                .labels([("a/b".to_owned(), -1)])
                .either(PersonEither::Number(2.0))
                .level(1.0);
            let created = c.create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.headers().x_count, Some(8));
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "a literal of several numbers",
            "`z.literal([1, 2])` is `enum: [1]` in the document",
            async move {
                c.create_person(Person::new("Anna").level(2.0)).await.unwrap();
            },
        )
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let echo = c.patch_person(3.0).name("Anna").nickname(Nullable::Null).await.unwrap();
            assert_eq!(echo.saw.len(), 3, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "3"), ("name", r#""Anna""#), ("nickname", "null")]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(3).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a discriminated union in a list", async move {
            let pets = [CreatePetsItem::from(Cat::new(3)), CreatePetsItem::from(Dog::new(0.5))];
            let pets = c.create_pets(pets).await.unwrap();
            assert!(matches!(
                &pets[..],
                [CreatePetsItem::Dog(dog), CreatePetsItem::Cat(cat)] if dog.barks == 0.5 && cat.meows == 3
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("recursion", async move {
            let node = Node::new(1.0).children([Node::new(2.0), Node::new(3.0).children([])]);
            let reversed = c.reverse_nodes(node).await.unwrap();
            let children = reversed.children.as_ref().unwrap();
            assert_eq!((children[0].value, children[1].value), (3.0, 2.0));
            assert_eq!((&children[0].children, &children[1].children), (&Some(vec![]), &None));
        })
        .await;
}

async fn forms(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form(SendFormBody::new("a&b ü").ages(["1".to_owned(), "2".to_owned()])).await.unwrap();
            assert_saw(&echo.saw, &[("name", r#""a&b ü""#), ("ages", r#"["1","2"]"#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload with a text", async move {
            let file = File::new("a.bin", vec![0, 255, 10]).media_type("image/png");
            let echo = c.upload(UploadBody::new(file).note("n")).await.unwrap();
            assert_saw(&echo.saw, &[("file", r#"["a.bin","image/png","00ff0a"]"#), ("note", r#""n""#)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls.check("text", async move { assert_eq!(*c.get_text().await.unwrap(), "plain") }).await;
    let c = client.clone();
    calls
        .check("events, one by one", async move {
            let mut events = c.follow_words().events().await.unwrap();
            for (id, word) in [("0", "one"), ("1", "two")] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((event.id.as_deref(), &*event.name, &*event.data.word), (Some(id), "word", word));
            }
            assert!(events.next().await.is_none());
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a declared error", async move {
            let error = c.refuse().await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("always"), Some("it is refused")));
            assert!(matches!(error.as_api().unwrap().error(), RefuseError::Conflict(body) if body.code == "always"));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of zod", async move {
            let error = c.query_parameters("x", "t").day("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            let message = error.message().unwrap();
            assert!(message.contains("day") && message.contains("Invalid ISO date"), "{message}");
        })
        .await;
    let c = client.clone();
    calls
        .check("bearer, and a key in a cookie", async move {
            assert_saw(&c.use_bearer().await.unwrap().saw, &[("authorization", r#""Bearer token""#)]);
            assert_saw(&c.use_cookie().await.unwrap().saw, &[("sid", r#""a=b+c/d==""#)]);
        })
        .await;
}
