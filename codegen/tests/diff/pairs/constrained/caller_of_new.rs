use openapi_bindgen_runtime::Check;

pub fn is_fine(thing: &api::Thing) -> bool {
    thing.validate().is_ok()
}
