//! Calls the operations of a folder of documents, and has the requests judged.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_bindgen_qa::requests::main()
}
