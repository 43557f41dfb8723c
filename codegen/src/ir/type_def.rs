use serde_json::Value;

use super::{Constant, Constraint, Direction, Doc, Extensions, RustIdent, TypeId, TypeRef, Usage, WireName};
use crate::pointer::Pointer;

/// A type in the generated code.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub name: RustIdent,
    pub doc: Doc,
    pub kind: TypeKind,
    /// The constraints on the whole value, such as the number of properties, and on each additional
    /// property. For an alias, the constraints on its target.
    pub constraints: Vec<Constraint>,
    pub pointer: Pointer,
    pub extensions: Extensions,
    /// True if the document gives it no name.
    pub is_inline: bool,
    /// True if an operation sends it, or nothing uses it. Set by analysis.
    pub sent: bool,
    /// The directions of its values. Set by analysis.
    pub usage: Usage,
    /// Set by analysis if the schema has two types.
    pub split: Option<Split>,
    /// True if some operation sends it as a multipart body. Set by analysis.
    pub is_multipart: bool,
}

/// One of the two types of a schema whose sent and received properties differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// The direction of its values, never [`Direction::Both`].
    pub direction: Direction,
    /// The type of the opposite direction.
    pub counterpart: TypeId,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeKind {
    Object(Object),
    OpenEnum(OpenEnum),
    Union(Union),
    /// An alias.
    Alias(TypeRef),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Object {
    /// In document order.
    pub fields: Vec<Field>,
    /// The field of the additional properties, and the type of their values.
    pub additional: Option<(RustIdent, TypeRef)>,
    /// The discriminators that are sent with the object also where it is alone, each with its value. Those that `fixed`
    /// fields hold are not among them. Set by analysis.
    pub tags: Vec<(WireName, Constant)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub wire: WireName,
    pub name: RustIdent,
    pub ty: TypeRef,
    pub presence: Presence,
    /// True if null is allowed.
    pub nullable: bool,
    /// True if `default` is null, so that null and absent are equal.
    pub null_is_default: bool,
    /// The `default` of an optional property, with the option `defaults`. After analysis, only a value that the field has
    /// where the property is absent.
    pub default: Option<Box<Value>>,
    pub direction: Direction,
    /// The only allowed value.
    pub constant: Option<Constant>,
    /// The only discriminator value of the object with this field. Set by analysis.
    pub tag: Option<String>,
    pub constraints: Vec<Constraint>,
    pub doc: Doc,
    /// The place of the first schema of the property.
    pub pointer: Pointer,
    pub extensions: Extensions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    Required,
    Optional,
    /// Absent, null and a value have different meanings. Set by analysis.
    Nullable,
}

/// An enum that keeps unknown values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OpenEnum {
    pub values: Values,
    /// In document order.
    pub variants: Vec<Variant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Variant {
    /// A number has its JSON form.
    pub wire: WireName,
    pub name: RustIdent,
    pub doc: Doc,
}

/// The type of an enum's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Values {
    Texts,
    Integers,
}

impl Values {
    /// Returns the noun for a value: `text`.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Texts => "text",
            Self::Integers => "number",
        }
    }

    /// Returns the runtime's type of an unknown value.
    pub(crate) fn unknown(self) -> &'static str {
        match self {
            Self::Texts => "UnknownValue",
            Self::Integers => "UnknownNumber",
        }
    }

    /// Returns a value as a Rust literal.
    pub(crate) fn literal(self, wire: &WireName) -> String {
        match self {
            Self::Texts => format!("{:?}", wire.as_str()),
            Self::Integers => wire.to_string(),
        }
    }
}

/// An enum of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Union {
    /// The discriminator. Without one, the variant that keeps most of the value is deserialized.
    pub tag: Option<WireName>,
    /// True if the values of the discriminator are integers or booleans.
    pub is_tag_scalar: bool,
    /// True if the discriminator may be absent. Such a value is deserialized as if there were none.
    pub is_tag_optional: bool,
    /// In document order.
    pub variants: Vec<UnionVariant>,
    /// True if it is a base and its extending components, not `oneOf` or `anyOf`.
    pub is_base: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UnionVariant {
    pub name: RustIdent,
    pub ty: TypeRef,
    pub constraints: Vec<Constraint>,
    /// The discriminator values of this variant.
    pub tags: Vec<WireName>,
    pub doc: Doc,
    /// The place of the branch.
    pub pointer: Pointer,
}

impl TypeKind {
    /// Returns the number of fields, variants or values.
    pub(crate) fn members(&self) -> usize {
        match self {
            Self::Object(object) => object.fields.len(),
            Self::Union(union) => union.variants.iter().map(|variant| 1 + variant.tags.len()).sum(),
            Self::OpenEnum(listed) => listed.variants.len(),
            Self::Alias(_) => 1,
        }
    }

    /// Returns the documentation of each field, variant or value.
    pub(crate) fn docs(&self) -> impl Iterator<Item = &Doc> {
        let (fields, variants, values) = match self {
            Self::Object(object) => (object.fields.as_slice(), [].as_slice(), [].as_slice()),
            Self::Union(union) => ([].as_slice(), union.variants.as_slice(), [].as_slice()),
            Self::OpenEnum(listed) => ([].as_slice(), [].as_slice(), listed.variants.as_slice()),
            Self::Alias(_) => ([].as_slice(), [].as_slice(), [].as_slice()),
        };
        let fields = fields.iter().map(|field| &field.doc);
        fields.chain(variants.iter().map(|variant| &variant.doc)).chain(values.iter().map(|value| &value.doc))
    }

    /// Returns the types that this type contains directly.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &TypeRef> {
        self.directed_parts().map(|(_, ty)| ty)
    }

    /// Returns the types that this type contains directly, with the direction of each.
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

    /// Like [`TypeKind::directed_parts`], but mutable.
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
    /// Returns true if the field is sent.
    pub(crate) fn is_sent(&self) -> bool {
        Direction::Sent.has(self.direction)
    }

    /// Returns true if the field has a value in any case, so that its type is not wrapped.
    pub(crate) fn is_always_there(&self) -> bool {
        (self.presence == Presence::Required || self.default.is_some()) && !self.nullable
    }

    /// Returns the value that a constructor fills in: that of a required constant or discriminator.
    pub(crate) fn fixed(&self) -> Option<Constant> {
        let is_always_there = self.presence == Presence::Required && !self.nullable;
        let tag = || self.tag.clone().map(Constant::Text);
        self.constant.clone().or_else(tag).filter(|_| is_always_there)
    }
}

impl Object {
    /// Returns the fields that are arguments of the constructor.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence == Presence::Required && field.fixed().is_none())
    }

    /// Returns true if a field has a value where its property is absent.
    pub(crate) fn has_defaults(&self) -> bool {
        self.fields.iter().any(|field| field.default.is_some())
    }

    /// Returns true if the constructor has no arguments.
    pub(crate) fn needs_nothing(&self) -> bool {
        self.fields.iter().all(|field| field.presence != Presence::Required)
    }
}
