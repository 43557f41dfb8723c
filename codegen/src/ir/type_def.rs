use super::{Constraint, Doc, RustIdent, TypeRef, WireName};
use crate::pointer::Pointer;

/// A type that the output declares.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub name: RustIdent,
    pub doc: Doc,
    pub kind: TypeKind,
    pub pointer: Pointer,
    /// Whether some operation sends it; analysis says so.
    pub sent: bool,
    /// Whether values of it, or of what it holds, have constraints to check; analysis says so.
    pub checked: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    Object(Object),
    StringEnum(StringEnum),
    /// Another name for a type.
    Alias(TypeRef),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    /// In the document's order.
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub wire: WireName,
    pub name: RustIdent,
    pub ty: TypeRef,
    pub presence: Presence,
    /// Whether null is a value.
    pub nullable: bool,
    /// Whether the document gives null as what absence means, so that a sender cannot tell the two apart.
    pub null_is_default: bool,
    pub constraints: Vec<Constraint>,
    pub doc: Doc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    Optional,
    /// Left out, null and a value mean three things; analysis says so.
    Nullable,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct StringEnum {
    /// In the document's order.
    pub variants: Vec<Variant>,
}

#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub wire: WireName,
    pub name: RustIdent,
}

impl Object {
    /// Whether a value can be made without saying anything.
    pub(crate) fn needs_nothing(&self) -> bool {
        self.fields.iter().all(|field| field.presence != Presence::Required)
    }
}
