use openapi_bindgen_runtime::Check;

pub fn is_fine(inner: &api::Inner) -> bool {
    inner.validate().is_ok()
}
