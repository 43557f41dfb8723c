use std::path::PathBuf;

use clap::Parser;

/// Counts the operations, parameters, bodies, responses, headers and properties of every OpenAPI document of a folder, and
/// looks for each in the generated code, or else among the diagnostics.
#[derive(Debug, Parser)]
#[command(name = "coverage")]
pub(crate) struct Arguments {
    /// The folder whose documents are taken, in all its folders (`.json`, `.yaml`, `.yml`); or one document.
    pub folder: PathBuf,

    /// Take only the documents whose path has this in it.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// List what is reported, and not only what is not.
    #[arg(long)]
    pub verbose: bool,
}
