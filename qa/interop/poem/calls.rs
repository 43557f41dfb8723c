//! Calls of the poem-openapi server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{CreatePersonOutput, QueryParametersError, StatusesError, StatusesOutput};
use api::{Address, Client, Color, Login, Person, Shape, ShapeCircle, ShapeSquare, UploadBody};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let base = || Client::builder().base_url(calls.base_url());
    let bearer = base().by_bearer("token").by_basic("user", "pass:word").build().unwrap();
    let key = base().by_key("a key").build().unwrap();
    parameters(&mut calls, &bearer).await;
    bodies(&mut calls, &bearer).await;
    files(&mut calls, &bearer).await;
    responses(&mut calls, &bearer).await;
    errors(&mut calls, &bearer).await;
    credentials(&mut calls, &bearer, &key).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let id = "0190163d-8694-739b-aea5-966c26f8ad91";
            let echo = c.path_parameters("a?%ü b", -7, Color::DarkBlue, id, "2026-02-03").await.unwrap();
            assert_saw(
                &echo.saw,
                &[("text", r#""a?%ü b""#), ("number", "-7"), ("color", "DarkBlue"), ("id", id), ("day", "2026-02-03")],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type, and lists in two styles", async move {
            let call = c.query_parameters("a&b=c+d").count(100).big(u64::MAX).ratio(0.5).price("12345678901234567.89");
            let call = call.on(true).at("2026-02-03T04:05:06+02:00").color(Color::DarkBlue).ids([1, -2]);
            let echo = call.names(["x".to_owned(), "y z".to_owned()]).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("count", "Some(100)"),
                    ("big", "Some(18446744073709551615)"),
                    ("ratio", "Some(0.5)"),
                    ("price", "Some(12345678901234567.89)"),
                    ("on", "Some(true)"),
                    ("at", "Some(2026-02-03T02:05:06Z)"),
                    ("color", "Some(DarkBlue)"),
                    ("ids", "[1, -2]"),
                    ("names", r#"["x", "y z"]"#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters left out", async move {
            let echo = c.query_parameters("").await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""""#), ("count", "None"), ("ids", "[]"), ("names", "[]")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("headers and a cookie", async move {
            let echo = c.header_parameters("a token").x_count(4).theme("dark").await.unwrap();
            assert_saw(&echo.saw, &[("token", r#""a token""#), ("count", "Some(4)"), ("theme", r#"Some("dark")"#)]);
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body, 201 and its headers, what only one side sets", async move {
            let person = Person::new("Anna")
                .born("2000-01-02")
                .seen("2026-02-03T04:05:06Z")
                .balance("12345678901234567.89")
                .address(Address::new("High Street").lines(["1".to_owned()]))
                .labels([("a/b".to_owned(), -1)])
                .position([1.5, -2.0])
                .friends([Person::new("Ben").friends([Person::new("Cid")])])
                .anything(Json::from(true))
                .color(Color::DarkBlue)
                .id(u64::MAX)
                .secret("secret");
            let created = c.create_person(person).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.headers().x_saw.as_deref(), Some(r#"Some("secret")"#));
            assert_eq!(created.headers().x_count, Some(1));
            let CreatePersonOutput::Created(person) = &*created else { panic!("{created:?}") };
            assert_eq!((person.number, &person.secret), (Some(7), &None));
            assert_eq!(person.balance.as_deref(), Some("12345678901234567.89"));
            assert_eq!((person.id, person.position.as_deref()), (Some(u64::MAX), Some(&[1.5, -2.0][..])));
            assert_eq!(person.labels.as_ref().unwrap()["a/b"], -1);
            assert_eq!(person.friends.as_ref().unwrap()[0].friends.as_ref().unwrap()[0].full_name, "Cid");
            assert_eq!(person.anything, Some(Json::from(true)));
        })
        .await;
    let c = client.clone();
    calls
        .check("204 of several successes", async move {
            let nothing = c.create_person(Person::new("Nobody")).await.unwrap();
            assert!(matches!(&*nothing, CreatePersonOutput::NoContent));
            assert_eq!(c.delete_person(1).await.unwrap().http_status(), 200);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch: absent and a value", async move {
            let echo = c.patch_person(u64::MAX).nickname("Nan").await.unwrap();
            let id = u64::MAX.to_string();
            assert_saw(&echo.saw, &[("id", &id), ("name", "None"), ("nickname", r#"Value("Nan")"#)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a union by its discriminator, in a list", async move {
            let shapes = [Shape::from(ShapeCircle::new(1.5)), Shape::from(ShapeSquare::new(2.0))];
            let shapes = c.reverse_shapes(shapes).await.unwrap();
            assert!(matches!(
                &shapes[..],
                [Shape::Square(square), Shape::Circle(circle)] if square.side == 2.0 && circle.radius == 1.5
            ));
        })
        .await;
}

async fn files(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a form", async move {
            let echo = c.send_form(Login::new("a&b ü", true).age(7)).await.unwrap();
            assert_saw(&echo.saw, &[("name", r#""a&b ü""#), ("age", "Some(7)"), ("on", "true")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("an upload of several files with a text and JSON", async move {
            let file = |name: &str| File::new(name, vec![0, 255]).media_type("image/png");
            let body = UploadBody::new(file("a.bin"), [file("b")]).note("n").about(Address::new("High Street"));
            let echo = c.upload(body).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("file", r#"(Some("a.bin"), Some("image/png"), [0, 255])"#),
                    ("note", r#"Some("n")"#),
                    ("about", r#"Some(Address { street: "High Street", lines: [] })"#),
                    ("more", r#"[(Some("b"), Some("image/png"), [0, 255])]"#),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("bodies of bytes and of text", async move {
            let echo = c.send_bytes(vec![0_u8, 255, 10]).await.unwrap();
            assert_saw(&echo.saw, &[("bytes", "[0, 255, 10]")]);
            assert_saw(&c.send_text("plain ü").await.unwrap().saw, &[("text", r#""plain ü""#)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a text, and a download with its name", async move {
            assert_eq!(*c.get_text().await.unwrap(), "plain");
            let download = c.get_file().download().await.unwrap();
            assert_eq!(download.headers().content_disposition.as_deref(), Some(r#"attachment; filename="a.bin""#));
            let pieces: Vec<_> = download.into_inner().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), [0, 255, 7]);
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
            assert!(matches!(&*accepted, StatusesOutput::Accepted(word) if word.word == "later"));
        })
        .await;
}

async fn errors(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a redirect with its header", async move {
            let error = c.statuses(302).await.unwrap_err();
            let location = Some("/text".to_owned());
            assert_eq!(*error.as_api().unwrap().error(), StatusesError::Found { location });
        })
        .await;
    let c = client.clone();
    calls
        .check("errors by status, as JSON, as text and by none", async move {
            let error = c.statuses(404).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("E404"), Some("it is 404")));
            assert!(
                matches!(error.as_api().unwrap().error(), StatusesError::NotFound(problem) if problem.code == "E404")
            );
            let error = c.statuses(418).await.unwrap_err();
            assert_eq!(error.message(), Some("short and stout"));
            assert_eq!(*error.as_api().unwrap().error(), StatusesError::Status418("short and stout".to_owned()));
            let error = c.statuses(503).await.unwrap_err();
            assert!(
                matches!(error.as_api().unwrap().error(), StatusesError::Default(problem) if problem.code == "E503")
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework, in the form of the server", async move {
            let error = c.query_parameters("x").at("today").await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), error.code()), (400, Some("bad_request")));
            let message = error.message().unwrap();
            assert!(message.starts_with("failed to parse parameter `at`"), "{message}");
            assert!(matches!(error.as_api().unwrap().error(), QueryParametersError::BadRequest(_)));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error that is a text", async move {
            let error = c.create_person(Person::new("x").seen("today")).await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            let message = error.message().unwrap();
            assert!(message.starts_with("parse request payload error"), "{message}");
        })
        .await;
}

async fn credentials(calls: &mut Calls, bearer: &Client, key: &Client) {
    let (bearer, key) = (bearer.clone(), key.clone());
    calls
        .check("one of two credentials, and basic", async move {
            assert_saw(&bearer.secure_by_either().await.unwrap().saw, &[("bearer", r#""token""#)]);
            assert_saw(&key.secure_by_either().await.unwrap().saw, &[("key", r#""a key""#)]);
            let echo = bearer.secure_by_basic().await.unwrap();
            assert_saw(&echo.saw, &[("username", r#""user""#), ("password", r#""pass:word""#)]);
        })
        .await;
}
