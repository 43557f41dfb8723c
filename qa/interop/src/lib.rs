//! Makes the calls of one framework, and reports the verdict on each.
//!
//! The program of a framework, its `calls.rs`, has the generated client and uses this library:
//!
//! ```no_run
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! let mut calls = openapi_bindgen_interop::Calls::start();
//! calls.check("two and two", async { assert_eq!(2 + 2, 4) }).await;
//! # }
//! ```

mod check;

pub use check::{Check, Verdict};

use std::collections::BTreeMap;
use std::future::Future;
use std::panic;
use std::sync::{Arc, Mutex};

/// The variable that holds the base URL of the server.
pub const SERVER: &str = "INTEROP_SERVER";

/// The checks of one framework. Each is written to standard output as soon as its verdict is known.
pub struct Calls {
    base_url: String,
    panic: Arc<Mutex<String>>,
}

impl Calls {
    /// Reads the base URL of the server.
    ///
    /// # Panics
    /// Panics if the variable [`SERVER`] is not set.
    pub fn start() -> Self {
        let base_url = std::env::var(SERVER).expect("the runner sets the base URL of the server");
        let panic = Arc::new(Mutex::new(String::new()));
        let last = Arc::clone(&panic);
        panic::set_hook(Box::new(move |info| *last.lock().unwrap() = info.to_string()));
        Self { base_url, panic }
    }

    /// Returns the base URL of the server.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Runs a check. It fails when it panics.
    pub async fn check(&mut self, name: &str, check: impl Future<Output = ()> + Send + 'static) {
        let verdict = match self.run(check).await {
            None => Verdict::Passed,
            Some(message) => Verdict::Failed(message),
        };
        report(name, verdict);
    }

    /// Runs a check that is expected to fail because the server does not match its document.
    pub async fn framework_fault(
        &mut self,
        name: &str,
        reason: &str,
        check: impl Future<Output = ()> + Send + 'static,
    ) {
        let verdict = self.run(check).await.map(|_| Verdict::FrameworkFault(reason.to_owned()));
        report(name, verdict.unwrap_or_else(repaired));
    }

    /// Returns the message of the panic that ended the check, if any.
    async fn run(&self, check: impl Future<Output = ()> + Send + 'static) -> Option<String> {
        tokio::spawn(check).await.err().map(|_| self.panic.lock().unwrap().clone())
    }
}

/// Returns the verdict on a known fault that is gone. Its mark would hide the next failure.
fn repaired() -> Verdict {
    Verdict::Failed("passes, although it is marked as a fault: remove the mark".to_owned())
}

fn report(name: &str, verdict: Verdict) {
    println!("{}", Check { name: name.to_owned(), verdict }.to_line());
}

/// Asserts the values that the server received, by the names of its parameters.
///
/// # Panics
/// Panics if the server received something else, or does not report the name.
#[track_caller]
pub fn assert_saw(saw: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    for (name, expected) in expected {
        let actual = saw.get(*name).unwrap_or_else(|| panic!("the server does not speak of `{name}`: {saw:?}"));
        assert_eq!(actual, expected, "what the server saw as `{name}`");
    }
}
