#![cfg_attr(feature = "client", doc = include_str!("front_page.md"))]
#![cfg_attr(not(feature = "client"), doc = "The models of HeyGen's avatar consent API, without a client.")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "client")]
mod client;
pub mod consent;
mod generated;
#[cfg(feature = "client")]
pub mod guide;
#[cfg(feature = "mock")]
pub mod mock;

#[cfg(feature = "client")]
pub use client::{API_BASE_VARIABLE, API_KEY_VARIABLE, FromEnvError};
pub use generated::*;
pub use openapi_bindgen_runtime as runtime;

/// Compiles the examples of the README.
#[cfg(all(doctest, feature = "client"))]
#[doc = include_str!("../README.md")]
struct Readme;
