//! A server on a loopback port, plain `reqwest` to call it with, and many calls at once.

#[path = "../../src/mock/body.rs"]
mod body;
mod concurrent;
pub(crate) mod plain;
mod server;

use std::env;

pub(crate) use self::{
    concurrent::{CONCURRENT, at_once},
    server::Server,
};

/// An error of a benchmark, which ends it.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The group that the server has.
pub(crate) const GROUP: &str = "group_xyz789";
/// The key that clients send. The server does not look at it.
pub(crate) const API_KEY: &str = "benchmark-api-key";

/// The number on the command line, which is at least 1, or `usual`; where Cargo only tries whether a benchmark works,
/// `trial`.
pub(crate) fn count(usual: usize, trial: usize) -> usize {
    let is_trial = !env::args().any(|argument| argument == "--bench");
    let given = env::args().skip(1).find_map(|argument| argument.parse().ok());
    given.unwrap_or(if is_trial { trial } else { usual }).max(1)
}
