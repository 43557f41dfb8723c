use super::{Constant, Constraint, Direction, Doc, Extensions, RustIdent, TypeId, TypeRef, Usage, WireName};
use crate::pointer::Pointer;

/// A type that the output declares.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub name: RustIdent,
    pub doc: Doc,
    pub kind: TypeKind,
    /// What the document asks of every value: how many members an object has, say, and what it asks of each member
    /// beyond the named ones; or anything that is asked of the type that this is another name for.
    pub constraints: Vec<Constraint>,
    pub pointer: Pointer,
    pub extensions: Extensions,
    /// Whether it has no name of its own in the document.
    pub is_inline: bool,
    /// Whether a program may send it: something does, or nothing uses it; analysis says so.
    pub sent: bool,
    /// Who says values of it, and where; analysis says so.
    pub usage: Usage,
    /// What it is of a schema for which there are two types; analysis says so.
    pub split: Option<Split>,
    /// Whether some operation sends it as a multipart body; analysis says so.
    pub is_multipart: bool,
}

/// One of the two types of a schema whose members depend on who says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// Who says a value of it: never both.
    pub direction: Direction,
    /// The type of what the other side says.
    pub counterpart: TypeId,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeKind {
    Object(Object),
    OpenEnum(OpenEnum),
    Union(Union),
    /// Another name for a type.
    Alias(TypeRef),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Object {
    /// In the document's order.
    pub fields: Vec<Field>,
    /// The field that holds the members beyond those, and the type of their values.
    pub additional: Option<(RustIdent, TypeRef)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub wire: WireName,
    pub name: RustIdent,
    pub ty: TypeRef,
    pub presence: Presence,
    /// Whether null is a value.
    pub nullable: bool,
    /// Whether the document gives null as what absence means, so that a sender cannot tell the two apart.
    pub null_is_default: bool,
    pub direction: Direction,
    /// The only value that it can have.
    pub constant: Option<Constant>,
    /// The only value by which discriminators mean the object that it is a member of; analysis says so.
    pub tag: Option<String>,
    pub constraints: Vec<Constraint>,
    pub doc: Doc,
    /// Where the first schema of the member stands.
    pub pointer: Pointer,
    pub extensions: Extensions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    Required,
    Optional,
    /// Left out, null and a value mean three things; analysis says so.
    Nullable,
}

/// One of the values that the document lists, or another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OpenEnum {
    pub values: Values,
    /// In the document's order.
    pub variants: Vec<Variant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Variant {
    /// A number as JSON writes it.
    pub wire: WireName,
    pub name: RustIdent,
    pub doc: Doc,
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Values {
    Texts,
    Integers,
}

impl Values {
    /// One of them: `text`.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Texts => "text",
            Self::Integers => "number",
        }
    }

    /// The type of the runtime that keeps another value.
    pub(crate) fn unknown(self) -> &'static str {
        match self {
            Self::Texts => "UnknownValue",
            Self::Integers => "UnknownNumber",
        }
    }

    /// A value as Rust writes it.
    pub(crate) fn literal(self, wire: &WireName) -> String {
        match self {
            Self::Texts => format!("{:?}", wire.as_str()),
            Self::Integers => wire.to_string(),
        }
    }
}

/// One of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Union {
    /// The member whose value says which; without one, the first that fits is it.
    pub tag: Option<WireName>,
    /// Whether that member may be left out: a value without it is read as one without a tag.
    pub is_tag_optional: bool,
    /// In the document's order.
    pub variants: Vec<UnionVariant>,
    /// Whether it is a base with what extends it, and no `oneOf` or `anyOf`.
    pub is_base: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UnionVariant {
    pub name: RustIdent,
    pub ty: TypeRef,
    pub constraints: Vec<Constraint>,
    /// The values of the tag that mean this variant.
    pub tags: Vec<WireName>,
    pub doc: Doc,
    /// Where the branch stands.
    pub pointer: Pointer,
}

impl TypeKind {
    /// The types that this one is directly made of.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &TypeRef> {
        self.directed_parts().map(|(_, ty)| ty)
    }

    /// The types that this one is directly made of, each with who says it.
    pub(crate) fn directed_parts(&self) -> impl Iterator<Item = (Direction, &TypeRef)> {
        let (fields, variants, other) = match self {
            Self::Object(object) => {
                (object.fields.as_slice(), [].as_slice(), object.additional.as_ref().map(|(_, ty)| ty))
            }
            Self::Union(union) => ([].as_slice(), union.variants.as_slice(), None),
            Self::Alias(target) => ([].as_slice(), [].as_slice(), Some(target)),
            Self::OpenEnum(_) => ([].as_slice(), [].as_slice(), None),
        };
        let others = variants.iter().map(|variant| &variant.ty).chain(other).map(|ty| (Direction::Both, ty));
        fields.iter().map(|field| (field.direction, &field.ty)).chain(others)
    }

    /// The types that this one is directly made of, each with who says it, to be changed.
    pub(crate) fn directed_parts_mut(&mut self) -> Vec<(Direction, &mut TypeRef)> {
        let both = |ty| (Direction::Both, ty);
        match self {
            Self::Object(object) => {
                let additional = object.additional.as_mut().map(|(_, ty)| both(ty));
                object.fields.iter_mut().map(|field| (field.direction, &mut field.ty)).chain(additional).collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|variant| both(&mut variant.ty)).collect(),
            Self::Alias(target) => vec![both(target)],
            Self::OpenEnum(_) => Vec::new(),
        }
    }
}

impl Field {
    /// Whether callers say it, so that it is sent where the object is.
    pub(crate) fn is_sent(&self) -> bool {
        Direction::Sent.has(self.direction)
    }

    /// What a constructor fills in, since it is required and can have one value only, or means the object by one only.
    pub(crate) fn fixed(&self) -> Option<Constant> {
        let is_always_there = self.presence == Presence::Required && !self.nullable;
        let tag = || self.tag.clone().map(Constant::Text);
        self.constant.clone().or_else(tag).filter(|_| is_always_there)
    }
}

impl Object {
    /// The fields that a constructor takes.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence == Presence::Required && field.fixed().is_none())
    }

    /// Whether a value can be made without saying anything.
    pub(crate) fn needs_nothing(&self) -> bool {
        self.fields.iter().all(|field| field.presence != Presence::Required)
    }
}
