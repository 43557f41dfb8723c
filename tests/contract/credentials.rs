//! Credentials: the first alternative that the client has, and never two.

use heygen_api::{
    Client, ClientBuilder,
    mock::{API_KEY, BEARER_TOKEN, Server},
    runtime::{BuildError, Error, Outcome, RequestErrorKind},
};

use crate::{GROUP, server};

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.base_url())
}

/// The headers `x-api-key` and `authorization` that a client of `builder` sends.
async fn sent(server: &Server, builder: ClientBuilder) -> (Option<String>, Option<String>) {
    builder.build().unwrap().create_avatar_consent(GROUP).await.unwrap();
    let request = server.requests().pop().unwrap();
    let header = |name| request.header(name).map(str::to_owned);
    (header("x-api-key"), header("authorization"))
}

#[tokio::test]
async fn an_api_key_is_sent_alone() {
    let server = server();
    let key = sent(&server, builder(&server).api_key_auth(API_KEY)).await;
    assert_eq!(key, (Some(API_KEY.to_owned()), None));
}

#[tokio::test]
async fn a_bearer_token_is_sent_alone() {
    let server = server();
    let token = sent(&server, builder(&server).bearer_auth(BEARER_TOKEN)).await;
    assert_eq!(token, (None, Some(format!("Bearer {BEARER_TOKEN}"))));
}

#[tokio::test]
async fn of_both_only_the_first_alternative_is_sent() {
    let server = server();
    let both = sent(&server, builder(&server).bearer_auth(BEARER_TOKEN).api_key_auth(API_KEY)).await;
    assert_eq!(both, (Some(API_KEY.to_owned()), None));
}

#[tokio::test]
async fn whitespace_around_a_key_is_left_out() {
    let server = server();
    let (key, _) = sent(&server, builder(&server).api_key_auth(format!(" {API_KEY}\n"))).await;
    assert_eq!(key.as_deref(), Some(API_KEY));
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let server = server();
    let error = builder(&server).build().unwrap().create_avatar_consent(GROUP).await.unwrap_err();
    let Error::Request(request) = &error else { panic!("{error:?}") };
    assert!(matches!(request.kind(), RequestErrorKind::MissingCredential { .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    for name in ["api_key_auth", "x-api-key", "bearer_auth"] {
        assert!(error.to_string().contains(name), "{error}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn an_invalid_key_is_an_error_of_the_builder() {
    for key in ["top\nsecret", "top\0secret", "top\r\nX-Evil: secret"] {
        let error = Client::builder().api_key_auth(key).build().unwrap_err();
        assert!(matches!(error, BuildError::Credential { scheme: "ApiKeyAuth", .. }), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
    assert!(matches!(Client::builder().bearer_auth(" ").build(), Err(BuildError::Credential { .. })));
}

#[test]
fn a_key_is_not_sent_unencrypted_to_another_machine() {
    let build =
        |allowed| Client::builder().api_key_auth("k").base_url("http://api.example.com").allow_http(allowed).build();
    assert!(matches!(build(false), Err(BuildError::BaseUrl(_))));
    assert!(build(true).is_ok());
}
