use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/things/{id}")]
struct GetThing {
    #[setter(thing)]
    id: String,
}

fn main() {}
