//! Checks that each part of a document is in the generated code or in a diagnostic.
//!
//! It counts the parts in the document itself, and searches the code with `syn`. The generator provides only the names
//! of the types of each schema and the pointers of the diagnostics.

mod arguments;
mod output;
mod parts;
mod schemas;
mod tree;

use std::{collections::BTreeMap, error::Error, process::ExitCode};

use clap::Parser;
use openapi_bindgen::{Generated, Options, Source, generate, parse, read_source};

pub use self::parts::{Kind, Part};
use self::{arguments::Arguments, output::Output};
use crate::{document, exit_code, table::Table};

/// The result for the parts of a document.
#[derive(Debug, Default)]
pub struct Coverage {
    /// The number of parts of each kind.
    pub counts: BTreeMap<Kind, usize>,
    /// The parts that are missing from the code and that a diagnostic mentions.
    pub reported: Vec<Part>,
    /// The parts that are missing from the code and that no diagnostic mentions.
    pub silent: Vec<Part>,
}

impl Coverage {
    fn total(&self) -> usize {
        self.counts.values().sum()
    }
}

/// Runs the command with the arguments of the process.
///
/// The last line of its output is `parts: N, reported: N, silent: N`. It succeeds when no part is silent.
pub fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let documents = document::find(&arguments.folder, arguments.filter.as_deref())?;
    let kinds = Kind::ALL.map(Kind::plural);
    let mut table = Table::new(1, &[&["document"][..], &kinds, &["reported", "silent"]].concat());
    let (mut all, mut reported, mut silent) = (0, 0, Vec::new());
    for document in &documents {
        let name = document.name.as_str();
        // `corpus` judges a document that the generator rejects.
        let Some(coverage) = read_source(&document.path).ok().and_then(|source| of_source(&source)) else { continue };
        let count = |kind| coverage.counts.get(&kind).copied().unwrap_or_default();
        let mut row = vec![name.to_owned()];
        row.extend(Kind::ALL.map(|kind| count(kind).to_string()));
        row.extend([coverage.reported.len().to_string(), coverage.silent.len().to_string()]);
        table.push(row);
        all += coverage.total();
        reported += coverage.reported.len();
        if arguments.verbose {
            for part in &coverage.reported {
                println!("{name}: reported: {part}");
            }
        }
        silent.extend(coverage.silent.into_iter().map(|part| format!("{name}: {part}")));
    }
    println!("{}", table.text());
    for part in &silent {
        println!("silent: {part}");
    }
    println!("parts: {all}, reported: {reported}, silent: {}", silent.len());
    Ok(silent.is_empty())
}

/// Generates from a document and counts its parts.
///
/// Returns `None` if the generator rejects the document, or if it is Swagger 2.0, which has its parts in other places.
pub fn of_source(source: &Source) -> Option<Coverage> {
    let document = parse(source).ok()?;
    document.get("openapi")?;
    let generated = generate(source, &[], &Options::default()).ok()?;
    Some(Coverage::measure(&document, &generated))
}

impl Coverage {
    fn measure(document: &serde_json::Value, generated: &Generated) -> Self {
        let output = Output::read(generated);
        let reports = Reports::new(generated);
        let mut coverage = Self::default();
        for part in parts::list(document) {
            // The parts of a missing operation are missing with it, and not counted.
            if part.operation().is_some_and(|operation| !output.has_operation(operation))
                && part.kind != Kind::Operation
            {
                continue;
            }
            *coverage.counts.entry(part.kind).or_default() += 1;
            if output.has(&part) {
                continue;
            }
            if part.places.iter().any(|place| reports.mentions(place, part.kind)) {
                coverage.reported.push(part);
            } else {
                coverage.silent.push(part);
            }
        }
        coverage
    }
}

/// The pointers that the generator reports.
struct Reports {
    /// The pointers with a diagnostic or without a type.
    all: Vec<String>,
    /// The pointers below which the output has nothing.
    losses: Vec<String>,
}

impl Reports {
    fn new(generated: &Generated) -> Self {
        let untyped: Vec<String> = generated.untyped.iter().map(|place| place.pointer.to_string()).collect();
        let diagnostics = generated.warnings.iter();
        let all = diagnostics.clone().map(|diagnostic| diagnostic.pointer.to_string()).chain(untyped.clone()).collect();
        let losses = diagnostics.filter(|diagnostic| diagnostic.loss.is_some());
        Self { all, losses: losses.map(|diagnostic| diagnostic.pointer.to_string()).chain(untyped).collect() }
    }

    /// Returns true if a diagnostic mentions the part. One about a part of an operation or of a response is not about
    /// the whole.
    fn mentions(&self, place: &str, kind: Kind) -> bool {
        let is_whole = !matches!(kind, Kind::Operation | Kind::Response);
        let is_in = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.all.iter().any(|reported| reported == place || (is_whole && is_in(place, reported)))
            || self.losses.iter().any(|lost| is_in(lost, place))
    }
}

#[cfg(test)]
mod tests;
