use openapi_bindgen_runtime::{IntegerEnum, UnknownNumber};

#[derive(Clone, Copy, IntegerEnum)]
enum Priority {
    High,
    #[json(other)]
    Unknown(UnknownNumber),
}

fn main() {}
