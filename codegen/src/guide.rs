//! Descriptions of the output and of its limits.
//!
//! - [`generated_code`]: the structs, enums and functions of the output.
//! - [`documents`]: the versions of OpenAPI and their parts that are read.
//! - [`limits`]: the parts that are left out or less precise, each with a diagnostic.
//! - [`media_types`]: bodies of XML and other media types.

#[doc = include_str!("guide/documents.md")]
pub mod documents {}

#[doc = include_str!("guide/generated_code.md")]
pub mod generated_code {}

#[doc = include_str!("guide/limits.md")]
pub mod limits {}

#[doc = include_str!("guide/media_types.md")]
pub mod media_types {}
