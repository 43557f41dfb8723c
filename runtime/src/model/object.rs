use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde_core::{
    Serializer,
    de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::{FromJson, Nullable, Track, Written, from_json::Seed};

/// A struct that is a JSON object. [`object!`](crate::object) implements it from a table.
pub trait Object: Sized {
    /// The members' names on the wire, in the order of the table.
    const MEMBERS: &'static [&'static str];

    /// Reads the members in whatever order they come.
    ///
    /// # Errors
    /// When a member does not fit, or a required one is missing.
    fn read<'de, A: MapAccess<'de>>(members: Members<'_, A>) -> Result<Self, A::Error>;

    /// Writes the members in the order of the table, or those that are `written`.
    ///
    /// # Errors
    /// What the serializer reports.
    fn write<M: SerializeMap>(&self, map: &mut M, written: Written) -> Result<(), M::Error>;
}

/// The members of an object that is being read.
pub struct Members<'t, A> {
    map: A,
    track: &'t Track,
    names: &'static [&'static str],
    /// Where the search for a name begins: senders write members in the document's order, nearly always. It is 0 until
    /// one is found.
    expected: usize,
}

impl<'de, A: MapAccess<'de>> Members<'_, A> {
    /// The position in the table of the next member that the table has; others are skipped.
    ///
    /// # Errors
    /// When the input is malformed.
    pub fn next_known(&mut self) -> Result<Option<usize>, A::Error> {
        let names = self.names;
        let mut is_all_skipped = false;
        while let Some(found) = self.map.next_key_seed(Name { names, expected: self.expected })? {
            if let Some(position) = found {
                self.expected = position + 1;
                return Ok(Some(position));
            }
            self.track.skip_member(&mut self.map)?;
            is_all_skipped = self.expected == 0;
        }
        if is_all_skipped {
            self.track.is_other_object();
        }
        Ok(None)
    }

    /// Like [`Members::next_known`], but keeps the members that the table does not have.
    ///
    /// # Errors
    /// When the input is malformed, or such a member does not fit.
    pub fn next_beside<T: FromJson>(&mut self, rest: &mut BTreeMap<String, T>) -> Result<Option<usize>, A::Error> {
        while let Some(name) = self.map.next_key_seed(Seed::<String>::new(self.track))? {
            if let Some(position) = self.names.iter().position(|known| *known == name) {
                return Ok(Some(position));
            }
            let value = self.map.next_value_seed(Seed::new(self.track));
            rest.insert(name.clone(), value.inspect_err(|_| self.track.failed_in_member(&name))?);
        }
        Ok(None)
    }

    /// The value of the member at `position`, which [`Members::next_known`] just returned.
    ///
    /// # Errors
    /// When the value does not fit.
    pub fn value<T: FromJson>(&mut self, position: usize) -> Result<T, A::Error> {
        self.map.next_value_seed(Seed::new(self.track)).inspect_err(|_| self.failed_at(position))
    }

    /// The value of an optional member at `position`. One that is null is read like one that is left out, which is a loss.
    ///
    /// # Errors
    /// When the value does not fit.
    pub fn optional<T: FromJson>(&mut self, position: usize) -> Result<Option<T>, A::Error> {
        let value: Option<T> = self.value(position)?;
        if value.is_none() {
            self.track.lose_values(1);
        }
        Ok(value)
    }

    /// A required member's value, once all members are read.
    ///
    /// # Errors
    /// When it is missing.
    pub fn required<T>(&self, value: Option<T>, position: usize) -> Result<T, A::Error> {
        value.ok_or_else(|| {
            self.failed_at(position);
            A::Error::custom("this required member is missing")
        })
    }

    /// Counts a text that is not the `constant` that it should be as one that the type does not know, and the object as
    /// another.
    pub fn constant(&self, value: &impl Constant, constant: &str) {
        match value.text() {
            Some(text) if text == constant => self.track.is_this_object(),
            Some(_) => {
                self.track.lose();
                self.track.is_other_object();
            }
            None => {}
        }
    }

    fn failed_at(&self, position: usize) {
        if let Some(name) = self.names.get(position) {
            self.track.failed_in_member(name);
        }
    }
}

/// A text that has only one value, as fields hold it.
pub trait Constant {
    /// The text, unless it is null or left out.
    fn text(&self) -> Option<&str>;
}

impl Constant for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: Constant> Constant for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(Constant::text)
    }
}

impl<T: Constant> Constant for Nullable<T> {
    fn text(&self) -> Option<&str> {
        self.value().and_then(Constant::text)
    }
}

/// Finds a member's name in the table: first the one after the last found, then all.
struct Name {
    names: &'static [&'static str],
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        if self.names.get(self.expected) == Some(&name) {
            return Ok(Some(self.expected));
        }
        Ok(self.names.iter().position(|known| *known == name))
    }
}

struct ObjectVisitor<'t, T>(&'t Track, PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        self.0.inside(|| T::read(Members { map, track: self.0, names: T::MEMBERS, expected: 0 }))
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
    object.write(&mut map, written)?;
    map.end()
}
