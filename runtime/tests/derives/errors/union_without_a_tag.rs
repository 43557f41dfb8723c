use openapi_bindgen_runtime::Union;

#[derive(Union)]
enum Shape {
    Circle(f64),
    #[json(other)]
    Unknown(String),
}

fn main() {}
