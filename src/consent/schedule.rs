use std::time::Duration;

/// The schedule of the polls of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// The next pause.
    pub(super) pause: Duration,
    /// The longest pause, unless HeyGen asks for a longer one.
    pub(super) longest: Duration,
    /// The time for all polls together, and the pauses between them.
    pub(super) deadline: Duration,
}

/// Pauses from 2 to 30 seconds, for 10 minutes, as in HeyGen's own command line client.
impl Default for Schedule {
    fn default() -> Self {
        Self { pause: Duration::from_secs(2), longest: Duration::from_secs(30), deadline: Duration::from_mins(10) }
    }
}

/// The pauses left of a [`Schedule`].
#[derive(Debug)]
pub(super) struct Pauses {
    next: Duration,
    longest: Duration,
    deadline: Duration,
    reserve: Duration,
}

impl Pauses {
    pub(super) fn new(Schedule { pause, longest, deadline }: Schedule) -> Self {
        let first = pause.min(longest);
        Self { next: first, longest, deadline, reserve: first }
    }

    pub(super) fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Returns the pause before the next poll, or `None` if the deadline leaves no time for another one. `elapsed` is
    /// the time since the first poll began. The pause is never shorter than `asked`, which HeyGen asked for.
    ///
    /// The last poll is moved to one first pause before the deadline, so that a late decision is seen and there is time
    /// for the response.
    pub(super) fn next(&mut self, elapsed: Duration, asked: Option<Duration>) -> Option<Duration> {
        let pause = self.next;
        self.next = pause.saturating_mul(2).min(self.longest);
        let asked = asked.unwrap_or_default();
        let left = self.deadline.saturating_sub(elapsed).saturating_sub(self.reserve);
        (!left.is_zero() && asked <= left).then(|| pause.max(asked).min(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    fn pauses(deadline: u64) -> Pauses {
        Pauses::new(Schedule { deadline: seconds(deadline), ..Schedule::default() })
    }

    /// Returns all pauses up to the deadline, when polls take no time.
    fn all(mut pauses: Pauses) -> Vec<u64> {
        let mut elapsed = Duration::ZERO;
        let mut all = Vec::new();
        while let Some(pause) = pauses.next(elapsed, None) {
            elapsed += pause;
            all.push(pause.as_secs());
        }
        all
    }

    #[test]
    fn a_pause_doubles_up_to_the_longest() {
        assert_eq!(all(pauses(122)), [2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(all(pauses(600)).len(), 23);
    }

    #[test]
    fn the_last_poll_comes_before_the_deadline() {
        assert_eq!(all(pauses(50)), [2, 4, 8, 16, 18]);
        assert_eq!(all(pauses(2)), [0; 0]);
        assert_eq!(all(pauses(0)), [0; 0]);
        assert_eq!(pauses(10).next(seconds(11), None), None);
    }

    #[test]
    fn a_requested_wait_is_kept_or_polling_ends() {
        assert_eq!(pauses(100).next(Duration::ZERO, Some(seconds(1))), Some(seconds(2)));
        assert_eq!(pauses(100).next(Duration::ZERO, Some(seconds(98))), Some(seconds(98)));
        assert_eq!(pauses(100).next(Duration::ZERO, Some(seconds(99))), None);
        assert_eq!(pauses(100).next(Duration::ZERO, Some(Duration::MAX)), None);
    }

    #[test]
    fn the_longest_pause_holds_from_the_first() {
        let schedule = Schedule { longest: seconds(1), ..Schedule::default() };
        assert_eq!(Pauses::new(schedule).next(Duration::ZERO, None), Some(seconds(1)));
    }

    #[test]
    fn no_number_is_too_large() {
        let schedule = Schedule { pause: Duration::MAX, longest: Duration::MAX, deadline: Duration::MAX };
        assert_eq!(Pauses::new(schedule).next(Duration::ZERO, None), None);
    }
}
