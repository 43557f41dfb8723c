use openapi_bindgen_runtime::RequestObject;

#[derive(RequestObject)]
struct Look {
    #[check(maxlength = 10)]
    name: String,
}

fn main() {}
