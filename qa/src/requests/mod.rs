//! Calls every operation of every OpenAPI document of a folder through the generated client, and
//! validates the requests with programs that are independent of this generator.
//!
//! For each document, it generates the client, and a program that calls each operation with JSON
//! which matches the schemas of the parameters and the request body: first with required values
//! only, then with all optional values. The client has a credential for every scheme and sends over
//! `ureq` to a loopback port, where the bytes are recorded. The recorded bytes are then sent
//! unchanged to [Prism]'s mock server, which has loaded the same unchanged document and responds
//! with every difference from it. If Prism does not load the document in time, or fails on a
//! request, [openapi-core] validates instead.
//!
//! Known faults of Prism are in `disputed.rs`, with their reasons, and are counted separately.
//!
//! [Prism]: https://github.com/stoplightio/prism
//! [openapi-core]: https://github.com/python-openapi/openapi-core

mod arguments;
pub(crate) mod bindings;
mod disputed;
mod http;
mod openapi_core;
mod operation;
mod plan;
mod prism;
mod program;
mod recorder;
mod report;
mod request_values;
mod verdict;

use std::{
    error::Error,
    io::{self, IsTerminal},
    process::ExitCode,
    thread,
    time::Duration,
};

use clap::Parser;

use crate::{
    document::{self, Document},
    exit_code,
    workspace::Workspace,
};
use arguments::Arguments;
use recorder::Recorder;
use report::{Outcome, Report};

/// The features of the runtime that generated code is compiled with.
const FEATURES: &[&str] = &["blocking", "pattern"];

/// The stack size for functions that recurse through nested schemas.
const STACK: usize = 256 << 20;

/// Runs the command with the arguments of the process.
///
/// The last line of its output is `operations: N, checked by Prism: N, by the other validator: N,
/// violations: N`. It succeeds if there is no violation.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    exit_code(run(&arguments))
}

/// Returns true if every request matches its document.
fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let mut report = Report::default();
    if arguments.folder.exists() {
        let documents = document::find(&arguments.folder, arguments.filter.as_deref())?;
        let workspace = Workspace::create(arguments.keep.as_deref(), FEATURES)?;
        let recorder = Recorder::start()?;
        for (position, document) in documents.into_iter().enumerate() {
            if io::stderr().is_terminal() {
                eprintln!("document {}: {}", position + 1, document.name);
            }
            let outcome = thread::scope(|scope| {
                let run = || run_document(arguments, &workspace, &recorder, &document);
                let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run)?;
                thread.join().unwrap_or_else(|_| Err(io::Error::other("making the calls panicked")))
            })?;
            print!("{}", outcome.text(&document.name));
            report.add(document.name, outcome);
        }
    } else {
        println!("there is no folder `{}`: skipped", arguments.folder.display());
    }
    print!("\n{}", report.text());
    println!("{}", report.counts());
    Ok(report.is_good())
}

/// Runs all steps for one document.
fn run_document(
    arguments: &Arguments,
    workspace: &Workspace,
    recorder: &Recorder,
    document: &Document,
) -> io::Result<Outcome> {
    let bindings = match bindings::generate(workspace, document)? {
        Ok(bindings) => bindings,
        Err(reason) => return Ok(Outcome::rejected(reason)),
    };
    let plan = plan::Plan::new(document, &bindings, arguments.calls.get(), arguments.seed)?;
    if plan.calls.is_empty() {
        return Ok(Outcome::new(plan, Vec::new(), Vec::new()));
    }
    let program = program::build(workspace, document, &bindings)?;
    let sent = program::run(&program, recorder, &plan.calls)?;
    let limit = Duration::from_secs(arguments.time_limit);
    let mut verdicts = prism::judge(&arguments.prism, &document.path, limit, &sent)?;
    if let Some(python) = &arguments.openapi_core {
        openapi_core::judge(python, &document.path, &sent, &mut verdicts)?;
    }
    Ok(Outcome::new(plan, sent, verdicts))
}
