use openapi_bindgen_runtime::RequestObject;

#[derive(RequestObject)]
struct Look {
    #[check(max_length = 10)]
    size: i64,
}

fn main() {}
