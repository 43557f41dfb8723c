use std::{num::NonZeroUsize, path::PathBuf};

use clap::Parser;

/// Generates from random documents, and compiles the output.
#[derive(Debug, Parser)]
#[command(name = "random")]
pub(crate) struct Arguments {
    /// Number of documents to make.
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub documents: u64,

    /// Make documents for this number of minutes.
    #[arg(long, value_name = "N", conflicts_with = "documents")]
    pub minutes: Option<u64>,

    /// Seed of the first document; each next document has the next number. A seed always makes the same document.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Parse the output and expand its derives, without compiling.
    #[arg(long)]
    pub generate_only: bool,

    /// Print the document of the first seed, and exit.
    #[arg(long)]
    pub show: bool,

    /// Number of documents to generate from at the same time.
    #[arg(long, value_name = "N", default_value_t = processors())]
    pub jobs: NonZeroUsize,

    /// Maximum number of compiler runs to shrink the document of a fault; 0 disables shrinking.
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub shrink: usize,

    /// Folder for the documents of faults.
    #[arg(long, value_name = "DIR", default_value = "target/random")]
    pub faults: PathBuf,
}

fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
