//! Downloads of calls that are awaited.

use std::{io, time::Duration};

use openapi_bindgen_runtime::{Error, Outcome, TransportErrorKind};

use crate::{
    Client,
    bindings::ReadPictureError,
    client,
    pieces::{
        Passing,
        Piece::{self, Breaks, Comes, Hangs},
        Pieces,
    },
};

const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn picture(pieces: &'static [Piece]) -> Pieces {
    Pieces::new([(200, "image/png", pieces)])
}

#[tokio::test]
async fn a_download_is_as_long_as_it_is() {
    const PIECES: &[Piece] = &[Comes(LONG), Comes(""), Comes(LONG), Comes("b")];
    let mut picture_of = client(&picture(PIECES)).read_picture().download().await.unwrap();
    let mut lengths = Vec::new();
    while let Some(piece) = picture_of.next().await {
        lengths.push(piece.unwrap().len());
    }
    assert_eq!(lengths, [LONG.len(), LONG.len(), 1]);
    assert!(picture_of.next().await.is_none());

    let error = client(&picture(PIECES)).read_picture().await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::BodyLimit(100)), "{error}");
}

#[tokio::test]
async fn an_interrupted_download_has_an_error_with_the_cause() {
    for (pieces, kind, io_kind) in [
        (&[Comes("a"), Breaks][..], TransportErrorKind::Exchange, io::ErrorKind::ConnectionAborted),
        (&[Comes("a"), Hangs], TransportErrorKind::Stalled(Duration::from_secs(25)), io::ErrorKind::TimedOut),
    ] {
        let mut download = client(&picture(pieces)).read_picture().download().await.unwrap();
        assert_eq!(download.next().await.unwrap().unwrap(), "a");
        let error = download.next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.context().outcome()), (kind, Outcome::Committed));
        assert!(download.next().await.is_none());
        assert_eq!(io::Error::from(error).kind(), io_kind);
    }
}

#[tokio::test]
async fn a_deadline_holds_while_pieces_are_received() {
    let transport = picture(&[Comes("a"); 100]);
    let client = Client::builder().transport(transport).timer(Passing::default()).build().unwrap();
    let call = client.read_picture().deadline(Duration::from_secs(20));
    let (mut download, mut count) = (call.download().await.unwrap(), 0);
    let error = loop {
        match download.next().await.unwrap() {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), TransportErrorKind::Deadline(Duration::from_secs(20)));
    assert!((10..20).contains(&count) && download.next().await.is_none(), "{count}");
}

#[tokio::test]
async fn an_error_response_is_an_error_with_any_status() {
    let body = &[Comes(r#"{"error":"gone"}"#)][..];
    let error = client(&Pieces::new([(404, "application/json", body)])).read_picture().download().await.unwrap_err();
    assert_eq!(error.as_api().unwrap().error(), &ReadPictureError::NotFound("gone".to_owned()));
    let error = client(&Pieces::new([(200, "application/json", body)])).read_picture().download().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (200, Outcome::Unknown));

    // What is JSON and no error is the picture of somebody who thinks so.
    let mut download =
        client(&Pieces::new([(200, "application/json", &[Comes("{}")][..])])).read_picture().download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "{}");
    assert!(download.next().await.is_none());
}
