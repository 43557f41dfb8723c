//! Generates the client from `openapi.yaml` into `OUT_DIR`.

use std::{env, error::Error, path::Path, process};

use openapi_bindgen::{Options, generate, output, read_source};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=openapi.yaml");
    let document = read_source("openapi.yaml")?;
    let generated = match generate(&document, &[], &Options::default()) {
        Ok(generated) => generated,
        Err(diagnostics) => {
            // Cargo shows each error with its line in the document.
            print!("{}", diagnostics.for_cargo());
            process::exit(1);
        }
    };
    print!("{}", generated.warnings.for_cargo());
    output::write(&Path::new(&env::var("OUT_DIR")?).join("pet_store"), &generated.files)?;
    Ok(())
}
