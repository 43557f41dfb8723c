//! Ten thousand calls over connections and to an API that fail at random, and what each caller is told against what the
//! mock did.

use std::{
    collections::{HashMap, HashSet},
    ops::AddAssign,
    thread,
    time::{Duration, SystemTime},
};

use fastrand::Rng;
use heygen_api::{
    Call, Client, ClientBuilder,
    mock::{Fault, Group, HeaderValue, Reply, RetryAfter, Server},
    operations::CreateAvatarConsent,
    runtime::{Driver, Limits, Outcome, Retry, RetryBudget},
};
use serde_json::json;

use crate::{CreateResult, status};

const CALLS: u64 = 10_000;
/// Each has a server of its own, since the faults of a server are for whoever comes next.
const WORKERS: u64 = 8;
/// How long an attempt may take: long for a loopback, and short for a server that hangs.
const ATTEMPT: Duration = Duration::from_millis(50);
const ATTEMPTS: u32 = 3;

/// A call to be made.
struct Planned {
    group: String,
    key: Option<String>,
    text: Option<&'static str>,
    deadline: Option<Duration>,
}

/// What its caller is told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    Success,
    Failure(Outcome),
}

/// How many callers were told what.
#[derive(Debug, Default)]
struct Counts {
    successes: u64,
    not_sent: u64,
    rejected: u64,
    /// Of the calls whose outcome is unknown, those that took effect and those that did not.
    unknown: [u64; 2],
    committed: u64,
}

#[test]
fn no_call_takes_effect_twice_and_nobody_is_told_otherwise_than_it_was() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let counts = run(|server, seed| {
        let client = builder(server).build().unwrap();
        work(server, seed, |planned| runtime.block_on(prepare(&client, planned).into_future()))
    });
    check_spread(&counts);
}

#[cfg(feature = "blocking")]
#[test]
fn the_same_goes_without_async() {
    let counts = run(|server, seed| {
        let client = builder(server).build_blocking().unwrap();
        work(server, !seed, |planned| prepare(&client, planned).send())
    });
    check_spread(&counts);
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

/// Lets all workers make their calls, each to a server of its own.
fn run(work: impl Fn(&Server, u64) -> Counts + Sync) -> Counts {
    thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> =
            (0..WORKERS).map(|seed| scope.spawn(move || work(&Server::start().unwrap(), seed))).collect();
        workers.into_iter().fold(Counts::default(), |mut counts, worker| {
            counts += worker.join().unwrap();
            counts
        })
    })
}

/// Makes calls one after the other. What goes wrong is for the next request, whether this call sends it or the one after.
fn work(server: &Server, seed: u64, send: impl Fn(&Planned) -> CreateResult) -> Counts {
    let mut random = Rng::with_seed(seed);
    let mut told = Vec::new();
    for number in 0..CALLS / WORKERS {
        let mut planned = plan(server, format!("{seed}-{number}"), &mut random);
        for _ in 0..random.u32(0..=3) {
            go_wrong(server, &mut random);
        }
        let first = send(&planned);
        told.push((planned.group.clone(), check(server, &planned, &first)));
        // Who does not know may ask again under the same key, and then it happens no more than once all the same.
        if let Err(error) = first
            && error.outcome() == Outcome::Unknown
            && random.bool()
        {
            planned.key = error.idempotency_key().map(str::to_owned);
            let second = send(&planned);
            let is_done = second.is_ok() || second.is_err_and(|error| error.outcome() == Outcome::Committed);
            let applied = server.consents_created(&planned.group);
            assert!(applied <= 1 && (applied == 1 || !is_done), "{}: {applied}, {is_done}", planned.group);
        }
    }
    check_requests(server, &told);
    // By now requests that were given up have arrived too.
    told.iter().fold(Counts::default(), |mut counts, (group, told)| {
        let applied = server.consents_created(group);
        assert!(is_true(*told, applied), "{group} is told {told:?}, and {applied} requests took effect in the end");
        counts.add(*told, applied);
        counts
    })
}

/// A call for a group of its own, so that its effects can be told from those of all other calls.
fn plan(server: &Server, group: String, random: &mut Rng) -> Planned {
    match random.u8(0..20) {
        // The account has no such group.
        0 => {}
        1 => server.add(Group::photo(&group)),
        // A success that cannot be read.
        2..5 => server.add(Group::new(&group).member("created_at", "yesterday")),
        _ => server.add(Group::new(&group)),
    }
    let text = [Some("I agree."), Some("<b>")][usize::from(random.u8(0..20) == 0)];
    let deadline = (random.u8(0..10) == 0).then(|| Duration::from_micros(random.u64(0..5000)));
    Planned { group, key: None, text: text.filter(|_| random.bool()), deadline }
}

/// Lets something go wrong with the next request: on the way back from the API, or before it comes to the API.
fn go_wrong(server: &Server, random: &mut Rng) {
    let fault = match random.u8(0..60) {
        0..16 => Fault::Reset,
        16..24 => Fault::TruncateBody,
        24..28 => Fault::Slow(Duration::from_millis(random.u64(0..4))),
        // Whether this is too slow is decided anew each time.
        28 => Fault::Slow(ATTEMPT),
        29 => Fault::Hang,
        _ => return server.respond_next(reply(random)),
    };
    server.fail_next(fault);
}

fn reply(random: &mut Rng) -> Reply {
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
        // An error whose body breaks off.
        9 => Reply::html(status(503)).header(CONTENT_LENGTH, HeaderValue::from_static("1000")),
        10 => Reply::html(status(403)).header(CONTENT_LENGTH, HeaderValue::from_static("1000")),
        11 => Reply::flat_error(status(400), 400_543, "Invalid group."),
        12 => Reply::error(status(409), "conflict", "Another conflict."),
        13 => Reply::error_under_200("internal_error", "Try later."),
        14 => Reply::oversized(10_000),
        _ => Reply::json(status(408), &json!({})),
    }
}

/// What the caller is told, which has to be true at once.
fn check(server: &Server, planned: &Planned, result: &CreateResult) -> Told {
    let (told, attempts) = match result {
        Ok(consent) => (Told::Success, consent.attempts()),
        Err(error) => (Told::Failure(error.outcome()), error.attempts()),
    };
    let (group, applied) = (&planned.group, server.consents_created(&planned.group));
    assert!(is_true(told, applied), "{group} is told {told:?}, and {applied} requests took effect: {result:?}");
    assert!(attempts <= ATTEMPTS, "{group}: {result:?}");
    told
}

fn is_true(told: Told, applied: u32) -> bool {
    match told {
        Told::Success | Told::Failure(Outcome::Committed) => applied == 1,
        Told::Failure(Outcome::NotSent | Outcome::Rejected) => applied == 0,
        Told::Failure(_) => applied <= 1,
    }
}

/// Checks that all attempts of a call have one key, that no other call has it, and that what was not sent never came.
fn check_requests(server: &Server, told: &[(String, Told)]) {
    let mut keys = HashMap::new();
    for request in server.requests() {
        let key = request.header("idempotency-key").unwrap().to_owned();
        assert_eq!(keys.entry(request.path().to_owned()).or_insert_with(|| key.clone()), &key, "{request:?}");
    }
    assert_eq!(keys.values().collect::<HashSet<_>>().len(), keys.len());
    for (group, told) in told {
        let came = keys.contains_key(&format!("/v3/avatars/{group}/consent"));
        assert!(!came || *told != Told::Failure(Outcome::NotSent), "{group} came");
    }
}

/// Checks that nothing is so rare that it is not put to the test.
fn check_spread(counts: &Counts) {
    let Counts { successes, not_sent, rejected, unknown: [without, with], committed } = *counts;
    assert_eq!(successes + not_sent + rejected + without + with + committed, CALLS);
    for (count, least) in
        [(successes, 2000), (not_sent, 100), (rejected, 500), (without, 500), (with, 500), (committed, 300)]
    {
        assert!(count >= least, "{counts:?}");
    }
}

impl Counts {
    fn add(&mut self, told: Told, applied: u32) {
        let count = match told {
            Told::Success => &mut self.successes,
            Told::Failure(Outcome::NotSent) => &mut self.not_sent,
            Told::Failure(Outcome::Rejected) => &mut self.rejected,
            Told::Failure(Outcome::Committed) => &mut self.committed,
            Told::Failure(_) => &mut self.unknown[usize::from(applied > 0)],
        };
        *count += 1;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.successes += other.successes;
        self.not_sent += other.not_sent;
        self.rejected += other.rejected;
        self.unknown[0] += other.unknown[0];
        self.unknown[1] += other.unknown[1];
        self.committed += other.committed;
    }
}
