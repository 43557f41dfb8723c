use openapi_bindgen_runtime::Object;

#[derive(Object)]
enum Status {
    Ready,
}

fn main() {}
