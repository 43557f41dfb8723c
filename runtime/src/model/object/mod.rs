//! Structs that are JSON objects, which are read and written member by member.

mod constant;
mod members;
mod slot;
mod tag;
#[cfg(test)]
mod tests;
mod writer;

use std::{fmt, marker::PhantomData};

use serde_core::{
    Serializer,
    de::{Deserializer, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::{FromJson, ReadContext, ToJson, Written};

pub use constant::Constant;
pub use members::Members;
pub use slot::{AnySlot, Slot, slot};
pub use tag::Tag;
use writer::Tags;
pub use writer::Writer;
#[cfg(feature = "client")]
pub(crate) use writer::twice;

struct ObjectVisitor<'t, T>(&'t ReadContext, PhantomData<T>);

impl<'de, T: FromJson> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        self.0.declare(T::MEMBERS);
        let mut members = Members::new(map, self.0, T::MEMBERS);
        self.0.inside(|| T::from_members(&mut members)).ok_or_else(|| members.into_error())
    }
}

/// Reads an object by its table.
///
/// # Errors
/// If the input is malformed or does not fit.
#[inline]
pub(super) fn read_object<'de, T: FromJson, D: Deserializer<'de>>(
    deserializer: D,
    context: &ReadContext,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(context, PhantomData))
}

/// Writes an object by its table.
///
/// # Errors
/// The serializer's error.
#[inline]
pub(super) fn write_object<T: ToJson + ?Sized, S: Serializer>(
    object: &T,
    serializer: S,
    written: Written,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut writer = Writer::new(&mut map, written);
    object.write_members(&mut writer);
    writer.finish()?;
    map.end()
}

/// Writes an object by its table, with the `tag` of the union that it is in.
///
/// # Errors
/// The serializer's error.
pub fn write_tagged_object<T: ToJson + ?Sized, S: Serializer>(
    object: &T,
    serializer: S,
    written: Written,
    tag: &Tag<'_>,
) -> Result<S::Ok, S::Error> {
    write_tagged(serializer, written, tag, |writer| object.write_members(writer))
}

/// Writes an object by its table, with its `own` discriminators if it is sent, and the `tag` of the union that it is in, if
/// it is in one. The value of the union has precedence.
///
/// # Errors
/// The serializer's error.
pub fn write_identified_object<T: ToJson + ?Sized, S: Serializer>(
    object: &T,
    serializer: S,
    written: Written,
    own: &[Tag<'_>],
    tag: Option<&Tag<'_>>,
) -> Result<S::Ok, S::Error> {
    match (own, tag) {
        ([first, rest @ ..], tag) if written == Written::Sent => {
            let of_both = first.beside(tag);
            write_identified_object(object, serializer, written, rest, of_both.as_ref().or(tag))
        }
        (_, Some(tag)) => write_tagged_object(object, serializer, written, tag),
        (_, None) => write_object(object, serializer, written),
    }
}

/// Writes an object of the members that `write_members` writes, with the `tag` of the union that it is in.
///
/// # Errors
/// The serializer's error.
pub(super) fn write_tagged<S: Serializer>(
    serializer: S,
    written: Written,
    tag: &Tag<'_>,
    write_members: impl FnOnce(&mut Writer<'_, S::SerializeMap>),
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut tags = Tags::new(tag);
    let mut writer = Writer::tagged(&mut map, written, &mut tags);
    write_members(&mut writer);
    writer.finish()?;
    map.end()
}
