use openapi_bindgen_runtime::Object;

#[derive(Object)]
struct Look {
    #[check(max_length = 10)]
    name: String,
}

fn main() {}
