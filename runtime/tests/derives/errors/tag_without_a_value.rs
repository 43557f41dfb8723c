use openapi_bindgen_runtime::RequestObject;

#[derive(Clone, Debug, PartialEq, RequestObject)]
#[json(tag = "kind")]
struct Cat {
    name: String,
}

fn main() {}
