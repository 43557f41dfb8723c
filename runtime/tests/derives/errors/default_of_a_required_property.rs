use openapi_bindgen_runtime::Object;

#[derive(Clone, Debug, PartialEq, Object)]
struct Thing {
    #[json(required, default = 5)]
    count: Option<i64>,
}

fn main() {}
