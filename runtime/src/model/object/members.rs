use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{AnySlot, Constant};
use crate::model::{FromJson, ReadContext, StringMap, from_json::Seed};

/// The members of an object that is being read, until one fails with an `E`.
pub struct Members<'t, A, E> {
    map: A,
    table: Table<'t>,
    error: Option<E>,
}

impl<'t, 'de, E: Error, A: MapAccess<'de, Error = E>> Members<'t, A, E> {
    #[inline]
    pub(super) fn new(map: A, context: &'t ReadContext, names: &'static [&'static str]) -> Self {
        Self { map, table: Table { names, expected: 0, context }, error: None }
    }

    /// Returns the error because of which they could not be read.
    #[cold]
    pub(super) fn into_error(self) -> E {
        self.error.unwrap_or_else(|| E::custom("this object cannot be read"))
    }

    /// Reads the members of the table, each into the slot at its index, and skips the others. Returns true if all of
    /// them fit and no required member is missing. A `bool` makes generated code faster to compile than a `Result`.
    pub fn fill(&mut self, slots: &mut [&mut dyn AnySlot<'de, A>]) -> bool {
        let read = self.read_known(slots);
        self.ends(read, slots)
    }

    /// Reads the members like [`Members::fill`], but keeps those that are not in the table.
    pub fn fill_beside<M: StringMap<Value: FromJson>>(
        &mut self,
        slots: &mut [&mut dyn AnySlot<'de, A>],
        rest: &mut M,
    ) -> bool {
        let read = self.read_beside(slots, rest);
        self.ends(read, slots)
    }

    /// Keeps the error that there was, or that a required member is missing. Returns true if there is none.
    fn ends(&mut self, read: Result<(), E>, slots: &[&mut dyn AnySlot<'de, A>]) -> bool {
        self.error = read.err().or_else(|| {
            let missing = slots.iter().position(|slot| slot.is_missing())?;
            self.failed_at(missing);
            Some(E::custom("this required member is missing"))
        });
        self.error.is_none()
    }

    fn read_known(&mut self, slots: &mut [&mut dyn AnySlot<'de, A>]) -> Result<(), E> {
        let mut has_skipped = false;
        while let Some(position) = self.map.next_key_seed(&self.table)? {
            if let Some(slot) = slots.get_mut(position) {
                self.table.expected = position + 1;
                self.read_slot(&mut **slot, position)?;
            } else {
                self.skip_value()?;
                has_skipped = true;
            }
        }
        if has_skipped && self.table.expected == 0 {
            self.table.context.is_other_object();
        }
        Ok(())
    }

    /// Skips the value of a member that is not in the table.
    fn skip_value(&mut self) -> Result<(), E> {
        #[cfg(feature = "json")]
        if self.table.context.is_branch() {
            return self.map.next_value().map(|member| self.table.context.drop_member(member));
        }
        self.map.next_value().map(|IgnoredAny| ())
    }

    fn read_beside<M: StringMap<Value: FromJson>>(
        &mut self,
        slots: &mut [&mut dyn AnySlot<'de, A>],
        rest: &mut M,
    ) -> Result<(), E> {
        let Table { names, context, .. } = self.table;
        while let Some(name) = self.map.next_key_seed(Seed::<String>::new(context))? {
            let position = names.iter().position(|known| *known == name);
            if let Some((position, slot)) = position.and_then(|position| Some((position, slots.get_mut(position)?))) {
                self.read_slot(&mut **slot, position)?;
                continue;
            }
            context.generalize();
            let value = self.map.next_value_seed(Seed::new(context));
            rest.put(name.clone(), value.inspect_err(|_| context.failed_in_member(&name))?);
        }
        Ok(())
    }

    fn read_slot(&mut self, slot: &mut dyn AnySlot<'de, A>, position: usize) -> Result<(), E> {
        slot.read(self).inspect_err(|_| self.failed_at(position))
    }

    #[cold]
    fn failed_at(&self, position: usize) {
        if let Some(name) = self.table.names.get(position) {
            self.table.context.failed_in_member(name);
        }
    }

    /// Reads the value of the member whose name was read.
    pub(super) fn read_value<S: DeserializeSeed<'de>>(
        &mut self,
        seed: impl FnOnce(&'t ReadContext) -> S,
    ) -> Result<S::Value, E> {
        self.map.next_value_seed(seed(self.table.context))
    }

    /// Counts a value that is not the `constant` that it should be as one that the type does not know, and the object as
    /// another.
    pub fn constant<C: ?Sized>(&self, value: &impl Constant<C>, constant: &C) {
        if self.only(value, constant) == Some(false) {
            self.table.context.lose();
        }
    }

    /// Counts the object as another if a value of an enum is not its `only` one. The enum itself counts a value that it
    /// does not know.
    pub fn only<C: ?Sized>(&self, value: &impl Constant<C>, only: &C) -> Option<bool> {
        let is_it = value.is(only);
        match is_it {
            Some(true) => self.table.context.is_this_object(),
            Some(false) => self.table.context.is_other_object(),
            None => {}
        }
        is_it
    }
}

/// The names of the members that an object may have.
struct Table<'t> {
    names: &'static [&'static str],
    /// The index at which the search for a name begins, since senders nearly always write members in the document's
    /// order. It is 0 until a name is found.
    expected: usize,
    context: &'t ReadContext,
}

impl Table<'_> {
    /// Returns the index of a name that is not the expected one, or the number of names if it is none of them.
    fn search(&self, name: &str) -> usize {
        let is_it = |known: &&str| *known == name;
        // Senders that leave members out still write the others in order.
        let after = self.names.iter().skip(self.expected).position(is_it).map(|distance| self.expected + distance);
        after.or_else(|| self.names.iter().take(self.expected).position(is_it)).unwrap_or_else(|| {
            self.context.skips(name);
            self.names.len()
        })
    }
}

/// Finds a member's name in the table: first among those after the last found, then among all.
impl<'de> DeserializeSeed<'de> for &Table<'_> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &Table<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let is_expected = self.names.get(self.expected).is_some_and(|expected| is_same(expected, name));
        Ok(if is_expected { self.expected } else { self.search(name) })
    }
}

/// Returns true if both names are equal. A call of the general comparison would take longer than this does for most.
#[inline]
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    one.len() == other.len()
        && match one.len() {
            2..=3 => has_same_ends::<2>(one, other),
            4..=8 => has_same_ends::<4>(one, other),
            9..=16 => has_same_ends::<8>(one, other),
            17..=32 => has_same_ends::<16>(one, other),
            _ => one == other,
        }
}

/// Returns true if the first `N` bytes of both are equal, and the last.
#[inline]
fn has_same_ends<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk::<N>() && one.last_chunk::<N>() == other.last_chunk::<N>()
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn names_differ_if_any_byte_does() {
        for length in 0..=40 {
            let name = "n".repeat(length);
            assert!(is_same(&name, &name.clone()));
            assert!(!is_same(&name, &format!("{name}n")));
            for at in 0..length {
                let mut other = name.clone();
                other.replace_range(at..=at, "m");
                assert!(!is_same(&name, &other), "{other}");
            }
        }
    }
}
