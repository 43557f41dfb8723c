//! The output folder: what is in it, how that differs from what was generated, and how to bring it up to date.
//!
//! A file belongs to an output when it starts with [`GENERATED_HEADER`](crate::GENERATED_HEADER) and the modules of the
//! output's own `mod.rs` lead to it. Nothing else is ever replaced or removed: not the files of somebody else, not those of
//! another output, even in a folder of this one, and nothing that a symbolic link leads to. What has the place of a generated
//! file is an error.

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
