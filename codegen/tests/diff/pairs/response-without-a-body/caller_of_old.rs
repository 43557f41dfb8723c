use api::operations::GetThing;
use openapi_bindgen_runtime::Operation;

pub fn name(thing: <GetThing as Operation>::Output) -> String {
    thing.name
}
