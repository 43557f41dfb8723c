//! Converts wire names to Rust names. The result is stable under unrelated changes of the document.

pub(crate) mod case;
mod chosen;
mod ident;
mod module;
mod operation_scheme;
mod scope;
mod shared;
mod status;
mod types;

pub(crate) use chosen::{chosen_field, chosen_module, chosen_operation, chosen_type, chosen_variant};
pub(crate) use ident::{constant, field, operation_name, type_name, variant};
pub(crate) use module::module;
pub(crate) use operation_scheme::{Identified, shorter_ids};
pub(crate) use scope::Scope;
pub(crate) use shared::shared_names;
pub(crate) use status::status_variant;
pub(crate) use types::{Origin, name_inputs, name_types};
