use openapi_bindgen::*;
fn main() {
    let read = |p: &str| Source::new(p, std::fs::read_to_string(p).unwrap());
    let args: Vec<String> = std::env::args().collect();
    let (doc, overlays, out): (Source, Vec<Source>, &str) = if args.len() > 1 { (read(&args[1]), vec![], "/tmp/gen-out") } else { (read("openapi/external-api.json"), vec![read("openapi/overlay.yaml")], "generated") };
    let options = Options::default().envelopes(["data", "error"]).client_feature("client").regenerate_command("cargo run -p openapi-bindgen -- generate");
    match generate(&doc, &overlays, &options) {
        Err(e) => { eprintln!("{e}"); std::process::exit(1) }
        Ok(g) => { eprintln!("{}", g.warnings); for f in g.files { let p = std::path::Path::new(out).join(&f.path); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p, f.text).unwrap(); } }
    }
}
