//! Counts what documents have, and looks for each of it in the generated code.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::coverage::main()
}
