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
    /// The places where a value stays JSON.
    pub untyped: Vec<Untyped>,
    /// The places with constraints that nobody checks.
    pub unchecked: Vec<Pointer>,
}

/// Where the API lives, unless the caller says otherwise.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub url: String,
}

/// A place where a value stays JSON.
#[derive(Clone, Debug)]
pub(crate) struct Untyped {
    pub pointer: Pointer,
    /// Why, in words that follow "because".
    pub reason: String,
    /// Whether the document says more of the type than the output has.
    pub is_loss: bool,
}

impl Api {
    pub(crate) fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// How many places have a type: what the emitted types are made of, parameters and bodies.
    pub(crate) fn fields(&self) -> usize {
        let parts = self.order.iter().map(|id| self.type_def(*id).kind.parts().count()).sum::<usize>();
        parts + self.operations.iter().map(|operation| operation.types().count()).sum::<usize>()
    }
}
