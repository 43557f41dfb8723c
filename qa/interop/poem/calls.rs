#[rustfmt::skip]
#[allow(unused)]
mod api {
    include!(concat!(env!("INTEROP_CLIENT"), "/mod.rs"));
}
fn main() {
    println!(
        "{}",
        openapi_bindgen_interop::Check { name: "none".to_owned(), verdict: openapi_bindgen_interop::Verdict::Passed }
            .to_line()
    );
}
