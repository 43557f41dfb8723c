use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/things")]
#[pages(items = page.data, of = String)]
struct GetThing {
    cursor: Option<String>,
}

fn main() {}
