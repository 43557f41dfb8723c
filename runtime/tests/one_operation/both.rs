//! The common behaviour of the transports over `reqwest` and `ureq`, in one table over real sockets.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread::{sleep, spawn},
    time::Duration,
};

use openapi_bindgen_runtime::{Error, Limits, Outcome, Retry, TransportErrorKind};

use crate::{
    CreateOrderError, Result, ShopClient,
    bindings::{Order, ShopClientBuilder},
};

/// A server with the same response for every connection.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Takes the head of each request and a body of `{}`, and then does what `answer` does.
    pub(crate) fn start(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + Clone + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        spawn(move || {
            for connection in listener.incoming() {
                let answer = answer.clone();
                spawn(move || {
                    let mut connection = connection.unwrap();
                    let asked = ask(&mut connection);
                    answer(&asked, &mut connection);
                });
            }
        });
        Self { address }
    }

    /// Writes the pieces, and waits before each but the first.
    pub(crate) fn writes(pieces: Vec<Vec<u8>>, wait: Duration) -> Self {
        Self::start(move |_, connection| {
            for (index, piece) in pieces.iter().enumerate() {
                sleep(if index == 0 { Duration::ZERO } else { wait });
                if connection.write_all(piece).is_err() {
                    return;
                }
            }
            // What follows does not come: the client closes the connection.
            let _ = connection.read(&mut [0]);
        })
    }

    pub(crate) fn replies(answer: impl Into<Vec<u8>>) -> Self {
        Self::writes(vec![answer.into()], Duration::ZERO)
    }
}

/// The head of a request, and its body where it has one.
fn ask(connection: &mut TcpStream) -> String {
    let mut asked = Vec::new();
    while !(asked.ends_with(b"\r\n\r\n{}") || is_bare(&asked) && asked.ends_with(b"\r\n\r\n")) {
        let mut bytes = [0; 1024];
        match connection.read(&mut bytes) {
            Ok(0) => break,
            Ok(count) => asked.extend_from_slice(&bytes[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&asked).into_owned()
}

/// Returns true if a request has no body.
fn is_bare(asked: &[u8]) -> bool {
    asked.starts_with(b"GET") || asked.starts_with(b"CONNECT")
}

/// Creates an order over `reqwest` and over `ureq`, and returns both results.
pub(crate) fn create(builder: impl Fn() -> ShopClientBuilder) -> [Result; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = builder().build().unwrap();
    let awaited = runtime.block_on(async { client.create_order("s").await });
    [awaited, builder().build_blocking().unwrap().create_order("s").send()]
}

/// A builder of clients that talk to `server` and send nothing twice.
pub(crate) fn builder(server: &Server) -> ShopClientBuilder {
    let builder = ShopClient::builder().api_key_auth("key-1").retry(Retry::never());
    builder.base_url(format!("http://{}", server.address))
}

pub(crate) fn errors(results: [Result; 2]) -> [Error<CreateOrderError>; 2] {
    results.map(crate::error)
}

pub(crate) fn orders(results: [Result; 2]) -> [Order; 2] {
    results.map(|result| result.unwrap().into_inner())
}

fn kind(error: &Error<CreateOrderError>) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    }
}

/// As many header lines.
fn headers(count: usize) -> String {
    (0..count).map(|number| number.to_string()).flat_map(|name| ["X-".to_owned(), name, ": 1\r\n".to_owned()]).collect()
}

const ORDER: &str = r#"{"data": {"id": "o-1"}}"#;

fn reply(headers: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn nothing_for_too_long_is_given_up_before_the_whole_is() {
    let idle = Duration::from_millis(100);
    let hung = |server: &Server| {
        errors(create(|| builder(server).limits(Limits::default().idle(idle))))
            .map(|error| (kind(&error), error.outcome()))
    };
    let silent = Server::writes(Vec::new(), Duration::ZERO);
    assert_eq!(hung(&silent), [(TransportErrorKind::Timeout(idle), Outcome::Unknown); 2]);
    let stalls = Server::replies("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    assert_eq!(hung(&stalls), [(TransportErrorKind::Stalled(idle), Outcome::Unknown); 2]);
}

#[test]
fn a_response_that_makes_progress_is_awaited() {
    let whole = reply("", ORDER);
    let pieces = whole.as_bytes().chunks(8).map(<[u8]>::to_vec).collect();
    let server = Server::writes(pieces, Duration::from_millis(150));
    let limits = Limits::default().idle(Duration::from_millis(800));
    for order in orders(create(|| builder(&server).limits(limits))) {
        assert_eq!(order.id, "o-1");
    }
    let limits = limits.write(Duration::from_millis(300));
    for error in errors(create(|| builder(&server).limits(limits))) {
        assert_eq!(kind(&error), TransportErrorKind::Timeout(Duration::from_millis(300)));
    }
}

#[test]
fn a_host_that_is_not_found_is_not_sent() {
    let server = Server::replies("");
    for error in errors(create(|| builder(&server).base_url("https://nowhere.invalid"))) {
        assert_eq!((kind(&error), error.outcome()), (TransportErrorKind::Connect, Outcome::NotSent), "{error}");
    }
}

#[test]
fn connecting_is_given_up_before_the_attempt_is() {
    // Nothing answers at an address that is reserved for documents (RFC 5737); where even that is not let out, there is no
    // connection either.
    let limits = Limits::default().attempt(Duration::from_millis(400));
    let server = Server::replies("");
    for error in errors(create(|| builder(&server).base_url("https://192.0.2.1").limits(limits))) {
        assert_eq!((kind(&error), error.outcome()), (TransportErrorKind::Connect, Outcome::NotSent), "{error}");
    }
}

#[test]
fn the_accepted_codings_follow_the_features() {
    let server = Server::start(|asked, connection| {
        let asked = asked.lines().find(|line| line.starts_with("accept-encoding: ")).unwrap_or_default();
        let order = format!(r#"{{"data": {{"id": "{asked}"}}}}"#);
        connection.write_all(reply("", &order).as_bytes()).unwrap();
    });
    let all = cfg!(all(feature = "gzip", feature = "brotli", feature = "zstd"));
    let none = !cfg!(any(feature = "gzip", feature = "brotli", feature = "zstd"));
    for order in orders(create(|| builder(&server))) {
        assert!(!all || order.id == "accept-encoding: gzip, br, zstd", "{}", order.id);
        assert!(!none || order.id == "accept-encoding: identity", "{}", order.id);
    }
}

#[test]
fn a_coding_that_is_not_known_is_named() {
    let server = Server::replies(reply("Content-Encoding: compress\r\n", "???"));
    for error in errors(create(|| builder(&server))) {
        assert!(error.to_string().contains("its content coding `compress` is not known"), "{error}");
        assert!(!error.to_string().contains("???"), "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
    let rejection = "HTTP/1.1 418 No\r\nContent-Encoding: compress\r\nContent-Length: 3\r\n\r\n???";
    for error in errors(create(|| builder(&Server::replies(rejection)))) {
        let message = "createOrder: 418 I'm a teapot: its content coding `compress` is not known";
        assert_eq!(error.to_string(), message);
    }
}

#[cfg(feature = "gzip")]
#[test]
fn a_coded_body_is_decoded_within_the_limit() {
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let coded = |status: u16, text: &str| {
        let body = gzip(text);
        let head = format!("HTTP/1.1 {status} X\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", body.len());
        Server::replies([head.into_bytes(), body].concat())
    };
    for order in orders(create(|| builder(&coded(200, ORDER)))) {
        assert_eq!(order.id, "o-1");
    }
    for error in errors(create(|| builder(&coded(400, r#"{"error": {"code": "bad", "message": "no"}}"#)))) {
        assert_eq!(error.code(), Some("bad"));
    }
    let long = format!("{ORDER}{}", " ".repeat(100_000));
    for error in errors(create(|| builder(&coded(200, &long)).limits(Limits::default().body(10_000)))) {
        assert_eq!((kind(&error), error.status().unwrap().as_u16()), (TransportErrorKind::BodyLimit(10_000), 200));
    }
}

#[test]
fn requests_go_through_a_proxy_and_those_to_this_machine_do_not() {
    // A proxy that records its request and cannot forward it.
    let proxy = Server::start(|asked, connection| {
        let asked = asked.lines().next().unwrap_or_default().to_owned() + &basic(asked);
        let body = format!(r#"{{"error": {{"code": "proxied", "message": "{asked}"}}}}"#);
        let head = format!("HTTP/1.1 502 Bad Gateway\r\nContent-Length: {}\r\n\r\n", body.len());
        connection.write_all((head + &body).as_bytes()).unwrap();
    });
    let address = format!("http://user:pass-word@{}", proxy.address);
    let through = |base: &str| {
        let results = create(|| builder(&proxy).base_url(base).allow_http(true).proxy(&address));
        errors(results).map(|error| error.to_string())
    };
    // TLS goes through a tunnel, which this proxy does not open: nothing was sent.
    for message in through("https://api.example.com") {
        assert!(message.starts_with("createOrder: no connection: "), "{message}");
    }
    let [awaited, _] = through("http://api.example.com");
    assert!(awaited.contains("POST http://api.example.com/shops/s/orders HTTP/1.1 Basic"), "{awaited}");
    let direct = Server::replies(reply("", ORDER));
    for order in orders(create(|| builder(&direct).proxy(&address))) {
        assert_eq!(order.id, "o-1");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_and_nothing_is_sent_without_it() {
    let server = Server::replies(reply("", ORDER));
    for (proxy, reason) in [("socks5://127.0.0.1:9", "`socks5`"), ("http://user:p#w@127.0.0.1:9", "%23"), ("", "empty")]
    {
        let builder = || builder(&server).base_url("http://192.0.2.1").allow_http(true).proxy(proxy);
        for error in [builder().build().unwrap_err(), builder().build_blocking().unwrap_err()] {
            assert!(error.to_string().contains("the proxy of `proxy(…)` cannot be used"), "{error}");
            assert!(error.to_string().contains(reason), "{error}");
        }
    }
}

/// Returns the credentials of a request to a proxy.
fn basic(asked: &str) -> String {
    let header = asked.lines().find(|line| line.to_ascii_lowercase().starts_with("proxy-authorization: "));
    header.map(|_| " Basic".to_owned()).unwrap_or_default()
}

#[test]
fn many_headers_are_read_and_too_many_are_an_error() {
    let server = Server::replies(reply(&headers(120), ORDER));
    for order in orders(create(|| builder(&server))) {
        assert_eq!(order.id, "o-1");
    }
    let server = Server::replies(reply(&headers(200), ORDER));
    for error in errors(create(|| builder(&server))) {
        assert_eq!((kind(&error), error.outcome()), (TransportErrorKind::Exchange, Outcome::Unknown), "{error}");
    }
}

#[test]
fn a_base_url_is_written_alike() {
    let server = Server::start(|asked, connection| {
        let target = asked.split(' ').nth(1).unwrap_or_default();
        let order = format!(r#"{{"data": {{"id": "{target}"}}}}"#);
        connection.write_all(reply("", &order).as_bytes()).unwrap();
    });
    for (path, expected) in [("/a/../b", "/b"), ("/a/%2e%2E/b/.", "/b"), ("/a//b/", "/a//b"), ("/{a}", "/%7Ba%7D")] {
        for order in orders(create(|| builder(&server).base_url(format!("http://{}{path}", server.address)))) {
            assert_eq!(order.id, format!("{expected}/shops/s/orders"));
        }
    }
}

#[test]
fn trailers_are_passed_over_however_many() {
    for count in [3, 1000] {
        let trailers = headers(count);
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let server = Server::replies(format!("{head}{:x}\r\n{ORDER}\r\n0\r\n{trailers}\r\n", ORDER.len()));
        for order in orders(create(|| builder(&server))) {
            assert_eq!(order.id, "o-1", "{count}");
        }
    }
}
