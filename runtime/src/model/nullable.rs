use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::{FromJson, ReadContext};

/// A member that can be left out, be null, or have a value, where those three mean different things.
///
/// In a `PATCH`, leaving a member out keeps what is there and null removes it. Only members that are sent, and for which
/// the document makes the difference expressible, have this type; everywhere else absent and null are one `Option`.
///
/// ```
/// use openapi_bindgen_runtime::Nullable;
///
/// let keep: Nullable<String> = Nullable::Absent;
/// let remove: Nullable<String> = None.into();
/// let set: Nullable<String> = String::from("Anna").into();
/// assert_eq!(keep.value(), remove.value());
/// assert_eq!(set.value().map(String::as_str), Some("Anna"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// The member is left out.
    #[default]
    Absent,
    /// The member is null.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one, by value.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the member is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is null: who wants to leave the member out does not set it.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: FromJson> FromJson for Nullable<T> {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        Option::from_json(deserializer, context).map(Self::from)
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<'de, T: FromJson> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}

/// An absent member is left out by the object around it; alone, it writes null.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}
