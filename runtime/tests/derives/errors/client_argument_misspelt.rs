use openapi_bindgen_runtime::{ApiClient, Async};

#[derive(Clone, ApiClient)]
#[client(base_ulr = "https://api.example.com")]
pub struct Client<D = Async> {
    inner: openapi_bindgen_runtime::Client<D>,
}

fn main() {}
