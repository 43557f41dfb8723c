//! Expands the derives of generated code outside the compiler, from the sources of `openapi-bindgen-derive`.

// The compiler's tokens must become a `String` to compare with a `str`; those of `proc_macro2` need not.
#![allow(clippy::cmp_owned)]

// The sources of the derives use this crate name for the compiler's tokens.
extern crate proc_macro2 as proc_macro;

include!(concat!(env!("OUT_DIR"), "/root.rs"));

mod judge;

pub use judge::fault;
