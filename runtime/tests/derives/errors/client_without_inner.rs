use openapi_bindgen_runtime::ApiClient;

#[derive(Clone, ApiClient)]
pub struct Client(openapi_bindgen_runtime::Client);

fn main() {}
