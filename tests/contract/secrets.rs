//! Errors, spans and debug output contain no secret.

use std::{error::Error, fmt::Debug};

use heygen_api::{
    ClientBuilder,
    mock::{Fault, Reply, Server},
};

use crate::{GROUP, server, status};

const SECRET: &str = "hunter2";

/// The same client once with the secret as its key, once as its token.
fn builders(server: &Server) -> [ClientBuilder; 2] {
    let builder = || heygen_api::Client::builder().base_url(server.base_url());
    [builder().api_key_auth(SECRET), builder().bearer_auth(SECRET)]
}

fn assert_hidden(value: &impl Debug) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

#[test]
fn builder_client_and_call_hide_it() {
    for builder in builders(&server()) {
        assert_hidden(&builder);
        let client = builder.build().unwrap();
        assert_hidden(&client);
        assert_hidden(&client.create_avatar_consent(GROUP));
    }
}

#[tokio::test]
async fn every_error_hides_it() {
    let server = server();
    for builder in builders(&server) {
        let client = builder.build().unwrap();
        let unauthorized = Reply::error(status(401), "authentication_failed", "Invalid or expired API key.");
        for reply in [unauthorized, Reply::html(status(500)), Reply::json(status(200), &serde_json::json!({}))] {
            server.respond_next(reply);
            let error = client.create_avatar_consent(GROUP).await.unwrap_err();
            assert_error_hides_it(&error);
        }
        server.fail_next(Fault::Reset);
        assert_error_hides_it(&client.create_avatar_consent(GROUP).await.unwrap_err());
        assert_error_hides_it(&client.create_avatar_consent("..").await.unwrap_err());
    }
}

fn assert_error_hides_it(error: &(impl Error + 'static)) {
    assert_hidden(error);
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        assert!(!error.to_string().contains(SECRET), "{error}");
        next = error.source();
    }
}

#[tokio::test]
async fn a_response_hides_it() {
    let server = server();
    server.respond_next(Reply::json(status(200), &serde_json::json!({ "data": crate::successes::consent() })));
    let [builder, _] = builders(&server);
    assert_hidden(&builder.build().unwrap().create_avatar_consent(GROUP).await.unwrap());
    assert_eq!(server.requests()[0].header("x-api-key"), Some(SECRET));
}
