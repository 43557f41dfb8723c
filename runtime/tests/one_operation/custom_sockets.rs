//! Added headers, hooks and raw requests over real sockets, with both transports.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread::spawn,
    time::Duration,
};

use http::HeaderValue;
use openapi_bindgen_runtime::{Json, Method, Outcome, Retry};

use crate::{ShopClient, bindings::ShopClientBuilder};

/// A server that responds with one response after the other, the last one again and again, and records the requests.
struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(responses: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, requests) = (listener.local_addr().unwrap(), Arc::<Mutex<Vec<String>>>::default());
        let seen = Arc::clone(&requests);
        spawn(move || {
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let request = receive(&mut connection);
                let mut seen = seen.lock().unwrap();
                let response = responses.get(seen.len()).or(responses.last()).unwrap();
                seen.push(request);
                drop(seen);
                connection.write_all(response.as_bytes()).unwrap();
            }
        });
        Self { address, requests }
    }

    fn builder(&self) -> ShopClientBuilder {
        let quick = Retry::times(2).backoff(Duration::from_millis(1), Duration::from_millis(1));
        ShopClient::builder().api_key_auth("key-1").base_url(format!("http://{}/v1", self.address)).retry(quick)
    }

    /// Takes the requests that were received.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.requests.lock().unwrap())
    }
}

/// Reads the head of a request, and its body as long as the head declares.
fn receive(connection: &mut TcpStream) -> String {
    let mut received = String::new();
    loop {
        let mut bytes = [0; 4096];
        let count = connection.read(&mut bytes).unwrap();
        received.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
        if let Some((head, body)) = received.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return received;
            }
        }
        assert_ne!(count, 0, "{received}");
    }
}

const BUSY: &str = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const ORDER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 23\r\nX-Request-Id: req-1\r\nConnection: close\r\n\r\n\
                     {\"data\": {\"id\": \"o-1\"}}";
const MOVED: &str =
    "HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Runs the calls of an awaited client in a runtime.
fn block_on<F: Future>(calls: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(calls)
}

fn assert_lines(request: &str, lines: &[&str]) {
    let head = request.to_ascii_lowercase();
    for line in lines {
        assert!(head.contains(&format!("\r\n{line}\r\n")), "{line}: {request}");
    }
}

#[test]
fn added_headers_and_query_parameters_are_in_every_attempt() {
    let server = Server::start(&[BUSY, ORDER, BUSY, ORDER]);
    let builder = || server.builder().header("X-Tenant", "t-1").query("v", 2).user_agent("till/1.0");
    block_on(async {
        let client = builder().build().unwrap().with_query("locale", "de");
        client.create_order("s").header("traceparent", "00-1").await.unwrap();
    });
    let client = builder().build_blocking().unwrap().with_query("locale", "de");
    client.create_order("s").header("traceparent", "00-1").send().unwrap();
    let requests = server.take();
    assert_eq!(requests.len(), 4);
    let agent = format!("user-agent: till/1.0 openapi-bindgen-runtime/{}", env!("CARGO_PKG_VERSION"));
    for request in requests {
        assert!(request.starts_with("POST /v1/shops/s/orders?v=2&locale=de HTTP/1.1\r\n"), "{request}");
        assert_lines(&request, &["x-tenant: t-1", "traceparent: 00-1", "x-api-key: key-1", &agent]);
    }
}

#[test]
fn hooks_run_before_and_after_each_attempt() {
    let server = Server::start(&[BUSY, ORDER, BUSY, ORDER]);
    let statuses = Arc::new(Mutex::new(Vec::new()));
    let builder = || {
        let statuses = Arc::clone(&statuses);
        let builder = server.builder().on_request(|request| {
            let number = HeaderValue::from(request.attempt());
            request.headers_mut().insert("x-attempt", number);
            *request.uri_mut() = format!("{}?attempt={}", request.uri(), request.attempt()).parse()?;
            Ok(())
        });
        builder.on_response(move |response| statuses.lock().unwrap().push(response.status().as_u16()))
    };
    block_on(async { builder().build().unwrap().create_order("s").await.unwrap() });
    builder().build_blocking().unwrap().create_order("s").send().unwrap();
    assert_eq!(*statuses.lock().unwrap(), [503, 200, 503, 200]);
    for (index, request) in server.take().iter().enumerate() {
        let attempt = index % 2 + 1;
        assert!(request.starts_with(&format!("POST /v1/shops/s/orders?attempt={attempt} HTTP/1.1\r\n")), "{request}");
        assert_lines(request, &[&format!("x-attempt: {attempt}")]);
    }
}

#[test]
fn a_failed_hook_sends_nothing() {
    let server = Server::start(&[ORDER]);
    let builder = || server.builder().on_request(|_| Err("there is no token".into()));
    let errors = [
        block_on(async { builder().build().unwrap().create_order("s").await.unwrap_err() }),
        builder().build_blocking().unwrap().create_order("s").send().unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
        assert!(error.to_string().ends_with("there is no token"), "{error}");
    }
    assert!(server.take().is_empty());
}

#[test]
fn a_raw_request_goes_over_a_socket_and_back() {
    let server = Server::start(&[BUSY, ORDER, BUSY, ORDER]);
    let body = Json::from(vec!["x"]);
    let responses = [
        block_on(async {
            let client = server.builder().build().unwrap();
            client.request(Method::PUT, "/refunds/7").query("dry", true).json(&body).send().await.unwrap()
        }),
        {
            let client = server.builder().build_blocking().unwrap();
            client.request(Method::PUT, "/refunds/7").query("dry", true).json(&body).send().unwrap()
        },
    ];
    for response in responses {
        assert_eq!((response.status().as_u16(), response.request_id(), response.attempts()), (200, Some("req-1"), 2));
        assert_eq!(response.json::<Json>().unwrap()["data"]["id"], "o-1");
    }
    for request in server.take() {
        assert!(request.starts_with("PUT /v1/refunds/7?dry=true HTTP/1.1\r\n"), "{request}");
        assert!(request.ends_with("\r\n\r\n[\"x\"]"), "{request}");
        assert_lines(&request, &["x-api-key: key-1", "content-type: application/json", "content-length: 5"]);
    }
}

#[test]
fn the_response_to_head_has_no_body() {
    let server = Server::start(&["HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n"]);
    let responses = [
        block_on(async { server.builder().build().unwrap().request(Method::HEAD, "/file").send().await.unwrap() }),
        server.builder().build_blocking().unwrap().request(Method::HEAD, "/file").send().unwrap(),
    ];
    for response in responses {
        assert_eq!((response.headers()["content-length"].to_str().unwrap(), response.bytes().len()), ("99999999", 0));
    }
}

#[test]
fn a_redirect_gets_no_added_values() {
    let server = Server::start(&[MOVED]);
    let builder = || server.builder().header("X-Tenant", "t-1");
    let errors = [
        block_on(async { builder().build().unwrap().request(Method::GET, "/a").send().await.unwrap_err() }),
        builder().build_blocking().unwrap().request(Method::GET, "/a").send().unwrap_err(),
    ];
    for error in errors {
        assert!(error.to_string().contains("redirects are not followed"), "{error}");
    }
    assert_eq!(server.take().len(), 2);
}

#[test]
fn a_download_of_a_raw_request_is_received_in_pieces() {
    let server = Server::start(&[ORDER]);
    let piece = block_on(async {
        let client = server.builder().build().unwrap();
        let mut download = client.request(Method::GET, "/a").download().await.unwrap();
        download.next().await.unwrap().unwrap()
    });
    let mut read = String::new();
    let client = server.builder().build_blocking().unwrap();
    let download = client.request(Method::GET, "/a").download().unwrap();
    download.into_inner().read_to_string(&mut read).unwrap();
    assert_eq!((piece.as_ref(), &*read), (read.as_bytes(), "{\"data\": {\"id\": \"o-1\"}}"));
}
