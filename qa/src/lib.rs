//! Checks of the generator with documents that others wrote. The commands are described in `README.md`.

mod cargo;
pub mod corpus;
mod document;
pub mod edit;
pub mod random;
pub mod requests;
mod table;
mod usage;
mod values;
mod workspace;

use std::{error::Error, process::ExitCode};

/// The end of a command: success where all is well, else failure, with the error if there was one.
fn exit_code(is_well: Result<bool, Box<dyn Error>>) -> ExitCode {
    match is_well {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
