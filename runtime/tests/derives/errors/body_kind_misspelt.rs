use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(PUT = "/things")]
struct GetThing {
    #[body(jsno)]
    body: String,
}

fn main() {}
