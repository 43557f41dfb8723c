//! What runs a call's state machine: one driver for calls that are awaited.

mod asynchronous;

pub use self::asynchronous::Async;
