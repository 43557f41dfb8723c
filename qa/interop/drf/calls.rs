//! Calls of the server of Django REST framework, with the client of the document that drf-spectacular makes.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::RefuseError;
use api::{
    AddressRequest, Client, FormRequest, PatchedPersonRequest, PersonColor, PersonRequest, QueryParametersColor,
    UploadRequest,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url());
    let client = client.token("Token secret").basic("user", "pass:word").build().unwrap();
    parameters_and_bodies(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    pages(&mut calls, &client).await;
    errors_and_credentials(&mut calls, &client).await;
}

async fn parameters_and_bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("query parameters, a header and a cookie", async move {
            let call = c.query_parameters("a&b=c+d ü").count(3).on(true).day("2026-02-03").price(0.25);
            let call = call.color(QueryParametersColor::DarkBlue).ids([1, 2]).tags(["a".to_owned(), "b".to_owned()]);
            let echo = call.x_token("t").theme("a=b").await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", "'a&b=c+d ü'"),
                    ("count", "'3'"),
                    ("on", "'true'"),
                    ("day", "'2026-02-03'"),
                    ("price", "'0.25'"),
                    ("color", "'dark blue'"),
                    ("ids", "['1', '2']"),
                    ("tags", "'a,b'"),
                    ("token", "'t'"),
                    ("theme", "'a=b'"),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("a nested body with a password, 201", async move {
            let person = PersonRequest::new("Anna")
                .password("secret".to_owned())
                .nickname(Nullable::Null)
                .born("2000-01-02".to_owned())
                .seen("2026-02-03T04:05:06Z".to_owned())
                .balance("12345678901234567.89".to_owned())
                .ratio(0.1)
                .wait("00:01:30".to_owned())
                .color(PersonColor::DarkBlue)
                .address(AddressRequest::new("High Street").lines(["1".to_owned()]))
                .labels([("a/b".to_owned(), -1)])
                .anything(Json::from("x"));
            let created = c.create_person(person).await.unwrap();
            assert_eq!((created.http_status().as_u16(), created.id), (201, 7));
            assert!(created.http_headers()["x-fields"].to_str().unwrap().contains("password"));
            assert_eq!(created.nickname, None);
            assert_eq!(created.born.as_deref(), Some("2000-01-02"));
            assert_eq!(created.seen.as_deref(), Some("2026-02-03T04:05:06Z"));
            assert_eq!(created.balance.as_deref(), Some("12345678901234567.89"));
            assert_eq!(created.wait.as_deref(), Some("00:01:30"));
            assert_eq!(created.color, Some(PersonColor::DarkBlue));
            assert_eq!(created.address.as_ref().unwrap().street, "High Street");
            assert_eq!(created.labels.as_ref().unwrap()["a/b"], -1);
            assert_eq!(created.anything, Some(Json::from("x")));
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null, empty and a value", async move {
            let patch = PatchedPersonRequest::new().name("Anna".to_owned()).nickname(Nullable::Null);
            let echo = c.patch_person(3).body(patch.color(PersonColor::Empty)).await.unwrap();
            assert_eq!(echo.saw.len(), 4, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("pk", "3"), ("name", "'Anna'"), ("nickname", "None"), ("color", "''")]);
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(3).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form(FormRequest::new("a&b ü").ages([1, 2]).on(true)).await.unwrap();
            assert_saw(&echo.saw, &[("name", "'a&b ü'"), ("ages", "[1, 2]"), ("on", "True")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("uploads with a text", async move {
            let upload = UploadRequest::new(File::new("a.bin", vec![0, 255])).note("n".to_owned());
            let echo = c.upload(upload.more([File::new("b", "x"), File::new("c", "y")])).await.unwrap();
            let more = "[('b', b'x'), ('c', b'y')]";
            assert_saw(&echo.saw, &[("file", "[('a.bin', b'\\x00\\xff')]"), ("more", more), ("note", "'n'")]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls.check("text/csv", async move { assert_eq!(*c.read_csv().await.unwrap(), "a,b\n1,2\n") }).await;
    let c = client.clone();
    calls
        .check("bytes that the document takes for JSON", async move {
            assert_eq!(*c.read_binary().await.unwrap(), [0, 255, 7]);
            let mut download = c.read_binary().download().await.unwrap();
            assert_eq!(&download.next().await.unwrap().unwrap()[..], [0, 255, 7]);
        })
        .await;
}

async fn pages(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("pages by number", async move {
            let items: Vec<_> = c.list_by_number().items().try_collect().await.unwrap();
            let numbers: Vec<_> = items.iter().map(|item| item.number).collect();
            assert_eq!(numbers, [0, 1, 2, 3, 4]);
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by offset", async move {
            let items: Vec<_> = c.list_by_offset().limit(2).items().try_collect().await.unwrap();
            let numbers: Vec<_> = items.iter().map(|item| item.number).collect();
            assert_eq!(numbers, [0, 1, 2, 3, 4]);
        })
        .await;
}

async fn errors_and_credentials(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a declared error without a body in the document", async move {
            let error = c.refuse().await.unwrap_err();
            assert_eq!((error.code(), error.message()), (None, Some("no such thing")));
            assert_eq!(*error.as_api().unwrap().error(), RefuseError::NotFound);
        })
        .await;
    let c = client.clone();
    calls
        .check("validation errors of the framework", async move {
            let error = c.create_person(PersonRequest::new("x").born("today".to_owned())).await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            let message = error.message().unwrap();
            assert!(message.starts_with("born: Date has wrong format."), "{message}");
        })
        .await;
    let c = client.clone();
    calls
        .check("a token of its own scheme, and basic", async move {
            assert_saw(&c.use_token().await.unwrap().saw, &[("auth", "'Token secret'")]);
            assert_saw(&c.use_basic().await.unwrap().saw, &[("auth", "['user', 'pass:word']")]);
        })
        .await;
}
