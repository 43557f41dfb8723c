#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "client")]
mod client;
mod generated;
#[cfg(feature = "mock")]
pub mod mock;

#[cfg(feature = "client")]
pub use client::{API_BASE_VARIABLE, API_KEY_VARIABLE, FromEnvError};
pub use generated::*;
pub use openapi_bindgen_runtime as runtime;
