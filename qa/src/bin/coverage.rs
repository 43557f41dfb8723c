//! Counts the parts of documents, and looks for each part in the generated code.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::coverage::main()
}
