use std::{num::NonZeroUsize, path::PathBuf};

use clap::Parser;

/// Generates from documents that are made at random, and compiles what comes out.
#[derive(Debug, Parser)]
#[command(name = "random")]
pub(crate) struct Arguments {
    /// How many documents to make.
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub documents: u64,

    /// Make documents until so many minutes are over, however many these are.
    #[arg(long, value_name = "N", conflicts_with = "documents")]
    pub minutes: Option<u64>,

    /// The seed of the first document; the next one has the next number. One seed always makes the same document.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Parse the output and expand its derives, and compile nothing.
    #[arg(long)]
    pub generate_only: bool,

    /// Show the document of the first seed, and do nothing else.
    #[arg(long)]
    pub show: bool,

    /// How many documents to generate from at the same time.
    #[arg(long, value_name = "N", default_value_t = processors())]
    pub jobs: NonZeroUsize,

    /// How often to call the compiler to make the document of a fault smaller; 0 leaves it as it is.
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub shrink: usize,

    /// Where the documents of faults are written.
    #[arg(long, value_name = "DIR", default_value = "target/random")]
    pub faults: PathBuf,
}

fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
