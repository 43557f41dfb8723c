//! The built-in transports, against a server on this machine.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    thread::spawn,
};

use bytes::Bytes;
use futures_core::Stream;
use openapi_bindgen_runtime::{
    Blocking, CallResult, Error, File, Outcome, RetryStopReason, TransportErrorKind, Upload, UploadError,
};

use crate::{
    Given,
    bindings::{Client, NewFilm, SetFilm, SetFilmError},
    reader,
    server::{Received, closed_port, serve},
    stream,
};

fn client(address: SocketAddr) -> Client {
    Client::builder().base_url(format!("http://{address}")).build().unwrap()
}

fn blocking_client(address: SocketAddr) -> Client<Blocking> {
    Client::builder().base_url(format!("http://{address}")).build_blocking().unwrap()
}

/// Sends the same pieces from a stream and from a reader. Returns the results of the calls and the requests that the
/// servers received.
async fn both(status: u16, pieces: &'static [Given], length: Option<u64>) -> [(CallResult<SetFilm>, Received); 2] {
    let sized = move |upload: Upload| match length {
        Some(length) => upload.length(length),
        None => upload,
    };
    let (address, server) = serve(status);
    let awaited = client(address).set_film(sized(stream(pieces))).await;
    let awaited = (awaited, server.join().unwrap());
    let (address, server) = serve(status);
    let blocked = spawn(move || blocking_client(address).set_film(sized(reader(pieces))).send());
    [awaited, (blocked.join().unwrap(), server.join().unwrap())]
}

#[tokio::test]
async fn a_source_is_sent_with_its_length_or_in_chunks() {
    for (length, announced, encoding) in [(Some(5), Some("5"), None), (None, None, Some("chunked"))] {
        for (result, received) in both(204, &[Ok("abc"), Ok("de")], length).await {
            assert_eq!(result.unwrap().attempts(), 1);
            assert!(received.is_whole);
            assert_eq!(received.body, b"abcde");
            assert_eq!(received.header("content-length"), announced);
            assert_eq!(received.header("transfer-encoding"), encoding);
            assert_eq!(received.header("content-type"), Some("video/mp4"));
        }
    }
}

#[tokio::test]
async fn a_source_of_nothing_is_an_empty_body() {
    for length in [None, Some(0)] {
        for (result, received) in both(204, &[], length).await {
            result.unwrap();
            assert!(received.is_whole && received.body.is_empty());
        }
    }
}

/// The error of an upload whose source failed, which is never sent again, and of which no server takes a part for all.
fn failed(result: CallResult<SetFilm>, received: &Received) -> (String, UploadError) {
    let Err(error) = result else { panic!("a part of it was taken for all") };
    assert!(!received.is_whole);
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    let shown = error.to_string();
    let Error::Transport(error) = error else { panic!("{shown}") };
    assert_eq!(error.kind(), TransportErrorKind::Upload, "{shown}");
    let source = std::error::Error::source(&*error).unwrap();
    (shown, source.downcast_ref::<UploadError>().unwrap().clone())
}

#[tokio::test]
async fn a_source_that_fails_is_the_cause_of_the_error() {
    for length in [None, Some(6)] {
        for (result, received) in both(204, &[Ok("abc"), Err("the disk is gone")], length).await {
            let (shown, cause) = failed(result, &received);
            assert_eq!(shown, "setFilm: the source of the upload failed: the disk is gone");
            assert!(matches!(cause, UploadError::Source(_)));
        }
    }
}

#[tokio::test]
async fn a_source_of_another_length_is_an_error() {
    for (result, received) in both(204, &[Ok("abc"), Ok("de")], Some(6)).await {
        let (shown, cause) = failed(result, &received);
        let expected = "setFilm: the source of the upload failed: it ended after 5 of the announced 6 bytes";
        assert_eq!(shown, expected);
        assert!(matches!(cause, UploadError::TooShort { given: 5, length: 6, .. }));
    }
    // It is more whether the length is passed within a piece or between two.
    for length in [4, 3] {
        for (result, received) in both(204, &[Ok("abc"), Ok("de")], Some(length)).await {
            assert!(
                matches!(failed(result, &received).1, UploadError::TooLong { length: known, .. } if known == length)
            );
        }
    }
}

#[tokio::test]
async fn an_answer_that_might_be_another_the_next_time_is_returned() {
    for (result, received) in both(503, &[Ok("abc")], None).await {
        assert!(received.is_whole);
        let error: Error<SetFilmError> = result.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 1));
        assert_eq!(
            (error.outcome(), error.context().retry_stop_reason()),
            (Outcome::Unknown, Some(RetryStopReason::Upload))
        );
        let end = "not retried: its body comes from a source that can be read once";
        assert!(error.to_string().ends_with(end), "{error}");
    }
}

/// Gives one piece, and then lets everybody wait for the next.
struct Stalled(Option<Bytes>);

impl Stream for Stalled {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.take().map_or(Poll::Pending, |piece| Poll::Ready(Some(Ok(piece))))
    }
}

#[tokio::test]
async fn an_early_error_response_ends_the_upload() {
    let address = closed_port();
    let upload = Upload::stream(Stalled(Some(Bytes::from_static(b"abc")))).length(1000);
    let error = client(address).set_film(upload).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (413, Outcome::Rejected));
}

/// The parts of a form, each with its head and its content (RFC 7578; RFC 2046, section 5.1.1).
fn parts(received: &Received) -> Vec<(String, Vec<u8>)> {
    let media_type = received.header("content-type").unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let delimiter = format!("\r\n--{boundary}");
    let mut rest = [b"\r\n", &received.body[..]].concat();
    let mut parts = Vec::new();
    let find = |bytes: &[u8], text: &str| bytes.windows(text.len()).position(|window| window == text.as_bytes());
    assert_eq!(find(&rest, &delimiter), Some(0));
    loop {
        rest.drain(..delimiter.len());
        if rest == b"--\r\n" {
            return parts;
        }
        let head_end = find(&rest, "\r\n\r\n").unwrap();
        let content_end = find(&rest, &delimiter).unwrap();
        let head = String::from_utf8(rest[2..head_end].to_vec()).unwrap();
        parts.push((head, rest[head_end + 4..content_end].to_vec()));
        rest.drain(..content_end);
    }
}

fn film(upload: Upload) -> NewFilm {
    let stills = [File::new("1.png", "png"), File::new("2.png", [255])];
    NewFilm::new(File::new("a.mp4", upload).media_type("video/mp4")).title("A").stills(stills)
}

#[tokio::test]
async fn a_form_may_have_files_from_sources() {
    const PIECES: &[Given] = &[Ok("--form-part"), Ok("-boundary\r\n")];
    for is_sized in [true, false] {
        let sized = move |upload: Upload| if is_sized { upload.length(22) } else { upload };
        let (address, server) = serve(204);
        client(address).add_film(film(sized(stream(PIECES)))).await.unwrap();
        let awaited = server.join().unwrap();
        let (address, server) = serve(204);
        let call = move || blocking_client(address).add_film(film(sized(reader(PIECES)))).send().map(|_| ());
        spawn(call).join().unwrap().unwrap();
        for received in [awaited, server.join().unwrap()] {
            assert_eq!(received.header("content-length"), is_sized.then(|| received.body.len().to_string()).as_deref());
            let name = |name: &str, more: &str| format!("Content-Disposition: form-data; name=\"{name}\"{more}");
            let png = "\r\nContent-Type: application/octet-stream";
            let expected = [
                (name("film", "; filename=\"a.mp4\"\r\nContent-Type: video/mp4"), b"--form-part-boundary\r\n".to_vec()),
                (name("title", ""), b"A".to_vec()),
                (name("stills", &format!("; filename=\"1.png\"{png}")), b"png".to_vec()),
                (name("stills", &format!("; filename=\"2.png\"{png}")), vec![255]),
            ];
            assert_eq!(parts(&received), expected);
        }
    }
}
