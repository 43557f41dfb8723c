//! The fuzz targets. Each target takes bytes, and panics if the product breaks a promise of `SECURITY.md`.
//!
//! The programs in `fuzz/` call a target with the inputs of the fuzzer. `tests/replay.rs` calls it with the inputs in
//! `inputs/`, some of which failed once.

// A target panics when it finds a fault.
#![allow(clippy::missing_panics_doc)]

mod documents;
mod models;
mod replies;
mod requests;
mod streams;
mod wire;

pub use documents::{document, overlay, page, project};
pub use models::models;
pub use replies::reply;
pub use requests::request;
pub use streams::stream;

/// The bindings of `api.yaml`.
pub mod api {
    #![allow(clippy::doc_markdown, reason = "the prose is that of the document")]
    include!(concat!(env!("OUT_DIR"), "/api/mod.rs"));
}

/// The function of a target.
pub type Target = fn(&[u8]);

/// All targets, with their names.
pub const TARGETS: &[(&str, Target)] = &[
    ("document", document),
    ("models", models),
    ("overlay", overlay),
    ("page", page),
    ("project", project),
    ("reply", reply),
    ("request", request),
    ("stream", stream),
];
