//! The bindings, mounted once: as the build script made them, or as they are committed.
#![allow(clippy::doc_markdown, reason = "the prose is HeyGen's")]

#[cfg(feature = "codegen")]
include!(concat!(env!("OUT_DIR"), "/generated/mod.rs"));

#[cfg(not(feature = "codegen"))]
include!("../generated/mod.rs");
