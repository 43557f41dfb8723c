use crate::pointer::Pointer;

use super::{Doc, Operation, SecurityScheme, TypeDef, TypeId};

/// A whole document.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub title: String,
    pub version: String,
    pub doc: Doc,
    pub server: Option<Server>,
    pub schemes: Vec<SecurityScheme>,
    /// Indexed by [`TypeId`].
    pub types: Vec<TypeDef>,
    /// The types in the order in which they are emitted: a component, then the inline types that it holds.
    pub order: Vec<TypeId>,
    pub operations: Vec<Operation>,
    /// The places where a value stays JSON, and why.
    pub untyped: Vec<(Pointer, String)>,
    /// The places with constraints that nobody checks.
    pub unchecked: Vec<Pointer>,
}

/// Where the API lives, unless the caller says otherwise.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub url: String,
}

impl Api {
    pub(crate) fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}
