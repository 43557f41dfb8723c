// The client and the error of the operations that have a mistake.

use openapi_bindgen_runtime::{ByStatus, client};

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
