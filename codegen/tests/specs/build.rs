//! Generates every accepted document into `OUT_DIR`, and a file with a module for each.

mod documents;
mod sources;

use std::{env, error::Error, fmt::Write as _, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=documents.rs");
    println!("cargo::rerun-if-changed=sources.rs");
    println!("cargo::rerun-if-changed=accepted");
    println!("cargo::rerun-if-changed=../../../openapi");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in error.to_string().lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Box<dyn Error>> {
    let output = env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR for a build script")?;
    let output = Path::new(&output);
    let mut mounts = String::new();
    for (name, source) in sources::accepted()? {
        let generated = openapi_bindgen::generate(&source, &[], &documents::options(&name))?;
        openapi_bindgen::output::write(&output.join(&name), &generated.files)?;
        writeln!(mounts, "/// `accepted/{name}.yaml`")?;
        writeln!(mounts, "pub mod {name} {{ include!(concat!(env!(\"OUT_DIR\"), \"/{name}/mod.rs\")); }}")?;
    }
    let heygen = openapi_bindgen::Project::load("../../../openapi/bindgen.yaml")?;
    let mut options = heygen.options.example_feature("example");
    options.client_feature = None;
    let generated = openapi_bindgen::generate(&heygen.document, &heygen.overlays, &options)?;
    openapi_bindgen::output::write(&output.join("heygen"), &generated.files)?;
    writeln!(mounts, "/// HeyGen's document, with examples.")?;
    writeln!(mounts, "pub mod heygen {{ include!(concat!(env!(\"OUT_DIR\"), \"/heygen/mod.rs\")); }}")?;
    fs::write(output.join("specs.rs"), mounts)?;
    Ok(())
}
