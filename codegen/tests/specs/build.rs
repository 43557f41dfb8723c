//! Generates every accepted document into `OUT_DIR`, and the file that mounts them all.

mod documents;

use std::{env, error::Error, fmt::Write as _, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=documents.rs");
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
    let mut names = Vec::new();
    for entry in fs::read_dir("accepted")? {
        let path = entry?.path();
        names.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    names.sort();
    let mut mounts = String::new();
    for name in names {
        let source = openapi_bindgen::read_source(format!("accepted/{name}.yaml"))?;
        let generated = openapi_bindgen::generate(&source, &[], &documents::options(&name))?;
        openapi_bindgen::output::write(&output.join(&name), &generated.files)?;
        writeln!(mounts, "/// `accepted/{name}.yaml`")?;
        writeln!(mounts, "pub mod {name} {{ include!(concat!(env!(\"OUT_DIR\"), \"/{name}/mod.rs\")); }}")?;
    }
    fs::write(output.join("specs.rs"), mounts)?;
    Ok(())
}
