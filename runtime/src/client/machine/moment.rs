use std::time::{Duration, SystemTime};

/// When something came back to a driver, and what chance says then.
pub(crate) struct Moment<'d> {
    /// The time since the call began.
    pub(crate) elapsed: Duration,
    /// The time of day.
    pub(crate) now: SystemTime,
    /// A number spread evenly over all of its values. It is asked for only where it is needed.
    pub(crate) random: &'d dyn Fn() -> u64,
}
