//! The cost of a call, compared with plain `reqwest` for the same: one loopback server, and both clients in turns, so
//! that other load affects both. The numbers are medians over rounds, and the ratio is the median of the ratios of the
//! rounds.
//!
//! ```text
//! cargo bench -p heygen-api --features mock --bench client -- [ROUNDS]
//! ```
//!
//! With `reqwest` or `ours` on the command line, only that client makes this number of calls, one after the other. A
//! profiler that counts instructions then compares the two even under other load:
//!
//! ```text
//! valgrind --tool=callgrind --separate-threads=yes BENCHMARK --bench ours 1000
//! ```

mod loopback;

use std::{
    env, fs,
    hint::black_box,
    sync::mpsc,
    time::{Duration, Instant},
};

use heygen_api::{Client, runtime::reqwest};
use tokio::runtime::Builder;

use loopback::{API_KEY, BoxError, CONCURRENT, GROUP, Server, at_once, count, plain};

const ROUNDS: usize = 31;
/// Calls of each client in one round.
const CALLS: usize = 5000;

/// The compared clients, ready to send.
#[derive(Clone)]
enum Subject {
    Plain(reqwest::Client, String),
    Ours(Client),
}

/// The cost of some calls, in seconds per call of both clocks.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    /// The time of the slowest call of a hundred.
    slowest: f64,
    /// The CPU time of the thread that makes the calls, if the system provides it.
    cpu: Option<f64>,
}

fn main() -> Result<(), BoxError> {
    let server = Server::start(0)?;
    let ours = Client::builder().base_url(server.base_url()).api_key_auth(API_KEY).build()?;
    let plain = plain::client()?;
    let url = format!("{}/v3/avatars/{GROUP}", server.base_url());
    let subjects = [Subject::Plain(plain, url), Subject::Ours(ours)];
    for (name, subject) in ["reqwest", "ours"].iter().zip(&subjects) {
        if env::args().any(|argument| argument == *name) {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            return runtime.block_on(alone(subject, count(CALLS, 1)));
        }
    }

    let rounds = count(ROUNDS, 1);
    println!("{rounds} rounds of {CALLS} calls of `getAvatarGroup` each, medians");
    println!("{:<36} {:>10} {:>10} {:>12}", "", "reqwest", "ours", "ours/reqwest");

    let runtime = Builder::new_current_thread().enable_all().build()?;
    let costs = in_turns(rounds, &subjects, |subject| runtime.block_on(one_by_one(subject)))?;
    report("one by one, µs a call", &costs, |cost| Some(cost.wall * 1e6));
    report("one by one, µs of one call in 100", &costs, |cost| Some(cost.slowest * 1e6));
    report("one by one, µs of CPU a call", &costs, |cost| cost.cpu.map(|cpu| cpu * 1e6));
    // With the runtime, the connections that it drives are closed.
    drop(runtime);

    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let costs = in_turns(rounds, &subjects, |subject| runtime.block_on(many(subject)))?;
    report(&format!("{CONCURRENT} at once, calls a second"), &costs, |cost| Some(1.0 / cost.wall));
    report(&format!("{CONCURRENT} at once, µs of one call in 100"), &costs, |cost| Some(cost.slowest * 1e6));
    Ok(())
}

/// Returns the costs of both subjects in each round. The first subject alternates, and the first round is a warm-up.
fn in_turns(
    rounds: usize,
    subjects: &[Subject; 2],
    measure: impl Fn(&Subject) -> Result<Cost, BoxError>,
) -> Result<Vec<[Cost; 2]>, BoxError> {
    let [plain, ours] = subjects;
    let mut costs = Vec::with_capacity(rounds + 1);
    for round in 0..=rounds {
        costs.push(if round % 2 == 0 {
            let plain = measure(plain)?;
            [plain, measure(ours)?]
        } else {
            let ours = measure(ours)?;
            [measure(plain)?, ours]
        });
    }
    costs.remove(0);
    Ok(costs)
}

async fn alone(subject: &Subject, calls: usize) -> Result<(), BoxError> {
    for _ in 0..calls {
        subject.call().await?;
    }
    Ok(())
}

async fn one_by_one(subject: &Subject) -> Result<Cost, BoxError> {
    let mut times = Vec::with_capacity(CALLS);
    let (began, cpu) = (Instant::now(), cpu_time());
    for _ in 0..CALLS {
        let began = Instant::now();
        subject.call().await?;
        times.push(began.elapsed());
    }
    let cpu = cpu_time().zip(cpu).map(|(now, before)| a_call(now.saturating_sub(before)));
    Ok(Cost { wall: a_call(began.elapsed()), slowest: slowest(times), cpu })
}

async fn many(subject: &Subject) -> Result<Cost, BoxError> {
    let (times, sink) = mpsc::channel();
    let (subject, began) = (subject.clone(), Instant::now());
    at_once(CALLS, move || {
        let (subject, times) = (subject.clone(), times.clone());
        async move {
            let began = Instant::now();
            subject.call().await?;
            Ok(times.send(began.elapsed())?)
        }
    })
    .await?;
    Ok(Cost { wall: a_call(began.elapsed()), slowest: slowest(sink.into_iter().collect()), cpu: None })
}

impl Subject {
    async fn call(&self) -> Result<(), BoxError> {
        match self {
            Self::Plain(client, url) => drop(black_box(plain::send(client.get(url)).await?)),
            Self::Ours(client) => drop(black_box(client.get_avatar_group(GROUP).await?)),
        }
        Ok(())
    }
}

/// Prints a line with the medians of both, if the system provides them.
fn report(name: &str, costs: &[[Cost; 2]], number: impl Fn(&Cost) -> Option<f64>) {
    let pairs: Option<Vec<_>> = costs.iter().map(|[plain, ours]| number(plain).zip(number(ours))).collect();
    let Some(pairs) = pairs else { return };
    let plain = median(pairs.iter().map(|(plain, _)| *plain));
    let ours = median(pairs.iter().map(|(_, ours)| *ours));
    let ratio = median(pairs.iter().map(|(plain, ours)| ours / plain));
    println!("{name:<36} {plain:>10.1} {ours:>10.1} {ratio:>12.3}");
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Returns the seconds of the slowest call of a hundred.
fn slowest(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() * 99 / 100].as_secs_f64()
}

/// Returns the seconds per call of [`CALLS`].
fn a_call(all: Duration) -> f64 {
    let calls = u32::try_from(CALLS).unwrap_or(u32::MAX);
    (all / calls).as_secs_f64()
}

/// Returns the CPU time of this thread, as Linux counts it.
fn cpu_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
