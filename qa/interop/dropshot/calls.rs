//! Calls of the dropshot server, with the client of its document.

use futures_util::TryStreamExt;
use openapi_bindgen_interop::{Calls, assert_saw};
use openapi_bindgen_runtime::{File, Json, Nullable};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::operations::{QueryParametersError, RedirectError, RefuseError};
use api::{
    Address, Client, Color, Command, CommandGo, CommandGoGo, CommandSay, CommandValue, Login, Message, MessageNumber,
    MessageText, Person, Shape, ShapeCircle, ShapePoint, ShapeSquare, UploadBody,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let client = Client::builder().base_url(calls.base_url()).build().unwrap();
    parameters(&mut calls, &client).await;
    bodies(&mut calls, &client).await;
    enums(&mut calls, &client).await;
    files(&mut calls, &client).await;
    responses(&mut calls, &client).await;
    errors(&mut calls, &client).await;
}

async fn parameters(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("path parameters", async move {
            let echo = c.path_parameters(Color::DarkBlue, -7, "a?%ü b").await.unwrap();
            assert_saw(&echo.saw, &[("text", r#""a?%ü b""#), ("number", "-7"), ("color", "DarkBlue")]);
        })
        .await;
    let c = client.clone();
    calls
        .check("query parameters of every type", async move {
            let call = c.query_parameters("a&b=c+d").count(255).big(u64::MAX).ratio(0.1).on(true);
            let echo = call.at("2026-02-03T04:05:06+02:00").color(Color::DarkBlue).await.unwrap();
            assert_saw(
                &echo.saw,
                &[
                    ("text", r#""a&b=c+d""#),
                    ("count", "Some(255)"),
                    ("big", "Some(18446744073709551615)"),
                    ("ratio", "Some(0.1)"),
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
        .check("headers", async move {
            let echo = c.header_parameters("a token").x_count(4).await.unwrap();
            assert_saw(&echo.saw, &[("token", r#""a token""#), ("count", "Some(4)")]);
        })
        .await;
}

async fn bodies(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a nested body and 201", async move {
            let person = Person::new("Anna")
                .seen("2026-02-03T04:05:06Z".to_owned())
                .address(Address::new("High Street").lines(["1".to_owned()]))
                .labels([("a/b".to_owned(), -1)])
                .position(vec![1.5, -2.0])
                .friends([Person::new("Ben").friends([Person::new("Cid")])])
                .anything(Json::from("x"))
                .color(Color::DarkBlue);
            let created = c.create_person(person).await.unwrap();
            assert_eq!(created.http_status(), 201);
            assert_eq!(created.seen, Nullable::Value("2026-02-03T04:05:06Z".to_owned()));
            assert!(matches!(&created.address, Nullable::Value(address) if address.street == "High Street"));
            assert_eq!(created.labels.as_ref().unwrap()["a/b"], -1);
            assert_eq!(created.position, Nullable::Value(vec![1.5, -2.0]));
            assert_eq!(created.friends.as_ref().unwrap()[0].friends.as_ref().unwrap()[0].full_name, "Cid");
            assert_eq!(created.anything, Some(Json::from("x")));
            assert_eq!(created.color, Nullable::Value(Color::DarkBlue));
        })
        .await;
    let c = client.clone();
    calls
        .check("204", async move {
            assert_eq!(c.delete_person(1).await.unwrap().http_status(), 204);
            assert_eq!(c.put_person(1, Person::new("Anna")).await.unwrap().http_status(), 204);
        })
        .await;
    let c = client.clone();
    calls
        .check("a patch", async move {
            let echo = c.patch_person(u64::MAX).name("Anna".to_owned()).await.unwrap();
            let id = u64::MAX.to_string();
            assert_saw(&echo.saw, &[("id", &id), ("name", r#"Some("Anna")"#), ("age", "None")]);
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
        .check("an upload, whose parts an overlay says", async move {
            let echo = c.upload(UploadBody::new(File::new("a.bin", vec![0, 255])).note("n")).await.unwrap();
            let parts = r#"[(Some("file"), Some("a.bin"), b"\0\xff"), (Some("note"), None, b"n")]"#;
            assert_saw(&echo.saw, &[("parts", parts)]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a body of bytes", async move {
            let echo = c.send_bytes(vec![0_u8, 255, 10]).await.unwrap();
            assert_saw(&echo.saw, &[("bytes", "[0, 255, 10]")]);
        })
        .await;
}

async fn responses(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("a free body, whole and as a download", async move {
            assert_eq!(*c.file().await.unwrap(), [0, 255, 7]);
            let mut download = c.file().download().await.unwrap();
            assert_eq!(&download.next().await.unwrap().unwrap()[..], [0, 255, 7]);
        })
        .await;
    let c = client.clone();
    calls
        .check("a response of which the document says nothing", async move {
            assert_eq!(*c.raw().await.unwrap(), b"raw text");
        })
        .await;
    let c = client.clone();
    calls
        .check("a response header", async move {
            let counted = c.counted().await.unwrap();
            assert_eq!(counted.headers().x_count.as_deref(), Some("7"));
        })
        .await;
    let c = client.clone();
    calls
        .check("a redirect with its header", async move {
            let error = c.redirect().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 303);
            let location = Some("/file".to_owned());
            assert_eq!(*error.as_api().unwrap().error(), RedirectError::SeeOther { location });
        })
        .await;
    let c = client.clone();
    calls
        .check("pages by token", async move {
            let items: Vec<_> = c.list_words().limit(2).items().try_collect().await.unwrap();
            let numbers: Vec<_> = items.iter().map(|item| item.number).collect();
            assert_eq!(numbers, [0, 1, 2, 3, 4]);
        })
        .await;
}

async fn errors(calls: &mut Calls, client: &Client) {
    let c = client.clone();
    calls
        .check("an error with a code", async move {
            let error = c.refuse().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            assert_eq!((error.code(), error.message()), (Some("ShortAndStout"), Some("I am a teapot")));
            let id = error.request_id().unwrap().to_owned();
            assert!(matches!(error.as_api().unwrap().error(), RefuseError::ClientError(body) if body.request_id == id));
        })
        .await;
    let c = client.clone();
    calls
        .check("a validation error of the framework", async move {
            let error = c.query_parameters("x").at("today").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400);
            let message = error.message().unwrap();
            assert!(message.starts_with("unable to parse query string: "), "{message}");
            assert!(matches!(error.as_api().unwrap().error(), QueryParametersError::ClientError(_)));
        })
        .await;
}
