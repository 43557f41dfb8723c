//! Ten thousand calls to a server with misleading bodies: its effects, the outcomes that callers get, and the text that
//! is shown.

use std::{
    collections::HashSet,
    fmt::Debug,
    future::{IntoFuture, ready},
    io::Write,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use fastrand::Rng;
use flate2::{Compression, write::GzEncoder};
use http::{Request, Response};
use openapi_bindgen_runtime::{
    BlockingBody, BlockingTransport, BoxFuture, Error, Operation, Outcome, RequestBody, Retry, RetryBudget, Transport,
    TransportFailure,
};

use crate::{
    ShopClient,
    bindings::{CancelOrder, CreateOrder, ShopCall},
    canned::Sent,
    script::{Clock, blocked},
};

const CALLS: u64 = 10_000;
const SECRET: &str = "sk-hunter2/+=&x";
/// The secret as servers repeat it: as it is, in capitals, percent-encoded, as Base64, and with the escapes of JSON, HTML and
/// URLs, of one in another as well.
const ECHOES: [&str; 10] = [
    SECRET,
    "SK-HUNTER2/+=&X",
    "sk-hunter2%2F%2B%3D%26x",
    "c2staHVudGVyMi8rPSZ4",
    r"sk-hunter2\/+=&x",
    r"sk-hunter2/\u002B=\u0026x",
    "sk-hunter2/&#43;=&amp;x",
    "%73%6B%2dhunter2%2F%2B%3D%26x",
    r"sk-hunter2\u002f\u002B=\u0026amp;x",
    r"\u0073k-hunte\u00722%252F%252B=%26x",
];

/// A server that executes a request once for each key, and each time without a key.
#[derive(Clone)]
struct Liar(Arc<Mutex<State>>);

struct State {
    random: Rng,
    done: HashSet<Bytes>,
    applied: u32,
}

impl Liar {
    fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(State { random: Rng::with_seed(seed), done: HashSet::new(), applied: 0 })))
    }

    fn applied(&self) -> u32 {
        self.0.lock().unwrap().applied
    }

    fn act(&self, request: &Request<RequestBody>) -> Sent {
        self.0.lock().unwrap().act(request.headers().get("idempotency-key").map(http::HeaderValue::as_bytes))
    }
}

impl State {
    fn apply(&mut self, key: Option<&[u8]>) {
        if key.is_none_or(|key| self.done.insert(Bytes::copy_from_slice(key))) {
            self.applied += 1;
        }
    }

    /// Returns the response to one request.
    fn act(&mut self, key: Option<&[u8]>) -> Sent {
        let echo = self.echo();
        let message = format!("The key {echo} is the one of {}.", " ".repeat(self.random.usize(0..300)));
        let error = |code: &str| format!(r#""error": {{"code": "{code}", "message": "{message}"}}"#);
        let is_done = key.is_some_and(|key| self.done.contains(key));
        let (status, body) = match self.random.u8(0..13) {
            0 => (409, self.object(&error("request_in_progress"))),
            1 if !is_done => (400, self.object(&error(echo))),
            2 => (503, self.object(&error("busy"))),
            3 => (429, format!("<html>{echo}</html>")),
            // Somebody in between answers, whether it was done or not.
            4 => (200, format!("<html>Sign in, {echo}</html>")),
            5 => (204, String::new()),
            6 => (200, self.object(r#""login": "https://sso.example""#)),
            7 => {
                self.apply(key);
                (200, format!("<p>{echo}</p>"))
            }
            8 => {
                self.apply(key);
                (200, self.object(&format!(r#""data": {{"id": ["{echo}"]}}"#)))
            }
            9 => {
                self.apply(key);
                return Err(TransportFailure::maybe_sent(format!("https://x.example/?key={echo} broke")));
            }
            10 => return Err(TransportFailure::not_sent(format!("https://x.example/?key={echo} is nowhere"))),
            _ => {
                self.apply(key);
                (200, self.object(r#""data": {"id": "o-1"}"#))
            }
        };
        let (coding, body) = self.coded(body.into_bytes());
        let media_type = self.media_type();
        let response = Response::builder().status(status).header("Content-Encoding", coding);
        let response = response.header("Content-Type", media_type).header("X-Request-Id", echo);
        Ok(response.header("Location", echo).body(Bytes::from(body).into()).unwrap())
    }

    fn echo(&mut self) -> &'static str {
        ECHOES[self.random.usize(0..ECHOES.len())]
    }

    /// A body with a coding, which may be none that there is, or none that the body has.
    fn coded(&mut self, body: Vec<u8>) -> (&'static str, Vec<u8>) {
        match self.random.u8(0..40) {
            0 => ("compress", body),
            1 => ("br", body),
            2 => ("gzip", body),
            3 => ("gzip", gzip(&body)),
            4 => ("gzip, gzip", gzip(&gzip(&body))),
            5 => {
                let mut cut = gzip(&body);
                cut.truncate(cut.len() / 2);
                ("gzip", cut)
            }
            _ => ("identity", body),
        }
    }

    fn media_type(&mut self) -> &'static str {
        match self.random.u8(0..20) {
            0 => "application/json; charset=utf-16le",
            1 => "text/html; charset=ISO-8859-1",
            2 => "text/plain",
            3 => ";;;",
            _ => "application/json",
        }
    }

    /// Returns random text around the value.
    fn junk(&mut self) -> String {
        match self.random.u8(0..8) {
            0 => "1e400".to_owned(),
            1 => r#""\ud800""#.to_owned(),
            2 => format!("{}{}", "[".repeat(200), "]".repeat(200)),
            3 => format!("\"{}\"", "x".repeat(if self.random.u8(0..50) == 0 { 300_000 } else { 100 })),
            4 => format!("\"{}\"", self.echo()),
            5 => r#"{"error": {"code": "request_in_progress"}}"#.to_owned(),
            6 => r#"{"\udfff": null}"#.to_owned(),
            _ => "null".to_owned(),
        }
    }

    /// An object with a member, and perhaps others around it and a mark before it.
    fn object(&mut self, member: &str) -> String {
        let (mark, other) = (if self.random.bool() { "\u{FEFF}" } else { "" }, self.junk());
        if self.random.bool() {
            format!("{mark}{{{member}, \"x\": {other}}}")
        } else {
            format!("{mark}{{\"x\": {other}, {member}}}")
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

impl Transport for Liar {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Sent> {
        Box::pin(ready(self.act(&request)))
    }
}

impl BlockingTransport for Liar {
    fn send(&self, request: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        Ok(self.act(&request)?.map(blocked))
    }
}

/// The result of a call, and all text that is shown of it.
struct Known {
    /// `None` is a success.
    outcome: Option<Outcome>,
    shown: String,
}

fn known<T: Debug, H: Debug, E: Debug>(result: &Result<openapi_bindgen_runtime::Response<T, H>, Error<E>>) -> Known {
    match result {
        Ok(response) => {
            Known { outcome: None, shown: format!("{response:?} {response:#?} {:?}", response.request_id()) }
        }
        Err(error) => {
            let shown = format!("{error} {error:?} {error:#?} {:?} {:?}", error.earlier_attempts(), error.request_id());
            Known { outcome: Some(error.outcome()), shown }
        }
    }
}

/// Makes a call with one driver or the other.
fn make<O: Operation<Output: Debug, Headers: Debug, Error: Debug>>(operation: O, liar: &Liar, blocks: bool) -> Known {
    let builder = ShopClient::builder().api_key_auth(SECRET).retry_budget(RetryBudget::unlimited());
    let builder = builder.retry(Retry::times(2));
    if blocks {
        let builder = builder.blocking_transport(liar.clone()).blocking_timer(Clock::default());
        return known(&builder.build_blocking().unwrap().call(operation).send());
    }
    let client = builder.transport(liar.clone()).timer(Clock::default()).build().unwrap();
    let call: ShopCall<O> = client.call(operation);
    // Nothing here is ever waited for: the clock moves instead.
    let Poll::Ready(result) = call.into_future().as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the call waits")
    };
    known(&result)
}

#[test]
fn no_effect_is_repeated_no_outcome_is_wrong_and_no_credential_is_shown() {
    let mut counts = [0_u32; 5];
    for seed in 0..CALLS {
        let liar = Liar::new(seed);
        let Known { outcome, shown } = if seed % 3 == 0 {
            make(CancelOrder::new("s"), &liar, seed % 2 == 0)
        } else {
            make(CreateOrder::new("s"), &liar, seed % 2 == 0)
        };
        let lower = shown.to_lowercase();
        for echo in ECHOES.iter().map(|echo| echo.to_lowercase()).chain(["hunter2".to_owned()]) {
            assert!(!lower.contains(&echo), "{seed} shows {echo}: {shown}");
        }
        let applied = liar.applied();
        assert!(applied <= 1, "{seed}: it is done {applied} times");
        let (index, is_true) = match outcome {
            None => (0, applied == 1),
            Some(Outcome::Committed) => (1, applied == 1),
            Some(Outcome::Unknown) => (2, true),
            Some(Outcome::Rejected) => (3, applied == 0),
            Some(_) => (4, applied == 0),
        };
        counts[index] += 1;
        assert!(is_true, "{seed}: {outcome:?}, and it is done {applied} times: {shown}");
    }
    // Nothing is so rare that it is not put to the test. Three connections fail one after the other once in 2200 calls.
    assert!(counts[..4].iter().all(|count| *count > 200) && counts[4] > 0, "{counts:?}");
}
