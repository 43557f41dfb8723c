//! Measures documents in which two parts grow together.

use std::error::Error;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use openapi_bindgen_growth::pairs::{Documents, Pair};

use crate::arguments::Arguments;
use crate::report::{Run, run};

/// The bytes that each of the two parts has more.
const BYTES: usize = 100_000;

/// The most runs, in millions, and the most allocated megabytes of a document with twice as many bytes. Linear work needs far
/// less, and the generator rejects a document before that.
const MOST: [u64; 2] = [1_500, 4_000];

/// The part of these from which on a document with twice as many bytes is measured.
const COSTLY: u64 = 4;

/// The most for twice the bytes, in percent. Twice as much is linear, and four times as much is quadratic.
const MOST_GROWTH: u64 = 280;

/// The pairs between two lines of progress.
const PROGRESS: u64 = 500;

/// The runs, in millions, and the allocated megabytes.
fn cost(run: &Run) -> [u64; 2] {
    [run.blocks.iter().sum::<u64>() / 1_000_000, run.allocated / 1_000_000]
}

/// Returns a description of the fault, if the pair has one.
fn fault(pair: &Pair<'_>) -> Option<String> {
    let measure = |bytes| catch_unwind(AssertUnwindSafe(|| cost(&run(pair.work(bytes)))));
    let Ok(once) = measure(BYTES) else { return Some("the generator panics".to_owned()) };
    if once.iter().zip(MOST).all(|(once, most)| once * COSTLY < most) {
        return None;
    }
    let Ok(twice) = measure(2 * BYTES) else { return Some("the generator panics".to_owned()) };
    let is_too_much = |((once, twice), most): ((&u64, &u64), u64)| *twice > most && twice * 100 > once * MOST_GROWTH;
    once.iter().zip(&twice).zip(MOST).any(is_too_much).then(|| {
        format!(
            "{} and {} million runs, {} and {} MB, for {} kB and twice as much",
            once[0],
            twice[0],
            once[1],
            twice[1],
            2 * BYTES / 1_000
        )
    })
}

/// Measures pairs, and prints the faults. Returns true if there is none.
pub(crate) fn check(count: u64, arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let documents = Documents::read(&arguments.documents)?;
    if documents.is_empty() {
        return Err(format!("there is no document in {}", arguments.documents.display()).into());
    }
    let mut faults = 0;
    for (done, seed) in (0..count).zip(arguments.seed..) {
        if done > 0 && done % PROGRESS == 0 {
            eprintln!("pairs: {done}, faults: {faults}");
        }
        let pair = documents.pair(seed);
        let Some(fault) = fault(&pair) else { continue };
        faults += 1;
        fs::create_dir_all(&arguments.faults)?;
        let path = arguments.faults.join(format!("{seed}.json"));
        fs::write(&path, pair.document(2 * BYTES).to_string())?;
        println!("{pair}: {fault}: {}", path.display());
    }
    println!("pairs: {count}, faults: {faults}");
    Ok(faults == 0)
}
