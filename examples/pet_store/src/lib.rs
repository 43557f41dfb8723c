//! A client of a small pet store, and a pet store to try it with.

pub mod server;

// The build script wrote this module from `openapi.yaml`.
#[rustfmt::skip]
mod pet_store {
    include!(concat!(env!("OUT_DIR"), "/pet_store/mod.rs"));
}

pub use pet_store::*;
