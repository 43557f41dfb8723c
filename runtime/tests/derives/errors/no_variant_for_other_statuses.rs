use openapi_bindgen_runtime::ByStatus;

#[derive(Clone, Debug, PartialEq, ByStatus)]
enum GetThingError {
    NotFound,
}

fn main() {}
