//! With the feature `codegen`, generates the bindings from the bundled document, or from the one that `HEYGEN_OPENAPI`
//! names. Without it, the crate compiles the bindings in `generated/`.

use std::process::ExitCode;

/// The variable that names a document in place of the bundled one.
const DOCUMENT_VARIABLE: &str = "HEYGEN_OPENAPI";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={DOCUMENT_VARIABLE}");
    let document = std::env::var_os(DOCUMENT_VARIABLE).filter(|path| !path.is_empty());
    match generate(document.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(lines) => {
            print!("{lines}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "codegen")]
fn generate(document: Option<&std::ffi::OsStr>) -> Result<(), String> {
    use openapi_bindgen::{Diagnostics, Project};

    let folder = std::env::var_os("OUT_DIR").ok_or_else(|| error("Cargo sets OUT_DIR for a build script"))?;
    let mut project = Project::load("openapi/bindgen.yaml").map_err(error)?;
    if let Some(path) = document {
        project = project.with_document(path).map_err(|failed| error(format_args!("{DOCUMENT_VARIABLE}: {failed}")))?;
    }
    for file in &project.files {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    let generated = openapi_bindgen::generate(&project.document, &project.overlays, &project.options)
        .map_err(|diagnostics: Diagnostics| diagnostics.for_cargo())?;
    print!("{}", generated.warnings.for_cargo());
    let output = std::path::Path::new(&folder).join("generated");
    openapi_bindgen::output::write(&output, &generated.files).map_err(error)?;
    Ok(())
}

#[cfg(not(feature = "codegen"))]
fn generate(document: Option<&std::ffi::OsStr>) -> Result<(), String> {
    match document {
        None => Ok(()),
        Some(_) => Err(error(format_args!(
            "{DOCUMENT_VARIABLE} is set, but bindings are only generated with the feature `codegen` of heygen-api: turn it \
             on, or unset the variable"
        ))),
    }
}

/// Returns a message as an error for Cargo, one instruction for each line.
fn error(message: impl std::fmt::Display) -> String {
    let lines: Vec<String> = message.to_string().lines().map(|line| format!("cargo::error={line}")).collect();
    lines.join("\n") + "\n"
}
