//! Calls of the Elysia server, with the client of the document that @elysiajs/openapi makes.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{CreatePersonError, StatusesError, StatusesOutput};
use api::{
    Client, Color, Node, Person, PersonAddress, PersonEither, PetsItem, PetsItemCat, PetsItemDog,
    QueryParametersFilter, SendFormBody, UploadBodyMeta, UploadMultipartBody,
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
            let echo = c.path_parameters("a?%ü b", -7.5, Color::DarkBlue).await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""a?%ü b""#), ("number", "-7.5"), ("color", r#""dark blue""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters, a header and a cookie", async move {
            let call = c.query_parameters("a&b=c+d", "t").theme("a=b").count(3_u64).big(-9_007_199_254_740_991);
            let call = call.ratio(0.1).on(false).day("2026-02-03").color(Color::Red);
            let echo = call.tags(["a b", "c"].map(str::to_owned)).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("token", r#""t""#),
                    ("theme", r#""a=b""#),
                    ("count", "3"),
                    ("big", "-9007199254740991"),
                    ("ratio", "0.1"),
                    ("on", "false"),
                    ("day", r#""2026-02-03""#),
                    ("color", r#""red""#),
                    ("tags", r#"["a b","c"]"#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("a required parameter with a default, and a list with one item", async move {
            let echo = c.query_parameters("x", "t").tags(["a"].map(str::to_owned)).await.unwrap();
            assert_saw(&echo.saw, &[("count", "10"), ("tags", r#"["a"]"#)]);
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "a list with a comma in an item",
            "the server splits each value at its commas, also those of the encoded value",
            async move {
                let echo = c.query_parameters("x", "t").tags(["a,b"].map(str::to_owned)).await.unwrap();
                assert_saw(&echo.saw, &[("tags", r#"["a,b"]"#)]);
            },
        )
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "an object in the query",
            "the document has no `style`, which means a parameter for each property; the server reads JSON",
            async move {
                let filter = QueryParametersFilter::new("n").least(1.0);
                let echo = c.query_parameters("x", "t").filter(filter).await.unwrap();
                assert_saw(&echo.saw, &[("filter", r#"{"name":"n","least":1}"#)]);
            },
        )
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a body with a tuple, a union and null, 201 and a header that the document lacks", async move {
            let person = Person::new("Anna")
                .nickname(Nullable::Null)
                .born("2000-01-02")
                .address(PersonAddress::new("High Street").lines(["1"].map(str::to_owned)))
                .position([1.5, -2.0])
                .labels([("a/b".to_owned(), -1)])
                .either(PersonEither::Number(2.5))
                .color(Color::DarkBlue);
            let created = c.create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.http_headers()["x-count"], "8");
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: null and a value", async move {
            let echo = c.patch_person(3).name("Anna").nickname(Nullable::Null).color(Color::Red).await.unwrap();
            assert_eq!(echo.saw.len(), 4, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "3"), ("name", r#""Anna""#), ("nickname", "null"), ("color", r#""red""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("204, without a valid `content`", async move {
            assert_eq!(c.delete_person(3).await.unwrap().http_status(), 204);
        })
        .await;
    let c = client.clone();
    calls
        .check("a union with constants in a list", async move {
            let pets = [PetsItem::from(PetsItemCat::new(3)), PetsItem::from(PetsItemDog::new(0.5))];
            let pets = c.create_pets(pets).await.unwrap();
            assert!(matches!(
                &pets[..],
                [PetsItem::Dog(dog), PetsItem::Cat(cat)] if dog.barks == 0.5 && cat.meows == 3
            ));
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "recursion by `$id`",
            "the server responds with 500 to every value of `t.Recursive`: `check_Node is not defined`",
            async move {
                let node = Node::new(1.0).children([Node::new(2.0), Node::new(3.0).children([])]);
                assert_eq!(*c.keep_nodes(node.clone()).await.unwrap(), node);
            },
        )
        .await;
}

async fn forms(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo =
                c.send_form(SendFormBody::new("a&b ü").age(7.0).tags(["x", "y"].map(str::to_owned))).await.unwrap();
            assert_saw(&echo.saw, &[("name", r#""a&b ü""#), ("age", "7"), ("tags", r#"["x","y"]"#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload of several files with a text and JSON", async move {
            let file = File::new("a.bin", vec![0, 255, 10]).media_type("image/png");
            let body = UploadMultipartBody::new(file).note("n").meta(UploadBodyMeta::new(2.0));
            let echo = c.upload(body.more([File::new("b", vec![1]), File::new("c", vec![2])])).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("file", r#"["a.bin","image/png","00ff0a"]"#),
                    ("more", r#"[["b","application/octet-stream","01"],["c","application/octet-stream","02"]]"#),
                    ("note", r#""n""#),
                    ("meta", r#"{"level":2}"#),
                ],
            );
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("text, and bytes as a download", async move {
            assert_eq!(*c.get_text().await.unwrap(), "plain");
            let download = c.get_bytes().download().await.unwrap();
            assert_eq!(download.http_headers()["content-type"], "image/png");
            let pieces: Vec<_> = download.into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), [0, 255, 7]);
        })
        .await;
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
    let c = client.clone();
    calls
        .check("a redirect, which is not followed", async move {
            let error = c.follow().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 302);
            assert_eq!(error.as_api().unwrap().headers()["location"], "/text");
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a declared error", async move {
            let error = c.statuses(409).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("always"), Some("it is refused")));
            assert!(matches!(
                error.as_api().unwrap().error(), StatusesError::Conflict(body) if body.code == "always"
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error", async move {
            let error = c.create_person(Person::new("Anna").born("today")).await.unwrap_err();
            assert_eq!(error.status().unwrap(), 422);
            assert!(matches!(error.as_api().unwrap().error(), CreatePersonError::Undeclared));
            let message = error.message().unwrap();
            assert!(message.contains("born"), "{message}");
        })
        .await;
    let c = client.clone();
    calls
        .check("bearer, and a key in a cookie beside a cookie parameter", async move {
            assert_saw(&c.use_bearer().await.unwrap().saw, &[("authorization", r#""Bearer token""#)]);
            let echo = c.use_cookie().theme("dark").await.unwrap();
            assert_saw(&echo.saw, &[("sid", r#""a=b+c/d==""#), ("theme", r#""dark""#)]);
        })
        .await;
}
