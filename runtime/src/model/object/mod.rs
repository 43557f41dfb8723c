//! Structs that are JSON objects: read and written member by member, as their table says.

mod constant;
mod members;
mod slot;
mod table;
mod writer;

use std::{fmt, marker::PhantomData};

use serde_core::{
    Serializer,
    de::{Deserializer, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::{Track, Written};

use constant::Constant;
pub use members::Members;
pub use slot::{Required, Slot};
pub use writer::Writer;

/// A struct that is a JSON object. [`object!`](crate::object) implements it from a table.
pub trait Object: Sized {
    /// The members' names on the wire, in the order of the table.
    const MEMBERS: &'static [&'static str];

    /// Reads the members in whatever order they come.
    ///
    /// # Errors
    /// When a member does not fit, or a required one is missing.
    fn read<'de, A: MapAccess<'de>>(members: Members<'_, A>) -> Result<Self, A::Error>;

    /// Hands the members to `writer`, in the order of the table.
    fn write<M: SerializeMap>(&self, writer: &mut Writer<'_, M>);
}

struct ObjectVisitor<'t, T>(&'t Track, PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        self.0.inside(|| T::read(Members::new(map, self.0, T::MEMBERS)))
    }
}

/// Reads an object by its table.
///
/// # Errors
/// When the input is malformed or does not fit.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D, track: &Track) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(track, PhantomData))
}

/// Writes an object by its table.
///
/// # Errors
/// What the serializer reports.
pub fn write_object<T: Object, S: Serializer>(object: &T, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut writer = Writer::new(&mut map, written);
    object.write(&mut writer);
    writer.finish()?;
    map.end()
}
