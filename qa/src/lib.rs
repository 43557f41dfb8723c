//! Checks of the generator with documents that others wrote. The commands are described in `README.md`.

mod cargo;
pub mod corpus;
mod document;
pub mod edit;
pub mod requests;
mod table;
mod usage;
mod values;
mod workspace;
