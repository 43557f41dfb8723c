use openapi_bindgen_runtime::RequestObject;

#[derive(RequestObject)]
struct Look {
    #[json(renamed = "displayName")]
    display_name: String,
    other: i64,
}

fn main() {}
