//! The table of situations in the guide: each row is made to happen, and must have the documented result.

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use heygen_api::{
    ClientBuilder,
    mock::{Fault, Group, HeaderName, HeaderValue, Reply, RetryAfter, Server},
    runtime::{
        BoxFuture, Error, Limits, RequestBody, ResponseBody, Retry, Transport, TransportErrorKind, TransportFailure,
    },
};
use serde_json::json;
use tokio::net::TcpSocket;

use crate::{CreateError, GROUP, server, status};

const GUIDE: &str = include_str!("../../src/guide/errors.md");

/// The claims of a row: error, outcome, and whether the request is retried.
type Row = [&'static str; 3];

fn rows() -> HashMap<&'static str, Row> {
    let table = GUIDE.lines().skip_while(|line| !line.starts_with("| situation ")).skip(2);
    let cells = table.map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |")).map(|line| line.split(" | "));
    cells
        .map(|mut cells| {
            let mut next = || cells.next().unwrap();
            (next(), [next(), next(), next()])
        })
        .collect()
}

/// Makes calls in situations and notes of which rows they were.
struct Table {
    rows: HashMap<&'static str, Row>,
}

impl Table {
    /// Creates a consent with `builder`, and checks that the result is that of the row for `situation`.
    async fn check(&mut self, situation: &str, builder: ClientBuilder) {
        let retry = Retry::times(2).backoff(Duration::ZERO, Duration::ZERO);
        let client = builder.retry(retry).build().unwrap();
        self.ended(situation, client.create_avatar_consent(GROUP).await.map(|_| ()));
    }

    fn ended(&mut self, situation: &str, result: Result<(), CreateError>) {
        let error = result.expect_err(situation);
        let found = [kind(&error), format!("`{:?}`", error.outcome()), sent_again(&error).to_owned()];
        let row = self.rows.remove(situation).unwrap_or_else(|| panic!("the guide has no row for: {situation}"));
        assert_eq!(found, row, "{situation}: {error}");
    }

    /// The same where the server answers every request with `reply`.
    async fn replies(&mut self, situation: &str, reply: Reply) {
        let server = server();
        (0..3).for_each(|_| server.respond_next(reply.clone()));
        self.check(situation, server.client_builder()).await;
    }

    /// The same where something goes wrong with every response.
    async fn fails(&mut self, situation: &str, fault: Fault) {
        let server = server();
        (0..3).for_each(|_| server.fail_next(fault.clone()));
        self.check(situation, short(&server)).await;
    }
}

fn short(server: &Server) -> ClientBuilder {
    server.client_builder().limits(Limits::default().attempt(Duration::from_millis(300)).body(4096))
}

fn kind(error: &CreateError) -> String {
    match error {
        Error::Request(_) => "`Request`".to_owned(),
        Error::Api(_) => "`Api`".to_owned(),
        Error::Decode(_) => "`Decode`".to_owned(),
        Error::Transport(error) => {
            let kind = match error.kind() {
                TransportErrorKind::Timeout(_) => "Timeout".to_owned(),
                TransportErrorKind::BodyLimit(_) => "BodyLimit".to_owned(),
                other => format!("{other:?}"),
            };
            format!("`Transport` (`{kind}`)")
        }
        other => panic!("{other}"),
    }
}

fn sent_again(error: &CreateError) -> &'static str {
    if error.attempts() == 3 { "yes" } else { "no" }
}

/// The failure of a transport for a server whose certificate is not trusted.
struct Untrusted;

impl Transport for Untrusted {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportFailure>> {
        Box::pin(async { Err(TransportFailure::untrusted("the certificate is of an unknown authority")) })
    }
}

#[tokio::test]
async fn every_situation_ends_as_in_the_guide() {
    let mut table = Table { rows: rows() };
    assert!(table.rows.len() > 20);

    let server = server();
    let client = server.client().unwrap();
    let rejected = client.create_avatar_consent(GROUP).consent_text("<b>").await;
    table.ended("a parameter does not meet a constraint", rejected.map(|_| ()));

    // A socket that is bound but does not listen reserves the port.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap();
    let closed = format!("http://{}", socket.local_addr().unwrap());
    table.check("no connection", server.client_builder().base_url(closed)).await;
    let nowhere = server.client_builder().base_url("https://nowhere.invalid");
    table.check("the host is not found", nowhere).await;
    table.check("the server's certificate is not trusted", server.client_builder().transport(Untrusted)).await;

    table.fails("the connection breaks before a response", Fault::Reset).await;
    table.fails("the body of a 200 breaks off", Fault::TruncateBody).await;
    table.fails("nothing comes for too long", Fault::Hang).await;
    table.fails("503 from a gateway, after HeyGen did it", Fault::Gateway(status(503))).await;

    let big = self::server();
    big.respond_next(Reply::oversized(10_000));
    table.check("the body is over the limit", short(&big)).await;

    let message = "It is not so.";
    for number in [400, 401, 404, 408, 500, 501] {
        table.replies(&number.to_string(), Reply::error(status(number), "a_code", message)).await;
    }
    let elsewhere = HeaderValue::from_static("https://elsewhere.example");
    table.replies("307, which is not followed", Reply::redirect(status(307), elsewhere)).await;
    table.replies("409 while the first attempt is still running", Reply::request_in_progress()).await;
    table.replies("another 409", Reply::error(status(409), "conflict", message)).await;
    table.replies("429", Reply::rate_limited(RetryAfter::Seconds(0))).await;
    table
        .replies("429 with a `Retry-After` of more than two minutes", Reply::rate_limited(RetryAfter::Seconds(121)))
        .await;
    table.replies("522 from a content delivery network", Reply::html(status(522))).await;
    table.replies("an error under 200", Reply::error_under_200("a_code", message)).await;
    table.replies("a sign-in page under 200", Reply::html(status(200))).await;
    table.replies("a consent under 200 without its `url`", Reply::json(status(200), &json!({ "data": {} }))).await;
    let nothing = table.rows["nothing under 200 or 204"];
    table.replies("nothing under 200 or 204", Reply::empty(status(204))).await;
    table.rows.insert("nothing under 200 or 204", nothing);
    table.replies("nothing under 200 or 204", Reply::empty(status(200))).await;

    let broken = self::server();
    broken.fail_next(Fault::Reset);
    broken.respond_next(Reply::error(status(400), "a_code", message));
    table.check("the connection breaks, and then a 400", broken.client_builder()).await;

    assert!(table.rows.is_empty(), "nothing makes these happen: {:?}", table.rows.keys());
}

/// The longest wait of all is no reason to try again at once.
#[tokio::test]
async fn a_retry_after_that_no_clock_counts_to_ends_the_call() {
    let server = server();
    let header = HeaderName::from_static("retry-after");
    let reply = Reply::error(status(503), "overloaded", "Later.");
    server.respond_next(reply.header(header, HeaderValue::from_static("99999999999999999999999")));
    server.add(Group::new(GROUP));
    let error = server.client().unwrap().create_avatar_consent(GROUP).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(u64::MAX))));
}
