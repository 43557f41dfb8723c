//! Generates the bindings of `api.yaml`.

use std::{env, error::Error, path::Path};

use openapi_bindgen::{FormatType, Options, generate, output, read_source};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=api.yaml");
    let options = Options::default()
        .envelopes(["data"])
        .format("date-time", FormatType::JiffTimestamp)
        .format("date", FormatType::JiffDate)
        .format("uuid", FormatType::Uuid);
    let generated = generate(&read_source("api.yaml")?, &[], &options)?;
    output::write(&Path::new(&env::var("OUT_DIR")?).join("api"), &generated.files)?;
    Ok(())
}
