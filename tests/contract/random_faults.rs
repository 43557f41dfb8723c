//! Ten thousand calls over connections and to an API that fail at random. The results of the callers are compared with
//! the effects on the mock.

use std::{
    collections::{HashMap, HashSet},
    thread,
    time::{Duration, SystemTime},
};

use fastrand::Rng;
use heygen_api::{
    Call, Client, ClientBuilder, CreateAvatarConsentResponse,
    mock::{Fault, Group, HeaderName, HeaderValue, Reply, RetryAfter, Server},
    operations::CreateAvatarConsent,
    runtime::{Driver, Limits, Outcome, Response, Retry, RetryBudget},
};
use serde_json::json;

use crate::{CreateError, status};

/// Each has a server of its own, since the faults of a server are for whoever comes next.
const WORKERS: u32 = 8;
/// The limit of an attempt: long for a loopback, and short for a server that hangs.
const ATTEMPT: Duration = Duration::from_millis(50);
const ATTEMPTS: u32 = 3;

/// A call to be made.
struct Planned {
    group: String,
    key: Option<String>,
    text: Option<&'static str>,
    deadline: Option<Duration>,
}

/// The caller's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum CallResult {
    Success,
    Failure(Outcome),
}

/// The number of callers with each result, and whether their calls took effect.
type Counts = HashMap<(CallResult, bool), u32>;

type CreateResult = Result<Response<CreateAvatarConsentResponse>, CreateError>;

#[test]
fn no_call_takes_effect_twice_and_every_outcome_is_right() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    put_to_the_test(10_000, |server, calls, seed| {
        let client = builder(server).build().unwrap();
        work(server, calls, seed, |planned| runtime.block_on(prepare(&client, planned).into_future()))
    });
}

#[cfg(feature = "blocking")]
#[test]
fn the_same_goes_without_async() {
    put_to_the_test(2_000, |server, calls, seed| {
        let client = builder(server).build_blocking().unwrap();
        work(server, calls, seed, |planned| prepare(&client, planned).send())
    });
}

fn builder(server: &Server) -> ClientBuilder {
    let retry = Retry::times(ATTEMPTS - 1).backoff(Duration::ZERO, Duration::ZERO);
    let limits = Limits::default().attempt(ATTEMPT).body(4096);
    server.client_builder().limits(limits).retry(retry).retry_budget(RetryBudget::unlimited())
}

fn prepare<D: Driver + Clone>(client: &Client<D>, planned: &Planned) -> Call<CreateAvatarConsent, D> {
    let mut call = client.create_avatar_consent(&planned.group);
    if let Some(key) = &planned.key {
        call = call.idempotency_key(key);
    }
    if let Some(text) = planned.text {
        call = call.consent_text(text);
    }
    match planned.deadline {
        Some(deadline) => call.deadline(deadline),
        None => call,
    }
}

/// Lets all workers make `calls` together, each to a server of its own, and checks that nothing is so rare among them
/// that it is not put to the test.
fn put_to_the_test(calls: u32, work: impl Fn(&Server, u32, u64) -> Counts + Sync) {
    let mut counts = Counts::new();
    thread::scope(|scope| {
        let work = |seed| work(&Server::start().unwrap(), calls / WORKERS, seed);
        let workers: Vec<_> = (0..u64::from(WORKERS)).map(|seed| scope.spawn(move || work(seed))).collect();
        for (call_result, count) in workers.into_iter().flat_map(|worker| worker.join().unwrap()) {
            *counts.entry(call_result).or_default() += count;
        }
    });
    assert_eq!(counts.values().sum::<u32>(), calls);
    for (call_result, is_applied, least) in [
        (CallResult::Success, true, calls / 5),
        (CallResult::Failure(Outcome::NotSent), false, calls / 50),
        (CallResult::Failure(Outcome::Rejected), false, calls / 20),
        (CallResult::Failure(Outcome::Unknown), false, calls / 20),
        (CallResult::Failure(Outcome::Unknown), true, calls / 20),
        (CallResult::Failure(Outcome::Committed), true, calls / 50),
    ] {
        assert!(counts.get(&(call_result, is_applied)).is_some_and(|count| *count >= least), "{counts:?}");
    }
}

/// Makes calls one after the other. A fault is for the next request, whether this call sends it or the one after.
fn work(server: &Server, calls: u32, seed: u64, make: impl Fn(&Planned) -> CreateResult) -> Counts {
    let mut random = Rng::with_seed(seed);
    let mut results = Vec::new();
    for number in 0..calls {
        let mut planned = plan(server, format!("{seed}-{number}"), &mut random);
        for _ in 0..random.u32(0..=3) {
            go_wrong(server, &mut random);
        }
        let first = make(&planned);
        results.push((planned.group.clone(), check(server, &planned, &first)));
        // Who does not know may ask again under the same key, and then it happens no more than once all the same.
        if let Err(error) = first
            && error.outcome() == Outcome::Unknown
            && random.bool()
        {
            planned.key = error.idempotency_key().map(str::to_owned);
            let second = make(&planned);
            let is_done = second.is_ok() || second.is_err_and(|error| error.outcome() == Outcome::Committed);
            let applied = server.consents_created(&planned.group);
            assert!(applied <= 1 && (applied == 1 || !is_done), "{}: {applied}, {is_done}", planned.group);
        }
    }
    check_requests(server, &results);
    let mut counts = Counts::new();
    for (group, call_result) in results {
        // By now requests that were given up have arrived too.
        let applied = server.consents_created(&group);
        assert!(
            is_true(call_result, applied),
            "{group} returned {call_result:?}, and {applied} requests took effect in the end"
        );
        *counts.entry((call_result, applied == 1)).or_default() += 1;
    }
    counts
}

/// Plans a call for a group of its own, so that its effects are separate from those of all other calls.
fn plan(server: &Server, group: String, random: &mut Rng) -> Planned {
    match random.u8(0..20) {
        // The account has no such group.
        0 => {}
        1 => server.add(Group::photo(&group)),
        // A success that cannot be read.
        2..5 => server.add(Group::new(&group).member("created_at", "yesterday")),
        _ => server.add(Group::new(&group)),
    }
    let text = match random.u8(0..20) {
        // This fails before it is sent.
        0 => Some("<b>"),
        1..10 => Some("I agree."),
        _ => None,
    };
    let deadline = (random.u8(0..10) == 0).then(|| Duration::from_micros(random.u64(0..5000)));
    Planned { group, key: None, text, deadline }
}

/// Adds a fault for the next request: of the response in transit, or of the request before it reaches the API.
fn go_wrong(server: &Server, random: &mut Rng) {
    let fault = match random.u8(0..60) {
        0..12 => Fault::Reset,
        12..18 => Fault::TruncateBody,
        18..24 => Fault::Gateway(status([408, 500, 502, 503, 504][random.usize(0..5)])),
        24..28 => Fault::Slow(Duration::from_millis(random.u64(0..4))),
        // Whether this is too slow is decided anew each time.
        28 => Fault::Slow(ATTEMPT),
        29 => Fault::Hang,
        _ => return server.respond_next(reply(random)),
    };
    server.fail_next(fault);
}

fn reply(random: &mut Rng) -> Reply {
    let more_than_there_is =
        |reply: Reply| reply.header(HeaderName::from_static("content-length"), HeaderValue::from_static("1000"));
    match random.u8(0..16) {
        0 | 1 => Reply::rate_limited(RetryAfter::Seconds(0)),
        2 => Reply::rate_limited(RetryAfter::Date(SystemTime::UNIX_EPOCH)),
        // Longer than the client is willing to wait.
        3 => Reply::rate_limited(RetryAfter::Seconds(121)),
        4 => Reply::request_in_progress(),
        5 => Reply::empty(status(500)),
        6 => Reply::error(status(503), "overloaded", "Try later."),
        7 => Reply::html(status(502)),
        8 => Reply::html(status(504)),
        // Errors whose bodies break off.
        9 => more_than_there_is(Reply::html(status(503))),
        10 => more_than_there_is(Reply::html(status(403))),
        11 => Reply::flat_error(status(400), 400_543, "Invalid group."),
        12 => Reply::error(status(409), "conflict", "Another conflict."),
        13 => Reply::error_under_200("internal_error", "Try later."),
        14 => Reply::oversized(10_000),
        _ => Reply::json(status(408), &json!({})),
    }
}

/// Returns the caller's result, after checking it against the mock.
fn check(server: &Server, planned: &Planned, result: &CreateResult) -> CallResult {
    let (call_result, attempts) = match result {
        Ok(consent) => (CallResult::Success, consent.attempts()),
        Err(error) => (CallResult::Failure(error.outcome()), error.attempts()),
    };
    let (group, applied) = (&planned.group, server.consents_created(&planned.group));
    assert!(
        is_true(call_result, applied),
        "{group} returned {call_result:?}, and {applied} requests took effect: {result:?}"
    );
    assert!(attempts <= ATTEMPTS, "{group}: {result:?}");
    // If another attempt is still running, its result is not known yet.
    let is_in_progress = result.as_ref().is_err_and(|error| error.code() == Some("request_in_progress"));
    assert!(!is_in_progress || call_result == CallResult::Failure(Outcome::Unknown), "{group}: {result:?}");
    call_result
}

fn is_true(call_result: CallResult, applied: u32) -> bool {
    match call_result {
        CallResult::Success | CallResult::Failure(Outcome::Committed) => applied == 1,
        CallResult::Failure(Outcome::NotSent | Outcome::Rejected) => applied == 0,
        CallResult::Failure(_) => applied <= 1,
    }
}

/// Checks that all attempts of a call have one key, that no other call has it, and that what was not sent never came.
fn check_requests(server: &Server, results: &[(String, CallResult)]) {
    let mut keys = HashMap::new();
    for request in server.requests() {
        let key = request.header("idempotency-key").unwrap().to_owned();
        assert_eq!(keys.entry(request.path().to_owned()).or_insert_with(|| key.clone()), &key, "{request:?}");
    }
    assert_eq!(keys.values().collect::<HashSet<_>>().len(), keys.len());
    for (group, call_result) in results {
        let came = keys.contains_key(&format!("/v3/avatars/{group}/consent"));
        assert!(!came || *call_result != CallResult::Failure(Outcome::NotSent), "{group} came");
    }
}
