use std::{num::NonZeroUsize, path::PathBuf};

use clap::Parser;

use crate::corpus::formats::Formats;

/// Generates from every OpenAPI document of a folder, compiles the output, and shows the result for
/// each document.
#[derive(Debug, Parser)]
#[command(name = "corpus")]
pub(crate) struct Arguments {
    /// The folder with the documents, in all its subfolders (`.json`, `.yaml`, `.yml`), or one
    /// document.
    #[arg(required_unless_present = "one")]
    pub folder: Option<PathBuf>,

    /// The number of documents to generate from at the same time. Checks run one at a time, so that
    /// each can be measured.
    #[arg(long, value_name = "N", default_value_t = processors())]
    pub jobs: NonZeroUsize,

    /// Take only the documents whose path contains this text.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// Write the crates into this folder and keep them; without it, they are removed when the run
    /// ends.
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,

    /// Do not check the generated code. A round trip then ends if something does not compile.
    #[arg(long)]
    pub no_check: bool,

    /// Also write the table into this file, as Markdown.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,

    /// Show all diagnostics of a document that is rejected or does not compile; without it, only
    /// the first.
    #[arg(long, short)]
    pub verbose: bool,

    /// The time limit for generating from one document, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub time_limit: u64,

    /// Send JSON through the types of each document that compiles, and compare the results; the
    /// last line is then `values: N, differences: N, components without values: N`.
    #[arg(long)]
    pub round_trip: bool,

    /// Generate with the option `formats`: strings that are a date-time, date, uuid, uri, url,
    /// byte, ipv4 or ipv6 have types, those of dates from this crate. In a round trip, their values
    /// pass through these types. A string that returns with the same meaning in another spelling is
    /// counted and listed; the last line then ends with `, respelled: N`.
    #[arg(long, value_name = "CRATE", num_args = 0..=1, require_equals = true, default_missing_value = "jiff")]
    pub formats: Option<Formats>,

    /// The approximate number of values for each component in a round trip.
    #[arg(long, value_name = "N", default_value_t = 32)]
    pub values: usize,

    /// Compile and write nothing: make this number of random edits of all documents together, and
    /// check that `diff` finds a difference exactly if the generated code differs.
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "round_trip")]
    pub edits: usize,

    /// The seed of the values of a round trip and of the edits: the same number makes the same
    /// values and edits.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Generate from FILE into DIR and write the outcome to standard output as JSON. This program
    /// calls itself with this option, so that a document that crashes the generator is one row of
    /// the table and does not end the run.
    #[arg(long, hide = true, num_args = 2, value_names = ["FILE", "DIR"])]
    pub one: Vec<PathBuf>,
}

fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
