use openapi_bindgen_runtime::{ByStatus, Operation, client};

client! {
    /// Things, version 1.
    Client at "https://api.example.com";
    /// A key.
    key => KEY = header("Key", "x-key");
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
enum GetThingError {
    NotFound,
    Undeclared,
}

#[derive(Clone, Debug, PartialEq, Operation)]
#[operation(GET = "/things/{id}")]
struct GetThing {
    #[setter(thing)]
    id: String,
}

fn main() {}
