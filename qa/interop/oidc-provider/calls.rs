//! Calls of an API whose tokens `oidc-provider` issues, with the client of its document.

use std::error::Error as _;
use std::sync::{Arc, Mutex};

use openapi_bindgen_interop::Calls;
use openapi_bindgen_runtime::{ClientAuthentication, Credential, OAuth2, OAuth2Error, Outcome};

#[rustfmt::skip]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}

use api::{Client, ClientBuilder};

const SECRET: &str = "secret with spaces & signs: %+/=";

/// Makes clients of the server under test.
#[derive(Clone)]
struct Server(String);

impl Server {
    /// Returns the document's token URL, which is that of this server.
    fn credentials(&self, id: &str, secret: &str) -> OAuth2 {
        let flow = ClientBuilder::OAUTH_CLIENT_CREDENTIALS;
        assert_eq!(flow.token_url(), format!("{}/token", self.0));
        assert_eq!(flow.scopes(), ["orders:read", "orders:write"]);
        flow.client_credentials(id, secret).scopes(["orders:read"])
    }

    fn client(&self, credential: impl Into<Credential>) -> Client {
        Client::builder().base_url(&*self.0).oauth(credential).build().unwrap()
    }

    fn anonymous(&self) -> Client {
        Client::builder().base_url(&*self.0).build().unwrap()
    }

    async fn issued(&self) -> i64 {
        *self.anonymous().count_tokens().await.unwrap()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut calls = Calls::start();
    let server = Server(calls.base_url().to_owned());
    client_credentials(&mut calls, &server).await;
    renewal(&mut calls, &server).await;
    refresh_tokens(&mut calls, &server).await;
    errors(&mut calls, &server).await;
}

async fn client_credentials(calls: &mut Calls, server: &Server) {
    let s = server.clone();
    calls
        .check("client credentials with HTTP basic authentication", async move {
            let me = s.client(s.credentials("by:basic", SECRET)).get_me().await.unwrap();
            assert_eq!((&*me.client, me.scope.as_deref()), ("by:basic", Some("orders:read")));
        })
        .await;
    let s = server.clone();
    calls
        .check("client credentials in the form", async move {
            let tokens = s.credentials("by-post", SECRET).authentication(ClientAuthentication::Body);
            let me = s.client(tokens).get_me().await.unwrap();
            assert_eq!(&*me.client, "by-post");
        })
        .await;
}

async fn renewal(calls: &mut Calls, server: &Server) {
    let s = server.clone();
    calls
        .check("64 calls at once have one token", async move {
            let client = s.client(s.credentials("by:basic", SECRET));
            let before = s.issued().await;
            let calls: Vec<_> = (0..64).map(|_| tokio::spawn(client.get_me().into_future())).collect();
            for call in calls {
                call.await.unwrap().unwrap();
            }
            assert_eq!(s.issued().await, before + 1);
        })
        .await;
    let s = server.clone();
    calls
        .check("a revoked token is renewed, and the call repeated", async move {
            let client = s.client(s.credentials("by:basic", SECRET));
            client.get_me().await.unwrap();
            s.anonymous().revoke_tokens().await.unwrap();
            let me = client.get_me().await.unwrap();
            assert_eq!((me.attempts(), me.earlier_attempts()[0].status().unwrap().as_u16()), (2, 401));
        })
        .await;
}

async fn refresh_tokens(calls: &mut Calls, server: &Server) {
    let s = server.clone();
    calls
        .check("a refresh token is rotated and stored", async move {
            let first = s.anonymous().create_refresh_token().await.unwrap().into_inner();
            let stored: Arc<Mutex<Vec<String>>> = Arc::default();
            let store = Arc::clone(&stored);
            // The document has a relative token URL in this flow.
            let flow = ClientBuilder::OAUTH_AUTHORIZATION_CODE;
            assert_eq!(flow.token_url(), format!("{}/token", s.0));
            let tokens = flow.refresh_token("by:basic", first.as_str()).client_secret(SECRET);
            let client = s.client(tokens.on_refresh_token(move |token| store.lock().unwrap().push(token.to_owned())));
            for _ in 0..3 {
                let me = client.get_me().await.unwrap();
                assert_eq!(me.account.as_deref(), Some("anna"));
                s.anonymous().revoke_tokens().await.unwrap();
            }
            let stored = stored.lock().unwrap();
            assert_eq!(stored.len(), 3);
            assert!(!stored.contains(&first));
        })
        .await;
    let s = server.clone();
    calls
        .check("a refresh token that was used is an error", async move {
            let first = s.anonymous().create_refresh_token().await.unwrap().into_inner();
            let tokens = || {
                let flow = ClientBuilder::OAUTH_AUTHORIZATION_CODE;
                flow.refresh_token("by:basic", first.as_str()).client_secret(SECRET)
            };
            s.client(tokens()).get_me().await.unwrap();
            let error = s.client(tokens()).get_me().await.unwrap_err();
            let source = error.source().unwrap().downcast_ref::<OAuth2Error>().unwrap();
            assert_eq!((source.code(), error.outcome()), (Some("invalid_grant"), Outcome::NotSent));
        })
        .await;
}

async fn errors(calls: &mut Calls, server: &Server) {
    let s = server.clone();
    calls
        .check("a wrong secret is an error", async move {
            let error = s.client(s.credentials("by:basic", "wrong-secret")).get_me().await.unwrap_err();
            assert_eq!(
                error.to_string(),
                "getMe was not sent: there is no token for oauth: invalid_client: client authentication failed"
            );
        })
        .await;
}
