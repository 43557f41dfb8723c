//! Calls of the FastAPI server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{QueryParametersError, RedirectError, StatusesError, StatusesOutput};
use api::{
    Address, BodyForm, BodyTwoBodies, BodyUpload, BodyUploadBytes, BodyUploadMany, BodyUploadOptional, Cat, CatOrDog,
    Client, Color, Dog, Event, Household, HouseholdPlain, NodeInput, NumberOrString, PersonInput, QueryModelOrderBy,
    QueryParametersSort, ValidationErrorLocItem,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder()
        .base_url(calls.base_url())
        .api_key_header("header key")
        .api_key_query("query & key")
        .api_key_cookie("cookie-key")
        .http_basic("user", "pass:word")
        .http_bearer("token")
        .build()
        .unwrap();
    let anonymous = Client::builder().base_url(calls.base_url()).build().unwrap();
    parameters(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    unions(&mut calls, &client).await;
    files(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors(&mut calls, &client).await;
    credentials(&mut calls, &client, &anonymous).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let id = "0190163d-8694-739b-aea5-966c26f8ad91";
            let echo = c.path_parameters("a?%ü", -7, Color::DarkBlue, id, "2026-02-03").await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", "'a?%ü'"),
                    ("number", "-7"),
                    ("color", "'dark blue'"),
                    ("id", &format!("'{id}'")),
                    ("day", "'2026-02-03'"),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type", async move {
            let call = c.query_parameters("a&b=c+d").count(3).ratio(0.1).price("12345678901234567890.123".to_owned());
            let call = call.big(9_007_199_254_740_993).on(true).day("2026-02-03").at("2026-02-03T04:05:06+02:00");
            let call = call.wait("PT90S").color(Color::DarkBlue).level(2).sort(QueryParametersSort::Desc);
            let echo = call.await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", "'a&b=c+d'"),
                    ("count", "3"),
                    ("ratio", "0.1"),
                    ("price", "Decimal('12345678901234567890.123')"),
                    ("big", "9007199254740993"),
                    ("on", "True"),
                    ("day", "'2026-02-03'"),
                    ("at", "'2026-02-03T02:05:06+00:00'"),
                    ("wait", "90.0"),
                    ("color", "'dark blue'"),
                    ("level", "2"),
                    ("sort", "'desc'"),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters left out", async move {
            let echo = c.query_parameters("").await.unwrap();
            assert_saw(&echo.saw, &[("text", "''"), ("count", "10"), ("on", "None"), ("sort", "'asc'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("lists in the query", async move {
            let tags = ["a b".to_owned(), "c,d".to_owned()];
            let call = c.query_lists().tags(tags).ids([1, 2]).colors([Color::Red, Color::DarkBlue]);
            let echo = call.await.unwrap();
            assert_saw(&echo.saw, &[("tags", "['a b', 'c,d']"), ("ids", "[1, 2]"), ("colors", "['dark blue', 'red']")]);
            let echo = c.query_lists().tags(vec![]).await.unwrap();
            assert_saw(&echo.saw, &[("tags", "[]"), ("ids", "None")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a model as the query", async move {
            let call = c.query_model().limit(5).order_by(QueryModelOrderBy::Updated).tags(["x".to_owned()]);
            let echo = call.await.unwrap();
            assert_saw(&echo.saw, &[("limit", "5"), ("order_by", "'updated'"), ("tags", "['x']")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("headers and cookies", async move {
            let call = c.header_parameters("t ü").x_count(4).session("s=1").theme("dark");
            let echo = call.await.unwrap();
            assert_saw(&echo.saw, &[("x_count", "4"), ("session", "'s=1'"), ("theme", "'dark'")]);
        })
        .await;
    let c = client.clone();
    calls
        .framework_fault(
            "a list in a header",
            "the document has a list, which is one line with commas, and the server reads a line for each item",
            async move {
                let echo = c.header_parameters("t").x_many(["a".to_owned(), "b".to_owned()]).await.unwrap();
                assert_saw(&echo.saw, &[("x_many", "['a', 'b']")]);
            },
        )
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body, 201 and a response header", async move {
            let address = Address::new("High Street").lines(["1".to_owned(), "2".to_owned()]);
            let person = PersonInput::new("Anna")
                .born("2000-01-02".to_owned())
                .seen("2026-02-03T04:05:06Z".to_owned())
                .balance(NumberOrString::from("0.10".to_owned()))
                .address(address)
                .labels([("a/b".to_owned(), -1)])
                .position(vec![1.5, -2.0])
                .friends([PersonInput::new("Ben").friends([PersonInput::new("Cid")])])
                .anything(Json::from("x"));
            let created = c.create_person(person).await.unwrap();
            assert_eq!(created.http_status(), 201);
            let fields = "address,anything,balance,born,friends,labels,name,position,seen";
            assert_eq!(created.headers().x_fields.as_deref(), Some(fields));
            assert_eq!(created.name, "Anna");
            assert_eq!(created.born.as_deref(), Some("2000-01-02"));
            assert_eq!(created.seen.as_deref(), Some("2026-02-03T04:05:06Z"));
            assert_eq!(created.balance.as_deref(), Some("0.10"));
            assert_eq!(created.address.as_ref().unwrap().lines.as_ref().unwrap(), &["1", "2"]);
            assert_eq!(created.labels.as_ref().unwrap()["a/b"], -1);
            assert_eq!(created.position.as_deref(), Some(&[1.5, -2.0][..]));
            assert_eq!(created.friends.as_ref().unwrap()[0].friends.as_ref().unwrap()[0].name, "Cid");
            assert_eq!(created.anything, Some(Json::from("x")));
        })
        .await;
    let c = client.clone();
    calls
        .check("what is left out of a body is not sent", async move {
            let created = c.create_person(PersonInput::new("Anna")).await.unwrap();
            assert_eq!(created.headers().x_fields.as_deref(), Some("name"));
            assert_eq!(created.born, None);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let echo = c.patch_person(1).name("Anna".to_owned()).nickname(Nullable::Null).await.unwrap();
            assert_eq!(echo.saw.len(), 2, "{:?}", echo.saw);
            assert_saw(&echo.saw, &[("name", "'Anna'"), ("nickname", "None")]);
            assert!(c.patch_person(1).await.unwrap().saw.is_empty());
        })
        .await;
    let c = client.clone();
    calls
        .check("a list as a body", async move {
            let tags = c.put_tags(1, ["a".to_owned(), "ü".to_owned()]).await.unwrap();
            assert_eq!(*tags, ["ü", "a"]);
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
        .check("two models in one body", async move {
            let body = BodyTwoBodies::new(Address::new("x"), PersonInput::new("y"));
            assert_saw(&c.two_bodies(body).await.unwrap().saw, &[("first", "'x'"), ("second", "'y'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a map as a body", async move {
            let scores = c.maps([("a".to_owned(), vec![1, 2]), ("b c".to_owned(), vec![])]).await.unwrap();
            assert_eq!(scores["a"], [1, 2]);
            assert!(scores["b c"].is_empty());
            assert_eq!(scores["server"], [2]);
        })
        .await;
    let c = client.clone();
    calls
        .check("recursion", async move {
            let left = NodeInput::new(2).right(NodeInput::new(3));
            let mirrored = c.mirror(NodeInput::new(1).left(left)).await.unwrap();
            assert!(mirrored.left.is_none());
            assert_eq!(mirrored.right.as_ref().unwrap().left.as_ref().unwrap().value, 3);
        })
        .await;
}

async fn unions(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a union whose tag has a default", async move {
            let echo = c.create_pet(Cat::new(3)).await.unwrap();
            assert_saw(&echo.saw, &[("kind", "'Cat'"), ("pet", "{'pet_type': 'cat', 'meows': 3}")]);
            let echo = c.create_pet(Dog::new(0.5)).await.unwrap();
            assert_saw(&echo.saw, &[("kind", "'Dog'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("unions in a list and in a property", async move {
            let household = Household::new([CatOrDog::from(Cat::new(1)), CatOrDog::from(Dog::new(2.0))])
                .favourite(CatOrDog::from(Dog::new(2.5)))
                .plain(HouseholdPlain::Integer(5));
            let household = c.create_household(household).await.unwrap();
            assert!(matches!(&household.pets[..], [CatOrDog::Cat(cat), CatOrDog::Dog(_)] if cat.meows == 1));
            assert!(matches!(&household.favourite, Nullable::Value(CatOrDog::Dog(dog)) if dog.barks == 2.5));
            assert_eq!(household.plain, Nullable::Value(HouseholdPlain::Integer(5)));
            let household = Household::new([]).plain(HouseholdPlain::from("5"));
            let household = c.create_household(household).await.unwrap();
            assert_eq!(household.plain, Nullable::Value(HouseholdPlain::String("5".to_owned())));
            assert_eq!(household.favourite, Nullable::Null);
        })
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.form(BodyForm::new("a&b ü").ages([1, 2]).on(true)).await.unwrap();
            assert_saw(&echo.saw, &[("name", "'a&b ü'"), ("ages", "[1, 2]"), ("on", "True")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("one upload", async move {
            let file = File::new("ü.bin", vec![0, 255, 10]).media_type("image/png");
            let echo = c.upload(BodyUpload::new(file)).await.unwrap();
            assert_saw(&echo.saw, &[("file", "('ü.bin', 'image/png', b'\\x00\\xff\\n')")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("several uploads with a text", async move {
            let body = BodyUploadMany::new([File::new("a.txt", "a"), File::new("b.txt", "")]).note("n".to_owned());
            let octets = "'application/octet-stream'";
            let files = format!("[('a.txt', {octets}, b'a'), ('b.txt', {octets}, b'')]");
            assert_saw(&c.upload_many(body).await.unwrap().saw, &[("files", &files), ("note", "'n'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an optional upload", async move {
            let echo = c.upload_optional(BodyUploadOptional::new("n")).await.unwrap();
            assert_saw(&echo.saw, &[("name", "'n'"), ("file", "None")]);
            let echo = c.upload_optional(BodyUploadOptional::new("n").file(Nullable::Null)).await.unwrap();
            assert_saw(&echo.saw, &[("file", "None")]);
            let echo = c.upload_optional(BodyUploadOptional::new("n").file(File::new("f", "x"))).await.unwrap();
            assert_saw(&echo.saw, &[("file", "('f', 'application/octet-stream', b'x')")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload as bytes", async move {
            let echo = c.upload_bytes(BodyUploadBytes::new(File::new("f", vec![1, 128]))).await.unwrap();
            assert_saw(&echo.saw, &[("file", "b'\\x01\\x80'")]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls.check("text", async move { assert_eq!(*c.text().await.unwrap(), "a\nplain text") }).await;
    let c = client.clone();
    calls
        .check("a download of which the document says nothing", async move {
            let pieces: Vec<_> = c.file().download().await.unwrap().into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), include_bytes!("server.py"));
        })
        .await;
    let c = client.clone();
    calls
        .check("a redirect", async move {
            let error = c.redirect().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 307);
            let api = error.as_api().unwrap();
            assert_eq!(api.headers()["location"], "/text");
            assert_eq!(*api.error(), RedirectError::TemporaryRedirect);
        })
        .await;
    let c = client.clone();
    calls
        .check("several successes", async move {
            assert!(matches!(&*c.statuses(200).await.unwrap(), StatusesOutput::Ok(person) if person.name == "Anna"));
            let accepted = c.statuses(202).await.unwrap();
            assert!(matches!(&*accepted, StatusesOutput::Accepted(echo) if echo.saw["status"] == "202"));
        })
        .await;
    let c = client.clone();
    calls
        .check("a success without a schema", async move {
            let value = serde_json::to_string(&*c.nothing_declared().await.unwrap()).unwrap();
            assert_eq!(value, r#"{"a":[1,2]}"#);
        })
        .await;
    let c = client.clone();
    calls
        .check("events, one by one", async move {
            let mut events = c.events().events().await.unwrap();
            for (number, word) in [(0, "one"), (1, "two"), (2, "three")] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((event.data.number, &*event.data.word, &*event.name), (number, word, "word"));
            }
            assert!(events.next().await.is_none());
            assert_eq!(events.last_event_id(), Some("2"));
        })
        .await;
    let c = client.clone();
    calls
        .check("lines of JSON, one by one and as a list", async move {
            let mut lines = c.json_lines().events().await.unwrap();
            for (number, word) in [(0, "one"), (1, "two"), (2, "three")] {
                let line = lines.next().await.unwrap().unwrap();
                assert_eq!((line.data.number, &*line.data.word), (number, word));
            }
            assert!(lines.next().await.is_none());
            assert_eq!(c.json_lines().await.unwrap().len(), 3);
        })
        .await;
    let c = client.clone();
    calls
        .check("a body of lines of JSON", async move {
            let echo = c.receive_lines([Event::new(0, "one\ntwo"), Event::new(1, "")]).await.unwrap();
            assert_saw(&echo.saw, &[("media_type", "'application/jsonl'"), ("words", r"['one\ntwo', '']")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by offset", async move {
            let items: Vec<_> = c.pages().limit(2).items().try_collect().await.unwrap();
            let numbers: Vec<_> = items.iter().map(|item| item.number).collect();
            assert_eq!(numbers, [0, 1, 2, 3, 4]);
        })
        .await;
}

async fn errors(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a declared error", async move {
            let error = c.statuses(404).await.unwrap_err();
            assert!(matches!(error.as_api().unwrap().error(), StatusesError::NotFound(problem) if problem.reason == "it is 404"));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework", async move {
            let error = c.query_parameters("x").day("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 422);
            let message = error.message().unwrap();
            assert!(message.starts_with("query.day: Input should be a valid date"), "{message}");
            let QueryParametersError::UnprocessableContent(body) = error.as_api().unwrap().error() else {
                panic!("{error:?}");
            };
            let first = &body.detail.as_ref().unwrap()[0];
            let place = ["query", "day"].map(ValidationErrorLocItem::from);
            assert_eq!(first.loc, place);
        })
        .await;
    let c = client.clone();
    calls
        .check("an exception of the framework", async move {
            let error = c.refuse().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 418);
            assert_eq!(error.message(), Some("short and stout"));
        })
        .await;
}

async fn credentials(calls: &mut Calls, client: &Client, anonymous: &Client) {
    let c = client.clone();
    calls
        .check("a key in a header", async move {
            assert_saw(&c.secure_header().await.unwrap().saw, &[("key", "'header key'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a key in the query", async move {
            assert_saw(&c.secure_query().await.unwrap().saw, &[("key", "'query & key'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a key in a cookie, beside a cookie", async move {
            let echo = c.secure_cookie().theme("dark").await.unwrap();
            assert_saw(&echo.saw, &[("key", "'cookie-key'"), ("theme", "'dark'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("basic", async move {
            let echo = c.secure_basic().await.unwrap();
            assert_saw(&echo.saw, &[("username", "'user'"), ("password", "'pass:word'")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("bearer", async move {
            assert_saw(&c.secure_bearer().await.unwrap().saw, &[("token", "'token'")]);
        })
        .await;
    let c = anonymous.clone();
    calls
        .check("a credential that is missing", async move {
            let error = c.secure_bearer().await.unwrap_err();
            assert_eq!(error.attempts(), 0);
        })
        .await;
}
