use api::operations::GetThing;
use openapi_bindgen_runtime::Operation;

pub fn nothing(nothing: <GetThing as Operation>::Output) {
    let () = nothing;
}
