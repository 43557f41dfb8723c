//! Generates from documents that are made at random, and compiles what comes out.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::random::main()
}
