use std::path::PathBuf;

use clap::Parser;

/// Counts how often each block of the generator's code runs, and the bytes that it allocates.
#[derive(Debug, Parser)]
#[command(name = "growth")]
pub(crate) struct Arguments {
    /// Names of what to measure; the default is everything.
    pub dimensions: Vec<String>,

    /// Number of pairs of parts of documents to measure instead. Each is chosen at random.
    #[arg(long, value_name = "N", conflicts_with = "dimensions")]
    pub pairs: Option<u64>,

    /// Seed of the first pair; each next pair has the next number. A seed always makes the same pair of the same documents.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "pairs")]
    pub seed: u64,

    /// Folder with the documents whose parts grow.
    #[arg(long, value_name = "DIR", default_value = documents(), requires = "pairs")]
    pub documents: PathBuf,

    /// Folder for the documents of faults.
    #[arg(long, value_name = "DIR", default_value = faults(), requires = "pairs")]
    pub faults: PathBuf,
}

fn documents() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../codegen/tests/specs")
}

fn faults() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/pairs")
}
