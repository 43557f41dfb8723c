//! The `openapi-bindgen` command: writes the Rust client of an OpenAPI document. See `openapi-bindgen --help`.

mod command;

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    command::run()
}
