//! Expands the derives of generated code outside of the compiler, from the sources of `openapi-bindgen-derive`.

// Only the tokens of `proc_macro2` compare with a `str`; those of the compiler have to become a `String`.
#![allow(clippy::cmp_owned)]

// The derives' sources call the compiler's tokens by this name.
extern crate proc_macro2 as proc_macro;

include!(concat!(env!("OUT_DIR"), "/root.rs"));

mod judge;

pub use judge::fault;
