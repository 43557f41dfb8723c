//! Generates from a folder of documents, and compiles the output.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::corpus::main()
}
