//! The output folder: reads it, compares it with the generated files, and updates it.
//!
//! A file belongs to an output if it starts with [`GENERATED_HEADER`](crate::GENERATED_HEADER) and
//! the modules of the output's own `mod.rs` refer to it. Nothing else is ever replaced or removed:
//! no file that the generator did not write, no file of another output, even in a folder of this one, and
//! no target of a symbolic link. Anything else at the path of a generated file is an error.

mod changes;
mod compare;
mod error;
mod existing;
mod folder;
mod owned;
mod path;
mod write;

pub use changes::Changes;
pub use compare::{Change, Differences, compare};
pub use error::{Conflict, Obstacle, OutputError};
pub use existing::existing_files;
pub use write::{Written, write};

#[cfg(test)]
mod tests;
