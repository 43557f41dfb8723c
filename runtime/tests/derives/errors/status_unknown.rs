use openapi_bindgen_runtime::ByStatus;

#[derive(Clone, Debug, PartialEq, ByStatus)]
enum GetThingError {
    #[status(oops)]
    NotFound,
    Undeclared,
}

fn main() {}
