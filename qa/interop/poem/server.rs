//! A poem-openapi server with parameters, bodies, files, events, credentials and errors. Handlers respond with the
//! values that they received.

use std::collections::BTreeMap;
use std::fmt::Debug;

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::stream::{self, BoxStream, StreamExt};
use poem::listener::TcpListener;
use poem::{Route, Server};
use poem_openapi::auth::{ApiKey, Basic, Bearer};
use poem_openapi::param::{Cookie, Header, Path, Query};
use poem_openapi::payload::{Attachment, AttachmentType, Binary, EventStream, Form, Json, PlainText};
use poem_openapi::types::multipart::{JsonField, Upload};
use poem_openapi::types::{Any, MaybeUndefined};
use poem_openapi::{ApiResponse, Enum, Multipart, NewType, Object, OpenApi, OpenApiService, SecurityScheme, Union};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

/// The received values, in Rust's notation.
#[derive(Object)]
struct Echo {
    saw: BTreeMap<String, String>,
}

fn saw<const N: usize>(values: [(&str, &dyn Debug); N]) -> Json<Echo> {
    Json(Echo { saw: values.into_iter().map(|(name, value)| (name.to_owned(), format!("{value:?}"))).collect() })
}

#[derive(Clone, Copy, Debug, Enum)]
#[oai(rename_all = "kebab-case")]
enum Color {
    Red,
    DarkBlue,
}

#[derive(Clone, Debug, NewType)]
struct Token(String);

#[derive(Clone, Debug, Object)]
struct Address {
    street: String,
    #[oai(default)]
    lines: Vec<String>,
}

#[derive(Clone, Debug, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
struct Person {
    #[oai(validator(min_length = 1))]
    full_name: String,
    born: Option<NaiveDate>,
    seen: Option<DateTime<Utc>>,
    balance: Option<Decimal>,
    address: Option<Address>,
    #[oai(default)]
    labels: BTreeMap<String, i32>,
    position: Option<[f64; 2]>,
    #[oai(default)]
    friends: Vec<Person>,
    anything: Option<Any<serde_json::Value>>,
    color: Option<Color>,
    id: Option<u64>,
    #[oai(read_only)]
    number: Option<i32>,
    #[oai(write_only)]
    secret: Option<String>,
}

/// A patch in which null has a meaning of its own.
#[derive(Debug, Object)]
struct PersonPatch {
    name: Option<String>,
    nickname: MaybeUndefined<String>,
}

#[derive(Debug, Object)]
struct Circle {
    radius: f64,
}

#[derive(Debug, Object)]
struct Square {
    side: f64,
}

#[derive(Debug, Union)]
#[oai(discriminator_name = "type")]
enum Shape {
    Circle(Circle),
    #[oai(mapping = "SQUARE")]
    Square(Square),
}

#[derive(Debug, Deserialize, Object)]
struct Login {
    name: String,
    age: Option<u8>,
    on: bool,
}

#[derive(Debug, Multipart)]
struct Files {
    file: Upload,
    note: Option<String>,
    about: Option<JsonField<Address>>,
    more: Vec<Upload>,
}

async fn read(upload: Upload) -> (Option<String>, Option<String>, Vec<u8>) {
    let (name, kind) = (upload.file_name().map(str::to_owned), upload.content_type().map(str::to_owned));
    (name, kind, upload.into_vec().await.expect("a file in memory is read"))
}

#[derive(Clone, Debug, Object)]
struct Word {
    number: u32,
    word: String,
}

#[derive(Object)]
struct Page {
    items: Vec<Word>,
    total: u32,
}

#[derive(Object)]
struct Problem {
    code: String,
    message: String,
}

#[derive(ApiResponse)]
enum Created {
    #[oai(status = 201)]
    Created(Json<Person>, #[oai(header = "X-Saw")] String, #[oai(header = "X-Count")] u32),
    #[oai(status = 204)]
    Nothing,
}

#[derive(ApiResponse)]
enum Answer {
    #[oai(status = 200)]
    Ok(Json<Echo>),
    #[oai(status = 202)]
    Accepted(Json<Word>),
    #[oai(status = 302)]
    Found(#[oai(header = "Location")] String),
    #[oai(status = 404)]
    NotFound(Json<Problem>),
    #[oai(status = 418)]
    Teapot(PlainText<String>),
    /// Every other status.
    Other(poem::http::StatusCode, Json<Problem>),
}

/// The error responses.
#[derive(ApiResponse)]
#[oai(bad_request_handler = "refuse")]
enum Checked {
    #[oai(status = 200)]
    Ok(Json<Echo>),
    #[oai(status = 400)]
    BadRequest(Json<Problem>),
}

fn refuse(error: poem::Error) -> Checked {
    Checked::BadRequest(Json(Problem { code: "bad_request".to_owned(), message: error.to_string() }))
}

#[derive(SecurityScheme)]
#[oai(ty = "bearer")]
struct ByBearer(Bearer);

#[derive(SecurityScheme)]
#[oai(ty = "basic")]
struct ByBasic(Basic);

#[derive(SecurityScheme)]
#[oai(ty = "api_key", key_name = "X-Key", key_in = "header")]
struct ByKey(ApiKey);

#[derive(SecurityScheme)]
enum ByEither {
    Bearer(ByBearer),
    Key(ByKey),
}

struct Api;

#[OpenApi]
impl Api {
    // Parameters

    #[oai(path = "/path/:text/:number/:color/:id/:day", method = "get", operation_id = "path_parameters")]
    async fn path_parameters(
        &self,
        text: Path<String>,
        number: Path<i64>,
        color: Path<Color>,
        id: Path<Uuid>,
        day: Path<NaiveDate>,
    ) -> Json<Echo> {
        saw([("text", &text.0), ("number", &number.0), ("color", &color.0), ("id", &id.0), ("day", &day.0)])
    }

    #[oai(path = "/query", method = "get", operation_id = "query_parameters")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of a type of its own")]
    async fn query_parameters(
        &self,
        text: Query<String>,
        #[oai(validator(maximum(value = "100")))] count: Query<Option<u8>>,
        big: Query<Option<u64>>,
        ratio: Query<Option<f32>>,
        price: Query<Option<Decimal>>,
        on: Query<Option<bool>>,
        at: Query<Option<DateTime<Utc>>>,
        color: Query<Option<Color>>,
        #[oai(default)] ids: Query<Vec<i32>>,
        #[oai(explode = false, default)] names: Query<Vec<String>>,
    ) -> Checked {
        Checked::Ok(saw([
            ("text", &text.0),
            ("count", &count.0),
            ("big", &big.0),
            ("ratio", &ratio.0),
            ("price", &price.0),
            ("on", &on.0),
            ("at", &at.0),
            ("color", &color.0),
            ("ids", &ids.0),
            ("names", &names.0),
        ]))
    }

    #[oai(path = "/headers", method = "get", operation_id = "header_parameters")]
    async fn header_parameters(
        &self,
        #[oai(name = "X-Token")] token: Header<Token>,
        #[oai(name = "X-Count")] count: Header<Option<i32>>,
        theme: Cookie<Option<String>>,
    ) -> Json<Echo> {
        saw([("token", &token.0.0), ("count", &count.0), ("theme", &theme.0)])
    }

    // JSON bodies

    #[oai(path = "/people", method = "post", operation_id = "create_person")]
    async fn create_person(&self, mut person: Json<Person>) -> Created {
        let secret = person.0.secret.take();
        if person.0.full_name == "Nobody" {
            return Created::Nothing;
        }
        person.0.number = Some(7);
        let friends = u32::try_from(person.0.friends.len()).expect("few friends");
        Created::Created(person, format!("{secret:?}"), friends)
    }

    #[oai(path = "/people/:id", method = "patch", operation_id = "patch_person")]
    async fn patch_person(&self, id: Path<u64>, patch: Json<PersonPatch>) -> Json<Echo> {
        saw([("id", &id.0), ("name", &patch.0.name), ("nickname", &patch.0.nickname)])
    }

    #[oai(path = "/people/:id", method = "delete", operation_id = "delete_person")]
    async fn delete_person(&self, id: Path<u64>) {
        drop(id);
    }

    #[oai(path = "/shapes", method = "post", operation_id = "reverse_shapes")]
    async fn reverse_shapes(&self, shapes: Json<Vec<Shape>>) -> Json<Vec<Shape>> {
        Json(shapes.0.into_iter().rev().collect())
    }

    // Forms and files

    #[oai(path = "/form", method = "post", operation_id = "send_form")]
    async fn send_form(&self, login: Form<Login>) -> Json<Echo> {
        saw([("name", &login.0.name), ("age", &login.0.age), ("on", &login.0.on)])
    }

    #[oai(path = "/upload", method = "post", operation_id = "upload")]
    async fn upload(&self, files: Files) -> Json<Echo> {
        let about = files.about.map(|about| about.0);
        let more = stream::iter(files.more).then(read).collect::<Vec<_>>().await;
        saw([("file", &read(files.file).await), ("note", &files.note), ("about", &about), ("more", &more)])
    }

    #[oai(path = "/bytes", method = "post", operation_id = "send_bytes")]
    async fn send_bytes(&self, bytes: Binary<Vec<u8>>) -> Json<Echo> {
        saw([("bytes", &bytes.0)])
    }

    #[oai(path = "/text", method = "post", operation_id = "send_text")]
    async fn send_text(&self, text: PlainText<String>) -> Json<Echo> {
        saw([("text", &text.0)])
    }

    // Responses

    #[oai(path = "/text", method = "get", operation_id = "get_text")]
    async fn get_text(&self) -> PlainText<&'static str> {
        PlainText("plain")
    }

    #[oai(path = "/file", method = "get", operation_id = "get_file")]
    async fn get_file(&self) -> Attachment<Vec<u8>> {
        Attachment::new(vec![0, 255, 7]).attachment_type(AttachmentType::Attachment).filename("a.bin")
    }

    #[oai(path = "/events", method = "get", operation_id = "follow_words")]
    async fn follow_words(&self) -> EventStream<BoxStream<'static, Word>> {
        let words = ["one", "two"].into_iter().zip(0..).map(|(word, number)| Word { number, word: word.to_owned() });
        EventStream::new(stream::iter(words).boxed())
    }

    #[oai(path = "/words", method = "get", operation_id = "list_words")]
    async fn list_words(&self, #[oai(default = "first")] page: Query<u32>) -> Json<Page> {
        let start = (page.0 - 1) * 2;
        let words = (start..5.min(start + 2)).map(|number| Word { number, word: format!("word {number}") });
        Json(Page { items: words.collect(), total: 5 })
    }

    #[oai(path = "/statuses/:status", method = "get", operation_id = "statuses")]
    async fn statuses(&self, status: Path<u16>) -> Answer {
        let problem = || Json(Problem { code: format!("E{}", status.0), message: format!("it is {}", status.0) });
        match status.0 {
            200 => Answer::Ok(saw([("status", &status.0)])),
            202 => Answer::Accepted(Json(Word { number: 1, word: "later".to_owned() })),
            302 => Answer::Found("/text".to_owned()),
            404 => Answer::NotFound(problem()),
            418 => Answer::Teapot(PlainText("short and stout".to_owned())),
            other => Answer::Other(poem::http::StatusCode::from_u16(other).expect("a status"), problem()),
        }
    }

    // Credentials

    #[oai(path = "/secure/either", method = "get", operation_id = "secure_by_either")]
    async fn secure_by_either(&self, credential: ByEither) -> Json<Echo> {
        match credential {
            ByEither::Bearer(bearer) => saw([("bearer", &bearer.0.token)]),
            ByEither::Key(key) => saw([("key", &key.0.key)]),
        }
    }

    #[oai(path = "/secure/basic", method = "get", operation_id = "secure_by_basic")]
    async fn secure_by_basic(&self, basic: ByBasic) -> Json<Echo> {
        saw([("username", &basic.0.username), ("password", &basic.0.password)])
    }
}

fn first() -> u32 {
    1
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let port = std::env::var("PORT").expect("PORT is set");
    let service = OpenApiService::new(Api, "poem-openapi", "1.0.0");
    let document = service.spec_endpoint();
    let routes = Route::new().nest("/", service).at("/openapi.json", document);
    Server::new(TcpListener::bind(format!("127.0.0.1:{port}"))).run(routes).await
}
