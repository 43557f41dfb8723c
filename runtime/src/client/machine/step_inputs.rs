use std::time::{Duration, SystemTime};

/// When something came back to a driver, and what chance says then. A success needs none of it, and asking costs time.
pub(crate) struct StepInputs<'d> {
    /// The time since the call began, where it has a deadline.
    pub(crate) elapsed: &'d dyn Fn() -> Duration,
    /// The time of day.
    pub(crate) now: &'d dyn Fn() -> SystemTime,
    /// A number spread evenly over all of its values.
    pub(crate) random: &'d dyn Fn() -> u64,
}
