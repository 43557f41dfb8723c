//! Calls of the server of utoipa and axum, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{RedirectError, StatusesError, StatusesOutput};
use api::{
    Client, Color, Command, CommandGo, CommandGoGo, CommandSay, CommandValue, Login, Message, MessageNumber,
    MessageText, Person, Shape, ShapeCircle, ShapePoint, ShapeSquare, Upload,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let base = || Client::builder().base_url(calls.base_url());
    let bearer = base().bearer("token").build().unwrap();
    let both = base().key("a key").basic("user", "pass").build().unwrap();
    parameters(&mut calls, &bearer).await;
    bodies(&mut calls, &bearer).await;
    enums(&mut calls, &bearer).await;
    files(&mut calls, &bearer).await;
    responses(&mut calls, &bearer).await;
    errors(&mut calls, &bearer).await;
    credentials(&mut calls, &bearer, &both).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let id = "0190163d-8694-739b-aea5-966c26f8ad91";
            let echo = c.path_parameters("a/b?%ü", -7, Color::DarkBlue, id, "2026-02-03").await.unwrap();
            assert_saw(
                &echo.saw,
                &[("text", r#""a/b?%ü""#), ("number", "-7"), ("color", "DarkBlue"), ("id", id), ("day", "2026-02-03")],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type", async move {
            let call = c.query_parameters("a&b=c+d").count(255).big(u64::MAX).ratio(0.1).price("12345678901234567.89");
            let call = call.on(true).at("2026-02-03T04:05:06+02:00").color(Color::DarkBlue);
            let echo = call.await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("count", "Some(255)"),
                    ("big", "Some(18446744073709551615)"),
                    ("ratio", "Some(0.1)"),
                    ("price", "Some(12345678901234567.89)"),
                    ("on", "Some(true)"),
                    ("at", "Some(2026-02-03T02:05:06Z)"),
                    ("color", "Some(DarkBlue)"),
                ],
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters left out", async move {
            let echo = c.query_parameters("").await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""""#), ("count", "None"), ("color", "None")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a header and a cookie", async move {
            let echo = c.header_parameters("a token").x_count(4).theme("dark").await.unwrap();
            assert_saw(
                &echo.saw,
                &[("token", r#"Some("a token")"#), ("count", r#"Some("4")"#), ("cookie", r#"Some("theme=dark")"#)],
            );
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body, 201 and response headers", async move {
            let person = Person::new("Anna")
                .born("2000-01-02".to_owned())
                .seen("2026-02-03T04:05:06Z".to_owned())
                .balance("0.10".to_owned())
                .labels([("a/b".to_owned(), -1)])
                .position(vec![1.5, -2.0])
                .friends([Person::new("Ben").friends([Person::new("Cid")])])
                .anything(Json::from("x"))
                .id(u64::MAX);
            let created = c.create_person(person).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.headers().x_saw.as_deref(), Some("Some(2026-02-03T04:05:06Z)"));
            assert_eq!(created.headers().x_count, Some(1));
            assert_eq!(created.born, Nullable::Value("2000-01-02".to_owned()));
            assert_eq!(created.balance, Nullable::Value("0.10".to_owned()));
            assert_eq!(created.labels.as_ref().unwrap()["a/b"], -1);
            assert_eq!(created.position, Nullable::Value(vec![1.5, -2.0]));
            assert_eq!(created.friends.as_ref().unwrap()[0].friends.as_ref().unwrap()[0].full_name, "Cid");
            assert_eq!(created.anything, Some(Json::from("x")));
            assert_eq!(created.id, Nullable::Value(u64::MAX));
        })
        .await;
    let c = client.clone();
    calls
        .check("null and absent in what is received", async move {
            let created = c.create_person(Person::new("Anna").balance(Nullable::Null)).await.unwrap();
            assert_eq!((&created.born, &created.balance), (&Nullable::Absent, &Nullable::Null));
        })
        .await;
    let c = client.clone();
    calls.check("204", async move { assert_eq!(c.delete_person(1).await.unwrap().http_status(), 204) }).await;
    let c = client.clone();
    calls
        .check("a patch: absent, null and a value", async move {
            let echo = c.patch_person(1).name("Anna".to_owned()).await.unwrap();
            assert_saw(&echo.saw, &[("id", "1"), ("name", r#"Some("Anna")"#), ("nickname", "None")]);
            let echo = c.patch_person(1).nickname(Nullable::Null).await.unwrap();
            assert_saw(&echo.saw, &[("name", "None"), ("nickname", "Some(None)")]);
            let echo = c.patch_person(1).nickname("A".to_owned()).await.unwrap();
            assert_saw(&echo.saw, &[("nickname", r#"Some(Some("A"))"#)]);
        })
        .await;
}

async fn enums(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("an internally tagged enum, in a list", async move {
            let shapes = [
                Shape::from(ShapeCircle::new(1.5)),
                Shape::from(ShapeSquare::new(2.0)),
                Shape::from(ShapePoint::new()),
            ];
            let shapes = c.reverse_shapes(shapes).await.unwrap();
            assert!(matches!(
                &shapes[..],
                [Shape::Point(_), Shape::Square(square), Shape::Circle(circle)]
                    if square.side == 2.0 && circle.radius == 1.5
            ));
        })
        .await;
    let c = client.clone();
    calls
        .check("an externally tagged enum", async move {
            let go = c.give_command(CommandGo::new(CommandGoGo::new(3))).await.unwrap();
            assert!(matches!(&*go, Command::Go(go) if go.go.speed == 3));
            let say = c.give_command(CommandSay::new("hello")).await.unwrap();
            assert!(matches!(&*say, Command::Say(say) if say.say == "hello"));
            let stop = serde_json::to_string(&*c.give_command(CommandValue::Stop).await.unwrap()).unwrap();
            assert_eq!(stop, r#""stop""#);
        })
        .await;
    let c = client.clone();
    calls
        .check("an adjacently tagged enum", async move {
            let text = c.send_message(MessageText::new("x")).await.unwrap();
            assert!(matches!(&*text, Message::Text(text) if text.c == "x"));
            let number = c.send_message(MessageNumber::new(-5)).await.unwrap();
            assert!(matches!(&*number, Message::Number(number) if number.c == -5));
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
        .check("an upload with other parts", async move {
            let upload = Upload::new(File::new("a.bin", vec![0, 255])).note("n".to_owned()).more(vec![1, 2]);
            let parts = r#"[("file", Some("a.bin"), b"\0\xff"), ("more", None, b"1"), ("more", None, b"2"), "#;
            let parts = format!(r#"{parts}("note", None, b"n")]"#);
            assert_saw(&c.upload(upload).await.unwrap().saw, &[("parts", &parts)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a body of bytes", async move {
            let echo = c.send_bytes(vec![0_u8, 255, 10]).await.unwrap();
            assert_saw(&echo.saw, &[("bytes", r#"b"\0\xff\n""#)]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls.check("text", async move { assert_eq!(*c.text().await.unwrap(), "plain text") }).await;
    let c = client.clone();
    calls
        .check("bytes, whole and as a download", async move {
            assert_eq!(*c.file().await.unwrap(), [0, 255, 7]);
            let mut download = c.file().download().await.unwrap();
            assert_eq!(&download.next().await.unwrap().unwrap()[..], [0, 255, 7]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a redirect", async move {
            let error = c.redirect().await.unwrap_err();
            assert_eq!(error.as_api().unwrap().headers()["location"], "/text");
            assert_eq!(*error.as_api().unwrap().error(), RedirectError::SeeOther);
        })
        .await;
    let c = client.clone();
    calls
        .check("several successes", async move {
            assert!(
                matches!(&*c.statuses(200).await.unwrap(), StatusesOutput::Ok(echo) if echo.saw["status"] == "200")
            );
            assert!(
                matches!(&*c.statuses(202).await.unwrap(), StatusesOutput::Accepted(later) if later.code == "E202")
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("events, one by one", async move {
            let mut events = c.events().events().await.unwrap();
            for (number, word) in [(0, "one"), (1, "two")] {
                let event = events.next().await.unwrap().unwrap();
                assert_eq!((event.data.number, &*event.data.word, &*event.name), (number, word, "word"));
            }
            assert!(events.next().await.is_none());
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

async fn errors(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("declared errors: a status, a class of statuses and the rest", async move {
            let error = c.statuses(404).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("E404"), Some("it is 404")));
            assert!(matches!(error.as_api().unwrap().error(), StatusesError::NotFound(_)));
            let error = c.statuses(418).await.unwrap_err();
            assert!(
                matches!(error.as_api().unwrap().error(), StatusesError::ClientError(problem) if problem.code == "E418")
            );
            let error = c.statuses(501).await.unwrap_err();
            assert!(
                matches!(error.as_api().unwrap().error(), StatusesError::Default(problem) if problem.code == "E501")
            );
        })
        .await;
    let c = client.clone();
    calls
        .check("a rejection of the framework", async move {
            let error = c.query_parameters("x").at("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            let message = error.message().unwrap();
            assert!(message.starts_with("Failed to deserialize query string: at: "), "{message}");
        })
        .await;
}

async fn credentials(calls: &mut Calls, bearer: &Client, both: &Client) {
    let (bearer, both) = (bearer.clone(), both.clone());
    calls
        .check("one of two credentials", async move {
            let echo = bearer.secure().await.unwrap();
            assert_saw(&echo.saw, &[("key", "None"), ("authorization", r#"Some("Bearer token")"#)]);
            let echo = both.secure().await.unwrap();
            assert_saw(&echo.saw, &[("key", r#"Some("a key")"#), ("authorization", "None")]);
            let echo = both.secure_by_both().await.unwrap();
            assert_saw(&echo.saw, &[("key", r#"Some("a key")"#), ("authorization", r#"Some("Basic dXNlcjpwYXNz")"#)]);
            assert_eq!(bearer.secure_by_both().await.unwrap_err().attempts(), 0);
        })
        .await;
}
