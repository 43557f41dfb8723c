//! Calls of the tsoa server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{GoElsewhereError, QueryParametersError, StatusesError, StatusesOutput};
use api::{Address, Cat, Client, Color, Dog, Person, PersonEither, Pet, SendFormBody, UploadBody, UploadManyBody};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let builder = Client::builder().base_url(calls.base_url());
    let client = builder.bearer("token").basic("user", "pass").key("a&key").build().unwrap();
    parameters(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    files(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors(&mut calls, &client).await;
    credentials(&mut calls, &client).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let echo = c.path_parameters("a?%ü b", -7, Color::DarkBlue, "2026-02-03").await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a?%ü b""#),
                    ("number", "-7"),
                    ("color", r#""dark blue""#),
                    ("day", r#""2026-02-03T00:00:00.000Z""#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type", async move {
            let call = c.query_parameters("a&b=c+d").count(3).ratio(0.5).on(true).at("2026-02-03T04:05:06+02:00");
            let echo = call.color(Color::DarkBlue).level(2.0).tags(["x".to_owned(), "y z".to_owned()]).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("count", "3"),
                    ("ratio", "0.5"),
                    ("on", "true"),
                    ("at", r#""2026-02-03T02:05:06.000Z""#),
                    ("color", r#""dark blue""#),
                    ("level", "2"),
                    ("tags", r#"["x","y z"]"#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters left out", async move {
            let echo = c.query_parameters("").await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""""#)]);
            assert_eq!(echo.saw.len(), 1, "{:?}", echo.saw);
        })
        .await;
    let c = client.clone();
    calls
        .check("headers", async move {
            let echo = c.header_parameters("a token").x_count(4).await.unwrap();
            assert_saw(&echo.saw, &[("token", r#""a token""#), ("count", "4")]);
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body and 201", async move {
            let person = Person::new("Anna")
                .age(7)
                .nickname(Nullable::Null)
                .born("2000-01-02T00:00:00.000Z")
                .balance(0.1)
                .address(Address::new("High Street").lines(["1".to_owned()]))
                .labels([("a/b".to_owned(), -1.0)])
                .position([1.5, -2.0])
                .friends([Person::new("Ben").friends([Person::new("Cid")])])
                .anything(Json::from(true))
                .color(Color::DarkBlue)
                .level(1.0)
                .either(PersonEither::from(2.5));
            let created = c.create_person(person.clone()).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(*created, person);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent and a value", async move {
            let echo = c.patch_person(7).name("Anna").age(8).await.unwrap();
            assert_eq!(echo.saw.len(), 3, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "7"), ("name", r#""Anna""#), ("age", "8")]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(7).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a union by a member of one value, in a list", async move {
            let pets = c.reverse_pets([Pet::from(Cat::new(3)), Pet::from(Dog::new(0.5))]).await.unwrap();
            assert!(matches!(&pets[..], [Pet::Dog(dog), Pet::Cat(cat)] if dog.barks == 0.5 && cat.meows == 3));
        })
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form(SendFormBody::new("a&b ü").ages([1.0, 2.0]).on(true)).await.unwrap();
            assert_saw(&echo.saw, &[("name", r#""a&b ü""#), ("ages", "[1,2]"), ("on", "true")]);
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
    let c = client.clone();
    calls
        .framework_fault(
            "an upload of several files with a list of texts",
            "the list is a text in the document: tsoa takes the type of no form field but a file",
            async move {
                let files = [File::new("a", vec![1]), File::new("b", vec![2])];
                let echo = c.upload_many(UploadManyBody::new(files, "n")).await.unwrap();
                assert_saw(&echo.saw, &[("notes", r#"["n"]"#)]);
            },
        )
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .framework_fault("a text", "it is sent as JSON, whatever `Produces` and the header say", async move {
            assert_eq!(*c.get_text().await.unwrap(), "plain");
        })
        .await;
    let c = client.clone();
    calls
        .check("bytes, whole and as a download", async move {
            assert_eq!(*c.get_file().await.unwrap(), [0, 255, 7]);
            let download = c.get_file().download().await.unwrap();
            assert_eq!(download.http_headers()["content-type"], "application/octet-stream");
            let pieces: Vec<_> = download.into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), [0, 255, 7]);
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "events",
            "a success of its own media type is JSON in the document, whatever `Produces` says",
            async move {
                let word = c.follow_words().await.unwrap();
                assert_eq!(word.number, 0);
            },
        )
        .await;
    let c = client.clone();
    calls
        .check("a response header", async move {
            let counted = c.counted().await.unwrap();
            assert_eq!(counted.headers().x_count, Some(7.0));
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by offset", async move {
            let items: Vec<_> = c.list_words().limit(2).items().try_collect().await.unwrap();
            let words: Vec<_> = items.iter().map(|item| item.word.as_str()).collect();
            assert_eq!(words, ["a", "b", "c", "d", "e"]);
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
    let c = client.clone();
    calls
        .check("a redirect", async move {
            let error = c.go_elsewhere().await.unwrap_err();
            let error = error.as_api().unwrap();
            assert_eq!(
                (error.headers()["location"].as_bytes(), error.error()),
                (&b"/text"[..], &GoElsewhereError::Found)
            );
        })
        .await;
}

async fn errors(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("errors by status", async move {
            let error = c.statuses(404).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("E404"), Some("it is missing")));
            assert!(
                matches!(error.as_api().unwrap().error(), StatusesError::NotFound(problem) if problem.code == "E404")
            );
            let error = c.statuses(418).await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.code()), (418, Some("E418")));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework", async move {
            let error = c.query_parameters("x").at("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 422);
            let message = error.message().unwrap();
            assert!(message.starts_with("Validation failed: "), "{message}");
            assert!(message.contains("filter.at") && message.contains("invalid ISO 8601"), "{message}");
            assert!(matches!(
                error.as_api().unwrap().error(),
                QueryParametersError::UnprocessableContent(body) if body.details.contains_key("filter.at")
            ));
        })
        .await;
}

async fn credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("credentials, alone and together", async move {
            let echo = c.use_bearer().await.unwrap();
            assert_saw(&echo.saw, &[("authorization", r#""Bearer token""#)]);
            let echo = c.use_both().await.unwrap();
            assert_saw(&echo.saw, &[("key", r#""a&key""#), ("authorization", r#""Basic dXNlcjpwYXNz""#)]);
        })
        .await;
}
