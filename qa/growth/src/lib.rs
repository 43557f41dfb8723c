//! Measures how the work of the generator grows with the size of a document.
//!
//! Seconds depend on the machine, so two other measures are used. `tests/allocations.rs` and `tests/lengths.rs` count
//! allocations and allocated bytes. The command counts how often each block of the generator's code runs, which also finds
//! loops that allocate nothing: `bash qa/growth/run`.

// The values are made where they are passed.
#![allow(clippy::needless_pass_by_value)]

mod dimensions;
mod document;
pub mod pairs;
mod work;

pub use dimensions::{Dimension, all, lengths, of_documents, products};
pub use work::Work;
