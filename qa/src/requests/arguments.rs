use std::{num::NonZeroUsize, path::PathBuf};

use clap::Parser;

/// Calls every operation of every OpenAPI document of a folder, and has the requests judged by Prism.
#[derive(Debug, Parser)]
#[command(name = "requests")]
pub(crate) struct Arguments {
    /// The folder whose documents are taken, in all its folders (`.json`, `.yaml`, `.yml`); or one document.
    pub folder: PathBuf,

    /// The program of the npm package `@stoplight/prism-cli`; without it, the `prism` that the shell finds.
    #[arg(long, value_name = "FILE", default_value = "prism")]
    pub prism: PathBuf,

    /// A Python with `openapi-core`, which judges what Prism does not.
    #[arg(long, value_name = "FILE")]
    pub openapi_core: Option<PathBuf>,

    /// Take only the documents whose path has this in it.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// Write the crates into this folder, and leave them there; without it they go when the run ends.
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,

    /// How often each operation is called: the first time with no more than is required, then with everything.
    #[arg(long, value_name = "N", default_value = "3")]
    pub calls: NonZeroUsize,

    /// What the values are made from: the same number makes the same values.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// How long Prism may take to load a document, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub time_limit: u64,
}
