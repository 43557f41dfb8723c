//! The credentials in requests.

use crate::canned::{Canned, builder};

fn no_content() -> Canned {
    Canned::new(204, "")
}

/// Returns the two credentials of the first request to `security_alternatives`.
fn sent(transport: &Canned) -> (Option<String>, Option<String>) {
    (transport.sent("x-key"), transport.sent("authorization"))
}

#[tokio::test]
async fn one_of_two_alternatives_is_enough_and_only_one_is_sent() {
    let transport = no_content();
    let client = builder!(security_alternatives, transport).token("t").build().unwrap();
    client.either().await.unwrap();
    assert_eq!(sent(&transport), (None, Some("Bearer t".to_owned())));

    let transport = no_content();
    let client = builder!(security_alternatives, transport).token("t").key("k").build().unwrap();
    client.either().await.unwrap();
    assert_eq!(sent(&transport), (Some("k".to_owned()), None));
}

#[tokio::test]
async fn two_together_are_both_sent_or_the_call_is_not() {
    let transport = no_content();
    let client = builder!(security_alternatives, transport).key("k").build().unwrap();
    let error = client.both().await.unwrap_err();
    assert!(error.to_string().contains("Token"), "{error}");
    assert_eq!(transport.count(), 0);

    let client = builder!(security_alternatives, transport).key("k").token("t").build().unwrap();
    client.both().await.unwrap();
    assert_eq!(sent(&transport), (Some("k".to_owned()), Some("Bearer t".to_owned())));
}

#[tokio::test]
async fn of_credentials_in_one_header_one_is_enough() {
    let transport = no_content();
    builder!(security_alternatives, transport).login("me", "p").build().unwrap().clash().await.unwrap();
    assert_eq!(sent(&transport).1.as_deref(), Some("Basic bWU6cA=="));
    let transport = no_content();
    let client = builder!(security_alternatives, transport).token("t").login("me", "p").build().unwrap();
    client.clash().await.unwrap();
    assert_eq!(sent(&transport).1.as_deref(), Some("Bearer t"));

    let transport = no_content();
    let client = builder!(security_alternatives, transport).other("o").key("k").build().unwrap();
    client.twice().await.unwrap();
    assert_eq!(sent(&transport), (Some("k".to_owned()), Some("Bearer o".to_owned())));
    let error = builder!(security_alternatives, transport).other("o").build().unwrap().twice().await.unwrap_err();
    assert!(error.to_string().contains("Key"), "{error}");
}

#[tokio::test]
async fn an_operation_overrides_the_security_of_the_document() {
    let transport = no_content();
    let client = builder!(security_alternatives, transport).build().unwrap();
    client.none().await.unwrap();
    client.optional().await.unwrap();
    assert_eq!(transport.count(), 2);
    client.inherited().await.unwrap_err();
    assert_eq!(transport.count(), 2);

    let transport = no_content();
    builder!(security_alternatives, transport).key("k").build().unwrap().optional().await.unwrap();
    assert_eq!(sent(&transport).0.as_deref(), Some("k"));
}

#[tokio::test]
async fn every_kind_of_credential_goes_to_its_place() {
    let transport = no_content();
    let builder = builder!(security_schemes, transport).header_key("h").query_key("q&").cookie_key("c");
    builder.build().unwrap().me().await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/me?key=q%26");
    assert_eq!(transport.sent("x-key").as_deref(), Some("h"));
    assert_eq!(transport.sent("cookie").as_deref(), Some("sid=c"));

    let transport = no_content();
    builder!(security_schemes, transport).oauth("o").build().unwrap().me().await.unwrap();
    assert_eq!(transport.sent("authorization").as_deref(), Some("Bearer o"));

    let transport = no_content();
    builder!(security_schemes, transport).build_credential("b").build().unwrap().me().await.unwrap();
    assert_eq!(transport.sent("x-build").as_deref(), Some("b"));
}

#[tokio::test]
async fn a_scheme_that_the_document_forgot_is_a_header_of_the_caller() {
    let transport = no_content();
    let error = builder!(security_unknown, transport).build().unwrap().inherited().await.unwrap_err();
    assert!(error.to_string().contains("`.nobody(…)` for Nobody (a header)"), "{error}");
    assert_eq!(transport.count(), 0);

    let client = builder!(security_unknown, transport).nobody("X-Signature: abc").build().unwrap();
    client.inherited().await.unwrap();
    assert_eq!(transport.sent("x-signature").as_deref(), Some("abc"));
}

#[tokio::test]
async fn other_schemes_of_http_are_sent_as_they_are_and_a_certificate_is_the_connection_s() {
    let transport = no_content();
    let client = builder!(security_unknown, transport).digest("username=u").key("k").build().unwrap();
    client.digest().await.unwrap();
    assert_eq!(transport.sent("authorization").as_deref(), Some("Digest username=u"));

    let transport = no_content();
    builder!(security_unknown, transport).key("k").build().unwrap().certificate().await.unwrap();
    assert_eq!(transport.sent("x-key"), None);

    let transport = no_content();
    builder!(security_unknown, transport).key("k").build().unwrap().both().await.unwrap();
    assert_eq!(transport.sent("x-key").as_deref(), Some("k"));
}
