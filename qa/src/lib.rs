//! Checks of the generator with documents that others wrote. `README.md` describes the commands.

mod cargo;
pub mod corpus;
pub mod coverage;
mod document;
pub mod edit;
pub mod random;
pub mod requests;
mod table;
mod usage;
mod values;
mod workspace;

use std::{error::Error, process::ExitCode};

/// Returns the exit code of a command: success if the result is true, or else failure. Prints the
/// error, if any.
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
