//! Finds the blocks of the generator's code whose runs grow faster than the document.

use std::process::ExitCode;

#[cfg(count_blocks)]
mod arguments;
#[cfg(count_blocks)]
mod blocks;
#[cfg(count_blocks)]
mod bytes;
#[cfg(count_blocks)]
mod pair_report;
#[cfg(count_blocks)]
mod report;

#[cfg(count_blocks)]
fn main() -> ExitCode {
    report::main()
}

#[cfg(not(count_blocks))]
fn main() -> ExitCode {
    eprintln!("error: this program has no counters: `bash qa/growth/run` builds it with them");
    ExitCode::FAILURE
}
