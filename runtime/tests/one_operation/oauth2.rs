//! OAuth 2.0 over sockets, awaited and blocking.

use std::{
    error::Error as _,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use openapi_bindgen_runtime::{
    Blocking, ClientAuthentication, Error, Limits, OAuth2, OAuth2Error, OAuth2Flow, Outcome, Retry, Token,
    TransportError, TransportErrorKind,
};

use crate::{
    ShopClient, ShopClientBuilder, error,
    token_server::{Asked, TokenServer},
};

fn tokens(server: &TokenServer) -> OAuth2 {
    OAuth2::client_credentials(server.token_url(), "my app", "client&secret").scopes(["orders", "read:all"])
}

fn builder(server: &TokenServer, tokens: OAuth2) -> ShopClientBuilder {
    ShopClient::builder().bearer_auth(tokens).base_url(server.base_url()).retry(Retry::never())
}

fn client(server: &TokenServer, tokens: OAuth2) -> ShopClient {
    builder(server, tokens).build().unwrap()
}

fn blocking_client(server: &TokenServer, tokens: OAuth2) -> ShopClient<Blocking> {
    builder(server, tokens).build_blocking().unwrap()
}

fn sent(server: &TokenServer) -> Vec<String> {
    server.calls().into_iter().map(|call| call.authorization.unwrap_or_default()).collect()
}

fn oauth2_error<E: std::fmt::Debug>(error: &Error<E>) -> OAuth2Error {
    error.source().and_then(|source| source.downcast_ref::<OAuth2Error>()).cloned().expect("an error of OAuth 2.0")
}

/// What the token endpoint has to receive from [`tokens`].
fn expected() -> Asked {
    Asked {
        path: "/token".to_owned(),
        // `my%20app:client%26secret`
        authorization: Some("Basic bXklMjBhcHA6Y2xpZW50JTI2c2VjcmV0".to_owned()),
        body: "grant_type=client_credentials&scope=orders%20read%3Aall".to_owned(),
    }
}

#[tokio::test]
async fn the_credentials_of_the_client_are_exchanged_for_a_token() {
    let server = TokenServer::start();
    let client = client(&server, tokens(&server));
    for _ in 0..2 {
        client.create_order("s").await.unwrap();
    }
    assert_eq!(server.token_requests(), [expected()]);
    assert_eq!(sent(&server), ["Bearer access-1", "Bearer access-1"]);
}

#[test]
fn a_blocking_client_exchanges_its_credentials() {
    let server = TokenServer::start();
    let client = blocking_client(&server, tokens(&server));
    for _ in 0..2 {
        client.create_order("s").send().unwrap();
    }
    assert_eq!(server.token_requests(), [expected()]);
    assert_eq!(sent(&server), ["Bearer access-1", "Bearer access-1"]);
}

#[tokio::test]
async fn the_client_may_authenticate_in_the_form() {
    let server = TokenServer::start();
    let tokens = tokens(&server).authentication(ClientAuthentication::Body).parameter("audience", "a/b");
    client(&server, tokens).create_order("s").await.unwrap();
    let asked = &server.token_requests()[0];
    assert_eq!(asked.authorization, None);
    assert_eq!(
        asked.body,
        "grant_type=client_credentials&scope=orders%20read%3Aall&audience=a%2Fb&client_id=my%20app\
         &client_secret=client%26secret"
    );
}

#[tokio::test]
async fn a_token_that_expired_is_not_sent() {
    let server = TokenServer::start().expires_in(2);
    let client = client(&server, tokens(&server));
    client.create_order("s").await.unwrap();
    client.create_order("s").await.unwrap();
    tokio::time::sleep(Duration::from_millis(1900)).await;
    client.create_order("s").await.unwrap();
    assert_eq!(sent(&server), ["Bearer access-1", "Bearer access-1", "Bearer access-2"]);
}

#[tokio::test]
async fn a_token_that_was_revoked_is_renewed() {
    let server = TokenServer::start().expires_in(3600);
    let client = client(&server, tokens(&server));
    client.create_order("s").await.unwrap();
    server.revoke();
    assert_eq!(client.create_order("s").await.unwrap().attempts(), 2);
    assert_eq!(sent(&server), ["Bearer access-1", "Bearer access-1", "Bearer access-2"]);
}

#[test]
fn a_blocking_client_renews_a_token_that_was_revoked() {
    let server = TokenServer::start().expires_in(3600);
    let client = blocking_client(&server, tokens(&server));
    client.create_order("s").send().unwrap();
    server.revoke();
    assert_eq!(client.create_order("s").send().unwrap().attempts(), 2);
    assert_eq!(server.token_requests().len(), 2);
}

#[tokio::test]
async fn many_calls_at_once_make_one_request_for_a_token() {
    let server = TokenServer::start().delay(Duration::from_millis(100));
    let client = client(&server, tokens(&server));
    let all = || async {
        let calls: Vec<_> = (0..64).map(|_| tokio::spawn(client.create_order("s").into_future())).collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
    };
    all().await;
    assert_eq!((server.token_requests().len(), server.calls().len()), (1, 64));
    // All are rejected at once, and the token is renewed once.
    server.revoke();
    all().await;
    assert_eq!(server.token_requests().len(), 2);
}

#[test]
fn many_blocking_calls_at_once_make_one_request_for_a_token() {
    let server = TokenServer::start().delay(Duration::from_millis(100));
    let client = blocking_client(&server, tokens(&server));
    for requests in [1, 2] {
        thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| client.create_order("s").send().unwrap());
            }
        });
        assert_eq!(server.token_requests().len(), requests);
        server.revoke();
    }
}

#[tokio::test]
async fn a_cancelled_call_leaves_the_token_to_the_others() {
    let server = TokenServer::start().delay(Duration::from_millis(200));
    let client = client(&server, tokens(&server));
    let first = tokio::spawn(client.create_order("s").into_future());
    tokio::time::sleep(Duration::from_millis(50)).await;
    let second = tokio::spawn(client.create_order("s").into_future());
    tokio::time::sleep(Duration::from_millis(50)).await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!((server.token_requests().len(), sent(&server)), (1, vec!["Bearer access-1".to_owned()]));
}

#[tokio::test]
async fn an_error_response_is_the_source_of_the_error() {
    let server = TokenServer::start();
    server.fails(401, r#"{"error": "invalid_client", "error_description": "client&secret is wrong"}"#);
    let client = client(&server, tokens(&server));
    let failed = error(client.create_order("s").await);
    assert_eq!((failed.outcome(), server.calls().len()), (Outcome::NotSent, 0));
    assert_eq!(
        failed.to_string(),
        "createOrder was not sent: there is no token for BearerAuth: invalid_client: [redacted] is wrong"
    );
    let source = oauth2_error(&failed);
    assert_eq!((source.code(), source.status().as_u16()), (Some("invalid_client"), 401));
    // The next call tries again.
    client.create_order("s").await.unwrap();
}

#[test]
fn a_blocking_call_has_the_same_error() {
    let server = TokenServer::start();
    server.fails(503, "overloaded");
    let failed = error(blocking_client(&server, tokens(&server)).create_order("s").send());
    assert_eq!(failed.outcome(), Outcome::NotSent);
    assert!(failed.to_string().contains("503 Service Unavailable: overloaded"), "{failed}");
}

#[tokio::test]
async fn a_redirect_of_the_token_endpoint_is_not_followed() {
    let server = TokenServer::start();
    server.fails(307, "");
    let failed = error(client(&server, tokens(&server)).create_order("s").await);
    assert!(failed.to_string().contains("the token endpoint answered 307"), "{failed}");
    assert_eq!(server.token_requests().len(), 1);
}

fn is_timeout<E: std::fmt::Debug>(error: &Error<E>) -> bool {
    match error {
        Error::Transport(error) => matches!(error.kind(), TransportErrorKind::Deadline(_)),
        error => {
            let source = error.source().and_then(|source| source.downcast_ref::<TransportError>());
            // The wait of the call and the request itself have the same limit.
            source.is_none_or(|source| matches!(source.kind(), TransportErrorKind::Timeout(_)))
        }
    }
}

#[tokio::test]
async fn a_slow_token_endpoint_does_not_hold_a_call_longer_than_its_limits() {
    let server = TokenServer::start().delay(Duration::from_secs(3));
    let began = Instant::now();
    let client = client(&server, tokens(&server));
    let failed = error(client.create_order("s").deadline(Duration::from_millis(200)).await);
    assert!(is_timeout(&failed), "{failed}");
    let limits = Limits::default().idle(Duration::from_millis(200));
    let failed = error(builder(&server, tokens(&server)).limits(limits).build().unwrap().create_order("s").await);
    assert!(is_timeout(&failed), "{failed}");
    assert_eq!((failed.outcome(), server.calls().len()), (Outcome::NotSent, 0));
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_slow_token_endpoint_does_not_hold_a_blocking_call_longer_than_its_limits() {
    let server = TokenServer::start().delay(Duration::from_secs(3));
    let began = Instant::now();
    let limits = Limits::default().idle(Duration::from_millis(200));
    let client = builder(&server, tokens(&server)).limits(limits).build_blocking().unwrap();
    let failed = error(client.create_order("s").send());
    assert!(is_timeout(&failed), "{failed}");
    let failed = error(client.create_order("s").deadline(Duration::from_millis(100)).send());
    assert_eq!((failed.outcome(), server.calls().len()), (Outcome::NotSent, 0));
    assert!(began.elapsed() < Duration::from_secs(2));
}

fn refreshing(server: &TokenServer, stored: &Arc<Mutex<Vec<String>>>) -> OAuth2 {
    let stored = Arc::clone(stored);
    OAuth2::refresh_token(server.token_url(), "app", "refresh-0")
        .on_refresh_token(move |token| stored.lock().unwrap().push(token.to_owned()))
}

#[tokio::test]
async fn a_refresh_token_that_is_rotated_is_kept_and_stored() {
    let (server, stored) = (TokenServer::start().rotates("refresh-0"), Arc::default());
    let client = client(&server, refreshing(&server, &stored));
    client.create_order("s").await.unwrap();
    server.revoke();
    client.create_order("s").await.unwrap();
    let bodies: Vec<_> = server.token_requests().into_iter().map(|asked| asked.body).collect();
    assert_eq!(
        bodies,
        [
            "grant_type=refresh_token&refresh_token=refresh-0&client_id=app",
            "grant_type=refresh_token&refresh_token=refresh-1&client_id=app"
        ]
    );
    assert_eq!(*stored.lock().unwrap(), ["refresh-1", "refresh-2"]);
}

#[test]
fn a_blocking_client_keeps_a_rotated_refresh_token() {
    let (server, stored) = (TokenServer::start().rotates("refresh-0"), Arc::default());
    let client = blocking_client(&server, refreshing(&server, &stored));
    for _ in 0..3 {
        client.create_order("s").send().unwrap();
        server.revoke();
    }
    assert_eq!(*stored.lock().unwrap(), ["refresh-1", "refresh-2", "refresh-3"]);
}

#[tokio::test]
async fn an_invalid_refresh_token_has_its_own_error() {
    let (server, stored) = (TokenServer::start().rotates("another"), Arc::default());
    let failed = error(client(&server, refreshing(&server, &stored)).create_order("s").await);
    assert_eq!(oauth2_error(&failed).code(), Some("invalid_grant"));
    assert!(failed.to_string().ends_with("invalid_grant: the token was used"), "{failed}");
}

#[tokio::test]
async fn an_access_token_of_the_caller_is_used_first() {
    let (server, stored) = (TokenServer::start().rotates("refresh-0"), Arc::default());
    let tokens = refreshing(&server, &stored).access_token(Token::new("access-0"));
    client(&server, tokens).create_order("s").await.unwrap();
    assert_eq!(sent(&server), ["Bearer access-0", "Bearer access-1"]);
    assert_eq!(server.token_requests().len(), 1);
}

#[tokio::test]
async fn an_access_token_of_the_caller_that_has_expired_is_not_sent() {
    let (server, stored) = (TokenServer::start().rotates("refresh-0"), Arc::default());
    let expired = Token::new("access-0").expires_at(std::time::SystemTime::UNIX_EPOCH);
    client(&server, refreshing(&server, &stored).access_token(expired)).create_order("s").await.unwrap();
    assert_eq!(sent(&server), ["Bearer access-1"]);
}

#[tokio::test]
async fn an_error_of_the_api_shows_no_token() {
    let server = TokenServer::start();
    let tokens = tokens(&server);
    let client = client(&server, tokens);
    client.create_order("s").await.unwrap();
    server.revoke();
    // The token endpoint fails, so that the error is about the rejected token.
    server.fails(400, r#"{"error": "invalid_grant", "error_description": "access-1 was revoked"}"#);
    let failed = error(client.create_order("s").await);
    let shown = format!("{failed} {failed:?} {failed:#?}");
    assert!(shown.contains("invalid_grant") && !shown.contains("access-1"), "{shown}");
    assert_eq!(failed.source().unwrap().to_string(), "invalid_grant: [redacted] was revoked");
}

#[test]
fn a_token_url_that_is_not_encrypted_is_an_error_of_the_builder() {
    let tokens = OAuth2Flow::new("http://auth.example.com/token").client_credentials("app", "secret");
    let failed = ShopClient::builder().bearer_auth(tokens).build_blocking().unwrap_err();
    assert_eq!(
        failed.to_string(),
        "the credential for BearerAuth has a token URL that is not `https`, and that is not on this machine"
    );
}

#[test]
fn a_flow_has_a_url_for_refresh_tokens() {
    let flow = OAuth2Flow::new("https://a.example/token").with_scopes(&["read"]);
    assert_eq!((flow.refresh_url(), flow.scopes()), ("https://a.example/token", &["read"][..]));
    let flow = flow.with_refresh_url("https://a.example/refresh");
    assert_eq!((flow.token_url(), flow.refresh_url()), ("https://a.example/token", "https://a.example/refresh"));
    assert!(format!("{:?}", flow.refresh_token("app", "r")).contains("https://a.example/refresh"));
}
