//! Very many calls through one client, 64 at once, to a server that corrupts one response of twenty: the growth of
//! memory, connections and tasks, the results of the callers, and the speed, compared with plain `reqwest` without
//! faults.
//!
//! ```text
//! cargo bench -p heygen-api --features mock --bench soak -- [CALLS]
//! ```
//!
//! It exits with 1 if something grew beyond its bound.

mod loopback;

use std::{
    collections::BTreeMap,
    fs,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use heygen_api::{
    Client,
    runtime::{Outcome, Retry, RetryStopReason, reqwest::header::CONTENT_TYPE},
};
use tokio::{
    runtime::{Builder, Handle},
    time::sleep,
};

use loopback::{API_KEY, BoxError, CONCURRENT, GROUP, Server, at_once, count, plain};

const CALLS: usize = 100_000;
/// Of a hundred responses.
const FAULTS: u32 = 5;
/// The allowed growth of memory between the first tenth of the calls and the end, in KiB.
const GROWTH: usize = 8 * 1024;
/// The time after which a closed connection or an ended task must be gone.
const DRAIN_LIMIT: Duration = Duration::from_secs(5);

/// The number of calls with each result.
type Tally = BTreeMap<&'static str, usize>;

/// The results of all calls.
struct Findings {
    calls: usize,
    /// The time of all calls, and the time of plain `reqwest` for as many.
    ours: Duration,
    plain: Duration,
    tally: Tally,
    /// The most memory in use until then, in KiB: after a tenth of the calls and after all of them.
    memory: Option<[usize; 2]>,
    /// The sockets left after the client was dropped.
    sockets: Option<usize>,
    tasks: usize,
}

fn main() -> Result<ExitCode, BoxError> {
    let calls = count(CALLS, CALLS / 100);
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let findings = runtime.block_on(soak(calls))?;
    Ok(if report(&findings) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn soak(calls: usize) -> Result<Findings, BoxError> {
    let server = Server::start(FAULTS)?;
    let sockets = open_sockets();
    // With the usual waits between attempts, the waits would take most of the time.
    let retry = Retry::default().backoff(Duration::from_millis(1), Duration::from_millis(10));
    let client = Client::builder().base_url(server.base_url()).api_key_auth(API_KEY).retry(retry).build()?;
    let tally = Arc::new(Mutex::new(Tally::new()));

    let began = Instant::now();
    create(&client, calls / 10, &tally).await?;
    let tenth = peak_memory();
    create(&client, calls - calls / 10, &tally).await?;
    let (ours, whole) = (began.elapsed(), peak_memory());

    drop(client);
    let tasks = least(|| Some(Handle::current().metrics().num_alive_tasks())).await.unwrap_or_default();
    let sockets = least(|| Some(open_sockets()?.saturating_sub(sockets?))).await;
    drop(server);
    let plain = create_plainly(calls).await?;
    let tally = tally.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(Findings { calls, ours, plain, tally, memory: tenth.zip(whole).map(Into::into), sockets, tasks })
}

/// Creates consents and adds their results to the tally.
async fn create(client: &Client, calls: usize, tally: &Arc<Mutex<Tally>>) -> Result<(), BoxError> {
    let (client, tally) = (client.clone(), Arc::clone(tally));
    let call = move || {
        let (client, tally) = (client.clone(), Arc::clone(&tally));
        async move {
            let end = match client.create_avatar_consent(GROUP).await {
                Ok(consent) if consent.attempts() == 1 => "success at once",
                Ok(_) => "success when tried again",
                Err(error) if error.context().retry_stop_reason() == Some(RetryStopReason::Budget) => {
                    "failure, retry budget spent"
                }
                Err(error) => match error.outcome() {
                    Outcome::NotSent => "failure, not sent",
                    Outcome::Rejected => "failure, rejected",
                    Outcome::Committed => "failure, committed",
                    _ => "failure, unknown",
                },
            };
            *tally.lock().unwrap_or_else(PoisonError::into_inner).entry(end).or_default() += 1;
            Ok(())
        }
    };
    at_once(calls, call).await
}

/// Returns the time of plain `reqwest` for as many calls to a server without faults.
async fn create_plainly(calls: usize) -> Result<Duration, BoxError> {
    let server = Server::start(0)?;
    let (client, url) = (plain::client()?, format!("{}/v3/avatars/{GROUP}/consent", server.base_url()));
    let call = move || {
        let request = client.post(&url).header(CONTENT_TYPE, "application/json").body("{}");
        async move { plain::send(request).await.map(drop) }
    };
    let began = Instant::now();
    at_once(calls, call).await?;
    Ok(began.elapsed())
}

/// Prints the findings, and returns true if all are within their bounds.
fn report(findings: &Findings) -> bool {
    let Findings { calls, ours, plain, tally, memory, sockets, tasks } = findings;
    let a_second = |time: &Duration| f64::from(u32::try_from(*calls).unwrap_or(u32::MAX)) / time.as_secs_f64();
    println!("{calls} calls of `createAvatarConsent`, {CONCURRENT} at once");
    println!("{:<34} {:>10.0} calls/s", "plain reqwest, without faults", a_second(plain));
    println!("{:<34} {:>10.0} calls/s", format!("ours, {FAULTS} % of responses spoiled"), a_second(ours));
    println!("{:<34} {:>10.3}", "ours/reqwest", plain.div_duration_f64(*ours));
    for (end, count) in tally {
        println!("{end:<34} {count:>10}");
    }
    let failures = tally.iter().filter(|(end, _)| end.starts_with("failure")).map(|(_, count)| count).sum();
    let growth = memory.map(|[tenth, whole]| {
        println!("{:<34} {tenth:>10}", "peak KiB after a tenth of the calls");
        println!("{:<34} {whole:>10}", "peak KiB after all of them");
        whole - tenth
    });
    // Three attempts fail one after the other once in 8000 calls.
    let is_sound = [
        at_most("calls that failed", Some(failures), calls / 1000 + 5),
        at_most("growth of the peak in KiB", growth, GROWTH),
        at_most("sockets left open", *sockets, 0),
        at_most("tasks left alive", Some(*tasks), 0),
    ];
    is_sound.iter().all(|is_sound| *is_sound)
}

/// Prints a number, and returns true if it is within its bound or not provided by the system.
fn at_most(name: &str, number: Option<usize>, bound: usize) -> bool {
    let Some(number) = number else {
        println!("{name:<34} {:>10}", "not known");
        return true;
    };
    let is_within = number <= bound;
    println!("{name:<34} {number:>10} (at most {bound}: {})", if is_within { "ok" } else { "FAILED" });
    is_within
}

/// Returns the number when it has come down to zero, or the rest after some time.
async fn least(number: impl Fn() -> Option<usize>) -> Option<usize> {
    let began = Instant::now();
    while number().is_some_and(|number| number > 0) && began.elapsed() < DRAIN_LIMIT {
        sleep(Duration::from_millis(10)).await;
    }
    number()
}

/// Returns the number of sockets that this program has open, as Linux reports it.
fn open_sockets() -> Option<usize> {
    let links = fs::read_dir("/proc/self/fd").ok()?.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
    Some(links.filter(|link| link.to_string_lossy().starts_with("socket:")).count())
}

/// Returns the peak memory of this program, in KiB, as Linux reports it.
fn peak_memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
