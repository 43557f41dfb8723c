//! Pagination.

use std::{
    future::ready,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use http::{Request, Response};
use openapi_bindgen_runtime::{
    BlockingBody, BlockingTransport, BoxFuture, RequestBody, ResponseBody, Transport, TransportFailure,
};
use openapi_bindgen_specs::pages::{Client, Thing};

use crate::canned::Stopped;

/// A transport that returns the next response to each request, and records the queries.
#[derive(Clone)]
struct Book {
    pages: &'static [&'static str],
    /// The header `Link` of each page.
    links: &'static [&'static str],
    queries: Arc<Mutex<Vec<String>>>,
}

impl Book {
    fn new(pages: &'static [&'static str]) -> Self {
        Self { pages, links: &[], queries: Arc::default() }
    }

    fn linked(self, links: &'static [&'static str]) -> Self {
        Self { links, ..self }
    }

    fn answer(&self, request: &Request<RequestBody>) -> Response<&'static str> {
        let mut queries = self.queries.lock().unwrap();
        let page = self.pages.get(queries.len());
        let mut response = Response::builder().status(if page.is_some() { 200 } else { 410 });
        if let Some(link) = self.links.get(queries.len()) {
            response = response.header("link", *link);
        }
        queries.push(request.uri().query().unwrap_or_default().to_owned());
        response.body(*page.unwrap_or(&"")).unwrap()
    }

    fn queries(&self) -> Vec<String> {
        self.queries.lock().unwrap().clone()
    }

    fn client(&self) -> Client {
        Client::builder().base_url("https://api.example.com").transport(self.clone()).timer(Stopped).build().unwrap()
    }
}

impl Transport for Book {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        Box::pin(ready(Ok(self.answer(&request).map(|body| Bytes::from_static(body.as_bytes()).into()))))
    }
}

/// Collects the identifiers of all items, or the first error.
macro_rules! all {
    ($items:expr) => {{
        let mut items = $items;
        let mut all = Vec::new();
        while let Some(item) = items.next().await {
            all.push(item.unwrap());
        }
        all
    }};
}

fn ids(things: Vec<Thing>) -> Vec<String> {
    things.into_iter().map(|thing| thing.id).collect()
}

#[tokio::test]
async fn a_cursor_leads_to_the_next_page_until_there_is_none() {
    for last in [r#"{"things":[{"id":"c"}],"next_cursor":null}"#, r#"{"things":[{"id":"c"}],"next_cursor":""}"#] {
        let pages: &'static [&'static str] = Box::leak(Box::new([
            r#"{"things":[{"id":"a"},{"id":"b"}],"next_cursor":"x y"}"#,
            r#"{"next_cursor":"z"}"#,
            last,
        ]));
        let book = Book::new(pages);
        assert_eq!(ids(all!(book.client().list_by_cursor().items_parameter(2).items())), ["a", "b", "c"]);
        assert_eq!(book.queries(), ["items=2", "cursor=x%20y&items=2", "cursor=z&items=2"]);
    }
}

#[tokio::test]
async fn a_flag_ends_the_pages_though_the_last_cursor_comes_again() {
    let book = Book::new(&[
        r#"{"things":[{"id":"a"}],"next_cursor":"b","has_more":true}"#,
        r#"{"things":[{"id":"b"}],"next_cursor":"b","has_more":false}"#,
    ]);
    assert_eq!(ids(all!(book.client().list_by_flag().items())), ["a", "b"]);
    assert_eq!(book.queries(), ["", "cursor=b"]);
}

#[tokio::test]
async fn every_page_is_requested_with_the_added_values() {
    let book = Book::new(&[r#"{"things":[{"id":"a"}],"next_cursor":"x"}"#, r#"{"things":[{"id":"b"}]}"#]);
    let call = book.client().with_query("v", 2).list_by_cursor().query("debug", 1);
    assert_eq!(ids(all!(call.items())), ["a", "b"]);
    assert_eq!(book.queries(), ["v=2&debug=1", "cursor=x&v=2&debug=1"]);
}

#[tokio::test]
async fn a_page_without_the_address_of_the_next_one_is_the_last() {
    for last in [r#"{"results":[3],"next":null}"#, r#"{"results":[3],"next":""}"#] {
        let first = r#"{"results":[1,2],"next":"https://api.example.com/by_address?page=2"}"#;
        let book = Book::new(Box::leak(Box::new([first, last])));
        assert_eq!(all!(book.client().list_by_address().items()), [1, 2, 3]);
        assert_eq!(book.queries(), ["", "page=2"]);
    }
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let book = Book::new(&[r#"{"things":[{"id":"a"}],"next_cursor":"x"}"#, "{}"]);
    let mut pages = book.client().list_by_cursor().pages();
    assert_eq!(book.queries().len(), 0);
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.http_status().as_u16(), book.queries().len()), (200, 1));
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
    assert_eq!(book.queries().len(), 2);
}

#[tokio::test]
async fn the_same_page_again_is_an_error_and_the_end() {
    let again = r#"{"things":[{"id":"a"}],"next_cursor":"x"}"#;
    let other = r#"{"things":[{"id":"b"}],"next_cursor":"y"}"#;
    let book = Book::new(Box::leak(Box::new([again, other, again, again])));
    let mut items = book.client().list_by_cursor().items();
    for expected in ["a", "b", "a"] {
        assert_eq!(items.next().await.unwrap().unwrap().id, expected);
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("the next page is an earlier one"), "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(book.queries().len(), 3);
}

#[tokio::test]
async fn the_first_page_again_is_an_error_and_the_end() {
    let itself = &[r#"{"things":[{"id":"x"}],"next_cursor":"x"}"#][..];
    let through_another =
        &[r#"{"things":[{"id":"x"}],"next_cursor":"y"}"#, r#"{"things":[{"id":"y"}],"next_cursor":"x"}"#][..];
    for (pages, expected) in [(itself, &["x"][..]), (through_another, &["x", "y"])] {
        let book = Book::new(pages);
        let mut items = book.client().list_by_cursor().cursor("x").items();
        for expected in expected {
            assert_eq!(items.next().await.unwrap().unwrap().id, *expected);
        }
        let error = items.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("the next page is an earlier one"), "{error}");
        assert!(items.next().await.is_none());
        assert_eq!(book.queries().len(), expected.len());
    }
}

#[tokio::test]
async fn a_page_that_fails_is_an_error_and_the_end() {
    let book = Book::new(&[r#"{"things":[],"next_cursor":"x"}"#]);
    let mut items = book.client().list_by_cursor().items();
    assert!(items.next().await.unwrap().is_err());
    assert!(items.next().await.is_none());
    assert_eq!(book.queries().len(), 2);
}

#[tokio::test]
async fn the_last_item_may_be_the_cursor() {
    let book = Book::new(&[
        r#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#,
        r#"{"data":[{"id":"c"}],"has_more":false}"#,
    ]);
    assert_eq!(ids(all!(book.client().list_by_last().items())), ["a", "b", "c"]);
    assert_eq!(book.queries(), ["", "starting_after=b"]);

    let book = Book::new(&[r#"{"data":[],"has_more":true}"#]);
    assert_eq!(all!(book.client().list_by_last().items()), []);

    let book = Book::new(&[
        r#"{"data":["a"],"last_id":"1","has_more":true}"#,
        r#"{"data":["b"],"last_id":"2","has_more":false}"#,
    ]);
    assert_eq!(all!(book.client().list_by_id().items()), ["a", "b"]);
    assert_eq!(book.queries(), ["", "after=1"]);
}

#[tokio::test]
async fn pages_may_be_counted() {
    const PAGES: &[&str] = &[r#"{"results":[1,2]}"#, r#"{"results":[3]}"#, r#"{"results":[]}"#];
    let book = Book::new(PAGES);
    assert_eq!(all!(book.client().list_by_number().items()), [1, 2, 3]);
    assert_eq!(book.queries(), ["", "page=2", "page=3"]);

    let book = Book::new(PAGES);
    assert_eq!(all!(book.client().list_by_number().page(7).items()), [1, 2, 3]);
    assert_eq!(book.queries(), ["page=7", "page=8", "page=9"]);

    let book = Book::new(PAGES);
    assert_eq!(all!(book.client().list_by_offset().items()), [1, 2, 3]);
    assert_eq!(book.queries(), ["", "offset=2", "offset=3"]);
}

#[tokio::test]
async fn a_page_may_be_a_list() {
    let book = Book::new(&[r#"[{"id":"a"},{"id":"b"}]"#, r#"[{"id":"c"}]"#, "[]"]);
    assert_eq!(ids(all!(book.client().list_bare().items())), ["a", "b", "c"]);
    assert_eq!(book.queries(), ["", "number=2", "number=3"]);
}

#[tokio::test]
async fn a_link_leads_to_the_next_page() {
    let book = Book::new(&[r#"[{"id":"a"}]"#, "[]", r#"[{"id":"b"}]"#]).linked(&[
        r#"<https://elsewhere.example.com/linked?size=9&page-info=x%20y>; rel="next""#,
        r#"<?page-info=1>; rel="prev", <?page-info=z>; rel="next""#,
        r#"<?page-info=y>; rel="prev""#,
    ]);
    assert_eq!(ids(all!(book.client().list_linked().size(2).items())), ["a", "b"]);
    assert_eq!(book.queries(), ["size=2", "page-info=x%20y&size=2", "page-info=z&size=2"]);

    let book = Book::new(&["[]", "[]", "[]"]).linked(&[r#"<?page-info=x>; rel="next""#; 3]);
    let mut pages = book.client().list_linked().pages();
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.unwrap().is_err(), "the same page again");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_rule_may_lead_into_members() {
    let book = Book::new(&[
        r#"{"list":{"things":[{"id":"a"}]},"paging":{"next":"n","done":false}}"#,
        r#"{"list":{"things":[{"id":"b"}]},"paging":{"next":"m","done":true}}"#,
    ]);
    assert_eq!(ids(all!(book.client().list_by_path("first").items())), ["a", "b"]);
    assert_eq!(book.queries(), ["token=first", "token=n"]);
}

impl BlockingTransport for Book {
    fn send(
        &self,
        request: Request<RequestBody>,
        _: std::time::Duration,
    ) -> Result<Response<BlockingBody>, TransportFailure> {
        Ok(self.answer(&request).map(BlockingBody::from))
    }
}

#[test]
fn a_blocking_client_iterates() {
    let book = Book::new(&[r#"{"things":[{"id":"a"}],"next_cursor":"x"}"#, r#"{"things":[{"id":"b"}]}"#]);
    let builder = Client::builder().base_url("https://api.example.com").blocking_transport(book.clone());
    let client = builder.build_blocking().unwrap();
    let things: Result<Vec<Thing>, _> = client.list_by_cursor().items().collect();
    assert_eq!(ids(things.unwrap()), ["a", "b"]);
    assert_eq!(book.queries(), ["", "cursor=x"]);
}
