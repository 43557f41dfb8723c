use openapi_bindgen_runtime::{IntegerEnum, UnknownNumber};

#[derive(Clone, Copy, IntegerEnum)]
enum Priority {
    High,
    Unknown(UnknownNumber),
}

fn main() {}
