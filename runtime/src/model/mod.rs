//! Models: JSON in and out of plain structs and enums.

#[cfg(feature = "json")]
mod any_json;
mod check;
mod containers;
mod deep_box;
mod digits;
#[cfg(feature = "json")]
mod example;
mod formats;
mod from_json;
mod integer_enum;
mod into_strings;
#[cfg(feature = "client")]
pub(crate) mod json;
#[cfg(feature = "client")]
pub(crate) mod lenient;
mod nullable;
pub(crate) mod object;
mod read_error;
mod scalars;
mod serde_type;
mod string_enum;
mod string_map;
mod to_json;
#[cfg(feature = "json")]
mod union;

pub use check::{Check, Checker, Rules, Violation, Violations};
pub use deep_box::DeepBox;
#[cfg(feature = "json")]
pub use example::{Example, JsonExample};
#[cfg(feature = "base64")]
pub use formats::Base64;
pub use from_json::{FromJson, ReadContext, deserialize};
pub use integer_enum::{UnknownNumber, unknown_number};
pub use into_strings::IntoStrings;
pub use nullable::Nullable;
pub use read_error::ReadError;
pub use serde_type::Serde;
pub use string_enum::{UnknownValue, unknown_value};
pub use string_map::StringMap;
pub use to_json::{ToJson, Writing, Written};
#[cfg(feature = "json")]
pub use union::{Json, read_tagged, read_tagged_or_by_shape, read_untagged};
