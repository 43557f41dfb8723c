//! Compares the runs of each block for three sizes of an input.

use std::process::ExitCode;

use openapi_bindgen_growth::{Dimension, Work};

use crate::blocks;

/// The most runs for twice the size, in percent. Twice as many are linear, and four times as many are quadratic.
const MOST: u64 = 320;

/// The part of the square of the number that runs at least. Fewer runs do not matter, such as those of a table of hashes.
const PART: u64 = 16;

/// The size of an input that multiplies.
const FACTOR: usize = 40;

/// The most runs, in millions, for an input that multiplies.
const MOST_LIMITED: u64 = 2_000;

/// The dimensions whose work may grow faster, each with the reason.
const ACCEPTED: [(&str, &str); 7] = [
    ("settings of operations", OPTIONS),
    ("selected operations", OPTIONS),
    ("derives of a project file", OPTIONS),
    ("envelopes", OPTIONS),
    ("references in a row, compared with half", "each alias is followed to its end, a step for each"),
    ("media types of a body, compared with half", "the value of `Accept` is split for each"),
    ("media types of a response, compared with half", "the value of `Accept` is split for each"),
];

const OPTIONS: &str = "each option is compared with each operation or type, and the options are the user's own";

struct Run {
    bytes: u64,
    is_accepted: bool,
    blocks: Vec<u64>,
}

fn run(work: Work) -> Run {
    let bytes = work.bytes as u64;
    let (is_accepted, blocks) = blocks::count(|| work.run());
    Run { bytes, is_accepted, blocks }
}

/// Returns true if the runs grow too much from `less` to `more`, each with the size of its input.
fn is_too_much(less: (u64, u64), more: (u64, u64)) -> bool {
    // The text of an input may grow faster than what it has many of.
    let bytes = (more.1 * 100 / less.1).max(200);
    more.0 * 100 > less.0.max(1) * (MOST * bytes / 200)
}

/// Prints the blocks whose runs grow too much. Returns true if there are none.
fn check(dimension: &Dimension) -> bool {
    let Dimension { name, count, .. } = dimension;
    let [one, two, four] = [1, 2, 4].map(|factor| run(dimension.work(factor * count)));
    let runs = |run: &Run, block: usize| (run.blocks[block], run.bytes);
    let fewest = (4 * *count as u64).pow(2) / PART;
    let found: Vec<usize> = (0..one.blocks.len())
        .filter(|block| four.blocks[*block] >= fewest)
        .filter(|block| is_too_much(runs(&one, *block), runs(&two, *block)))
        .filter(|block| is_too_much(runs(&two, *block), runs(&four, *block)))
        .collect();
    let [all_one, all_two, all_four] = [&one, &two, &four].map(|run| run.blocks.iter().sum::<u64>());
    println!("{name}: {} %, {} %", all_two * 100 / all_one, all_four * 100 / all_two);
    for (function, lines) in blocks::functions(&found) {
        println!("    {function}: {lines:?}");
    }
    if let Some(worst) = found.iter().max_by_key(|block| four.blocks[**block]) {
        let [one, two, four] = [&one, &two, &four].map(|run| run.blocks[*worst]);
        println!("    {} blocks, one of which runs {one}, {two} and {four} times", found.len());
    }
    found.is_empty()
}

/// Prints the runs of all blocks for an input that multiplies. Returns true if the generator limits them.
fn is_limited(dimension: &Dimension) -> bool {
    let Dimension { name, count, .. } = dimension;
    let Run { bytes, is_accepted, blocks } = run(dimension.work(FACTOR * count));
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
    let chosen: Vec<String> = std::env::args().skip(1).collect();
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
