use std::{
    convert::Infallible,
    error::Error,
    fmt,
    future::{pending, poll_fn},
};

use http_body_util::BodyExt;
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    task::yield_now,
    time::sleep,
};

use super::{Fault, RecordedRequest, Reply, body::Outgoing, state::Shared};

/// Accepts connections for as long as it is polled.
pub(super) async fn accept(listener: TcpListener, shared: Shared) -> Infallible {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, shared.clone()))),
            // If there are too many connections, the open ones continue.
            Err(_) => yield_now().await,
        }
    }
}

async fn serve(stream: TcpStream, shared: Shared) {
    let service = service_fn(|request| Box::pin(answer(request, shared.clone())));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    let is_reset = ended.is_err_and(|error| error.source().is_some_and(<dyn Error>::is::<Reset>));
    if is_reset {
        // Without lingering, closing sends a reset. If that cannot be set, the connection still ends.
        let _ = connection.into_parts().io.inner().set_zero_linger();
    }
}

async fn answer(
    request: Request<Incoming>,
    shared: Shared,
) -> Result<Response<Outgoing>, Box<dyn Error + Send + Sync>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let answer = shared.answer(RecordedRequest::new(head.method, path, head.headers, body));
    match answer.fault {
        None => {}
        Some(Fault::Hang) => pending().await,
        Some(Fault::Slow(duration)) => sleep(duration).await,
        Some(Fault::Reset) => return Err(Reset.into()),
        Some(Fault::TruncateBody) => return Ok(answer.reply.clone().into_truncated()),
        Some(Fault::Gateway(status)) => return Ok(Reply::html(status).into_response()),
    }
    Ok(answer.reply.clone().into_response())
}

/// The error that resets the connection.
#[derive(Debug)]
struct Reset;

impl fmt::Display for Reset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is reset, as configured")
    }
}

impl Error for Reset {}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, ErrorKind, Read, Write},
        net::TcpStream,
        time::{Duration, Instant},
    };

    use crate::mock::{API_KEY, Fault, Group, HeaderValue, Reply, Server, StatusCode};

    fn server() -> Server {
        let server = Server::start().unwrap();
        server.add(Group::new("g"));
        server
    }

    /// Sends a request for consent on a connection of its own.
    fn send(server: &Server, key: &str) -> TcpStream {
        let address = server.base_url().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!("POST /v3/avatars/g/consent HTTP/1.1\r\nHost: {address}\r\nX-Api-Key: {API_KEY}\r\n");
        let rest = format!("Idempotency-Key: {key}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}");
        stream.write_all(format!("{head}{rest}").as_bytes()).unwrap();
        stream
    }

    fn receive(mut stream: TcpStream) -> io::Result<String> {
        let mut received = String::new();
        stream.read_to_string(&mut received)?;
        Ok(received)
    }

    fn wait_until(condition: impl Fn() -> bool) {
        let begun = Instant::now();
        while !condition() {
            assert!(begun.elapsed() < Duration::from_secs(10), "it never comes");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_request_is_answered_and_recorded() {
        let server = server();
        let received = receive(send(&server, "k")).unwrap();
        assert!(received.starts_with("HTTP/1.1 200 OK\r\n"), "{received}");
        assert!(received.contains("\"url\":\"https://consent.example/1\""), "{received}");
        let [request] = &server.requests()[..] else { panic!("{:?}", server.requests()) };
        assert_eq!((request.path(), request.header("idempotency-key")), ("/v3/avatars/g/consent", Some("k")));
        assert_eq!(request.json(), Some(serde_json::json!({})));
    }

    #[test]
    fn a_reset_loses_the_response_and_a_repeat_replays_it() {
        let server = server();
        server.fail_next(Fault::Reset);
        assert_eq!(receive(send(&server, "k")).unwrap_err().kind(), ErrorKind::ConnectionReset);
        assert!(receive(send(&server, "k")).unwrap().contains("consent.example/1\""));
        assert!(receive(send(&server, "other")).unwrap().contains("consent.example/2\""));
    }

    #[test]
    fn a_gateway_loses_the_response_and_a_repeat_replays_it() {
        let server = server();
        server.fail_next(Fault::Gateway(StatusCode::GATEWAY_TIMEOUT));
        let received = receive(send(&server, "k")).unwrap();
        assert!(received.starts_with("HTTP/1.1 504") && received.contains("<html>"), "{received}");
        assert_eq!(server.consents_created("g"), 1);
        assert!(receive(send(&server, "k")).unwrap().contains("consent.example/1\""));
    }

    #[test]
    fn a_truncated_body_is_shorter_than_promised() {
        let server = server();
        server.fail_next(Fault::TruncateBody);
        let received = receive(send(&server, "k")).unwrap();
        let (head, body) = received.split_once("\r\n\r\n").unwrap();
        let promised = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        assert_eq!(body.len(), promised.parse::<usize>().unwrap() / 2);
    }

    #[test]
    fn a_request_that_hangs_is_in_flight_until_the_client_leaves() {
        let server = server();
        server.fail_next(Fault::Hang);
        let hanging = send(&server, "k");
        wait_until(|| server.requests().len() == 1);
        let received = receive(send(&server, "k")).unwrap();
        assert!(received.starts_with("HTTP/1.1 409"), "{received}");
        drop(hanging);
        wait_until(|| receive(send(&server, "k")).unwrap().starts_with("HTTP/1.1 200"));
    }

    #[test]
    fn a_slow_response_comes() {
        let server = server();
        server.fail_next(Fault::Slow(Duration::from_millis(20)));
        let begun = Instant::now();
        assert!(receive(send(&server, "k")).unwrap().starts_with("HTTP/1.1 200"));
        assert!(begun.elapsed() >= Duration::from_millis(20));
    }

    #[test]
    fn a_reply_takes_the_place_of_the_api_once() {
        let server = server();
        server.respond_next(Reply::html(StatusCode::BAD_GATEWAY));
        assert!(receive(send(&server, "k")).unwrap().ends_with("<h1>502 Bad Gateway</h1></body></html>\n"));
        assert!(receive(send(&server, "k")).unwrap().contains("consent.example/1\""));
    }

    #[test]
    fn a_long_body_comes_whole_in_either_framing() {
        let server = server();
        server.respond_next(Reply::oversized(100_000));
        let received = receive(send(&server, "a")).unwrap();
        let (head, body) = received.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("content-length: 100000\r\n"), "{head}");
        assert_eq!(body.len(), 100_000);
        server.respond_next(Reply::oversized(100_000).chunked());
        let received = receive(send(&server, "b")).unwrap();
        assert!(received.contains("transfer-encoding: chunked\r\n") && received.ends_with("\r\n0\r\n\r\n"));
    }

    #[test]
    fn a_content_length_is_sent_as_it_is() {
        let server = server();
        let length = HeaderValue::from_static("3");
        server.respond_next(
            Reply::json(StatusCode::OK, &serde_json::json!({})).header(hyper::header::CONTENT_LENGTH, length),
        );
        assert!(receive(send(&server, "k")).unwrap().contains("content-length: 3\r\n"));
    }

    #[tokio::test]
    async fn a_server_may_be_dropped_within_a_runtime() {
        let address = server().base_url().strip_prefix("http://").unwrap().to_owned();
        assert_eq!(TcpStream::connect(address).unwrap_err().kind(), ErrorKind::ConnectionRefused);
    }
}
