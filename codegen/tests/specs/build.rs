//! Generates every accepted document into `OUT_DIR`, and a file with a module for each.

mod documents;
mod sources;

use std::{env, error::Error, fmt::Write as _, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=documents.rs");
    println!("cargo::rerun-if-changed=sources.rs");
    println!("cargo::rerun-if-changed=accepted");
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
    fs::write(output.join("specs.rs"), mounts)?;
    Ok(())
}
