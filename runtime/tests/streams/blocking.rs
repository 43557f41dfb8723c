//! The same without an asynchronous runtime.

use std::{
    io::{self, Read},
    time::Duration,
};

use openapi_bindgen_runtime::{Error, Outcome, TransportError, TransportErrorKind};

use crate::{
    bindings::Question,
    blocking_client,
    pieces::{
        Piece::{Breaks, Comes, Hangs},
        Pieces,
    },
};

#[test]
fn events_are_iterated_over() {
    let transport =
        Pieces::events(&[Comes("id: 1\ndata: {\"word\":"), Comes("\"a\"}\r"), Comes("\n\r\ndata: [DONE]\n\n")]);
    let response = blocking_client(&transport).create_answer(Question::new("why?")).events().unwrap();
    assert_eq!(response.headers().model.as_deref(), Some("m-1"));
    let mut events = response.into_inner();
    let words: Vec<_> = events.by_ref().map(|event| event.unwrap().data.word).collect();
    assert_eq!((words, events.last_event_id()), (vec!["a".to_owned()], Some("1")));
    assert_eq!(transport.requests()[0].headers()["accept"], "text/event-stream");
    assert_eq!(transport.requests()[0].body(), r#"{"text":"why?","stream":true}"#);
}

#[test]
fn an_interrupted_stream_has_an_error_with_the_cause() {
    for (pieces, kind) in [
        (&[Comes("data: a\n\n"), Breaks][..], TransportErrorKind::Exchange),
        (&[Comes("data: a\n\n"), Hangs], TransportErrorKind::Stalled(Duration::from_mins(5))),
    ] {
        let mut log = blocking_client(&Pieces::events(pieces)).read_log().events().unwrap().into_inner();
        assert_eq!(log.next().unwrap().unwrap().data, "a");
        let error = log.next().unwrap().unwrap_err();
        assert!(matches!(&error, Error::Transport(error) if error.kind() == kind), "{error}");
        assert_eq!(error.outcome(), Outcome::Committed);
        assert!(log.next().is_none());
    }
}

#[test]
fn a_deadline_holds_for_the_stream_too() {
    let transport = Pieces::events(&[Comes("data: a\n\n")]);
    let error = blocking_client(&transport).read_log().deadline(Duration::ZERO).events().unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    let mut log = blocking_client(&transport).read_log().deadline(Duration::from_secs(1)).events().unwrap();
    assert_eq!(log.next().unwrap().unwrap().data, "a");
}

#[test]
fn a_download_is_read() {
    let picture = |pieces| blocking_client(&Pieces::new([(200, "image/png", pieces)])).read_picture();
    let mut bytes = Vec::new();
    let mut download = picture(&[Comes("aaa"), Comes("bb")]).download().unwrap();
    download.read_to_end(&mut bytes).unwrap();
    assert_eq!((bytes.as_slice(), download.read(&mut [0]).unwrap()), (&b"aaabb"[..], 0));

    let error = picture(&[Comes("aaa"), Hangs]).download().unwrap().read_to_end(&mut bytes).unwrap_err();
    let cause = error.get_ref().unwrap().downcast_ref::<Box<TransportError>>().unwrap();
    assert_eq!((error.kind(), cause.context().outcome()), (io::ErrorKind::TimedOut, Outcome::Committed));
}

#[test]
fn other_media_types_beside_json_are_downloaded() {
    let transport = Pieces::new([
        (200, "Application/PDF; version=1.7", &[Comes("%PDF"), Comes("-1.7")][..]),
        (200, "application/json", &[Comes(r#"{"words":["so"]}"#)]),
        (200, "application/json", &[Comes(r#"{"words":["so"]}"#)]),
    ]);
    let client = blocking_client(&transport);
    let mut bytes = Vec::new();
    client.read_answer().download().unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, b"%PDF-1.7");
    let error = client.read_answer().download().unwrap_err();
    assert!(matches!(&error, Error::Decode(decode) if &decode.body()[..] == br#"{"words":["so"]}"#), "{error}");
    assert_eq!(client.read_answer().send().unwrap().words, ["so"]);
    let requests = transport.requests();
    let asked: Vec<_> = requests.iter().map(|request| &request.headers()["accept"]).collect();
    assert_eq!(asked, ["application/pdf", "application/pdf", "application/json"]);
}
