//! Ten thousand calls to a server whose bodies are meant to mislead: what callers are told, and what is shown.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use fastrand::Rng;
use http::Response;
use openapi_bindgen_runtime::{Outcome, Retry, RetryBudget, TransportFailure};

use crate::{ShopClient, canned::Canned, canned::Sent, script::Clock};

const SECRET: &str = "sk-hunter2/+=";

/// Text that stands beside what is to be read.
fn junk(random: &mut Rng) -> String {
    match random.u8(0..8) {
        0 => "1e400".to_owned(),
        1 => r#""\ud800""#.to_owned(),
        2 => format!("{}{}", "[".repeat(200), "]".repeat(200)),
        3 => format!("\"{}\"", "x".repeat(if random.u8(0..50) == 0 { 300_000 } else { 100 })),
        4 => format!("\"{SECRET}\""),
        5 => r#"{"error": {"code": "request_in_progress"}}"#.to_owned(),
        6 => r#"{"\udfff": null}"#.to_owned(),
        _ => "null".to_owned(),
    }
}

/// An object with a member, and perhaps others around it and a mark before it.
fn object(random: &mut Rng, member: &str) -> String {
    let (mark, other) = (if random.bool() { "\u{FEFF}" } else { "" }, junk(random));
    if random.bool() {
        format!("{mark}{{{member}, \"x\": {other}}}")
    } else {
        format!("{mark}{{\"x\": {other}, {member}}}")
    }
}

/// What comes of one request, and whether it takes effect.
fn act(random: &mut Rng, applied: &AtomicU32) -> Sent {
    // The key makes the server do it once, however often it is asked.
    let apply = || applied.store(1, Ordering::Relaxed);
    let is_applied = applied.load(Ordering::Relaxed) == 1;
    let message = format!("The key {SECRET} is the one of {}.", " ".repeat(random.usize(0..300)));
    let error = |code: &str| format!(r#""error": {{"code": "{code}", "message": "{message}"}}"#);
    let (status, body) = match random.u8(0..12) {
        0 => (409, object(random, &error("request_in_progress"))),
        1 if !is_applied => (400, object(random, &error(SECRET))),
        2 => (503, object(random, &error("busy"))),
        3 => (429, format!("<html>{SECRET}</html>")),
        // Somebody in between answers, whether it was done or not.
        4 => (200, format!("<html>Sign in, {SECRET}</html>")),
        5 => (204, String::new()),
        6 => (200, object(random, r#""login": "https://sso.example""#)),
        7 => {
            apply();
            (200, format!("<p>{SECRET}</p>"))
        }
        8 => {
            apply();
            (200, object(random, &format!(r#""data": {{"id": ["{SECRET}"]}}"#)))
        }
        9 => {
            apply();
            return Err(TransportFailure::maybe_sent(format!("https://x.example/?key={SECRET} broke")));
        }
        _ => {
            apply();
            (200, object(random, r#""data": {"id": "o-1"}"#))
        }
    };
    let coding = if random.u8(0..20) == 0 { "compress" } else { "identity" };
    let response = Response::builder().status(status).header("Content-Encoding", coding);
    Ok(response.header("X-Request-Id", SECRET).header("Location", SECRET).body(body.into()).unwrap())
}

#[tokio::test]
async fn nobody_is_told_otherwise_than_it_was_and_no_credential_is_shown() {
    let mut counts = [0_u32; 5];
    for seed in 0..10_000 {
        let applied = Arc::new(AtomicU32::new(0));
        let (random, done) = (std::sync::Mutex::new(Rng::with_seed(seed)), Arc::clone(&applied));
        let transport = Canned::new(move || act(&mut random.lock().unwrap(), &done));
        let builder = ShopClient::builder().api_key_auth(SECRET).retry_budget(RetryBudget::unlimited());
        let client = builder.retry(Retry::times(2)).transport(transport).timer(Clock::default()).build().unwrap();
        let result = client.create_order("s").await;
        let shown = match &result {
            Ok(response) => format!("{response:?} {response:#?}"),
            Err(error) => format!("{error} {error:?} {error:#?} {:?}", error.earlier()),
        };
        assert!(!shown.to_lowercase().contains(SECRET) && !shown.contains("hunter2"), "{seed}: {shown}");
        let is_applied = applied.load(Ordering::Relaxed) == 1;
        let (index, is_true) = match result.map_err(|error| error.outcome()) {
            Ok(_) => (0, is_applied),
            Err(Outcome::Committed) => (1, is_applied),
            Err(Outcome::Unknown) => (2, true),
            Err(Outcome::Rejected) => (3, !is_applied),
            Err(_) => (4, !is_applied),
        };
        counts[index] += 1;
        assert!(is_true, "{seed}: {shown}");
    }
    // Nothing is so rare that it is not put to the test; what is not sent is not among these.
    assert!(counts[..4].iter().all(|count| *count > 200), "{counts:?}");
}
