//! Ten thousand calls over a network that fails at random, to a server whose effects are recorded.

use std::{
    collections::HashMap,
    fmt::Debug,
    future::{IntoFuture, pending, ready},
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use openapi_bindgen_runtime::{
    BlockingBody, BlockingTimer, BlockingTransport, BoxFuture, Error, Operation, Outcome, RequestBody, RetryBudget,
    Transport, TransportFailure,
};

use crate::{
    ShopClient,
    bindings::{CancelOrder, CreateOrder, ShopCall},
    canned::Sent,
    script::{Act, Clock},
};

const CALLS: u64 = 10_000;

/// The generator `SplitMix64`: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.next() % from.len() as u64).unwrap()]
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.next().is_multiple_of(count)
    }
}

/// A server that applies each key once and replays its answer, behind a network that fails.
#[derive(Clone)]
struct Model(Arc<Mutex<State>>);

struct State {
    random: Random,
    clock: Clock,
    /// The answer that was made under each key.
    answers: HashMap<Bytes, Act>,
    /// The number of requests received, and of those that took effect.
    arrived: u32,
    applied: u32,
    /// Until when the server asked not to be called.
    closed_until: Duration,
    first: Option<Request<Bytes>>,
}

impl Model {
    fn new(seed: u64, clock: &Clock) -> Self {
        Self(Arc::new(Mutex::new(State {
            random: Random(seed),
            clock: clock.clone(),
            answers: HashMap::new(),
            arrived: 0,
            applied: 0,
            closed_until: Duration::ZERO,
            first: None,
        })))
    }

    fn counts(&self) -> (u32, u32) {
        let state = self.0.lock().unwrap();
        (state.arrived, state.applied)
    }

    fn act(&self, request: &Request<Bytes>) -> Act {
        self.0.lock().unwrap().act(request)
    }
}

impl State {
    /// Returns the client's view of one attempt.
    fn act(&mut self, request: &Request<Bytes>) -> Act {
        let now = BlockingTimer::monotonic(&self.clock);
        assert!(now >= self.closed_until, "a request comes before the time that the server asked for");
        let key = request.headers().get("idempotency-key").map(|key| Bytes::copy_from_slice(key.as_bytes()));
        let first = self.first.get_or_insert_with(|| request.clone());
        assert_eq!((first.uri(), first.headers(), first.body()), (request.uri(), request.headers(), request.body()));

        // A failure of the request.
        match self.random.next() % 10 {
            0 | 1 => return Act::Unreachable,
            2 => return Act::Breaks,
            3 => return Act::Hangs,
            _ => self.arrived += 1,
        }
        // Before the server looks at the key.
        match self.random.next() % 10 {
            0 => return self.ask(429),
            1 => return self.ask(503),
            2 => return Act::Replies(self.random.pick(&[401, 404, 500, 502])),
            _ => {}
        }
        let answer = match key {
            Some(key) => match self.answers.get(&key) {
                Some(_) if self.random.one_in(4) => return Act::InProgress,
                Some(answer) => *answer,
                None => {
                    let answer = self.apply();
                    self.answers.insert(key, answer);
                    answer
                }
            },
            None => self.apply(),
        };
        // A failure of the response.
        match self.random.next() % 10 {
            0 => Act::Breaks,
            1 => Act::Hangs,
            2 => Act::Replies(504),
            3 if answer == Act::Replies(200) => self.random.pick(&[Act::BreaksOff(200), Act::Garbled]),
            _ => answer,
        }
    }

    fn apply(&mut self) -> Act {
        if self.random.one_in(8) {
            return Act::Replies(400);
        }
        self.applied += 1;
        Act::Replies(200)
    }

    fn ask(&mut self, status: u16) -> Act {
        let (text, seconds) = self.random.pick(&[("0", 0), ("2", 2), ("119", 119), ("121", 121)]);
        self.closed_until = BlockingTimer::monotonic(&self.clock) + Duration::from_secs(seconds);
        Act::Asks(status, text)
    }
}

impl Transport for Model {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Sent> {
        match self.act(&request.map(|body| body.into_bytes().unwrap())).perform() {
            Some(sent) => Box::pin(ready(sent)),
            None => Box::pin(pending()),
        }
    }
}

impl BlockingTransport for Model {
    fn send(&self, request: Request<RequestBody>, time: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        let Some(sent) = self.act(&request.map(|body| body.into_bytes().unwrap())).perform() else {
            self.0.lock().unwrap().clock.advance(time);
            return Err(TransportFailure::timed_out("nothing came"));
        };
        Ok(sent?.map(crate::script::blocked))
    }
}

/// The result of a call.
#[derive(Debug)]
enum CallResult {
    Success,
    Failure(Outcome, u32),
}

fn result_of<T, E>(result: Result<T, Error<E>>) -> CallResult {
    match result {
        Ok(_) => CallResult::Success,
        Err(error) => CallResult::Failure(error.outcome(), error.attempts()),
    }
}

/// Makes a call with one driver or the other.
fn make<O: Operation>(operation: O, model: &Model, clock: &Clock, random: &mut Random) -> CallResult {
    let deadline = random.one_in(3).then(|| Duration::from_secs(random.next() % 200));
    let seed = random.next();
    let builder = ShopClient::builder().api_key_auth("key").retry_budget(RetryBudget::unlimited());
    let builder = builder.randomness(move || u128::from(seed) << 64 | u128::from(seed));
    let began = BlockingTimer::monotonic(clock);
    let result = if random.one_in(2) {
        let client = builder.blocking_transport(model.clone()).blocking_timer(clock.clone()).build_blocking().unwrap();
        let call = client.call(operation);
        result_of(match deadline {
            Some(deadline) => call.deadline(deadline).send(),
            None => call.send(),
        })
    } else {
        let client = builder.transport(model.clone()).timer(clock.clone()).build().unwrap();
        let call: ShopCall<O> = client.call(operation);
        let mut call = match deadline {
            Some(deadline) => call.deadline(deadline).into_future(),
            None => call.into_future(),
        };
        // Nothing here is ever waited for: the clock moves instead.
        let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("the call waits")
        };
        result_of(result)
    };
    if let Some(deadline) = deadline {
        let took = BlockingTimer::monotonic(clock).saturating_sub(began);
        assert!(took <= deadline, "{took:?} for a call with a deadline of {deadline:?}");
    }
    result
}

/// Compares the result of a call with the effects on the server.
fn check(result: &CallResult, model: &Model, call: &dyn Debug) {
    let (arrived, applied) = model.counts();
    let is_true = match result {
        CallResult::Success | CallResult::Failure(Outcome::Committed, _) => applied == 1,
        CallResult::Failure(Outcome::NotSent, _) => arrived == 0,
        CallResult::Failure(Outcome::Rejected, _) => applied == 0,
        CallResult::Failure(..) => applied <= 1,
    };
    assert!(is_true, "{call:?} returned {result:?}; {arrived} requests arrived and {applied} took effect");
    assert!(!matches!(result, CallResult::Failure(_, attempts) if *attempts > 3), "{result:?}");
}

#[test]
fn no_call_takes_effect_twice_and_every_outcome_is_right() {
    let (mut successes, mut unknown) = (0, 0);
    for seed in 0..CALLS {
        let (clock, mut random) = (Clock::default(), Random(seed));
        let model = Model::new(seed ^ 0xA5A5, &clock);
        let result = if random.one_in(2) {
            make(CreateOrder::new(seed.to_string()), &model, &clock, &mut random)
        } else {
            make(CancelOrder::new(seed.to_string()), &model, &clock, &mut random)
        };
        check(&result, &model, &seed);
        match result {
            CallResult::Success => successes += 1,
            CallResult::Failure(Outcome::Unknown, _) => unknown += 1,
            CallResult::Failure(..) => {}
        }
    }
    // The network is bad, but neither so bad nor so good that nothing is put to the test.
    assert!(successes > CALLS / 10 && unknown > CALLS / 10, "{successes} successes, {unknown} unknown");
}

#[test]
fn a_call_that_several_processes_go_on_with_takes_effect_once() {
    let mut successes = 0;
    for seed in 0..CALLS / 10 {
        let (clock, mut random) = (Clock::default(), Random(seed));
        let model = Model::new(seed ^ 0x5A5A, &clock);
        let process = || {
            let builder = ShopClient::builder().api_key_auth("key").retry_budget(RetryBudget::unlimited());
            let builder = builder.blocking_transport(model.clone()).blocking_timer(clock.clone());
            builder.build_blocking().unwrap()
        };
        let (call, started) = process().create_order("s").note("rush").resumable().unwrap();
        let mut last = result_of(call.send());
        check(&last, &model, &seed);
        for _ in 0..random.next() % 4 {
            // Longer than any wait that the server asked for, and shorter than it keeps the key.
            clock.advance(Duration::from_mins(5));
            last = result_of(process().create_order("s").note("rush").resume(started.clone()).send());
            check(&last, &model, &seed);
            assert!(!matches!(last, CallResult::Failure(Outcome::NotSent | Outcome::Rejected, _)), "{last:?}");
        }
        successes += u64::from(matches!(last, CallResult::Success));
    }
    assert!(successes > CALLS / 40, "{successes} successes");
}
