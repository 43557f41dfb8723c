//! Compares the runs of each block for three sizes of an input.

use std::collections::HashSet;
use std::process::ExitCode;

use clap::Parser;
use openapi_bindgen_growth::{Dimension, Work};

use crate::arguments::Arguments;
use crate::{blocks, bytes, pair_report};

/// The most runs for twice the size, in percent. Twice as many are linear, and four times as many are quadratic.
const MOST: u64 = 320;

/// The part of the square of the number that runs at least. Fewer runs do not matter, such as those of a table of hashes.
const PART: u64 = 16;

/// The most allocated bytes that grow with the square of the input, in percent of all. Tables and texts that double their
/// capacity make up some percent.
const MOST_SQUARE: i64 = 15;

/// How often a dimension whose work grows too much is measured again. Which keys of a table of hashes meet differs from
/// run to run.
const AGAIN: usize = 4;

/// The size of an input that multiplies.
const FACTOR: usize = 40;

/// The most runs, in millions, for an input that multiplies.
const MOST_LIMITED: u64 = 2_000;

/// The dimensions whose work may grow faster, each with the reason.
const ACCEPTED: [(&str, &str); 5] = [
    ("settings of operations", OPTIONS),
    ("selected operations", OPTIONS),
    ("derives of a project file", OPTIONS),
    ("envelopes", OPTIONS),
    ("references in a row, compared with half", "a name of more digits is hashed in more words"),
];

const OPTIONS: &str = "each option is compared with each operation or type, and the options are the user's own";

pub(crate) struct Run {
    bytes: u64,
    is_accepted: bool,
    /// The runs of each block.
    pub(crate) blocks: Vec<u64>,
    /// The allocated bytes.
    pub(crate) allocated: u64,
}

pub(crate) fn run(work: Work) -> Run {
    let bytes = work.bytes as u64;
    let ((is_accepted, blocks), allocated) = bytes::count(|| blocks::count(|| work.run()));
    Run { bytes, is_accepted, blocks, allocated }
}

/// Returns true if the runs grow too much from `less` to `more`, each with the size of its input.
fn is_too_much(less: (u64, u64), more: (u64, u64)) -> bool {
    // The text of an input may grow faster than what it has many of.
    let bytes = (more.1 * 100 / less.1).max(200);
    more.0 * 100 > less.0.max(1) * (MOST * bytes / 200)
}

/// Returns the part of the allocated bytes that grows with the square of the input, in percent of those for the largest
/// one. It is that of the parabola through the three, and 0 if it does not grow with each step.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a rough figure")]
fn square(runs: [&Run; 3]) -> i64 {
    let [one, two, four] = runs.map(|run| (run.bytes as f64, run.allocated as f64));
    let per_byte = |run: (f64, f64)| run.1 / run.0;
    // An input that is too large in one of the sizes is rejected early.
    if per_byte(one) >= per_byte(two) || per_byte(two) >= per_byte(four) {
        return 0;
    }
    let slope = |less: (f64, f64), more: (f64, f64)| (more.1 - less.1) / (more.0 - less.0);
    let curvature = (slope(two, four) - slope(one, two)) / (four.0 - one.0);
    (curvature * four.0 * four.0 * 100.0 / four.1) as i64
}

/// Runs the work for the three sizes of an input.
fn sizes(dimension: &Dimension) -> [Run; 3] {
    [1, 2, 4].map(|factor| run(dimension.work(factor * dimension.count)))
}

/// Returns the blocks whose runs grow too much. `count` is the number of the smallest input.
fn growing([one, two, four]: &[Run; 3], count: usize) -> Vec<usize> {
    let runs = |run: &Run, block: usize| (run.blocks[block], run.bytes);
    let fewest = (4 * count as u64).pow(2) / PART;
    (0..one.blocks.len())
        .filter(|block| four.blocks[*block] >= fewest)
        .filter(|block| is_too_much(runs(one, *block), runs(two, *block)))
        .filter(|block| is_too_much(runs(two, *block), runs(four, *block)))
        .collect()
}

/// Prints the blocks whose runs grow too much, and the allocated bytes. Returns true if nothing does.
fn check(dimension: &Dimension) -> bool {
    let Dimension { name, count, .. } = dimension;
    let runs = sizes(dimension);
    let mut found = growing(&runs, *count);
    for _ in 0..AGAIN {
        if found.is_empty() {
            break;
        }
        let again: HashSet<usize> = growing(&sizes(dimension), *count).into_iter().collect();
        found.retain(|block| again.contains(block));
    }
    let [one, two, four] = runs;
    let [all_one, all_two, all_four] = [&one, &two, &four].map(|run| run.blocks.iter().sum::<u64>());
    let square = square([&one, &two, &four]);
    println!(
        "{name}: {} %, {} %; {square} % of {} kB",
        all_two * 100 / all_one,
        all_four * 100 / all_two,
        four.allocated / 1_000
    );
    for (function, lines) in blocks::functions(&found) {
        println!("    {function}: {lines:?}");
    }
    if let Some(worst) = found.iter().max_by_key(|block| four.blocks[**block]) {
        let [one, two, four] = [&one, &two, &four].map(|run| run.blocks[*worst]);
        println!("    {} blocks, one of which runs {one}, {two} and {four} times", found.len());
    }
    if square > MOST_SQUARE {
        println!("    {square} % of the allocated bytes grow with the square of the input");
    }
    found.is_empty() && square <= MOST_SQUARE
}

/// Prints the runs of all blocks for an input that multiplies. Returns true if the generator limits them.
fn is_limited(dimension: &Dimension) -> bool {
    let Dimension { name, count, .. } = dimension;
    let Run { bytes, is_accepted, blocks, .. } = run(dimension.work(FACTOR * count));
    let runs = blocks.iter().sum::<u64>() / 1_000_000;
    let outcome = if is_accepted { "accepted" } else { "rejected" };
    println!("{name}: {outcome} after {runs} million runs for {} kB", bytes / 1_000);
    runs <= MOST_LIMITED
}

/// Returns the reason why the work of a dimension may grow faster.
fn reason(name: &str) -> Option<&'static str> {
    ACCEPTED.iter().find(|(accepted, _)| *accepted == name).map(|(_, reason)| *reason)
}

pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(pairs) = arguments.pairs {
        return match pair_report::check(pairs, &arguments) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        };
    }
    let chosen = arguments.dimensions;
    let is_chosen = |dimension: &Dimension| chosen.is_empty() || chosen.contains(&dimension.name);
    let known: Vec<String> = openapi_bindgen_growth::all()
        .chain(openapi_bindgen_growth::products())
        .map(|dimension| dimension.name)
        .collect();
    if let Some(unknown) = chosen.iter().find(|chosen| !known.contains(chosen)) {
        eprintln!("error: there is no dimension `{unknown}`: {}", known.join("; "));
        return ExitCode::FAILURE;
    }
    let growing = openapi_bindgen_growth::all().filter(is_chosen).filter(|dimension| !check(dimension));
    let growing: Vec<String> = growing.map(|dimension| dimension.name).collect();
    let (accepted, growing): (Vec<String>, Vec<String>) = growing.into_iter().partition(|name| reason(name).is_some());
    for name in &accepted {
        println!("accepted: {name}: {}", reason(name).unwrap_or_default());
    }
    let unlimited = openapi_bindgen_growth::products().filter(is_chosen).filter(|dimension| !is_limited(dimension));
    let unlimited: Vec<String> = unlimited.map(|dimension| dimension.name).collect();
    for name in &growing {
        println!("error: {name}: the work grows faster than the input");
    }
    for name in &unlimited {
        println!("error: {name}: the product has no limit");
    }
    if growing.is_empty() && unlimited.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
