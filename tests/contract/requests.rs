//! The requests that are sent, and the errors of those that are not.

use heygen_api::{
    mock::Group,
    runtime::{Error, Outcome, RequestErrorKind, Violation},
};
use serde_json::json;

use crate::{CreateError, GROUP, client, create, server};

/// The error of a call that no server ever saw.
fn unsent(error: &CreateError) -> String {
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    error.to_string()
}

#[tokio::test]
async fn a_group_id_travels_as_one_segment() {
    let server = server();
    let id = "a/../b c?x#y";
    server.add(Group::new(id));
    let consent = client(&server).create_avatar_consent(id).await.unwrap();
    assert_eq!(consent.avatar_group.id, id);
    assert_eq!(server.requests()[0].path(), "/v3/avatars/a%2F..%2Fb%20c%3Fx%23y/consent");
}

#[tokio::test]
async fn a_group_id_that_is_not_a_segment_is_an_error() {
    let server = server();
    for id in ["", ".", ".."] {
        let message = unsent(&client(&server).create_avatar_consent(id).await.unwrap_err());
        assert!(message.contains("`group_id`"), "{message}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn unset_fields_are_not_sent() {
    let server = server();
    create(&server).await.unwrap();
    assert_eq!(&server.requests()[0].body()[..], b"{}");
}

#[tokio::test]
async fn both_members_are_sent_when_they_are_set() {
    let server = server();
    let call =
        client(&server).create_avatar_consent(GROUP).reroute_url("https://example.com/").consent_text("Ja, “ich”.");
    call.await.unwrap();
    let sent = json!({ "reroute_url": "https://example.com/", "consent_text": "Ja, “ich”." });
    assert_eq!(server.requests()[0].json(), Some(sent));
    assert_eq!(server.requests()[0].header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_consent_text_of_1000_characters_is_sent() {
    let server = server();
    let longest = "ß".repeat(1000);
    client(&server).create_avatar_consent(GROUP).consent_text(&*longest).await.unwrap();
    assert_eq!(server.requests()[0].json(), Some(json!({ "consent_text": longest })));
}

#[tokio::test]
async fn a_longer_consent_text_is_an_error() {
    let server = server();
    let error = client(&server).create_avatar_consent(GROUP).consent_text("ß".repeat(1001)).await.unwrap_err();
    let Error::Request(request) = &error else { panic!("{error:?}") };
    let RequestErrorKind::Constraints(violations) = request.kind() else { panic!("{error:?}") };
    assert_eq!(violations.iter().map(Violation::path).collect::<Vec<_>>(), ["consent_text"]);
    assert!(unsent(&error).contains("at most 1000 characters, but has 1001"));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn markup_in_a_consent_text_is_an_error() {
    let server = server();
    for text in ["I <b>agree", "1 > 0"] {
        let message = unsent(&client(&server).create_avatar_consent(GROUP).consent_text(text).await.unwrap_err());
        assert!(message.contains("`consent_text`"), "{message}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn every_request_has_a_user_agent() {
    let server = server();
    create(&server).await.unwrap();
    let agent = concat!("heygen-api/", env!("CARGO_PKG_VERSION"));
    assert_eq!(server.requests()[0].header("user-agent"), Some(agent));
    let client = server.client_builder().user_agent("studio/1.2").build().unwrap();
    client.get_avatar_group(GROUP).await.unwrap();
    assert_eq!(server.requests()[1].header("user-agent"), Some(&*format!("studio/1.2 {agent}")));
}

#[tokio::test]
async fn a_call_can_be_spawned() {
    let server = server();
    let call = client(&server).create_avatar_consent(GROUP);
    let consent = tokio::spawn(call.into_future()).await.unwrap().unwrap();
    assert_eq!(consent.avatar_group.id, GROUP);
}
