//! A server of utoipa and axum with parameters, bodies, files, events, credentials and errors. Handlers respond with
//! the values that they received.

use std::collections::BTreeMap;
use std::fmt::Debug;

use axum::body::Body;
use axum::extract::{Multipart, Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::stream;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoParams, Modify, OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// The received values, in Rust's notation.
#[derive(Serialize, ToSchema)]
struct Echo {
    saw: BTreeMap<String, String>,
}

fn saw<const N: usize>(values: [(&str, &dyn Debug); N]) -> Json<Echo> {
    Json(Echo { saw: values.into_iter().map(|(name, value)| (name.to_owned(), format!("{value:?}"))).collect() })
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Color {
    Red,
    DarkBlue,
}

// Parameters

#[utoipa::path(get, path = "/path/{text}/{number}/{color}/{id}/{day}", responses((status = OK, body = Echo)), params(
    ("text" = String, Path), ("number" = i64, Path), ("color" = Color, Path), ("id" = Uuid, Path), ("day" = NaiveDate, Path),
))]
async fn path_parameters(
    Path((text, number, color, id, day)): Path<(String, i64, Color, Uuid, NaiveDate)>,
) -> Json<Echo> {
    saw([("text", &text), ("number", &number), ("color", &color), ("id", &id), ("day", &day)])
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    text: String,
    count: Option<u8>,
    big: Option<u64>,
    ratio: Option<f32>,
    price: Option<Decimal>,
    on: Option<bool>,
    at: Option<DateTime<Utc>>,
    color: Option<Color>,
}

#[utoipa::path(get, path = "/query", params(Filter), responses((status = OK, body = Echo)))]
async fn query_parameters(Query(filter): Query<Filter>) -> Json<Echo> {
    let Filter { text, count, big, ratio, price, on, at, color } = filter;
    saw([
        ("text", &text),
        ("count", &count),
        ("big", &big),
        ("ratio", &ratio),
        ("price", &price),
        ("on", &on),
        ("at", &at),
        ("color", &color),
    ])
}

#[utoipa::path(get, path = "/headers", responses((status = OK, body = Echo)), params(
    ("X-Token" = String, Header), ("X-Count" = Option<i32>, Header), ("theme" = Option<String>, Cookie),
))]
async fn header_parameters(headers: HeaderMap) -> Json<Echo> {
    saw([("token", &headers.get("x-token")), ("count", &headers.get("x-count")), ("cookie", &headers.get("cookie"))])
}

// JSON bodies

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Person {
    full_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    born: Option<NaiveDate>,
    seen: Option<DateTime<Utc>>,
    balance: Option<Decimal>,
    #[serde(default)]
    labels: BTreeMap<String, i32>,
    position: Option<(f64, f64)>,
    #[serde(default)]
    #[schema(no_recursion)]
    friends: Vec<Person>,
    anything: Option<serde_json::Value>,
    id: Option<u64>,
}

#[utoipa::path(post, path = "/people", request_body = Person, responses(
    (status = CREATED, body = Person, headers(("X-Saw" = String), ("X-Count" = u32))),
))]
async fn create_person(Json(person): Json<Person>) -> impl IntoResponse {
    let headers = [("X-Saw", format!("{:?}", person.seen)), ("X-Count", person.friends.len().to_string())];
    (StatusCode::CREATED, headers, Json(person))
}

#[utoipa::path(delete, path = "/people/{id}", params(("id" = u64, Path)), responses((status = NO_CONTENT)))]
async fn delete_person(Path(_id): Path<u64>) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// A patch, with a double option for serde.
#[derive(Debug, Deserialize, ToSchema)]
struct PersonPatch {
    name: Option<String>,
    #[serde(default, deserialize_with = "there")]
    #[schema(value_type = Option<String>)]
    nickname: Option<Option<String>>,
}

fn there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Deserialize::deserialize(deserializer).map(Some)
}

#[utoipa::path(patch, path = "/people/{id}", params(("id" = u64, Path)), request_body = PersonPatch,
    responses((status = OK, body = Echo)))]
async fn patch_person(Path(id): Path<u64>, Json(patch): Json<PersonPatch>) -> Json<Echo> {
    saw([("id", &id), ("name", &patch.name), ("nickname", &patch.nickname)])
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
    Point,
}

#[utoipa::path(post, path = "/shapes", request_body = Vec<Shape>, responses((status = OK, body = Vec<Shape>)))]
async fn reverse_shapes(Json(mut shapes): Json<Vec<Shape>>) -> Json<Vec<Shape>> {
    shapes.reverse();
    Json(shapes)
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Command {
    Stop,
    Go { speed: i32 },
    Say(String),
}

#[utoipa::path(post, path = "/commands", request_body = Command, responses((status = OK, body = Command)))]
async fn give_command(Json(command): Json<Command>) -> Json<Command> {
    Json(command)
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(tag = "t", content = "c")]
enum Message {
    Text(String),
    Number(i64),
}

#[utoipa::path(post, path = "/messages", request_body = Message, responses((status = OK, body = Message)))]
async fn send_message(Json(message): Json<Message>) -> Json<Message> {
    Json(message)
}

// Forms and files

#[derive(Debug, Deserialize, ToSchema)]
struct Login {
    name: String,
    age: Option<u8>,
    on: bool,
}

#[utoipa::path(post, path = "/form", request_body(content = Login, content_type = "application/x-www-form-urlencoded"),
    responses((status = OK, body = Echo)))]
async fn send_form(Form(login): Form<Login>) -> Json<Echo> {
    saw([("name", &login.name), ("age", &login.age), ("on", &login.on)])
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "it is the schema of a body that axum reads part by part")]
struct Upload {
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    note: Option<String>,
    more: Option<Vec<i32>>,
}

#[utoipa::path(post, path = "/upload", request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = OK, body = Echo)))]
async fn upload(mut multipart: Multipart) -> Json<Echo> {
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.unwrap() {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        parts.push((name, file, field.bytes().await.unwrap()));
    }
    saw([("parts", &parts)])
}

#[utoipa::path(post, path = "/bytes", request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = OK, body = Echo)))]
async fn send_bytes(bytes: axum::body::Bytes) -> Json<Echo> {
    saw([("bytes", &bytes)])
}

// Responses

#[utoipa::path(get, path = "/text", responses((status = OK, body = String)))]
async fn text() -> &'static str {
    "plain text"
}

#[utoipa::path(get, path = "/file", responses((status = OK, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn file() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/octet-stream")], Body::from(vec![0_u8, 255, 7]))
}

#[utoipa::path(get, path = "/redirect", responses((status = SEE_OTHER)))]
async fn redirect() -> Redirect {
    Redirect::to("/text")
}

#[derive(Serialize, ToSchema)]
struct Problem {
    code: String,
    message: String,
}

#[utoipa::path(get, path = "/statuses/{status}", params(("status" = u16, Path)), responses(
    (status = OK, body = Echo), (status = ACCEPTED, body = Problem), (status = NOT_FOUND, body = Problem),
    (status = "4XX", body = Problem), (status = "default", body = Problem),
))]
async fn statuses(Path(status): Path<u16>) -> Response {
    let code = StatusCode::from_u16(status).unwrap();
    if status == 200 {
        return saw([("status", &status)]).into_response();
    }
    (code, Json(Problem { code: format!("E{status}"), message: format!("it is {status}") })).into_response()
}

#[derive(Clone, Serialize, ToSchema)]
struct Word {
    number: u32,
    word: String,
}

#[utoipa::path(get, path = "/events", responses((status = OK, body = Word, content_type = "text/event-stream")))]
async fn events() -> impl IntoResponse {
    let words = ["one", "two"].into_iter().enumerate().map(|(number, word)| {
        let word = Word { number: u32::try_from(number).unwrap(), word: word.to_owned() };
        Event::default().event("word").json_data(word)
    });
    Sse::new(stream::iter(words))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Paging {
    page: Option<u32>,
    per_page: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct Page<T> {
    items: Vec<T>,
    total: u32,
}

#[utoipa::path(get, path = "/words", params(Paging), responses((status = OK, body = Page<Word>)))]
async fn list_words(Query(paging): Query<Paging>) -> Json<Page<Word>> {
    let size = paging.per_page.unwrap_or(2);
    let start = (paging.page.unwrap_or(1) - 1) * size;
    let words = (start..5.min(start + size)).map(|number| Word { number, word: format!("word {number}") });
    Json(Page { items: words.collect(), total: 5 })
}

// Credentials

#[utoipa::path(get, path = "/secure", security(("key" = []), ("bearer" = [])), responses((status = OK, body = Echo)))]
async fn secure(headers: HeaderMap) -> Json<Echo> {
    saw([("key", &headers.get("x-key")), ("authorization", &headers.get("authorization"))])
}

#[utoipa::path(get, path = "/secure/both", security(("key" = [], "basic" = [])), responses((status = OK, body = Echo)))]
async fn secure_by_both(headers: HeaderMap) -> Json<Echo> {
    saw([("key", &headers.get("x-key")), ("authorization", &headers.get("authorization"))])
}

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let http = |scheme| SecurityScheme::Http(HttpBuilder::new().scheme(scheme).build());
        components.add_security_scheme("key", SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-Key"))));
        components.add_security_scheme("bearer", http(HttpAuthScheme::Bearer));
        components.add_security_scheme("basic", http(HttpAuthScheme::Basic));
    }
}

#[derive(OpenApi)]
#[openapi(info(title = "utoipa and axum", version = "1.0.0"), modifiers(&Schemes), components(schemas(Color)))]
struct Document;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (router, document) = OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(path_parameters))
        .routes(routes!(query_parameters))
        .routes(routes!(header_parameters))
        .routes(routes!(create_person))
        .routes(routes!(delete_person, patch_person))
        .routes(routes!(reverse_shapes))
        .routes(routes!(give_command))
        .routes(routes!(send_message))
        .routes(routes!(send_form))
        .routes(routes!(upload))
        .routes(routes!(send_bytes))
        .routes(routes!(text))
        .routes(routes!(file))
        .routes(routes!(redirect))
        .routes(routes!(statuses))
        .routes(routes!(events))
        .routes(routes!(list_words))
        .routes(routes!(secure))
        .routes(routes!(secure_by_both))
        .split_for_parts();
    let document = Json(document);
    let router = router.route("/openapi.json", axum::routing::get(async || document));
    let port: u16 = std::env::var("PORT").expect("PORT is set").parse().expect("PORT is a number");
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.expect("the port is free");
    axum::serve(listener, router).await.expect("the server runs");
}
