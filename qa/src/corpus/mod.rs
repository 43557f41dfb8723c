//! Generates from every OpenAPI document of a folder, compiles the output, and shows the result for
//! each document.
//!
//! With `--round-trip`, it also makes JSON from every schema, sends it through the generated types
//! and compares the results.
//!
//! With `--formats`, strings of a format have their own types, also in a round trip.
//!
//! With `--edits N`, it changes the documents at random instead, and checks the report of `diff`
//! for each change.

mod arguments;
pub(crate) mod check;
mod child;
mod edits;
mod formats;
mod generation;
mod histogram;
mod report;
mod round_trip;
pub(crate) mod single;

use std::{error::Error, fs, process::ExitCode, time::Duration};

use clap::Parser;

use crate::{
    document::{self, Document},
    exit_code,
    workspace::Workspace,
};
use arguments::Arguments;
use formats::Formats;
use generation::{Generation, Outcome};
use report::Report;
use round_trip::ValuesMade;

/// The features of the runtime that generated code is compiled with.
const FEATURES: &[&str] = &["client", "pattern"];

/// Runs the command with the arguments of the process.
///
/// The last line of its output is `documents: N, generated: N, compiled: N, rejected: N`. It
/// succeeds if all generated code compiles without warnings, every rejection has its place in the
/// document, and no value changed.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let [file, folder] = arguments.one.as_slice() {
        return single::run(file, folder, arguments.formats);
    }
    exit_code(run(&arguments))
}

/// Returns true if there is no problem with any document.
fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let Some(folder) = arguments.folder.as_deref().filter(|folder| folder.exists()) else {
        let folder = arguments.folder.clone().unwrap_or_default();
        println!("there is no folder `{}`: skipped", folder.display());
        println!("{}", report::Counts::default());
        if arguments.round_trip {
            println!("{}", round_trip::Counts::default());
        }
        return Ok(true);
    };
    let documents = document::find(folder, arguments.filter.as_deref())?;
    if arguments.edits > 0 {
        let report = edits::run(&documents, arguments.edits, arguments.seed, arguments.jobs.get());
        println!("{report}");
        return Ok(report.is_good());
    }
    let of_formats = arguments.formats.into_iter().flat_map(Formats::features);
    let features: Vec<&str> = FEATURES.iter().copied().chain(of_formats).collect();
    let workspace = Workspace::create(arguments.keep.as_deref(), &features)?;
    let limit = Duration::from_secs(arguments.time_limit);
    let generations = generation::all(&documents, &workspace, arguments.jobs.get(), limit, arguments.formats)?;
    let generated = with_lines(&documents, &generations, |_| true);
    let checks = if arguments.no_check { None } else { Some(check::all(&workspace, &generated)?) };
    let trips = if arguments.round_trip {
        let compiled = with_lines(&documents, &generations, |document| {
            checks.as_ref().is_none_or(|checks| checks.compiled(&document.module))
        });
        let modules = documents.iter().map(|document| document.module.as_str());
        let types = modules.zip(generations.iter().map(|generation| &generation.types)).collect();
        let made = ValuesMade { count: arguments.values, seed: arguments.seed, formats: arguments.formats };
        Some(round_trip::run(&workspace, &compiled, &types, made)?)
    } else {
        None
    };
    let report = Report::new(&documents, &generations, checks.as_ref(), arguments.verbose);
    if let Some(path) = &arguments.markdown {
        fs::write(path, report.markdown() + &trips.as_ref().map(round_trip::Report::markdown).unwrap_or_default())?;
    }
    print!("{}", report.text());
    if let Some(folder) = &arguments.keep {
        println!("the crates are in `{}`", folder.display());
    }
    println!("{}", report.counts());
    let Some(trips) = trips else { return Ok(report.is_good()) };
    print!("\n{}", trips.text(arguments.verbose));
    println!("{}", trips.counts());
    Ok(report.is_good() && trips.counts().differences == 0)
}

/// Returns the documents that were generated and that `include` accepts, each with its lines of
/// code.
fn with_lines<'d>(
    documents: &'d [Document],
    generations: &[Generation],
    include: impl Fn(&Document) -> bool,
) -> Vec<(&'d Document, u64)> {
    let lines = generations.iter().map(|generation| match &generation.outcome {
        Outcome::Generated(size) => Some(size.lines),
        _ => None,
    });
    documents
        .iter()
        .zip(lines)
        .filter(|(document, _)| include(document))
        .filter_map(|(document, lines)| Some((document, lines?)))
        .collect()
}
