use std::{collections::BTreeMap, fmt};

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::{AnySlot, Constant};
use crate::model::{FromJson, ReadContext, from_json::Seed};

/// The members of an object that is being read, until one fails with an `E`.
pub struct Members<'t, A, E> {
    map: A,
    context: &'t ReadContext,
    names: &'static [&'static str],
    /// Where the search for a name begins: senders write members in the document's order, nearly always. It is 0 until
    /// one is found.
    expected: usize,
    error: Option<E>,
}

impl<'t, 'de, E: Error, A: MapAccess<'de, Error = E>> Members<'t, A, E> {
    pub(super) fn new(map: A, context: &'t ReadContext, names: &'static [&'static str]) -> Self {
        Self { map, context, names, expected: 0, error: None }
    }

    /// Why they could not be read.
    pub(super) fn into_error(self) -> E {
        self.error.unwrap_or_else(|| E::custom("this object cannot be read"))
    }

    /// Reads the members that the table has, each into the slot at its position, and skips the others. Whether all went
    /// well, and all are there that have to be; generated code is shorter for the compiler with this than with a result.
    pub fn fill(&mut self, slots: &mut [&mut dyn AnySlot<'de, A>]) -> bool {
        self.fill_with(slots, Self::next_known)
    }

    /// Like [`Members::fill`], but keeps the members that the table does not have.
    pub fn fill_beside<T: FromJson>(
        &mut self,
        slots: &mut [&mut dyn AnySlot<'de, A>],
        rest: &mut BTreeMap<String, T>,
    ) -> bool {
        self.fill_with(slots, |members| members.next_beside(rest))
    }

    fn fill_with(
        &mut self,
        slots: &mut [&mut dyn AnySlot<'de, A>],
        next: impl FnMut(&mut Self) -> Result<Option<usize>, E>,
    ) -> bool {
        self.error = self.read_into(slots, next).err();
        self.error.is_none()
    }

    fn read_into(
        &mut self,
        slots: &mut [&mut dyn AnySlot<'de, A>],
        mut next: impl FnMut(&mut Self) -> Result<Option<usize>, E>,
    ) -> Result<(), E> {
        while let Some(position) = next(self)? {
            if let Some(slot) = slots.get_mut(position) {
                slot.read(self).inspect_err(|_| self.failed_at(position))?;
            }
        }
        let Some(missing) = slots.iter().position(|slot| slot.is_missing()) else { return Ok(()) };
        self.failed_at(missing);
        Err(E::custom("this required member is missing"))
    }

    fn failed_at(&self, position: usize) {
        if let Some(name) = self.names.get(position) {
            self.context.failed_in_member(name);
        }
    }

    /// The position in the table of the next member that the table has; others are skipped.
    fn next_known(&mut self) -> Result<Option<usize>, E> {
        let names = self.names;
        let mut is_all_skipped = false;
        while let Some(found) =
            self.map.next_key_seed(Name { names, expected: self.expected, context: self.context })?
        {
            if let Some(position) = found {
                self.expected = position + 1;
                return Ok(Some(position));
            }
            self.context.skip_member(&mut self.map)?;
            is_all_skipped = self.expected == 0;
        }
        if is_all_skipped {
            self.context.is_other_object();
        }
        Ok(None)
    }

    fn next_beside<T: FromJson>(&mut self, rest: &mut BTreeMap<String, T>) -> Result<Option<usize>, E> {
        while let Some(name) = self.map.next_key_seed(Seed::<String>::new(self.context))? {
            if let Some(position) = self.names.iter().position(|known| *known == name) {
                return Ok(Some(position));
            }
            self.context.generalize();
            let value = self.map.next_value_seed(Seed::new(self.context));
            rest.insert(name.clone(), value.inspect_err(|_| self.context.failed_in_member(&name))?);
        }
        Ok(None)
    }

    /// The value of the member whose name was read.
    pub(super) fn value<T: FromJson>(&mut self) -> Result<T, E> {
        self.map.next_value_seed(Seed::new(self.context))
    }

    /// Says that a member was null where it might as well have been left out, which is not kept apart.
    pub(super) fn lose_null(&self) {
        self.context.lose_values(1);
    }

    /// Counts a text that is not the `constant` that it should be as one that the type does not know, and the object as
    /// another.
    pub fn constant(&self, value: &impl Constant, constant: &str) {
        match value.text() {
            Some(text) if text == constant => self.context.is_this_object(),
            Some(_) => {
                self.context.lose();
                self.context.is_other_object();
            }
            None => {}
        }
    }
}

/// Finds a member's name in the table: first the one after the last found, then all.
struct Name<'t> {
    names: &'static [&'static str],
    expected: usize,
    context: &'t ReadContext,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        if self.names.get(self.expected) == Some(&name) {
            return Ok(Some(self.expected));
        }
        let found = self.names.iter().position(|known| *known == name);
        if found.is_none() {
            self.context.skips(name);
        }
        Ok(found)
    }
}
