use std::time::{Duration, SystemTime};

/// The time and the randomness that a step may need. They are functions, since a success needs none of them and reading
/// the clock takes time.
pub(crate) struct StepInputs<'d> {
    /// Returns the time since the call began, if it has a deadline.
    pub(crate) elapsed: &'d dyn Fn() -> Duration,
    /// The time of day.
    pub(crate) now: &'d dyn Fn() -> SystemTime,
    /// A number spread evenly over all of its values.
    pub(crate) random: &'d dyn Fn() -> u64,
}
