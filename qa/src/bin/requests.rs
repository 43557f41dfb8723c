//! Calls the operations of a folder of documents, and validates the requests.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::requests::main()
}
