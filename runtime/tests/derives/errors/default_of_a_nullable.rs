use openapi_bindgen_runtime::{Nullable, Object};

#[derive(Clone, Debug, PartialEq, Object)]
struct Thing {
    #[json(default = 5)]
    count: Nullable<i64>,
}

fn main() {}
