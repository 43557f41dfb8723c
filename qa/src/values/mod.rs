//! JSON made from the schemas of a document, which the commands send through generated code.
//!
//! This module reads OpenAPI on its own and shares nothing with the stages of the generator: a
//! common mistake would go unnoticed.

mod flat;
mod kind;
mod maker;
mod pattern;
mod scalar;
mod schemas;
mod sides;

pub(crate) use kind::Kind;
pub(crate) use maker::{Made, Maker};
pub(crate) use schemas::{Schemas, component_name, fragment, pointer_to, validator};
pub(crate) use sides::without;

/// Returns the pointer to the member `name` of the object at `pointer`.
pub(crate) fn step(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}
