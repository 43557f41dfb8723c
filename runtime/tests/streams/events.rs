//! Events of calls that are awaited.

use std::{
    pin::{Pin, pin},
    task::{Context, Waker},
    time::Duration,
};

use futures_core::Stream;
use openapi_bindgen_runtime::{Error, Event, Events, Outcome, Retry, TransportErrorKind};

use crate::{
    Client,
    bindings::{CreateAnswerError, Question, Word},
    client,
    pieces::{
        Passing,
        Piece::{Breaks, Broken, Comes, Hangs},
        Pieces, Stopped,
    },
};

type Item = Result<Event<Word>, Error<CreateAnswerError>>;

async fn events(transport: &Pieces) -> Events<Word, CreateAnswerError> {
    client(transport).create_answer(Question::new("why?")).events().await.unwrap().into_inner()
}

/// The words until the end, or until the error with which the stream ends.
async fn words(transport: &Pieces) -> (Vec<String>, Option<Error<CreateAnswerError>>) {
    let (mut events, mut words) = (events(transport).await, Vec::new());
    while let Some(item) = events.next().await {
        match item {
            Ok(event) => words.push(event.data.word),
            Err(error) => {
                assert!(events.next().await.is_none(), "it goes on after {error}");
                return (words, Some(error));
            }
        }
    }
    assert!(events.next().await.is_none());
    (words, None)
}

#[tokio::test]
async fn events_come_one_by_one_with_what_came_before_them() {
    let transport = Pieces::events(&[
        Comes(": hello\n\nevent: word\nid: 7\nretry: 50\nda"),
        Comes("ta: {\"word\":\"be\"}\n\ndata: {\"word\":"),
        Comes("\"cause\"}\r\n\r\n"),
        Comes("data: [DONE]\n\ndata: {\"word\":\"never\"}\n\n"),
        Hangs,
    ]);
    let response = client(&transport).create_answer(Question::new("why?")).events().await.unwrap();
    assert_eq!((response.http_status().as_u16(), response.headers().model.as_deref()), (200, Some("m-1")));
    let mut events = response.into_inner();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((&*first.name, first.id.as_deref(), &*first.data.word), ("word", Some("7"), "be"));
    let second = events.next().await.unwrap().unwrap();
    assert_eq!((&*second.name, second.id.as_deref(), &*second.data.word), ("message", Some("7"), "cause"));
    assert!(events.next().await.is_none() && events.next().await.is_none());
    assert_eq!((events.last_event_id(), events.reconnection_time()), (Some("7"), Some(Duration::from_millis(50))));
}

#[tokio::test]
async fn events_are_requested_in_the_header_and_in_the_body() {
    let transport = Pieces::events(&[]);
    assert_eq!(words(&transport).await.0, [""; 0]);
    let requests = transport.requests();
    assert_eq!(requests[0].headers()["accept"], "text/event-stream");
    assert_eq!(requests[0].body(), r#"{"text":"why?","stream":true}"#);

    let transport = Pieces::new([(200, "application/json", &[Comes(r#"{"words":["so"]}"#)][..])]);
    assert_eq!(client(&transport).create_answer(Question::new("why?")).await.unwrap().words, ["so"]);
    assert_eq!(transport.requests()[0].headers()["accept"], "application/json");
    assert_eq!(transport.requests()[0].body(), r#"{"text":"why?"}"#);
}

#[tokio::test]
async fn an_interrupted_stream_has_an_error_with_the_outcome_committed() {
    for (pieces, kind, message) in [
        (&[Comes("data: {\"word\":\"a\"}\n\n"), Breaks][..], TransportErrorKind::Exchange, "the connection failed"),
        (
            &[Comes("data: {\"word\":\"a\"}\n\ndata"), Hangs],
            TransportErrorKind::Stalled(Duration::from_mins(5)),
            "no more data within 300s",
        ),
        (
            &[
                Comes("data: {\"word\":\"a\"}\n\ndata: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
                Comes("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
                Hangs,
            ],
            TransportErrorKind::EventLimit(100),
            "an event over 100 bytes",
        ),
    ] {
        let transport = Pieces::events(pieces);
        let (words, error) = words(&transport).await;
        let error = error.expect("it ends well");
        assert_eq!((words, error.outcome()), (vec!["a".to_owned()], Outcome::Committed), "{error}");
        assert!(matches!(&error, Error::Transport(error) if error.kind() == kind), "{error}");
        assert!(error.to_string().starts_with(&format!("createAnswer: {message} after status 200 OK")), "{error}");
        assert_eq!((error.status().unwrap().as_u16(), transport.requests().len()), (200, 1));
    }
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_an_error_of_its_own() {
    let text = "data: {\"word\":1}\n\ndata: {\"word\":\"b\"}\n\n";
    let transport = Pieces::new([(200, "text/event-stream", Vec::leak(vec![Comes(text)]) as &[_])]);
    let mut events = events(&transport).await;
    let error = events.next().await.unwrap().unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error}") };
    assert_eq!(
        (decode.path(), &decode.body()[..], error.outcome()),
        ("$.word", &b"{\"word\":1}"[..], Outcome::Committed)
    );
    assert_eq!(events.next().await.unwrap().unwrap().data.word, "b");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_line_that_is_not_utf8_is_an_error_of_its_own() {
    let lines: &[_] = &[Comes("{\"word\":\"a\"}\n"), Broken(b"{\"word\":\"gr\xFCn\"}\n"), Comes("{\"word\":\"b\"}\n")];
    let transport = Pieces::new([(200, "application/x-ndjson", lines)]);
    let mut words = client(&transport).read_words().events().await.unwrap().into_inner();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "a");
    let error = words.next().await.unwrap().unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error}") };
    assert_eq!((&decode.body()[..], error.outcome()), (&b"{\"word\":\"gr\xFCn\"}"[..], Outcome::Committed));
    assert!(decode.reason().contains("invalid unicode"), "{error}");
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "b");
    assert!(words.next().await.is_none());
}

#[tokio::test]
async fn until_it_begins_a_stream_is_a_call_like_any_other() {
    let busy = (503, "text/plain", &[Comes("busy")][..]);
    let begins = (200, "text/event-stream", &[Comes("data: {\"word\":\"a\"}\n\n")][..]);
    let transport = Pieces::new([busy, begins]);
    let client = Client::builder().transport(transport.clone()).timer(Stopped).build().unwrap();
    let call = client.create_answer(Question::new("why?"));
    let error = call.clone().events().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (503, Outcome::Unknown));

    let rejected = Pieces::new([(400, "text/plain", &[Comes("no")][..])]);
    let error = crate::client(&rejected).create_answer(Question::new("why?")).events().await.unwrap_err();
    assert_eq!(error.as_api().unwrap().error(), &CreateAnswerError::BadRequest("no".to_owned()));

    // A GET may be sent again.
    let transport = Pieces::new([busy, (200, "text/event-stream", &[Comes("data: a\n\n"), Breaks][..])]);
    let client = Client::builder().transport(transport.clone()).timer(Stopped).build().unwrap();
    let mut log = client.read_log().retry(Retry::default()).events().await.unwrap();
    assert_eq!((log.attempts(), &*log.next().await.unwrap().unwrap().data), (2, "a"));
    assert!(log.next().await.unwrap().is_err() && log.next().await.is_none());
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn a_success_that_is_not_a_stream_is_an_error() {
    let transport = Pieces::new([(200, "application/json", &[Comes(r#"{"words":[]}"#)][..])]);
    let error = client(&transport).create_answer(Question::new("why?")).events().await.unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error}") };
    assert_eq!((&decode.body()[..], error.outcome()), (&br#"{"words":[]}"#[..], Outcome::Committed));
    assert!(error.to_string().contains("it is `application/json` and not a stream of events"), "{error}");
}

#[tokio::test]
async fn a_deadline_holds_for_the_stream_too() {
    let transport = Pieces::events(&[Comes("data: {\"word\":\"a\"}\n\n"), Hangs]);
    let call = client(&transport).create_answer(Question::new("why?")).deadline(Duration::from_secs(5));
    let mut events = call.events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.word, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Deadline(Duration::from_secs(5))),
        "{error}"
    );
}

#[tokio::test]
async fn a_deadline_holds_while_events_are_received() {
    let transport = Pieces::events(&[Comes("data: {\"word\":\"a\"}\n\n"); 100]);
    let client = Client::builder().transport(transport).timer(Passing::default()).build().unwrap();
    let call = client.create_answer(Question::new("why?")).deadline(Duration::from_secs(20));
    let (mut events, mut count) = (call.events().await.unwrap(), 0);
    let error = loop {
        match events.next().await.unwrap() {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    let kind = TransportErrorKind::Deadline(Duration::from_secs(20));
    assert!(matches!(&error, Error::Transport(error) if error.kind() == kind), "{error}");
    assert!((10..20).contains(&count) && events.next().await.is_none(), "{count}");
}

#[tokio::test]
async fn other_tasks_run_while_comments_are_received() {
    let transport = Pieces::events(&[Comes(": on\n\n"); 500]);
    let mut events = events(&transport).await;
    let next = events.next();
    assert!(pin!(next).poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn awaiting_a_call_with_events_only_collects_them() {
    let text = &[Comes("data: a\n\nevent: b\ndata: b\n\n"), Comes("data: [DONE]\n\ndata: c\n\n")][..];
    let log = client(&Pieces::new([(200, "text/event-stream", text)])).read_log().await.unwrap();
    let log: Vec<_> = log.iter().map(|event| (&*event.name, &*event.data)).collect();
    assert_eq!(log, [("message", "a"), ("b", "b")]);
}

#[tokio::test]
async fn a_stream_can_be_sent_to_another_task() {
    fn is_stream<S: Stream<Item = Item> + Send + Unpin + 'static>(stream: S) -> S {
        stream
    }
    let transport = Pieces::events(&[Comes("data: {\"word\":\"a\"}\n\n")]);
    let call = client(&transport).create_answer(Question::new("why?"));
    let task = tokio::spawn(async move { is_stream(call.events().await.unwrap().into_inner()) });
    let mut events = task.await.unwrap();
    let next = std::future::poll_fn(|cx| Pin::new(&mut events).poll_next(cx)).await;
    assert_eq!(next.unwrap().unwrap().data.word, "a");
}
