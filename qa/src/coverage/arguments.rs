use std::path::PathBuf;

use clap::Parser;

/// Counts the operations, parameters, request bodies, responses, headers and properties of every OpenAPI document in a
/// folder, and looks for each in the generated code and in the diagnostics.
#[derive(Debug, Parser)]
#[command(name = "coverage")]
pub(crate) struct Arguments {
    /// Folder to search for documents, with its subfolders (`.json`, `.yaml`, `.yml`); or one document.
    pub folder: PathBuf,

    /// Use only the documents whose path contains this text.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// Also list the parts that only a diagnostic mentions.
    #[arg(long)]
    pub verbose: bool,
}
