use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of one more attempt, in tenths of a token.
const COST: u32 = 10;
/// The gain from a success, in tenths of a token.
const GAIN: u32 = 1;

/// A limit on the retries of all calls of a client together while nothing succeeds.
///
/// Each retry takes one token. Each success returns a tenth of a token, up to the initial number. Without a token,
/// failed calls end at once, so that retries do not add to the load of a failing server.
///
/// ```
/// use openapi_bindgen_runtime::RetryBudget;
///
/// let budget = RetryBudget::tokens(50);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryBudget(Option<u32>);

/// Ten tokens.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::tokens(10)
    }
}

impl RetryBudget {
    /// Creates a budget of `count` retries.
    pub fn tokens(count: u32) -> Self {
        Self(Some(count))
    }

    /// Creates an unlimited budget: only the call's own [`Retry`](crate::Retry) policy limits its retries.
    pub fn unlimited() -> Self {
        Self(None)
    }
}

/// The tokens left of a budget, shared by the calls of a client.
#[derive(Debug)]
pub(crate) struct Tokens(Option<Level>);

/// In tenths of a token.
#[derive(Debug)]
struct Level {
    now: AtomicU32,
    full: u32,
}

impl Tokens {
    pub(crate) fn new(RetryBudget(tokens): RetryBudget) -> Self {
        Self(tokens.map(|tokens| {
            let full = tokens.saturating_mul(COST);
            Level { now: AtomicU32::new(full), full }
        }))
    }

    /// Takes one token, if there is one.
    pub(crate) fn take(&self) -> bool {
        let Some(Level { now, .. }) = &self.0 else { return true };
        now.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |level| level.checked_sub(COST)).is_ok()
    }

    /// Gives a tenth of a token back, after a success.
    pub(crate) fn give(&self) {
        let Some(Level { now, full }) = &self.0 else { return };
        // The budget is usually full. A write would then only slow down the calls that read it.
        if now.load(Ordering::Relaxed) < *full {
            // The closure always returns a level, so this cannot fail.
            let _ = now.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |level| {
                Some(level.saturating_add(GAIN).min(*full))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_pay_for_one_attempt() {
        let tokens = Tokens::new(RetryBudget::tokens(2));
        assert!(tokens.take() && tokens.take());
        assert!(!tokens.take());
        (0..9).for_each(|_| tokens.give());
        assert!(!tokens.take());
        tokens.give();
        assert!(tokens.take());
    }

    #[test]
    fn there_is_never_more_than_there_was() {
        let tokens = Tokens::new(RetryBudget::tokens(1));
        (0..100).for_each(|_| tokens.give());
        assert!(tokens.take());
        assert!(!tokens.take());
    }

    #[test]
    fn a_budget_of_nothing_allows_nothing_and_no_budget_everything() {
        assert!(!Tokens::new(RetryBudget::tokens(0)).take());
        let unlimited = Tokens::new(RetryBudget::unlimited());
        assert!((0..1000).all(|_| unlimited.take()));
        assert!(Tokens::new(RetryBudget::tokens(u32::MAX)).take());
    }
}
