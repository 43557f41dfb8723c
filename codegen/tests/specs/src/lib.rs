//! The code generated from each document in `accepted`: a module for each document.
//!
//! A document shows one feature. `tests/accepted.rs` pins the generated text, and `tests/behaviour`
//! uses the code. Snapshots of `tests/rejected.rs` pin the diagnostics of the documents in
//! `rejected`.
#![allow(clippy::doc_markdown, reason = "the prose is that of the documents")]

include!(concat!(env!("OUT_DIR"), "/specs.rs"));

pub mod custom;

/// The name of the runtime in `accepted/runtime_path.yaml`.
pub use openapi_bindgen_runtime as runtime;
