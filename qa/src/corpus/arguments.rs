use std::{num::NonZeroUsize, path::PathBuf};

use clap::Parser;

use crate::corpus::formats::Formats;

/// Generates from every OpenAPI document of a folder, compiles what comes out, and shows what became of each.
#[derive(Debug, Parser)]
#[command(name = "corpus")]
pub(crate) struct Arguments {
    /// The folder whose documents are taken, in all its folders (`.json`, `.yaml`, `.yml`); or one document.
    #[arg(required_unless_present = "one")]
    pub folder: Option<PathBuf>,

    /// How many documents to generate from at the same time. Checks come one at a time, so that each can be measured.
    #[arg(long, value_name = "N", default_value_t = processors())]
    pub jobs: NonZeroUsize,

    /// Take only the documents whose path has this in it.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// Write the crates into this folder, and leave them there; without it they go when the run ends.
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,

    /// Do not check what is generated. A round trip then ends when something does not compile.
    #[arg(long)]
    pub no_check: bool,

    /// Write the table into this file, too, as Markdown.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,

    /// Show all diagnostics of a document that is refused or does not compile; without it, the first.
    #[arg(long, short)]
    pub verbose: bool,

    /// How long generating from one document may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub time_limit: u64,

    /// Send JSON through the types of each document that compiles, and compare what comes back; the last line is then
    /// `values: N, differences: N, components without values: N`.
    #[arg(long)]
    pub round_trip: bool,

    /// Generate with the option `formats`: texts that are a date-time, date, uuid, uri, url, byte, ipv4 or ipv6 have
    /// types, those of dates from this crate, and in a round trip their values go through these. A text that means the
    /// same in another spelling when it comes back is counted, and told how; the last line then ends with
    /// `, respelled: N`.
    #[arg(long, value_name = "CRATE", num_args = 0..=1, require_equals = true, default_missing_value = "jiff")]
    pub formats: Option<Formats>,

    /// Run the other generators whose programs are in this folder (`openapi-to-rust`, `oas3-gen`) on the same documents,
    /// check what comes out, and show both side by side. Their dependencies come from the registry.
    #[arg(long, value_name = "DIR", conflicts_with = "no_check")]
    pub peers: Option<PathBuf>,

    /// How many values to make for each component in a round trip, about.
    #[arg(long, value_name = "N", default_value_t = 32)]
    pub values: usize,

    /// Neither compile nor write anything: make so many random edits of all documents together, and see whether `diff`
    /// finds a difference exactly when the generated code differs.
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "round_trip")]
    pub edits: usize,

    /// What the values of a round trip and the edits are made from: the same number makes the same.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Generate from FILE into DIR and write what came of it to standard output as JSON: what this program calls itself
    /// with, so that a document that brings the generator down is one line of the table and not the end of the run.
    #[arg(long, hide = true, num_args = 2, value_names = ["FILE", "DIR"])]
    pub one: Vec<PathBuf>,
}

fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
