//! The attributes of the derives of operations.
#![cfg(feature = "test-transport")]

mod bindings;

use openapi_bindgen_runtime::{
    ByStatus, File, HeaderMap, MockAnswer, MockClock, MockTransport, Nullable, Operation, Paginated, Reply, StatusCode,
};

use self::bindings::{
    AddNote, ByCursor, ByLast, ByNumber, ByOffset, Client, D, Found, FoundHeaders, NoteContent, Page, Paging, PutError,
    PutThing, Scan, SearchError, SearchThings, Thing,
};

fn client(transport: &MockTransport) -> Client {
    let builder = Client::builder().key("k").app("a").transport(transport.clone()).timer(MockClock::new());
    builder.build().unwrap()
}

fn reply(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Reply {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, value.parse().unwrap());
    }
    Reply::new(StatusCode::from_u16(status).unwrap(), map, body)
}

fn id(id: &str) -> D {
    D { id: id.to_owned() }
}

#[tokio::test]
async fn parameters_go_where_their_attributes_say() {
    let transport = MockTransport::new().on("search", MockAnswer::status(StatusCode::NO_CONTENT));
    let call = client(&transport)
        .search("x", [1, 2])
        .tags(["a".to_owned(), "b".to_owned()])
        .only(vec![])
        .url("a/b")
        .session(7_u32);
    assert_eq!(call.await.unwrap().into_inner(), Found::NoContent);
    let request = transport.requests().remove(0);
    let target = "https://api.example.com/a/x/1,2?limit=3&tags=a&tags=b&filter%5B%5D=&url=a/b";
    assert_eq!(request.uri(), target);
    for (name, value) in [("x-version", "2"), ("cookie", "session=7"), ("x-key", "k"), ("x-app", "a")] {
        assert_eq!(request.headers()[name], value, "{name}");
    }
    assert_eq!(request.headers()["accept"], "application/json, text/plain");
    let mut call = client(&transport).search("x", [1]);
    call.operation_mut().limit = 11;
    assert!(call.await.unwrap_err().to_string().contains("`limit`"));
}

#[test]
fn a_success_is_read_by_its_status() {
    let read = |status, body| SearchThings::output(&reply(status, &[], body)).unwrap();
    let page = Page { data: None, paging: Nullable::Absent, has_more: true };
    assert_eq!(read(200, r#"{"has_more":true}"#), Found::Ok(page));
    assert_eq!(read(202, "hi"), Found::Text("hi".to_owned()));
    assert_eq!(read(204, ""), Found::NoContent);
    assert_eq!(read(304, "x"), Found::Undeclared(b"x".to_vec()));
    let headers = SearchThings::headers(&reply(200, &[("x-left", "3"), ("x-tags", "a, b")], ""));
    assert_eq!(headers, FoundHeaders { x_left: Some(3), tags: Some(vec!["a".to_owned(), "b".to_owned()]) });
}

#[test]
fn an_error_response_is_read_by_its_status() {
    let read = |status, headers: &[_], body| SearchError::read(&reply(status, headers, body)).unwrap();
    assert_eq!(SearchError::ENVELOPE, Some("error"));
    assert_eq!(read(400, &[], r#"{"error":{"id":"1"}}"#), SearchError::BadRequest(id("1")));
    assert_eq!(read(404, &[], "gone"), SearchError::NotFound("gone".to_owned()));
    assert_eq!(read(409, &[], r#"{"id":"1"}"#), SearchError::Conflict(id("1")));
    let slow = read(429, &[("retry-after", "5")], r#"{"problem":{"id":"1"}}"#);
    assert_eq!(slow, SearchError::Slow { body: id("1"), retry_after: Some(5) });
    assert_eq!(read(503, &[("x-body", "b")], ""), SearchError::Broken { body: Some("b".to_owned()) });
    assert_eq!(read(418, &[], ""), SearchError::Other);
}

#[test]
fn a_body_of_one_type_is_read_for_every_status() {
    let read = |status| PutError::read(&reply(status, &[], r#"{"id":"1"}"#)).unwrap();
    assert_eq!(read(400).body(), Some(&id("1")));
    assert_eq!(read(404).body(), Some(&id("1")));
    assert_eq!((read(500).body(), PutError::ENVELOPE), (None, None));
}

#[tokio::test]
async fn an_operation_may_have_its_setters_itself() {
    let transport = MockTransport::new().on("putThing", MockAnswer::status(StatusCode::OK));
    let put = PutThing::new().r#type("a/b").size(3).remark("x".to_owned());
    assert_eq!(put.body.note, Nullable::Value("x".to_owned()));
    client(&transport).call(put).await.unwrap();
    let body = String::from_utf8(transport.requests()[0].body().to_vec()).unwrap();
    // The order of the members is that of the document, or of the alphabet, as `serde_json` is built.
    let members: std::collections::BTreeSet<&str> = body.split('&').collect();
    assert_eq!(members, ["note=x", "size=3", "type=a/b"].into());
}

#[tokio::test]
async fn the_caller_chooses_the_content() {
    let scan = Scan { main_file: File::new("a", "1"), more: None, id: Some("i".to_owned()), page_count: Some(2) };
    for (content, media_type, body) in [
        (Thing::new().size(1).into(), "application/merge-patch+json", r#"{"size":1}"#),
        ("abc".into(), "text/plain", "abc"),
        (NoteContent::from(vec![b'p']), "image/png", "p"),
        (
            scan.into(),
            "multipart/form-data; boundary=form-part-boundary",
            "--form-part-boundary\r\nContent-Disposition: form-data; name=\"mainFile\"; filename=\"a\"\r\n\
             Content-Type: image/png\r\nX-Kind: cover\r\n\r\n1\r\n\
             --form-part-boundary\r\nContent-Disposition: form-data; name=\"pageCount\"\r\n\r\n2\r\n\
             --form-part-boundary--\r\n",
        ),
    ] {
        let transport = MockTransport::new().on("addNote", MockAnswer::status(StatusCode::OK));
        client(&transport).call(AddNote::new()).body(content).await.unwrap();
        let request = transport.requests().remove(0);
        assert_eq!(request.headers()["content-type"], media_type);
        assert_eq!(request.body(), body);
    }
    let transport = MockTransport::new();
    assert!(client(&transport).call(AddNote::new()).body("abcd").await.is_err());
}

#[test]
fn the_next_page_is_requested_as_in_the_attribute() {
    let page = |ids: &[&str], has_more| Page {
        data: Some(ids.iter().map(|text| id(text)).collect()),
        paging: Nullable::Value(Paging { next: Some("n".to_owned()) }),
        has_more,
    };
    let none = HeaderMap::new();
    let mut by_cursor = ByCursor::new();
    assert_eq!(by_cursor.turn(&page(&[], true), &none).as_deref(), Some("n"));
    assert_eq!(by_cursor.cursor.as_deref(), Some("n"));
    assert_eq!(by_cursor.turn(&page(&[], false), &none), None);
    assert_eq!(ByCursor::items(page(&["1"], true)), [id("1")]);
    assert_eq!(ByCursor::items(Page { data: None, ..page(&[], true) }), []);
    let mut by_last = ByLast::new();
    assert_eq!(by_last.turn(&page(&["1", "2"], false), &none).as_deref(), Some("2"));
    assert_eq!((by_last.turn(&page(&["1"], true), &none), by_last.turn(&page(&[], false), &none)), (None, None));
    let mut by_number = ByNumber::new();
    assert_eq!(by_number.turn(&page(&["1"], true), &none).as_deref(), Some("2"));
    assert_eq!((by_number.turn(&page(&[], true), &none), by_number.page), (None, Some(2)));
    let mut by_offset = ByOffset::new();
    assert_eq!(by_offset.turn(&page(&["1", "2"], true), &none).as_deref(), Some("2"));
    assert_eq!(by_offset.turn(&page(&["3"], true), &none).as_deref(), Some("3"));
}
