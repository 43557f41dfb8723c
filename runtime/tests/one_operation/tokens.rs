//! Credentials that a provider renews, over transports in memory.

use std::{
    error::Error as _,
    future::pending,
    io::Cursor,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use http::{Request, header::AUTHORIZATION};
use openapi_bindgen_runtime::{
    Blocking, BoxError, Check, Checker, Credential, Error, Limits, Meta, Method, Operation, Outcome, ReadError, Reply,
    RequestBuilder, RequestErrorKind, Retry, RetryBudget, RetryStopReason, SecurityScheme, Token, TokenRequest,
    TransportErrorKind, Upload,
};

use crate::{
    ShopClient,
    canned::Canned,
    error,
    script::{Act, Clock, Eternity, Script},
};

/// A provider that numbers its tokens: `token-1`, `token-2`. It counts the rejections that it was informed of.
#[derive(Clone, Default)]
struct Numbered {
    issued: Arc<AtomicUsize>,
    rejected: Arc<AtomicUsize>,
}

impl Numbered {
    fn issue<D>(&self, request: &TokenRequest<D>) -> Token {
        self.rejected.fetch_add(usize::from(request.is_rejected()), Ordering::SeqCst);
        Token::new(format!("token-{}", self.issued.fetch_add(1, Ordering::SeqCst) + 1))
    }

    fn credential(&self) -> Credential {
        self.living(None)
    }

    fn living(&self, lifetime: Option<Duration>) -> Credential {
        let numbered = self.clone();
        Credential::from_provider(move |request: TokenRequest| {
            let token = numbered.issue(&request);
            async move { Ok(if let Some(lifetime) = lifetime { token.expires_in(lifetime) } else { token }) }
        })
    }

    fn blocking(&self) -> Credential {
        let numbered = self.clone();
        Credential::from_blocking_provider(move |request: TokenRequest<Blocking>| Ok(numbered.issue(&request)))
    }

    fn issued(&self) -> usize {
        self.issued.load(Ordering::SeqCst)
    }

    fn rejected(&self) -> usize {
        self.rejected.load(Ordering::SeqCst)
    }
}

fn client(script: &Script, clock: &Clock, credential: impl Into<Credential>) -> ShopClient {
    let builder = ShopClient::builder().bearer_auth(credential).transport(script.clone()).timer(clock.clone());
    builder.build().unwrap()
}

fn blocking_client(script: &Script, credential: Credential) -> ShopClient<Blocking> {
    let builder = ShopClient::builder().bearer_auth(credential).blocking_transport(script.clone());
    builder.blocking_timer(Clock::default()).build_blocking().unwrap()
}

fn sent(script: &Script) -> Vec<String> {
    let header = |request: &Request<_>| request.headers()[AUTHORIZATION].to_str().unwrap().to_owned();
    script.requests().iter().map(header).collect()
}

fn cause<E: std::fmt::Debug>(error: &Error<E>) -> String {
    match error {
        Error::Request(request) => match request.kind() {
            RequestErrorKind::Token { source, .. } => source.to_string(),
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_token_is_requested_once_and_used_until_it_expires() {
    let (script, clock, numbered) = (Script::new([Act::Replies(200)]), Clock::default(), Numbered::default());
    let client = client(&script, &clock, numbered.living(Some(Duration::from_mins(10))));
    for _ in 0..3 {
        client.create_order("s").await.unwrap();
    }
    clock.advance(Duration::from_secs(569));
    client.create_order("s").await.unwrap();
    assert_eq!(numbered.issued(), 1);
    clock.advance(Duration::from_secs(1));
    client.create_order("s").await.unwrap();
    assert_eq!((numbered.issued(), numbered.rejected()), (2, 0));
    assert_eq!(sent(&script)[3..], ["Bearer token-1", "Bearer token-2"]);
}

#[tokio::test]
async fn a_call_is_repeated_once_with_a_new_token_when_the_server_rejects_the_first() {
    let (script, clock, numbered) =
        (Script::new([Act::Replies(401), Act::Replies(200)]), Clock::default(), Numbered::default());
    let client = client(&script, &clock, numbered.credential());
    // Neither the method nor the retry policy would allow a retry.
    let order = client.cancel_order("s").retry(Retry::never()).await.unwrap();
    assert_eq!((order.attempts(), order.earlier_attempts()[0].outcome()), (2, Outcome::Rejected));
    assert_eq!(sent(&script), ["Bearer token-1", "Bearer token-2"]);
    assert_eq!((numbered.issued(), numbered.rejected(), clock.sleeps().len()), (2, 1, 0));
    client.create_order("s").await.unwrap();
    assert_eq!(numbered.issued(), 2);
}

#[tokio::test]
async fn a_repeated_request_is_the_same_but_for_its_token() {
    let script = Script::new([Act::Replies(401), Act::Replies(200)]);
    let client = client(&script, &Clock::default(), Numbered::default().credential());
    client.create_order("s").note("rush").await.unwrap();
    let requests = script.requests();
    let without = |request: &Request<bytes::Bytes>| {
        let mut headers = request.headers().clone();
        headers.remove(AUTHORIZATION);
        (request.method().clone(), request.uri().clone(), headers, request.body().clone())
    };
    assert_eq!(without(&requests[0]), without(&requests[1]));
    assert!(requests[0].headers().contains_key("idempotency-key"));
}

#[tokio::test]
async fn a_second_rejection_is_the_error_of_the_call() {
    let (script, numbered) = (Script::new([Act::Replies(401)]), Numbered::default());
    let client = client(&script, &Clock::default(), numbered.credential());
    let failed = error(client.create_order("s").await);
    assert_eq!((failed.status().unwrap().as_u16(), failed.outcome(), failed.attempts()), (401, Outcome::Rejected, 2));
    assert_eq!(numbered.issued(), 2);
    // The rejected token is not used again, and the one in its place is the only renewal of the next call.
    assert_eq!(error(client.create_order("s").await).attempts(), 1);
    assert_eq!(sent(&script)[2..], ["Bearer token-3"]);
}

#[tokio::test]
async fn a_call_whose_tokens_are_always_rejected_asks_for_one_renewal() {
    let acts = [401, 401, 401, 401, 200, 401, 200].map(Act::Replies);
    let (script, numbered) = (Script::new(acts), Numbered::default());
    let client = client(&script, &Clock::default(), numbered.credential());
    let mut issued = Vec::new();
    for _ in 0..3 {
        error(client.create_order("s").await);
        issued.push(numbered.issued());
    }
    // The first call has a first token and its renewal.
    assert_eq!((issued, numbered.rejected()), (vec![2, 3, 4], 3));
    client.create_order("s").await.unwrap();
    // A renewed token that was accepted is renewed like any other.
    client.create_order("s").await.unwrap();
    assert_eq!(sent(&script)[4..], ["Bearer token-5", "Bearer token-5", "Bearer token-6"]);
}

#[tokio::test]
async fn the_repetition_leaves_retries_and_their_budget_alone() {
    let acts = [Act::Replies(401), Act::Replies(503), Act::Replies(200)];
    let script = Script::new(acts);
    let builder = ShopClient::builder().bearer_auth(Numbered::default().credential()).retry(Retry::times(1));
    let builder = builder.retry_budget(RetryBudget::tokens(1)).randomness(|| u128::MAX);
    let clock = Clock::default();
    let client = builder.transport(script.clone()).timer(clock.clone()).build().unwrap();
    assert_eq!(client.create_order("s").await.unwrap().attempts(), 3);
    assert_eq!(clock.sleeps().iter().map(Duration::as_millis).collect::<Vec<_>>(), [999]);
}

#[tokio::test]
async fn without_a_provider_a_rejection_is_not_repeated() {
    let script = Script::new([Act::Replies(401), Act::Replies(200)]);
    let client = client(&script, &Clock::default(), "fixed");
    assert_eq!(error(client.create_order("s").await).attempts(), 1);
}

#[tokio::test]
async fn an_error_of_the_provider_is_the_source_of_the_call() {
    let script = Script::new([Act::Replies(200)]);
    let credential = Credential::from_provider(|_: TokenRequest| async {
        Err(BoxError::from(std::io::Error::new(std::io::ErrorKind::NotFound, "the vault is sealed")))
    });
    let failed = error(client(&script, &Clock::default(), credential).create_order("s").await);
    assert_eq!((failed.outcome(), failed.attempts(), script.requests().len()), (Outcome::NotSent, 0, 0));
    assert_eq!(failed.to_string(), "createOrder was not sent: there is no token for BearerAuth: the vault is sealed");
    assert!(failed.source().unwrap().is::<std::io::Error>());
}

#[tokio::test]
async fn an_error_of_a_renewal_keeps_the_rejection() {
    let script = Script::new([Act::Replies(401)]);
    let credential = Credential::from_provider(|request: TokenRequest| async move {
        if request.is_rejected() { Err("signed out".into()) } else { Ok(Token::new("token-1")) }
    });
    let failed = error(client(&script, &Clock::default(), credential).create_order("s").await);
    assert_eq!((failed.outcome(), failed.attempts()), (Outcome::Rejected, 1));
    assert_eq!(
        failed.to_string(),
        "createOrder was not sent again: there is no token for BearerAuth: signed out; the attempt before failed with: \
         401 Unauthorized: c-401"
    );
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_an_error_that_does_not_show_it() {
    for (token, reason) in [("hunter2\r\nX-Evil: 1", "control character"), (" ", "is empty")] {
        let script = Script::new([Act::Replies(200)]);
        let credential = Credential::from_provider(move |_: TokenRequest| async move { Ok(Token::new(token)) });
        let failed = error(client(&script, &Clock::default(), credential).create_order("s").await);
        let shown = format!("{failed} {failed:#?}");
        assert!(shown.contains(reason) && !shown.contains("hunter2"), "{shown}");
        assert!(script.requests().is_empty());
    }
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_not_kept() {
    let script = Script::new([Act::Replies(200)]);
    let asked = Arc::new(AtomicUsize::new(0));
    let credential = Credential::from_provider(move |_: TokenRequest| {
        let token = if asked.fetch_add(1, Ordering::SeqCst) == 0 { "" } else { "token-2" };
        async move { Ok(Token::new(token)) }
    });
    let client = client(&script, &Clock::default(), credential);
    error(client.create_order("s").await);
    client.create_order("s").await.unwrap();
    assert_eq!(script.requests()[0].headers()[AUTHORIZATION], "Bearer token-2");
}

#[tokio::test]
async fn a_token_may_be_a_query_parameter() {
    let transport = Canned::replies(200, &[], "[]");
    let builder = ShopClient::builder().query_auth(Numbered::default().credential()).transport(transport.clone());
    let client = builder.timer(Clock::default()).build().unwrap();
    client.list_orders().await.unwrap();
    assert_eq!(transport.request().uri().to_string(), "https://api.example.com/v1/orders?key=token-1");
}

#[tokio::test]
async fn no_token_is_shown_and_neither_is_the_one_before() {
    let transport = Canned::replies(401, &[("X-Request-Id", "token-1")], "token-1 and token-2 are not known");
    let builder = ShopClient::builder().bearer_auth(Numbered::default().credential()).transport(transport.clone());
    let client = builder.timer(Clock::default()).build().unwrap();
    let failed = error(client.create_order("s").await);
    let shown = format!("{failed} {failed:?} {failed:#?} {client:?}");
    assert!(shown.contains("[redacted] and [redacted] are not known"), "{shown}");
    assert!(!shown.contains("token-1") && !shown.contains("token-2"), "{shown}");
    assert_eq!(failed.request_id(), Some("[redacted]"));
    assert_eq!(failed.earlier_attempts()[0].request_id(), Some("[redacted]"));
}

#[tokio::test]
async fn waiting_for_a_token_is_limited() {
    let never = || Credential::from_provider(|_: TokenRequest| pending());
    let script = Script::new([Act::Replies(200)]);
    let failed = error(client(&script, &Clock::default(), never()).create_order("s").await);
    assert_eq!(
        (failed.outcome(), cause(&failed)),
        (Outcome::NotSent, "the provider issued none within 25s".to_owned())
    );

    let deadline = Duration::from_secs(3);
    let failed = error(client(&script, &Clock::default(), never()).create_order("s").deadline(deadline).await);
    let Error::Transport(transport) = &failed else { panic!("{failed}") };
    assert_eq!((transport.kind(), failed.outcome()), (TransportErrorKind::Deadline(deadline), Outcome::NotSent));
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_provider_that_hangs_is_asked_again_after_the_limit() {
    let asked = Arc::new(AtomicUsize::new(0));
    let credential = Credential::from_provider({
        let asked = Arc::clone(&asked);
        move |_: TokenRequest| {
            let is_first = asked.fetch_add(1, Ordering::SeqCst) == 0;
            async move { if is_first { pending().await } else { Ok(Token::new("token-2")) } }
        }
    });
    let client = client(&Script::new([Act::Replies(200)]), &Clock::default(), credential);
    error(client.create_order("s").await);
    client.create_order("s").await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

/// Uploads a report.
#[derive(Clone, Debug)]
struct UploadReport(Arc<Mutex<Option<Upload>>>);

impl UploadReport {
    fn new(upload: Upload) -> Self {
        Self(Arc::new(Mutex::new(Some(upload))))
    }
}

impl Check for UploadReport {
    fn check(&self, _: &mut Checker) {}
}

impl Operation for UploadReport {
    type Output = ();
    type Headers = ();
    type Error = crate::bindings::ListOrdersError;

    const META: Meta =
        Meta::new("uploadReport", Method::POST, "/reports").security(&[&[SecurityScheme::bearer("BearerAuth")]]);

    fn request(&self, request: &mut RequestBuilder) {
        request.raw("text/plain", self.0.lock().unwrap().take().unwrap());
    }

    fn output(_: &Reply) -> Result<(), ReadError> {
        Ok(())
    }
}

#[test]
fn a_body_that_was_read_is_not_repeated() {
    let (script, numbered) = (Reads::default(), Numbered::default());
    let builder = ShopClient::builder().bearer_auth(numbered.blocking()).blocking_transport(script.clone());
    let client = builder.blocking_timer(Clock::default()).build_blocking().unwrap();
    let call = client.call(UploadReport::new(Upload::reader(Cursor::new("report"))));
    let failed = error(call.send());
    assert_eq!((failed.status().unwrap().as_u16(), failed.attempts()), (401, 1));
    assert_eq!(failed.context().retry_stop_reason(), Some(RetryStopReason::Upload));
    // The next call has a new token all the same, which is its only one.
    client.call(UploadReport::new(Upload::from("report"))).send().unwrap_err();
    assert_eq!((script.count(), numbered.rejected()), (2, 1));
}

/// A transport that reads each body and responds with 401.
#[derive(Clone, Default)]
struct Reads(Arc<AtomicUsize>);

impl Reads {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl openapi_bindgen_runtime::BlockingTransport for Reads {
    fn send(
        &self,
        request: Request<openapi_bindgen_runtime::RequestBody>,
        _: Duration,
    ) -> Result<http::Response<openapi_bindgen_runtime::BlockingBody>, openapi_bindgen_runtime::TransportFailure> {
        std::io::copy(&mut request.into_body(), &mut std::io::sink()).unwrap();
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(http::Response::builder().status(401).body("".into()).unwrap())
    }
}

#[test]
fn a_provider_has_to_be_of_the_kind_of_the_client() {
    let numbered = Numbered::default();
    let script = Script::new([Act::Replies(200)]);
    let built = ShopClient::builder().bearer_auth(numbered.blocking()).transport(script.clone());
    let failed = built.timer(Clock::default()).build().unwrap_err().to_string();
    assert!(failed.contains("BearerAuth comes from a blocking provider"), "{failed}");
    let built = ShopClient::builder().bearer_auth(numbered.credential()).blocking_transport(script);
    let failed = built.build_blocking().unwrap_err().to_string();
    assert!(failed.contains("BearerAuth comes from a provider that is awaited"), "{failed}");
}

/// A provider whose future ends when the gate is opened.
fn gated(numbered: &Numbered, gate: &Arc<tokio::sync::Semaphore>) -> Credential {
    let (numbered, gate) = (numbered.clone(), Arc::clone(gate));
    Credential::from_provider(move |request: TokenRequest| {
        let (token, gate) = (numbered.issue(&request), Arc::clone(&gate));
        async move {
            gate.acquire().await?.forget();
            Ok(token)
        }
    })
}

fn timeless(script: &Script, credential: Credential) -> ShopClient {
    let builder = ShopClient::builder().bearer_auth(credential).transport(script.clone()).timer(Eternity);
    builder.build().unwrap()
}

#[tokio::test]
async fn many_calls_at_once_have_one_token() {
    let (script, numbered) = (Script::new([Act::Replies(200)]), Numbered::default());
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let client = timeless(&script, gated(&numbered, &gate));
    let calls: Vec<_> = (0..64).map(|_| tokio::spawn(client.create_order("s").into_future())).collect();
    tokio::task::yield_now().await;
    gate.add_permits(1);
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((numbered.issued(), script.requests().len()), (1, 64));
}

#[tokio::test]
async fn a_cancelled_call_leaves_the_request_for_the_token_to_the_others() {
    let (script, numbered) = (Script::new([Act::Replies(200)]), Numbered::default());
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let client = timeless(&script, gated(&numbered, &gate));
    let first = tokio::spawn(client.create_order("s").into_future());
    tokio::task::yield_now().await;
    let second = tokio::spawn(client.create_order("s").into_future());
    tokio::task::yield_now().await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    gate.add_permits(1);
    second.await.unwrap().unwrap();
    assert_eq!((numbered.issued(), sent(&script)), (1, vec!["Bearer token-1".to_owned()]));
}

#[tokio::test]
async fn a_request_for_a_token_goes_on_with_the_next_call_when_all_were_cancelled() {
    let (script, numbered) = (Script::new([Act::Replies(200)]), Numbered::default());
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let client = timeless(&script, gated(&numbered, &gate));
    let first = tokio::spawn(client.create_order("s").into_future());
    tokio::task::yield_now().await;
    first.abort();
    first.await.unwrap_err();
    gate.add_permits(1);
    client.create_order("s").await.unwrap();
    assert_eq!(numbered.issued(), 1);
}

#[tokio::test]
async fn a_provider_that_panics_fails_the_other_calls_and_is_asked_again() {
    let (script, asked) = (Script::new([Act::Replies(200)]), Arc::new(AtomicUsize::new(0)));
    let credential = Credential::from_provider({
        let asked = Arc::clone(&asked);
        move |_: TokenRequest| {
            let is_first = asked.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                tokio::task::yield_now().await;
                assert!(!is_first, "a fault of the provider");
                Ok(Token::new("token-2"))
            }
        }
    });
    let client = timeless(&script, credential);
    let first = tokio::spawn(client.create_order("s").into_future());
    let second = tokio::spawn(client.create_order("s").into_future());
    let (first, second) = (first.await, second.await);
    let results = [first, second];
    assert_eq!(results.iter().filter(|result| result.is_err()).count(), 1, "one call panics");
    let failed = results.into_iter().find_map(Result::ok).unwrap();
    assert_eq!(cause(&error(failed)), "the provider panicked");
    client.create_order("s").await.unwrap();
}

#[test]
fn many_blocking_calls_at_once_have_one_token() {
    let (script, numbered) = (Script::new([Act::Replies(200)]), Numbered::default());
    let credential = Credential::from_blocking_provider({
        let numbered = numbered.clone();
        move |request: TokenRequest<Blocking>| {
            thread::sleep(Duration::from_millis(100));
            Ok(numbered.issue(&request))
        }
    });
    let client = blocking_client(&script, credential);
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| client.create_order("s").send().unwrap());
        }
    });
    assert_eq!((numbered.issued(), script.requests().len()), (1, 64));
}

#[test]
fn a_blocking_provider_that_panics_or_fails_is_asked_again() {
    let (script, asked) = (Script::new([Act::Replies(200)]), Arc::new(AtomicUsize::new(0)));
    let credential = Credential::from_blocking_provider({
        let asked = Arc::clone(&asked);
        move |_: TokenRequest<Blocking>| match asked.fetch_add(1, Ordering::SeqCst) {
            0 => panic!("a fault of the provider"),
            1 => Err("sealed".into()),
            _ => Ok(Token::new("token-3")),
        }
    });
    let client = blocking_client(&script, credential);
    thread::scope(|scope| assert!(scope.spawn(|| client.create_order("s").send()).join().is_err()));
    assert_eq!(cause(&error(client.create_order("s").send())), "sealed");
    client.create_order("s").send().unwrap();
    assert_eq!(sent(&script), ["Bearer token-3"]);
}

#[test]
fn a_blocking_call_is_repeated_with_a_new_token() {
    let (script, numbered) = (Script::new([Act::Replies(401), Act::Replies(200)]), Numbered::default());
    let client = blocking_client(&script, numbered.blocking());
    assert_eq!(client.cancel_order("s").send().unwrap().attempts(), 2);
    assert_eq!(sent(&script), ["Bearer token-1", "Bearer token-2"]);
}

#[test]
fn a_blocking_provider_knows_how_long_the_call_waits() {
    let times = Arc::new(Mutex::new(Vec::new()));
    let credential = Credential::from_blocking_provider({
        let times = Arc::clone(&times);
        move |request: TokenRequest<Blocking>| {
            times.lock().unwrap().push(request.time());
            Err("sealed".into())
        }
    });
    let client = blocking_client(&Script::new([Act::Replies(200)]), credential);
    error(client.create_order("s").send());
    error(client.create_order("s").deadline(Duration::from_secs(2)).send());
    assert_eq!(*times.lock().unwrap(), [Duration::from_secs(25), Duration::from_secs(2)]);
}

#[test]
fn a_blocking_call_that_waits_for_another_waits_no_longer_than_its_deadline() {
    let gate = Arc::new(Mutex::new(()));
    let credential = Credential::from_blocking_provider({
        let gate = Arc::clone(&gate);
        move |_: TokenRequest<Blocking>| {
            drop(gate.lock().unwrap());
            Ok(Token::new("token-1"))
        }
    });
    let client = blocking_client(&Script::new([Act::Replies(200)]), credential);
    let closed = gate.lock().unwrap();
    thread::scope(|scope| {
        let first = scope.spawn(|| client.create_order("s").send());
        thread::sleep(Duration::from_millis(50));
        let deadline = Duration::from_millis(100);
        let failed = error(client.create_order("s").deadline(deadline).send());
        assert!(failed.to_string().contains("deadline"), "{failed}");
        drop(closed);
        first.join().unwrap().unwrap();
    });
}

#[tokio::test]
async fn clones_of_a_credential_share_their_tokens() {
    let (script, numbered) = (Script::new([Act::Replies(200)]), Numbered::default());
    let credential = numbered.credential();
    for _ in 0..2 {
        client(&script, &Clock::default(), credential.clone()).create_order("s").await.unwrap();
    }
    assert_eq!(numbered.issued(), 1);
}

#[tokio::test]
async fn a_short_idle_limit_is_that_of_the_wait_for_a_token() {
    let credential = Credential::from_provider(|_: TokenRequest| pending());
    let builder = ShopClient::builder().bearer_auth(credential).limits(Limits::default().idle(Duration::from_secs(2)));
    let builder = builder.transport(Script::new([Act::Replies(200)])).timer(Clock::default());
    let failed = error(builder.build().unwrap().create_order("s").await);
    assert_eq!(cause(&failed), "the provider issued none within 2s");
}
