//! A dropshot server with parameters, bodies, files, pages and errors. Handlers respond with the values that they
//! received.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::net::SocketAddr;

use chrono::{DateTime, Utc};
use dropshot::{
    ApiDescription, Body, ConfigDropshot, EmptyScanParams, FreeformBody, Header, HttpError, HttpResponseAccepted,
    HttpResponseCreated, HttpResponseDeleted, HttpResponseHeaders, HttpResponseOk, HttpResponseSeeOther,
    HttpResponseUpdatedNoContent, MultipartBody, PaginationParams, Path, Query, RequestContext, ResultsPage,
    ServerBuilder, TypedBody, UntypedBody, WhichPage, endpoint, http_response_see_other,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The received values, in Rust's notation.
#[derive(Serialize, JsonSchema)]
struct Echo {
    saw: BTreeMap<String, String>,
}

type Answer = Result<HttpResponseOk<Echo>, HttpError>;

fn saw<const N: usize>(values: [(&str, &dyn Debug); N]) -> Echo {
    Echo { saw: values.into_iter().map(|(name, value)| (name.to_owned(), format!("{value:?}"))).collect() }
}

// Parameters

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Color {
    Red,
    /// The color of the night.
    DarkBlue,
}

#[derive(Deserialize, JsonSchema)]
struct Place {
    text: String,
    number: i64,
    color: Color,
}

#[endpoint { method = GET, path = "/path/{text}/{number}/{color}" }]
async fn path_parameters(_: RequestContext<()>, path: Path<Place>) -> Answer {
    let Place { text, number, color } = path.into_inner();
    Ok(HttpResponseOk(saw([("text", &text), ("number", &number), ("color", &color)])))
}

#[derive(Deserialize, JsonSchema)]
struct Filter {
    text: String,
    count: Option<u8>,
    big: Option<u64>,
    ratio: Option<f64>,
    on: Option<bool>,
    at: Option<DateTime<Utc>>,
    color: Option<Color>,
}

#[endpoint { method = GET, path = "/query" }]
async fn query_parameters(_: RequestContext<()>, query: Query<Filter>) -> Answer {
    let Filter { text, count, big, ratio, on, at, color } = query.into_inner();
    let echo = saw([
        ("text", &text),
        ("count", &count),
        ("big", &big),
        ("ratio", &ratio),
        ("on", &on),
        ("at", &at),
        ("color", &color),
    ]);
    Ok(HttpResponseOk(echo))
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Headers {
    x_token: String,
    x_count: Option<u32>,
}

#[endpoint { method = GET, path = "/headers" }]
async fn header_parameters(_: RequestContext<()>, headers: Header<Headers>) -> Answer {
    let Headers { x_token, x_count } = headers.into_inner();
    Ok(HttpResponseOk(saw([("token", &x_token), ("count", &x_count)])))
}

// Bodies

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Address {
    street: String,
    #[serde(default)]
    lines: Vec<String>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Person {
    full_name: String,
    seen: Option<DateTime<Utc>>,
    address: Option<Address>,
    #[serde(default)]
    labels: BTreeMap<String, i32>,
    position: Option<Vec<f64>>,
    #[serde(default)]
    friends: Vec<Person>,
    anything: Option<serde_json::Value>,
    color: Option<Color>,
}

#[endpoint { method = POST, path = "/people" }]
async fn create_person(
    _: RequestContext<()>,
    body: TypedBody<Person>,
) -> Result<HttpResponseCreated<Person>, HttpError> {
    Ok(HttpResponseCreated(body.into_inner()))
}

#[derive(Deserialize, JsonSchema)]
struct Id {
    id: u64,
}

#[endpoint { method = DELETE, path = "/people/{id}" }]
async fn delete_person(_: RequestContext<()>, _: Path<Id>) -> Result<HttpResponseDeleted, HttpError> {
    Ok(HttpResponseDeleted())
}

/// A patch in which null has no meaning of its own, as serde reads it.
#[derive(Debug, Deserialize, JsonSchema)]
struct PersonPatch {
    name: Option<String>,
    age: Option<u8>,
}

#[endpoint { method = PATCH, path = "/people/{id}" }]
async fn patch_person(_: RequestContext<()>, path: Path<Id>, body: TypedBody<PersonPatch>) -> Answer {
    let PersonPatch { name, age } = body.into_inner();
    Ok(HttpResponseOk(saw([("id", &path.into_inner().id), ("name", &name), ("age", &age)])))
}

#[endpoint { method = PUT, path = "/people/{id}" }]
async fn put_person(
    _: RequestContext<()>,
    _: Path<Id>,
    _: TypedBody<Person>,
) -> Result<HttpResponseUpdatedNoContent, HttpError> {
    Ok(HttpResponseUpdatedNoContent())
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
    Point,
}

#[endpoint { method = POST, path = "/shapes" }]
async fn reverse_shapes(
    _: RequestContext<()>,
    body: TypedBody<Vec<Shape>>,
) -> Result<HttpResponseAccepted<Vec<Shape>>, HttpError> {
    Ok(HttpResponseAccepted(body.into_inner().into_iter().rev().collect()))
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Command {
    /// A value among objects.
    Stop,
    Go {
        speed: i32,
    },
    Say(String),
}

#[endpoint { method = POST, path = "/commands" }]
async fn give_command(_: RequestContext<()>, body: TypedBody<Command>) -> Result<HttpResponseOk<Command>, HttpError> {
    Ok(HttpResponseOk(body.into_inner()))
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "t", content = "c")]
enum Message {
    Text(String),
    Number(i64),
}

#[endpoint { method = POST, path = "/messages" }]
async fn send_message(_: RequestContext<()>, body: TypedBody<Message>) -> Result<HttpResponseOk<Message>, HttpError> {
    Ok(HttpResponseOk(body.into_inner()))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Login {
    name: String,
    age: Option<u8>,
    on: bool,
}

#[endpoint { method = POST, path = "/form", content_type = "application/x-www-form-urlencoded" }]
async fn send_form(_: RequestContext<()>, body: TypedBody<Login>) -> Answer {
    let Login { name, age, on } = body.into_inner();
    Ok(HttpResponseOk(saw([("name", &name), ("age", &age), ("on", &on)])))
}

#[endpoint { method = PUT, path = "/bytes" }]
async fn send_bytes(_: RequestContext<()>, body: UntypedBody) -> Answer {
    Ok(HttpResponseOk(saw([("bytes", &body.as_bytes())])))
}

#[endpoint { method = POST, path = "/upload" }]
async fn upload(_: RequestContext<()>, mut body: MultipartBody) -> Answer {
    let mut parts = Vec::new();
    while let Some(field) = body.content.next_field().await.map_err(bad)? {
        let name = field.name().map(str::to_owned);
        let file_name = field.file_name().map(str::to_owned);
        parts.push((name, file_name, field.bytes().await.map_err(bad)?));
    }
    Ok(HttpResponseOk(saw([("parts", &parts)])))
}

fn bad(error: impl ToString) -> HttpError {
    HttpError::for_bad_request(None, error.to_string())
}

// Responses

#[endpoint { method = GET, path = "/file" }]
async fn file(_: RequestContext<()>) -> Result<HttpResponseOk<FreeformBody>, HttpError> {
    Ok(HttpResponseOk(FreeformBody(Body::from(vec![0_u8, 255, 7]))))
}

#[endpoint { method = GET, path = "/raw" }]
async fn raw(_: RequestContext<()>) -> Result<http::Response<Body>, HttpError> {
    Ok(http::Response::builder().header("content-type", "text/plain").body(Body::from("raw text"))?)
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Counted {
    x_count: String,
}

#[endpoint { method = GET, path = "/counted" }]
async fn counted(_: RequestContext<()>) -> Result<HttpResponseHeaders<HttpResponseOk<Echo>, Counted>, HttpError> {
    Ok(HttpResponseHeaders::new(HttpResponseOk(saw([])), Counted { x_count: "7".to_owned() }))
}

#[endpoint { method = GET, path = "/redirect" }]
async fn redirect(_: RequestContext<()>) -> Result<HttpResponseSeeOther, HttpError> {
    http_response_see_other("/file".to_owned())
}

#[endpoint { method = GET, path = "/refuse" }]
async fn refuse(_: RequestContext<()>) -> Answer {
    Err(HttpError::for_bad_request(Some("ShortAndStout".to_owned()), "I am a teapot".to_owned()))
}

// Pages

#[derive(Clone, Serialize, JsonSchema)]
struct Word {
    number: u32,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct AfterWord {
    number: u32,
}

#[endpoint { method = GET, path = "/words" }]
async fn list_words(
    context: RequestContext<()>,
    query: Query<PaginationParams<EmptyScanParams, AfterWord>>,
) -> Result<HttpResponseOk<ResultsPage<Word>>, HttpError> {
    let paging = query.into_inner();
    let limit = context.page_limit(&paging)?.get();
    let start = match &paging.page {
        WhichPage::First(_) => 0,
        WhichPage::Next(AfterWord { number }) => number + 1,
    };
    let words = (start..5.min(start + limit)).map(|number| Word { number }).collect();
    Ok(HttpResponseOk(ResultsPage::new(words, &EmptyScanParams {}, |word: &Word, _| AfterWord {
        number: word.number,
    })?))
}

#[endpoint { method = GET, path = "/openapi.json", unpublished = true }]
async fn document(_: RequestContext<()>) -> Result<http::Response<Body>, HttpError> {
    let api = describe().map_err(HttpError::for_internal_error)?;
    let document =
        api.openapi("Dropshot", semver()).json().map_err(|error| HttpError::for_internal_error(error.to_string()))?;
    Ok(http::Response::builder().body(Body::from(document.to_string()))?)
}

fn semver() -> semver::Version {
    semver::Version::new(1, 0, 0)
}

fn describe() -> Result<ApiDescription<()>, String> {
    let mut api = ApiDescription::new();
    let register =
        |result: Result<(), dropshot::ApiDescriptionRegisterError>| result.map_err(|error| error.to_string());
    register(api.register(path_parameters))?;
    register(api.register(query_parameters))?;
    register(api.register(header_parameters))?;
    register(api.register(create_person))?;
    register(api.register(delete_person))?;
    register(api.register(patch_person))?;
    register(api.register(put_person))?;
    register(api.register(reverse_shapes))?;
    register(api.register(give_command))?;
    register(api.register(send_message))?;
    register(api.register(send_form))?;
    register(api.register(send_bytes))?;
    register(api.register(upload))?;
    register(api.register(file))?;
    register(api.register(raw))?;
    register(api.register(counted))?;
    register(api.register(redirect))?;
    register(api.register(refuse))?;
    register(api.register(list_words))?;
    register(api.register(document))?;
    Ok(api)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), String> {
    let port: u16 = std::env::var("PORT").expect("PORT is set").parse().expect("PORT is a number");
    let config = ConfigDropshot { bind_address: SocketAddr::from(([127, 0, 0, 1], port)), ..ConfigDropshot::default() };
    let log = slog::Logger::root(slog::Discard, slog::o!());
    ServerBuilder::new(describe()?, (), log).config(config).start().map_err(|error| error.to_string())?.await
}
