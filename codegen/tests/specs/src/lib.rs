//! What the generator makes of each document in `accepted`, compiled: a module for each document.
//!
//! A document shows one feature. `tests/accepted.rs` pins the text of what is generated, and `tests/behaviour.rs` uses
//! it. The documents in `rejected` have snapshots of what the generator says about them.
#![allow(clippy::doc_markdown, reason = "the prose is that of the documents")]

include!(concat!(env!("OUT_DIR"), "/specs.rs"));

pub mod custom;

/// The runtime under the name by which `accepted/runtime_path.yaml` calls it.
pub use openapi_bindgen_runtime as runtime;
