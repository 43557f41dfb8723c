use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/things")]
struct GetThing {
    #[param(header = "X-Version", default = "1")]
    version: Option<String>,
}

fn main() {}
