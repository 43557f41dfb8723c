use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/things")]
struct GetThing {
    #[encoding("name", reserved)]
    name: Option<String>,
}

fn main() {}
