use openapi_bindgen_runtime::StringEnum;

#[derive(StringEnum)]
enum Status {
    Ready,
}

fn main() {}
