//! The servers of calls.

use openapi_bindgen_specs as specs;

use crate::canned::{Canned, Stopped};

/// Returns the builder of a document's client, without a base URL.
macro_rules! at_home {
    ($document:ident, $transport:expr) => {
        specs::$document::Client::builder().transport($transport.clone()).timer(Stopped)
    };
}

#[tokio::test]
async fn the_caller_chooses_a_server_and_its_variables() {
    use specs::servers::Server;

    let transport = Canned::new(204, "");
    at_home!(servers, transport).build().unwrap().ping().await.unwrap();
    assert_eq!(transport.line(), "GET https://eu.example.com/v1/ping");

    for (server, address) in [
        (Server::production().region("us"), "https://us.example.com/v1/ping"),
        (Server::production().version("v2"), "https://eu.example.com/v2/ping"),
        (Server::test(), "https://test.example.com/ping"),
        (Server::name_example_org().name("x"), "https://x.example.org/ping"),
    ] {
        let transport = Canned::new(204, "");
        at_home!(servers, transport).server(server).build().unwrap().ping().await.unwrap();
        assert_eq!(transport.line(), format!("GET {address}"));
    }
}

#[test]
fn an_unknown_server_variable_is_rejected() {
    use specs::servers::Server;

    let build = |server| at_home!(servers, Canned::new(204, "")).server(server).build().unwrap_err().to_string();
    assert!(build(Server::production().region("moon")).contains("`region` is `moon`, but may only be `eu`, `us`"));
    assert!(build(Server::test().region("us")).contains("has no variables, but `region` is set"));
    assert!(build(Server::production().version("v1?x")).contains("must not have a query"));
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server() {
    let transport = Canned::new(204, "");
    at_home!(servers_own, transport).build().unwrap().list_files().await.unwrap();
    assert_eq!(transport.line(), "GET https://files.example.com/v1/files");

    let transport = Canned::new(204, "");
    at_home!(servers_own, transport).build().unwrap().add_file().await.unwrap();
    assert_eq!(transport.line(), "POST https://upload.example.com/files");

    let transport = Canned::new(204, "");
    at_home!(servers_own, transport).build().unwrap().ping().await.unwrap();
    assert_eq!(transport.line(), "GET https://api.example.com/ping");
}

#[tokio::test]
async fn a_base_url_is_for_all_calls_but_for_the_paths_of_servers() {
    let transport = Canned::new(204, "");
    at_home!(servers_own, transport).base_url("https://mock.test/x").build().unwrap().add_file().await.unwrap();
    assert_eq!(transport.line(), "POST https://mock.test/x/files");

    let transport = Canned::new(204, "");
    at_home!(servers_own, transport).base_url("https://mock.test/x").build().unwrap().next().await.unwrap();
    assert_eq!(transport.line(), "GET https://mock.test/v2/next");
}
