//! Events and downloads.

use openapi_bindgen_runtime::{Error, Outcome};
use openapi_bindgen_specs as specs;

use crate::canned::{Canned, client};

const WORDS: &str = "data: {\"word\":\"so\"}\n\ndata: {\"word\":\"what\"}\n\ndata: [DONE]\n\n";

fn events(body: &'static str) -> Canned {
    Canned::new(200, body).header("Content-Type", "text/event-stream")
}

#[tokio::test]
async fn one_operation_returns_json_or_events() {
    let transport = events(WORDS);
    let mut words = client!(events, transport).create_answer().text("why?").events().await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "so");
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "what");
    assert!(words.next().await.is_none());
    assert_eq!(transport.sent("accept").as_deref(), Some("text/event-stream"));
    assert_eq!(transport.request().body(), r#"{"text":"why?","stream":true}"#);

    let transport = Canned::new(200, r#"{"words":["so"]}"#);
    assert_eq!(client!(events, transport).create_answer().await.unwrap().words, ["so"]);
    assert_eq!(transport.sent("accept").as_deref(), Some("application/json"));
}

#[tokio::test]
async fn a_schema_may_describe_the_event_or_its_data() {
    use specs::events::FollowGameEvent;

    let mut log = client!(events, events("data: line\n\n")).read_log().events().await.unwrap();
    assert_eq!(log.next().await.unwrap().unwrap().data, "line");

    let changes = client!(events, events("event: new\ndata: {\"name\":\"n\"}\n\n")).watch_changes().await.unwrap();
    assert_eq!((&*changes[0].name, &*changes[0].data.name), ("new", "n"));

    let text = "event: moved\ndata: {\"to\":3}\n\nevent: ended\ndata: bye\n\n";
    let game = client!(events, events(text)).follow_game().await.unwrap();
    assert!(matches!(&game[0].data, FollowGameEvent::Moved(moved) if moved.data.to == 3));
    assert!(matches!(&game[1].data, FollowGameEvent::Ended(ended) if ended.data == "bye"));
}

#[tokio::test]
async fn events_may_be_one_success_of_several() {
    use specs::events::operations::StartJobOutput;

    let mut steps = client!(events, events(WORDS)).start_job().events().await.unwrap();
    assert_eq!(steps.next().await.unwrap().unwrap().data.word, "so");
    let output = client!(events, Canned::new(202, WORDS)).start_job().await.unwrap();
    assert_eq!(*output, StartJobOutput::Accepted(WORDS.to_owned()));
}

#[tokio::test]
async fn text_and_bytes_come_in_pieces() {
    let mut picture = client!(raw_responses, Canned::new(200, "png")).read_picture().download().await.unwrap();
    assert_eq!(picture.next().await.unwrap().unwrap(), "png");
    assert!(picture.next().await.is_none());
    let mut note = client!(raw_responses, Canned::new(200, "note")).read_note().download().await.unwrap();
    assert_eq!(note.next().await.unwrap().unwrap(), "note");
}

#[tokio::test]
async fn a_media_type_beside_json_can_be_downloaded() {
    use specs::downloads::operations::ReadReportError;

    let report = |body| Canned::new(200, body).header("Content-Type", "application/json");
    let transport = report(r#"{"title":"t"}"#);
    assert_eq!(client!(downloads, transport).read_report("1").await.unwrap().title, "t");
    assert_eq!(transport.sent("accept").as_deref(), Some("application/json"));

    let transport = Canned::new(200, "%PDF").header("Content-Type", "application/pdf");
    let mut pieces = client!(downloads, transport).read_report("1").download().await.unwrap();
    assert_eq!(pieces.http_headers()["content-type"], "application/pdf");
    assert_eq!(pieces.next().await.unwrap().unwrap(), "%PDF");
    assert!(pieces.next().await.is_none());
    assert_eq!(transport.sent("accept").as_deref(), Some("application/pdf, text/csv"));

    // A server with only JSON accepted another media type than the requested one.
    let error = client!(downloads, report(r#"{"title":"t"}"#)).read_report("1").download().await.unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error}") };
    assert_eq!((error.outcome(), &decode.body()[..]), (Outcome::Committed, &br#"{"title":"t"}"#[..]));
    let why = "it is `application/json` and not `application/pdf, text/csv`; await the call to read it";
    assert!(error.to_string().contains(why), "{error}");

    let not_found = Canned::new(404, r#""gone""#).header("Content-Type", "application/json");
    let error = client!(downloads, not_found).read_report("1").download().await.unwrap_err();
    assert_eq!(error.as_api().unwrap().error(), &ReadReportError::NotFound("gone".to_owned()));
}

#[tokio::test]
async fn a_download_may_be_one_success_of_several() {
    use specs::downloads::operations::ReadExportOutput;

    // JSON lines are not JSON.
    let done = || Canned::new(200, "{}\n{}\n").header("Content-Type", "application/x-ndjson");
    let mut lines = client!(downloads, done()).read_export("1").download().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), "{}\n{}\n");
    let output = client!(downloads, done()).read_export("1").await.unwrap();
    assert_eq!(*output, ReadExportOutput::Ok(b"{}\n{}\n".to_vec()));

    let under_way = Canned::new(202, r#"{"title":"t"}"#).header("Content-Type", "application/json");
    let error = client!(downloads, under_way).read_export("1").download().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 202);
    let output = client!(downloads, under_way).read_export("1").await.unwrap();
    assert!(matches!(&*output, ReadExportOutput::Accepted(report) if report.title == "t"));

    let sounds = Canned::new(200, "mp3").header("Content-Type", "audio/mpeg");
    let mut sound = client!(downloads, sounds).read_sounds().download().await.unwrap();
    assert_eq!(sound.next().await.unwrap().unwrap(), "mp3");
    assert_eq!(sounds.sent("accept").as_deref(), Some("audio/mpeg"));
    let mut log = client!(downloads, events("data: la\n\n")).read_sounds().events().await.unwrap();
    assert_eq!(log.next().await.unwrap().unwrap().data, "la");
}

fn lines(media_type: &'static str, body: &'static str) -> Canned {
    Canned::new(200, body).header("Content-Type", media_type)
}

#[tokio::test]
async fn lines_of_json_come_one_by_one_or_all_at_once() {
    const WORDS: &str = "{\"word\":\"so\"}\n\n{\"word\":7}\r\n{\"word\":\"what\"}";

    let transport = lines("application/x-ndjson", WORDS);
    let mut words = client!(json_lines, transport).read_words().events().await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "so");
    // An invalid line is an error of its own.
    let error = words.next().await.unwrap().unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error}") };
    assert_eq!((decode.path(), &decode.body()[..]), ("$.word", &br#"{"word":7}"#[..]));
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "what");
    assert!(words.next().await.is_none());
    assert_eq!(transport.sent("accept").as_deref(), Some("application/x-ndjson"));

    let words = client!(json_lines, lines("application/x-ndjson", "{\"word\":\"so\"}\n")).read_words().await.unwrap();
    assert_eq!(words[0].word, "so");
    let error = client!(json_lines, lines("application/x-ndjson", WORDS)).read_words().await.unwrap_err().to_string();
    assert!(error.contains("line 2 does not fit at $.word"), "{error}");
}

#[tokio::test]
async fn json_lines_are_sent_item_by_item() {
    use specs::json_lines::{ImportObjectsJsonlBodyItem as Sized, Word, operations::ImportObjectsContent};

    let transport = Canned::new(204, "");
    let client = client!(json_lines, transport);
    client.import_words([Word::new("so\n"), Word::new("it")]).await.unwrap();
    client.import_objects().body(vec![Sized::new(1)]).await.unwrap();
    client.import_objects().body(ImportObjectsContent::Text("size\n1".to_owned())).await.unwrap();
    client.import_numbers([1, 2]).await.unwrap();
    client.import_words([]).await.unwrap();
    client.import_text("{}\n").await.unwrap();
    let error = client.import_objects().body(vec![Sized::new(0)]).await.unwrap_err();
    assert!(error.to_string().contains("size"), "{error}");
    let bodies = transport.bodies();
    let media_types = transport.sent_each("content-type").into_iter().map(Option::unwrap);
    let sent: Vec<(String, String)> = media_types.zip(bodies).collect();
    let expected = [
        ("application/x-ndjson", "{\"word\":\"so\\n\"}\n{\"word\":\"it\"}\n"),
        ("application/jsonl", "{\"size\":1}\n"),
        ("text/csv", "size\n1"),
        ("application/json-seq", "\u{1e}1\n\u{1e}2\n"),
        ("application/x-ndjson", ""),
        ("application/jsonl", "{}\n"),
    ];
    assert_eq!(sent, expected.map(|(media_type, body)| (media_type.to_owned(), body.to_owned())));
}

#[tokio::test]
async fn a_list_of_lines_may_be_behind_references() {
    use specs::json_lines::Word;

    let transport = Canned::new(200, "{\"word\":\"so\"}\n").header("Content-Type", "application/x-ndjson");
    let client = client!(json_lines, transport);
    let words = || vec![Word::new("so"), Word::new("it")];
    assert_eq!(*client.import_lists(words()).await.unwrap(), [Word::new("so")]);
    client.import_maybe(words()).await.unwrap();
    client.import_same(words()).await.unwrap();
    client.import_integers([1, 2]).await.unwrap();
    let lines = "{\"word\":\"so\"}\n{\"word\":\"it\"}\n";
    assert_eq!(transport.bodies(), [lines, lines, lines, "1\n2\n"]);
    assert_eq!(transport.sent_each("content-type")[2].as_deref(), Some("application/stream+json"));
}

#[tokio::test]
async fn json_lines_beside_json_can_be_requested() {
    let transport = lines("application/jsonl", "{\"word\":\"so\"}\n");
    let mut words = client!(json_lines, transport).create_answer().text("why?").events().await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "so");
    assert_eq!(transport.sent("accept").as_deref(), Some("application/jsonl"));
    assert_eq!(transport.request().body(), r#"{"text":"why?","stream":true}"#);
    let json = || lines("application/json", r#"{"words":[{"word":"so"}]}"#);
    assert_eq!(client!(json_lines, json()).create_answer().await.unwrap().words[0].word, "so");
    let error = client!(json_lines, json()).create_answer().events().await.unwrap_err().to_string();
    assert!(error.contains("it is `application/json` and not a stream of events"), "{error}");
}

#[tokio::test]
async fn a_sequence_of_json_is_read_like_lines() {
    let sequence = lines("application/json-seq", "\u{1e}1\n\u{1e}2\n");
    let mut numbers = client!(json_lines, sequence).read_sequence().events().await.unwrap();
    assert_eq!(numbers.next().await.unwrap().unwrap().data, 1);
    assert_eq!(numbers.next().await.unwrap().unwrap().data, 2);
    assert!(numbers.next().await.is_none());
    let numbers = client!(json_lines, lines("application/json-lines", "1\nnull\n9007199254740993")).read_numbers();
    assert_eq!(*numbers.await.unwrap(), [Some(1), None, Some(9_007_199_254_740_993)]);
    // The document does not describe the lines of a text.
    let log = client!(json_lines, lines("application/json-lines", "1\n2\n")).read_log().await.unwrap();
    assert_eq!(*log, b"1\n2\n");
}

#[tokio::test]
async fn the_data_of_each_event_of_a_choice_may_be_json() {
    use specs::json_lines::FollowGameEvent;

    let text = "event: moved\ndata: {\"to\":3}\n\nevent: ended\ndata: bye\n\n";
    let game = client!(json_lines, events(text)).follow_game().await.unwrap();
    assert!(matches!(&game[0].data, FollowGameEvent::Moved(moved) if moved.data.to == 3));
    assert!(matches!(&game[1].data, FollowGameEvent::Ended(ended) if ended.data == "bye"));
}
