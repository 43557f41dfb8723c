use std::time::Duration;

/// Returns a wait between zero and a limit. The limit is `first` after the first attempt, and doubles after each
/// further one, up to `cap`. `random` selects the wait in this range, so that clients that failed together do not retry
/// together.
pub(super) fn full_jitter(first: Duration, cap: Duration, attempts: u32, random: u64) -> Duration {
    let doublings = attempts.saturating_sub(1);
    let limit = 2_u32.checked_pow(doublings).and_then(|factor| first.checked_mul(factor)).unwrap_or(cap).min(cap);
    // A duration of more nanoseconds than this is more than 500 years.
    let nanos = u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX);
    let drawn = (u128::from(nanos) * u128::from(random)) >> u64::BITS;
    Duration::from_nanos(u64::try_from(drawn).unwrap_or(nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(first: u64, cap: u64, attempts: u32, random: u64) -> f64 {
        full_jitter(Duration::from_secs(first), Duration::from_secs(cap), attempts, random).as_secs_f64().round()
    }

    #[test]
    fn the_limit_doubles_up_to_the_cap() {
        let limits: Vec<_> = (1..8).map(|attempts| seconds(1, 30, attempts, u64::MAX).to_string()).collect();
        assert_eq!(limits, ["1", "2", "4", "8", "16", "30", "30"]);
    }

    #[test]
    fn the_wait_is_anywhere_below_the_limit() {
        assert_eq!(full_jitter(Duration::from_secs(8), Duration::MAX, 1, 0), Duration::ZERO);
        assert_eq!(full_jitter(Duration::from_secs(8), Duration::MAX, 1, 1 << 63), Duration::from_secs(4));
        assert!(full_jitter(Duration::from_secs(8), Duration::MAX, 1, u64::MAX) < Duration::from_secs(8));
    }

    #[test]
    fn no_number_is_too_large() {
        for attempts in [0, 1, 32, 33, u32::MAX] {
            assert!(full_jitter(Duration::MAX, Duration::MAX, attempts, u64::MAX) > Duration::from_hours(24));
            assert!(full_jitter(Duration::from_nanos(1), Duration::from_secs(1), attempts, u64::MAX).as_secs() < 1);
        }
    }
}
