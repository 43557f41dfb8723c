//! Generates from random documents, and compiles the output.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::random::main()
}
