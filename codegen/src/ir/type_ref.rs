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
    /// A map from strings to values of one type.
    Map(Box<TypeRef>),
    /// A `Box`, which breaks a cycle. Set by analysis.
    Boxed(Box<TypeRef>),
    /// A `DeepBox`, which shortens a chain of types. Set by analysis.
    Deep(Box<TypeRef>),
    /// A value or null, where no field makes it optional, such as an item of an array.
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
    /// The bytes of a response body.
    Bytes,
    /// The bytes of a request body, also from a stream.
    Upload,
    /// A file of a multipart body.
    File,
    /// A string whose format has its own Rust type.
    Formatted(FormatType),
    /// The type of the caller at this index of [`Api::custom`](super::Api::custom).
    Custom(usize),
}

impl TypeRef {
    /// Returns the type inside a list, a map, a box or null.
    pub(crate) fn inner(&self) -> Option<&Self> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Deep(inner) | Self::Nullable(inner) => {
                Some(inner)
            }
            Self::Scalar(_) | Self::Named(_) => None,
        }
    }

    /// Returns the scalar or the named type, which may be inside lists, maps, boxes and null.
    pub(crate) fn leaf(&self) -> &Self {
        self.inner().map_or(self, Self::leaf)
    }

    /// Like [`TypeRef::leaf`], but mutable.
    pub(crate) fn leaf_mut(&mut self) -> &mut Self {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Deep(inner) | Self::Nullable(inner) => {
                inner.leaf_mut()
            }
            Self::Scalar(_) | Self::Named(_) => self,
        }
    }

    /// Replaces each named type.
    pub(crate) fn rename(&mut self, other: &impl Fn(TypeId) -> TypeId) {
        if let Self::Named(id) = self.leaf_mut() {
            *id = other(*id);
        }
    }

    /// Returns the type of the string format inside.
    pub(crate) fn formatted(&self) -> Option<FormatType> {
        match self.leaf() {
            Self::Scalar(Scalar::Formatted(ty)) => Some(*ty),
            _ => None,
        }
    }

    /// Returns true if the type is or contains a map, apart from named types.
    pub(crate) fn has_map_inside(&self) -> bool {
        matches!(self, Self::Map(_)) || self.inner().is_some_and(Self::has_map_inside)
    }

    /// Returns the type of the caller inside.
    pub(crate) fn custom(&self) -> Option<usize> {
        match self.leaf() {
            Self::Scalar(Scalar::Custom(index)) => Some(*index),
            _ => None,
        }
    }

    /// Returns the named type inside. `through_heap` also follows arrays, maps and boxes.
    pub(crate) fn named(&self, through_heap: bool) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Nullable(inner) => inner.named(through_heap),
            _ if through_heap => self.inner()?.named(true),
            _ => None,
        }
    }
}
