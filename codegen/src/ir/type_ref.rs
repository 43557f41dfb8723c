use crate::format_type::FormatType;

/// The index of a type in [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub usize);

/// A type where it is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeRef {
    Scalar(Scalar),
    Named(TypeId),
    Array(Box<TypeRef>),
    /// An object whose members all have one type.
    Map(Box<TypeRef>),
    /// A value on the heap, since it would otherwise contain itself; analysis says so.
    Boxed(Box<TypeRef>),
    /// A value or null, where no field's presence says so: an item of an array, say.
    Nullable(Box<TypeRef>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scalar {
    String,
    Bool,
    I32,
    I64,
    U32,
    U64,
    F32,
    F64,
    /// Any JSON.
    Json,
    /// The bytes of a response.
    Bytes,
    /// The bytes of a request body, which may come from a source.
    Upload,
    /// A file of a multipart body.
    File,
    /// A text whose format has a type of its own.
    Formatted(FormatType),
    /// The type of the caller's at this index of [`Api::custom`](super::Api::custom).
    Custom(usize),
}

impl TypeRef {
    /// Puts another type in the place of each named one.
    pub(crate) fn rename(&mut self, other: &impl Fn(TypeId) -> TypeId) {
        match self {
            Self::Scalar(_) => {}
            Self::Named(id) => *id = other(*id),
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Nullable(inner) => inner.rename(other),
        }
    }

    /// The type of texts of a format that this one is made of.
    pub(crate) fn formatted(&self) -> Option<FormatType> {
        match self {
            Self::Scalar(Scalar::Formatted(ty)) => Some(*ty),
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Nullable(inner) => inner.formatted(),
            Self::Scalar(_) | Self::Named(_) => None,
        }
    }

    /// The type of the caller's that this one is made of.
    pub(crate) fn custom(&self) -> Option<usize> {
        match self {
            Self::Scalar(Scalar::Custom(index)) => Some(*index),
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Nullable(inner) => inner.custom(),
            Self::Scalar(_) | Self::Named(_) => None,
        }
    }

    /// The named types that this one is made of; `through_heap` also follows items and boxes.
    pub(crate) fn named(&self, through_heap: bool) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Nullable(inner) => inner.named(through_heap),
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) if through_heap => inner.named(true),
            Self::Array(_) | Self::Map(_) | Self::Boxed(_) | Self::Scalar(_) => None,
        }
    }
}
