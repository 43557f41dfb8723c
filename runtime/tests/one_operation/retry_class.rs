//! Operations with a retry class or a deadline of their own.

use std::time::Duration;

use openapi_bindgen_runtime::{Error, Limits, Operation, TransportErrorKind};

use crate::{
    ShopClient,
    bindings::Call,
    script::{Act, Clock, Script},
};

/// A POST that only reads.
#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/search", retry = Safe)]
struct Search {}

/// A POST that has no further effect when it is repeated.
#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/close", retry = Idempotent)]
struct Close {}

/// A PUT that must not be repeated.
#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(PUT = "/toggle", retry = Never)]
struct Toggle {
    #[param(header = "Idempotency-Key", idempotency_key)]
    pub idempotency_key: Option<String>,
}

/// An operation that takes long.
#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(POST = "/report", deadline = "10m")]
struct Report {}

type SearchError = ();
type CloseError = ();
type ToggleError = ();
type ReportError = ();

fn client(script: &Script, clock: &Clock) -> ShopClient {
    ShopClient::builder().transport(script.clone()).timer(clock.clone()).build().unwrap()
}

/// Returns the number of requests that are sent if the server first fails as in `act`.
async fn requests<O: Operation>(operation: O, act: Act) -> usize {
    let script = Script::new([act, Act::Replies(200)]);
    // The result is that of the last request.
    let _ = client(&script, &Clock::default()).call(operation).await;
    script.requests().len()
}

async fn kind(operation: Call<impl Operation<Error = ()>>) -> TransportErrorKind {
    match operation.await.err() {
        Some(Error::Transport(error)) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_class_decides_in_place_of_the_method() {
    for act in [Act::Replies(503), Act::Breaks, Act::Asks(429, "0")] {
        assert_eq!(requests(Search::new(), act).await, 2, "{act:?}");
        assert_eq!(requests(Close::new(), act).await, 2, "{act:?}");
        assert_eq!(requests(Toggle::new(), act).await, 1, "{act:?}");
        assert_eq!(requests(Report::new(), act).await, 1, "{act:?}");
    }
    assert_eq!(requests(Report::new(), Act::Unreachable).await, 2);
    assert_eq!(requests(Toggle::new(), Act::Unreachable).await, 1);
    assert_eq!(requests(Close::new(), Act::Replies(400)).await, 1);
}

#[tokio::test]
async fn only_a_safe_operation_has_the_limit_of_a_safe_method() {
    let limits = Limits::default().read(Duration::from_secs(3)).write(Duration::from_secs(5));
    let builder = ShopClient::builder().transport(Script::new([Act::Hangs])).timer(Clock::default());
    let client = builder.limits(limits).build().unwrap();
    assert_eq!(kind(client.call(Search::new())).await, TransportErrorKind::Timeout(Duration::from_secs(3)));
    assert_eq!(kind(client.call(Close::new())).await, TransportErrorKind::Timeout(Duration::from_secs(5)));
}

#[tokio::test]
async fn an_operation_has_its_own_deadline_unless_a_call_has_another() {
    let (script, clock) = (Script::new([Act::Hangs]), Clock::default());
    let minutes = |count| TransportErrorKind::Deadline(Duration::from_mins(count));
    assert_eq!(kind(client(&script, &clock).call(Report::new())).await, minutes(10));
    assert_eq!(clock.sleeps(), [Duration::from_mins(10)]);
    let call = client(&script, &clock).call(Report::new()).deadline(Duration::from_mins(1));
    assert_eq!(kind(call).await, minutes(1));
    assert_eq!(script.requests().len(), 2);
}

/// A server that takes longer than the limits of the client, and less than the deadline of the operation.
#[cfg(all(feature = "blocking", feature = "reqwest"))]
#[tokio::test]
async fn a_slow_server_has_the_time_of_the_operation() {
    use std::{
        io::{Read, Write},
        net::{SocketAddr, TcpListener},
        thread::{sleep, spawn},
    };

    fn serve_late() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            assert!(connection.read(&mut [0; 4096]).unwrap() > 0);
            sleep(Duration::from_millis(700));
            connection.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
        });
        address
    }

    let limits = Limits::default().attempt(Duration::from_millis(200)).idle(Duration::from_millis(200));
    let builder = move || ShopClient::builder().limits(limits).base_url(format!("http://{}", serve_late()));
    builder().build().unwrap().call(Report::new()).await.unwrap();
    let blocking = move || builder().build_blocking().unwrap();
    tokio::task::spawn_blocking(move || blocking().call(Report::new()).send().unwrap()).await.unwrap();
    // Without a deadline of the operation, the limits of the client apply.
    let limited =
        kind(builder().build().unwrap().call(Close::new()).retry(openapi_bindgen_runtime::Retry::never())).await;
    assert_eq!(limited, TransportErrorKind::Timeout(Duration::from_millis(200)));
}
