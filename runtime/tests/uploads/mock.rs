//! Uploads over the transport that is in memory, and calls that are not made.

use openapi_bindgen_runtime::{
    Blocking, Error, MockAnswer, MockClock, MockTransport, Outcome, RequestErrorKind, StatusCode, TransportErrorKind,
    UploadError,
};

use crate::{
    bindings::{Client, NewFilm},
    reader, stream,
};

fn client(transport: &MockTransport) -> Client {
    Client::builder().transport(transport.clone()).timer(MockClock::new()).build().unwrap()
}

fn blocking_client(transport: &MockTransport) -> Client<Blocking> {
    let builder = Client::builder().blocking_transport(transport.clone()).blocking_timer(MockClock::new());
    builder.build_blocking().unwrap()
}

fn done() -> MockAnswer {
    MockAnswer::status(StatusCode::NO_CONTENT)
}

#[tokio::test]
async fn an_upload_that_was_not_begun_is_retried() {
    let transport = || MockTransport::new().on("setFilm", MockAnswer::no_connection()).on("setFilm", done());
    let awaited = transport();
    assert_eq!(client(&awaited).set_film(stream(&[Ok("a"), Ok("b")])).await.unwrap().attempts(), 2);
    let blocked = transport();
    assert_eq!(blocking_client(&blocked).set_film(reader(&[Ok("a"), Ok("b")])).send().unwrap().attempts(), 2);
    for transport in [awaited, blocked] {
        assert_eq!(transport.requests()[1].body(), "ab");
    }
}

#[tokio::test]
async fn an_upload_that_was_begun_is_not_retried_even_with_a_key() {
    let transport = MockTransport::new().on("addFilm", MockAnswer::broken());
    let error = client(&transport).add_film(NewFilm::new(stream(&[Ok("a")]))).await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    assert!(error.idempotency_key().is_some());
    let whole = MockTransport::new().on("addFilm", MockAnswer::broken());
    let error = client(&whole).add_film(NewFilm::new(b"a".to_vec())).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn a_failed_source_differs_from_a_failed_connection() {
    let transport = MockTransport::new().on("setFilm", done());
    let error = client(&transport).set_film(stream(&[Ok("a"), Err("gone")])).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Upload), "{error}");
    let error = blocking_client(&transport).set_film(reader(&[Ok("a"), Err("gone")])).send().unwrap_err();
    assert_eq!(error.to_string(), "setFilm: the source of the upload failed: gone");
    assert!(transport.requests().is_empty());
}

fn upload_error<E: std::fmt::Debug>(error: &Error<E>) -> &UploadError {
    assert_eq!(error.outcome(), Outcome::NotSent);
    match error {
        Error::Request(error) => match error.kind() {
            RequestErrorKind::Upload(error) => error,
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_source_can_be_read_once_by_all_clones() {
    let transport = MockTransport::new().on("setFilm", done());
    let call = client(&transport).set_film(stream(&[Ok("a")]));
    let clone = call.clone();
    assert_eq!(call.operation(), clone.operation());
    call.await.unwrap();
    let error = clone.await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::Spent), "{error}");
    assert!(error.to_string().contains("create a new upload for each call"), "{error}");
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn a_source_of_the_wrong_kind_is_an_error() {
    let transport = MockTransport::new().on("setFilm", done());
    let error = client(&transport).set_film(reader(&[])).await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::ReaderAwaited), "{error}");
    let error = blocking_client(&transport).set_film(stream(&[])).send().unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::StreamBlocks), "{error}");
    assert!(error.to_string().ends_with("use a reader with `Upload::reader`"), "{error}");
}

#[tokio::test]
async fn a_call_with_a_source_cannot_be_handed_to_another_process() {
    let call = client(&MockTransport::new()).add_film(NewFilm::new(stream(&[])));
    let error = call.resumable().unwrap_err();
    assert!(error.to_string().contains("its body comes from a source"), "{error}");
    let call = client(&MockTransport::new()).add_film(NewFilm::new(b"a".to_vec()));
    assert!(call.resumable().is_ok());
}
