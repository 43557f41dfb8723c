//! Handlers that respond like those of ASP.NET Core, for a document like those of Swashbuckle.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Json, Multipart, Path, RawForm, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use futures_util::stream;
use serde_json::{Map, Value, json};

/// Serves the document at this path, and its operations.
pub async fn run(path: &str, document: &'static str) {
    let router = Router::new()
        .route(path, get(async move || document))
        .route("/path/{id}/{kind}/{day}", get(path_parameters))
        .route("/query", get(query_parameters))
        .route("/numbers", post(keep_numbers))
        .route("/numbers/text", post(write_as_text))
        .route("/people", post(create_person))
        .route("/people/{id}", axum::routing::patch(patch_person).delete(delete_person))
        .route("/shapes", post(reverse_shapes))
        .route("/nodes", post(same))
        .route("/form", post(send_form))
        .route("/upload", post(upload))
        .route("/versions", post(versions))
        .route("/text", get(text))
        .route("/file", get(file))
        .route("/events", get(events))
        .route("/words", get(list_words))
        .route("/statuses/{status}", get(statuses))
        .route("/secure", get(secure));
    let port: u16 = std::env::var("PORT").expect("PORT is set").parse().expect("PORT is a number");
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.expect("the port is free");
    serve(listener, router).await.expect("the server runs");
}

/// Returns the received values as JSON.
fn saw<K: Into<String>>(values: impl IntoIterator<Item = (K, Value)>) -> Json<Value> {
    let saw: Map<String, Value> =
        values.into_iter().map(|(name, value)| (name.into(), value.to_string().into())).collect();
    Json(json!({ "saw": saw }))
}

/// Returns an error response in the format of RFC 9457.
fn problem(status: u16, title: &str, errors: Option<Value>) -> Response {
    let mut body = json!({
        "type": format!("https://example.com/{status}"), "title": title, "status": status, "traceId": "00-1-2-00",
    });
    if let Some(errors) = errors {
        body["errors"] = errors;
    }
    let status = StatusCode::from_u16(status).expect("a status");
    (status, [(header::CONTENT_TYPE, "application/problem+json; charset=utf-8")], body.to_string()).into_response()
}

fn content_type(headers: &HeaderMap) -> Value {
    headers.get(header::CONTENT_TYPE).map_or(Value::Null, |value| String::from_utf8_lossy(value.as_bytes()).into())
}

async fn path_parameters(Path(parameters): Path<BTreeMap<String, String>>) -> Json<Value> {
    saw(parameters.into_iter().map(|(name, value)| (name, value.into())))
}

async fn query_parameters(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let mut values = Map::new();
    for (name, value) in pairs(query.unwrap_or_default().as_bytes()) {
        if name == "count" && value.parse::<i32>().is_err() {
            let error = format!("The value '{value}' is not valid.");
            return problem(400, "One or more validation errors occurred.", Some(json!({ "count": [error] })));
        }
        match values.entry(name).or_insert_with(|| json!([])) {
            Value::Array(seen) => seen.push(value.into()),
            _ => unreachable!("every value is a list"),
        }
    }
    for name in ["x-token", "x-count"] {
        let value = headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        values.insert(name.to_owned(), value.into());
    }
    saw(values).into_response()
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

/// Returns the numbers as they arrived, and as .NET writes them.
async fn keep_numbers(headers: HeaderMap, body: Bytes) -> Response {
    let text = String::from_utf8_lossy(&body).into_owned();
    let numbers: Value = serde_json::from_slice(&body).expect("JSON comes");
    let headers = [("x-saw", text), ("x-content-type", content_type(&headers).as_str().unwrap_or_default().to_owned())];
    (headers, Json(numbers)).into_response()
}

/// Returns the numbers as .NET writes them with `JsonNumberHandling.WriteAsString`.
async fn write_as_text(Json(numbers): Json<Value>) -> Json<Value> {
    fn as_text(value: Value) -> Value {
        match value {
            Value::Number(number) => number.to_string().into(),
            Value::Array(items) => items.into_iter().map(as_text).collect(),
            Value::Object(members) => members.into_iter().map(|(name, value)| (name, as_text(value))).collect(),
            other => other,
        }
    }
    Json(as_text(numbers))
}

async fn create_person(Json(person): Json<Value>) -> Response {
    if person["name"] == "" {
        let errors = json!({ "Name": ["The Name field is required."] });
        return problem(400, "One or more validation errors occurred.", Some(errors));
    }
    (StatusCode::CREATED, [(header::LOCATION, "/people/1")], Json(person)).into_response()
}

async fn patch_person(Path(id): Path<i32>, headers: HeaderMap, Json(patch): Json<Value>) -> Json<Value> {
    saw([("id", id.into()), ("patch", patch), ("contentType", content_type(&headers))])
}

async fn delete_person(Path(id): Path<i32>) -> Response {
    match id {
        404 => problem(404, "Not Found", None),
        409 => StatusCode::CONFLICT.into_response(),
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

async fn reverse_shapes(Json(mut shapes): Json<Vec<Value>>) -> Json<Vec<Value>> {
    shapes.reverse();
    Json(shapes)
}

async fn same(Json(value): Json<Value>) -> Json<Value> {
    Json(value)
}

/// Rejects a version that is in no media type, as ASP.NET does.
async fn versions(headers: HeaderMap, body: String) -> Response {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type(&headers);
    if media_type != "application/json;v=1.0" && media_type != "application/json;v=2.0" {
        return problem(415, "Unsupported Media Type", None);
    }
    if !accept.split(',').any(|accepted| accepted.trim() == "application/json;v=2.0") {
        return problem(406, "Not Acceptable", None);
    }
    saw([("media type", media_type), ("body", body.into())]).into_response()
}

async fn send_form(RawForm(form): RawForm) -> Json<Value> {
    saw([("pairs", json!(pairs(&form)))])
}

async fn upload(mut multipart: Multipart) -> Json<Value> {
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.expect("a part comes") {
        let name = field.name().map(str::to_owned);
        let file = field.file_name().map(str::to_owned);
        parts.push(json!([name, file, field.bytes().await.expect("the part is whole").to_vec()]));
    }
    saw([("parts", parts.into())])
}

async fn text() -> &'static str {
    "plain"
}

async fn file() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment; filename=a.bin; filename*=UTF-8''a.bin"),
    ];
    (headers, vec![0_u8, 255, 7])
}

async fn events() -> impl IntoResponse {
    let words = ["one", "two"].into_iter().enumerate();
    Sse::new(stream::iter(words.map(|(number, word)| {
        Event::default().event("word").id(number.to_string()).json_data(json!({ "number": number, "word": word }))
    })))
}

async fn list_words(RawQuery(query): RawQuery) -> Json<Value> {
    let query: BTreeMap<String, String> = pairs(query.unwrap_or_default().as_bytes()).into_iter().collect();
    let page: u32 = query.get("page").map_or(1, |page| page.parse().expect("a number"));
    let words =
        ((page - 1) * 2..5.min(page * 2)).map(|number| json!({ "number": number, "word": format!("word {number}") }));
    Json(json!({ "items": words.collect::<Vec<_>>(), "totalCount": 5, "pageSize": 2 }))
}

async fn statuses(Path(status): Path<u16>) -> Response {
    match status {
        200 => saw([("status", status.into())]).into_response(),
        202 => (StatusCode::ACCEPTED, [(header::LOCATION, "/words")], Json(json!({ "number": 1, "word": "later" })))
            .into_response(),
        status => problem(status, &format!("it is {status}"), None),
    }
}

async fn secure(headers: HeaderMap) -> Response {
    match headers.get(header::AUTHORIZATION) {
        None => (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response(),
        Some(value) => saw([("authorization", String::from_utf8_lossy(value.as_bytes()).into())]).into_response(),
    }
}
