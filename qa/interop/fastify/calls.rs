//! Calls of the Fastify server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{GetStatusError, GetStatusOutput, RedirectError};
use api::{
    Address, Client, CreatePetBodyCat, CreatePetBodyDog, CreatePlaceBody, PathParametersColor, Person,
    QueryParametersSort, SendFormBody, UploadBody, UploadManyBody, UploadWithJsonBody, UploadWithJsonBodyAbout,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder()
        .base_url(calls.base_url())
        .header_key("header key")
        .query_key("query & key")
        .cookie_key("cookie-key")
        .basic("user", "pass:word")
        .bearer("token")
        .build()
        .unwrap();
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
            let echo = c.path_parameters("a?%ü b", -7, PathParametersColor::DarkBlue).await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""a?%ü b""#), ("number", "-7"), ("color", r#""dark blue""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type", async move {
            let call = c.query_parameters("a&b=c+d").count(3).ratio(0.1).on(false).day("2026-02-03");
            let call = call.at("2026-02-03T04:05:06+02:00").level(2).sort(QueryParametersSort::Desc);
            let echo = call.tags(["a b".to_owned(), "c,d".to_owned()]).ids([1.0, 2.5]).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("count", "3"),
                    ("ratio", "0.1"),
                    ("on", "false"),
                    ("day", r#""2026-02-03""#),
                    ("at", r#""2026-02-03T04:05:06+02:00""#),
                    ("level", "2"),
                    ("sort", r#""desc""#),
                    ("tags", r#"["a b","c,d"]"#),
                    ("ids", "[1,2.5]"),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters left out", async move {
            let echo = c.query_parameters("").await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""""#), ("count", "10")]);
            assert_eq!(echo.saw.len(), 2);
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
        .check("a nested body, 201 and response headers", async move {
            let person = Person::new("Anna")
                .nickname(Nullable::Null)
                .born("2000-01-02")
                .seen("2026-02-03T04:05:06Z")
                .balance(0.1)
                .address(Address::new("High Street").lines(["1".to_owned()]))
                .labels([("a/b".to_owned(), -1)])
                .friends([Person::new("Ben").friends([Person::new("Cid")])]);
            let created = c.create_person(person).await.unwrap();
            assert_eq!(created.http_status(), 201);
            let fields = "address,balance,born,friends,labels,name,nickname,seen";
            assert_eq!(created.headers().x_fields.as_deref(), Some(fields));
            assert_eq!(created.headers().x_count, Some(8));
            assert_eq!(created.nickname, Nullable::Null);
            assert_eq!(created.born.as_deref(), Some("2000-01-02"));
            assert_eq!(created.seen.as_deref(), Some("2026-02-03T04:05:06Z"));
            assert_eq!(created.balance, Some(0.1));
            assert_eq!(created.address, Some(Address::new("High Street").lines(["1".to_owned()])));
            assert_eq!(created.labels.as_ref().unwrap()["a/b"], -1);
            assert_eq!(created.friends.as_ref().unwrap()[0].friends.as_ref().unwrap()[0].name, "Cid");
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let echo = c.patch_person(7.0).name("Anna").nickname(Nullable::Null).await.unwrap();
            assert_eq!(echo.saw.len(), 3, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("id", "7"), ("name", r#""Anna""#), ("nickname", "null")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("204", async move {
            assert_eq!(c.delete_person(1).await.unwrap().http_status(), 204);
        })
        .await;
    let c = client.clone();
    calls
        .check("a union by a tag of one value", async move {
            let echo = c.create_pet(CreatePetBodyCat::new(3)).await.unwrap();
            assert_saw(&echo.saw, &[("kind", r#""cat""#), ("meows", "3")]);
            let echo = c.create_pet(CreatePetBodyDog::new(0.5)).await.unwrap();
            assert_saw(&echo.saw, &[("kind", r#""dog""#), ("barks", "0.5")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a tuple of an earlier JSON Schema", async move {
            let echo = c.create_place(CreatePlaceBody::new([1.5, -2.0])).await.unwrap();
            assert_saw(&echo.saw, &[("position", "[1.5,-2]")]);
        })
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form(SendFormBody::new("a&b ü").ages([1, 2]).on(true)).await.unwrap();
            assert_saw(&echo.saw, &[("name", r#""a&b ü""#), ("ages", "[1,2]"), ("on", "true")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("one upload with a text", async move {
            let file = File::new("a.bin", vec![0, 255, 10]).media_type("image/png");
            let echo = c.upload(UploadBody::new(file).note("a note")).await.unwrap();
            assert_saw(&echo.saw, &[("file", r#"["a.bin","image/png","00ff0a"]"#), ("note", r#""a note""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("several uploads", async move {
            let body = UploadManyBody::new([File::new("a", "x"), File::new("b", "")]);
            let octets = "application/octet-stream";
            let files = format!(r#"[["a","{octets}","78"],["b","{octets}",""]]"#);
            assert_saw(&c.upload_many(body).await.unwrap().saw, &[("files", &files)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload with a part of JSON", async move {
            let about = UploadWithJsonBodyAbout::new("t").stars(5);
            let echo = c.upload_with_json(UploadWithJsonBody::new(File::new("a", "x"), about)).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("file", r#"["a","application/octet-stream","78"]"#),
                    ("mimetype", r#""application/json""#),
                    ("about", r#"{"title":"t","stars":5}"#),
                ],
            );
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("text that the document takes for JSON", async move {
            assert_eq!(*c.get_text().await.unwrap(), "plain \"text\"");
        })
        .await;
    let c = client.clone();
    calls.check("text", async move { assert_eq!(*c.get_declared_text().await.unwrap(), "plain") }).await;
    let c = client.clone();
    calls.check("a number", async move { assert_eq!(*c.get_number().await.unwrap(), 42.0) }).await;
    let c = client.clone();
    calls
        .check("a redirect", async move {
            let error = c.redirect().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 302);
            let api = error.as_api().unwrap();
            assert_eq!(api.headers()["location"], "/text");
            assert_eq!(*api.error(), RedirectError::Found);
        })
        .await;
    let c = client.clone();
    calls
        .check("a success of which the document says nothing", async move {
            let mut download = c.undeclared().download().await.unwrap();
            assert_eq!(download.next().await.unwrap().unwrap(), r#"{"a":[1]}"#);
        })
        .await;
    let c = client.clone();
    calls
        .check("several successes", async move {
            assert!(matches!(&*c.get_status(200).await.unwrap(), GetStatusOutput::Ok(person) if person.name == "Anna"));
            let accepted = c.get_status(202).await.unwrap();
            assert!(matches!(&*accepted, GetStatusOutput::Accepted(echo) if echo.saw["status"] == "202"));
        })
        .await;
    let c = client.clone();
    calls
        .check("events, one by one", async move {
            let mut events = c.follow_words().events().await.unwrap();
            for (number, word) in [(0, "one"), (1, "two")] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((event.data.number, &*event.data.word), (number, word));
            }
            assert!(events.next().await.is_none());
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by cursor", async move {
            let items: Vec<_> = c.list_words().limit(2).items().try_collect().await.unwrap();
            let words: String = items.iter().map(|item| &*item.word).collect();
            assert_eq!(words, "abcde");
        })
        .await;
}

async fn errors(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("declared errors", async move {
            let error = c.get_status(404).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("E404"), Some("it is 404")));
            assert!(
                matches!(error.as_api().unwrap().error(), GetStatusError::NotFound(problem) if problem.code == "E404")
            );
            let error = c.get_status(501).await.unwrap_err();
            assert!(matches!(error.as_api().unwrap().error(), GetStatusError::ServerError(_)));
            let error = c.get_status(409).await.unwrap_err();
            assert_eq!(*error.as_api().unwrap().error(), GetStatusError::Undeclared);
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework", async move {
            let error = c.query_parameters("x").day("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            assert_eq!(error.code(), Some("FST_ERR_VALIDATION"));
            assert_eq!(error.message(), Some("querystring/day must match format \"date\""));
        })
        .await;
}

async fn credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a key in a header, in the query and in a cookie", async move {
            assert_saw(&c.use_header().await.unwrap().saw, &[("key", r#""header key""#)]);
            assert_saw(&c.use_query().await.unwrap().saw, &[("key", r#""query & key""#)]);
            assert_saw(&c.use_cookie().await.unwrap().saw, &[("key", r#""cookie-key""#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("basic and bearer", async move {
            assert_saw(&c.use_basic().await.unwrap().saw, &[("key", r#""Basic dXNlcjpwYXNzOndvcmQ=""#)]);
            assert_saw(&c.use_bearer().await.unwrap().saw, &[("key", r#""Bearer token""#)]);
        })
        .await;
}
