use openapi_bindgen_runtime::Object;

#[derive(Clone, Debug, PartialEq, Object)]
struct Thing {
    #[json(default = ["a"])]
    name: String,
}

fn main() {}
