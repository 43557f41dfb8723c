use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET)]
struct GetThing {}

fn main() {}
