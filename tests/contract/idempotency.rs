//! The idempotency key: one per call, whether the caller gives it or not.

use heygen_api::runtime::{Error, Outcome};

use crate::{GROUP, client, create, server};

#[tokio::test]
async fn a_call_gets_its_own_uuid_and_returns_it() {
    let server = server();
    let first = create(&server).await.unwrap();
    let second = create(&server).await.unwrap();
    assert_ne!((first.idempotency_key(), &first.url), (second.idempotency_key(), &second.url));
    let key = first.idempotency_key().unwrap();
    assert_eq!(server.requests()[0].header("idempotency-key"), Some(key));
    let lengths: Vec<_> = key.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    assert!(key.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') && key.as_bytes()[14] == b'4', "{key}");
}

#[tokio::test]
async fn a_key_that_is_given_is_sent_as_it_is_and_replays() {
    let server = server();
    let call = || client(&server).create_avatar_consent(GROUP).idempotency_key("order:7_a.B-1");
    let first = call().await.unwrap();
    assert_eq!(first.idempotency_key(), Some("order:7_a.B-1"));
    assert_eq!(server.requests()[0].header("idempotency-key"), Some("order:7_a.B-1"));
    assert_eq!(call().reroute_url("https://example.com/").await.unwrap().url, first.url);
}

#[tokio::test]
async fn an_invalid_key_is_not_sent() {
    let server = server();
    for key in ["", "a\nX-Evil: 1", "a b", "ä", &"k".repeat(256)] {
        let error = client(&server).create_avatar_consent(GROUP).idempotency_key(key).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains("`Idempotency-Key`"), "{error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_key_may_have_255_characters() {
    let server = server();
    client(&server).create_avatar_consent(GROUP).idempotency_key("k".repeat(255)).await.unwrap();
    assert_eq!(server.requests()[0].header("idempotency-key").map(str::len), Some(255));
}

#[tokio::test]
async fn an_operation_without_a_key_has_none() {
    let server = server();
    let group = client(&server).get_avatar_group(GROUP).await.unwrap();
    assert_eq!(group.idempotency_key(), None);
    assert_eq!(server.requests()[0].header("idempotency-key"), None);
}
