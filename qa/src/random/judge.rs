//! Generates from one document, and judges the output without a compiler.

use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;
use openapi_bindgen::{Diagnostics, FormatType, Generated, Options, Severity, Source, generate};
use openapi_bindgen_expand::fault;
use serde_json::Value;

/// The verdict on a document.
pub(crate) enum Verdict {
    Generated(Box<Generated>),
    /// The generator rejects the document with this message.
    Rejected(String),
    /// A fault of the generator.
    Fault(String),
}

/// Returns the generator options for the document of a seed.
pub(crate) fn options(seed: u64) -> Options {
    // The options have their own random numbers, so that a smaller document keeps them.
    let mut random = Rng::with_seed(!seed);
    let mut options = Options::default().envelopes(["data"]);
    if random.u8(..3) == 0 {
        let dates = [FormatType::JiffTimestamp, FormatType::ChronoDateTimeUtc, FormatType::TimeOffsetDateTime];
        let date = [FormatType::JiffDate, FormatType::ChronoNaiveDate, FormatType::TimeDate];
        let crate_of_dates = random.usize(..3);
        options = options
            .format("date-time", dates[crate_of_dates])
            .format("date", date[crate_of_dates])
            .format("uuid", FormatType::Uuid)
            .format("uri", FormatType::Url)
            .format("byte", FormatType::Base64)
            .format("ipv4", FormatType::Ipv4Addr)
            .format("ipv6", FormatType::Ipv6Addr);
    }
    options
}

/// The features of the runtime that the options may need.
pub(crate) const FEATURES: &[&str] = &["client", "pattern", "base64", "chrono", "jiff", "time", "url", "uuid"];

/// Generates from a document, parses the output and expands its derives.
pub(crate) fn judge(document: &Value, options: &Options) -> Verdict {
    let source = Source::new("random.json", document.to_string());
    match catch_unwind(AssertUnwindSafe(|| generate(&source, &[], options))) {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            Verdict::Fault(format!("the generator panics: {}", text.unwrap_or("without a message")))
        }
        Ok(Err(diagnostics)) => rejected(&diagnostics),
        Ok(Ok(generated)) => match generated.files.iter().find_map(|file| fault(&file.path, &file.text)) {
            Some(fault) => Verdict::Fault(fault),
            None => Verdict::Generated(Box::new(generated)),
        },
    }
}

fn rejected(diagnostics: &Diagnostics) -> Verdict {
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let Some(first) = errors.next() else {
        return Verdict::Fault("the document is rejected without an error".to_owned());
    };
    if let Some(bug) = diagnostics.iter().find(|diagnostic| diagnostic.message.contains("not valid Rust")) {
        return Verdict::Fault(bug.message.clone());
    }
    Verdict::Rejected(first.to_string())
}
