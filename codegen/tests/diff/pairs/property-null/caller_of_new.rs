use openapi_bindgen_runtime::Nullable;

pub fn read(thing: api::Thing) -> Nullable<i64> {
    thing.size
}
