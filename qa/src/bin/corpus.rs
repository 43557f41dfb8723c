//! Generates from a folder of documents, and compiles what comes out.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::corpus::main()
}
