use openapi_bindgen_runtime::Object;

#[derive(Clone, Debug, PartialEq, Object)]
struct Thing {
    #[json(default = Vec::new())]
    names: Vec<String>,
}

fn main() {}
