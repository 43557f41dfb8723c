//! What the code written by `openapi-bindgen` calls.
//!
//! Generated code is small because what can be written once lives here: reading and writing JSON from a type's fields,
//! checking the document's constraints, and, with the feature `client`, sending an operation and telling what came of
//! it. A program normally names this crate only through the bindings that it uses, which re-export what their users
//! need.
//!
//! Without features this crate is what generated *models* need: it depends on `serde_core` alone, and on derives that have
//! no dependencies.
//!
//! | feature | adds |
//! |---|---|
//! | `json` | values of any shape, and unions, for documents that have them |
//! | `pattern` | checks of patterns (ECMA-262) that are more than one class of characters, over `regress` |
//! | `base64`, `chrono`, `jiff`, `time`, `url`, `uuid` | types for the formats of texts, where bindings are generated with them |
//! | `client` | operations, errors, retries, the client, and the traits of a transport; no transport |
//! | `reqwest` | the transport over `reqwest` with rustls, and Tokio's timer |
//! | `blocking` | the transport of calls that block, over `ureq` with rustls; no asynchronous runtime |
//! | `tower` | a transport over any `tower` service |
//! | `tracing` | a span for each call and each attempt |
//! | `test-transport` | a transport and a clock in memory, for tests |
#![cfg_attr(docsrs, feature(doc_cfg))]

// The derives name this crate as its users do.
extern crate self as openapi_bindgen_runtime;

#[cfg(feature = "client")]
mod client;
mod model;

#[cfg(feature = "client")]
pub use client::*;
pub use model::{
    Check, Checker, FromJson, Nullable, ReadError, Rules, ToJson, Track, UnknownNumber, UnknownValue, Violation,
    Violations, Written,
};

#[cfg(feature = "json")]
pub use model::Json;

#[cfg(feature = "client")]
pub use openapi_bindgen_derive::{BodyContent, ByStatus, Operation, Parts, ResponseHeaders};
pub use openapi_bindgen_derive::{IntegerEnum, Object, RequestObject, StringEnum, Union};

#[cfg(feature = "base64")]
pub use model::Base64;

// The versions of the crates whose types this crate reads and writes: generated code names them by way of it.
#[cfg(feature = "chrono")]
#[doc(no_inline)]
pub use chrono;
#[cfg(feature = "jiff")]
#[doc(no_inline)]
pub use jiff;
#[cfg(feature = "time")]
#[doc(no_inline)]
pub use time;
#[cfg(feature = "url")]
#[doc(no_inline)]
pub use url;
#[cfg(feature = "uuid")]
#[doc(no_inline)]
pub use uuid;

/// What the macros of this crate expand to; not part of its public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::model::object::{AnySlot, Members, Slot, Writer};
    pub use crate::model::{Writing, deserialize, unknown_number, unknown_value};
    #[cfg(feature = "json")]
    pub use crate::model::{read_tagged, read_untagged};
    pub use serde_core::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{Error, MapAccess},
        ser::{SerializeMap, SerializeStruct},
    };

    /// Gives a value to what a call may leave out.
    #[cfg(feature = "client")]
    pub fn set<T>(place: &mut Option<T>, value: impl Into<T>) {
        *place = Some(value.into());
    }

    /// Says that a value was kept without being known.
    pub fn lose(track: &crate::Track) {
        track.lose();
    }
}

/// Makes a macro that refuses, with one clear message, code that needs what this crate only has with a feature.
macro_rules! needs_feature {
    ($($needs:ident $feature:literal $what:literal)*) => {$(
        #[cfg(feature = $feature)]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $needs {
            () => {};
        }

        #[cfg(not(feature = $feature))]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $needs {
            () => {
                compile_error!(concat!(
                    "these bindings ", $what, ": add the feature `", $feature, "` of openapi-bindgen-runtime"
                ));
            };
        }
    )*};
}

needs_feature! {
    needs_base64 "base64" "have types for formats"
    needs_chrono "chrono" "have types for formats"
    needs_jiff "jiff" "have types for formats"
    needs_pattern "pattern" "check patterns that are more than one class of characters"
    needs_time "time" "have types for formats"
    needs_url "url" "have types for formats"
    needs_uuid "uuid" "have types for formats"
}

/// Refuses, with one clear message, code that another version of the generator wrote.
///
/// Generated code calls this with the version of the interface between it and this crate. The macros and
/// derives that it uses afterwards are part of that interface.
#[doc(hidden)]
#[macro_export]
macro_rules! generated_for {
    (1) => {};
    ($other:tt) => {
        compile_error!(concat!(
            "these bindings were generated for interface ",
            stringify!($other),
            " of openapi-bindgen-runtime, and this is openapi-bindgen-runtime ",
            "with interface 1: generate them again with the openapi-bindgen of the same version as the runtime"
        ));
    };
}
