use openapi_bindgen_runtime::Operation;

include!("../things.rs");

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/shelves/{shelf_id}/things/{id}")]
struct GetThing {
    id: String,
}

fn main() {}
