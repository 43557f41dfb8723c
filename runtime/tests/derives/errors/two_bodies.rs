use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(PUT = "/things")]
struct GetThing {
    #[body(raw = "text/plain")]
    body: String,
    #[body(raw = "text/plain")]
    other: String,
}

fn main() {}
