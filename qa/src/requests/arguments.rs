use std::{num::NonZeroUsize, path::PathBuf};

use clap::Parser;

/// Calls every operation of every OpenAPI document of a folder, and validates the requests with
/// Prism.
#[derive(Debug, Parser)]
#[command(name = "requests")]
pub(crate) struct Arguments {
    /// The folder with the documents, in all its subfolders (`.json`, `.yaml`, `.yml`), or one
    /// document.
    pub folder: PathBuf,

    /// The program of the npm package `@stoplight/prism-cli`; without it, the `prism` that the
    /// shell finds.
    #[arg(long, value_name = "FILE", default_value = "prism")]
    pub prism: PathBuf,

    /// A Python with `openapi-core`, which validates the requests that Prism cannot.
    #[arg(long, value_name = "FILE")]
    pub openapi_core: Option<PathBuf>,

    /// Take only the documents whose path contains this text.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// Write the crates into this folder and keep them; without it, they are removed when the run
    /// ends.
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,

    /// The number of calls of each operation: the first with required values only, the next with
    /// all values.
    #[arg(long, value_name = "N", default_value = "3")]
    pub calls: NonZeroUsize,

    /// The seed of the values: the same number makes the same values.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// The time limit for Prism to load a document, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub time_limit: u64,
}
