use openapi_bindgen_runtime::{StringEnum, UnknownValue};

#[derive(Clone, StringEnum)]
enum Color {
    Red,
    Rest(UnknownValue),
    Other(UnknownValue),
}

fn main() {}
