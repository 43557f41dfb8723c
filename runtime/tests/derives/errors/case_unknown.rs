use openapi_bindgen_runtime::Object;

#[derive(Object)]
#[json(rename_all = "camel")]
struct Look {
    display_name: String,
}

fn main() {}
