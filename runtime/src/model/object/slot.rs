use serde_core::de::{DeserializeSeed, Deserializer, MapAccess};

use super::Members;
use crate::{FromJson, ReadContext};

/// The place for a member of an object while it is read.
#[derive(Debug)]
pub struct Slot<T> {
    /// The value that was read, or the value of an absent member.
    pub value: Option<T>,
    is_required: bool,
}

/// Returns a slot for a member that may be left out if its type has a value for that. A function of its own, so that an
/// error about the type points at the type.
#[inline]
pub fn slot<T: FromJson>() -> Slot<T> {
    Slot { value: T::absent(), is_required: false }
}

impl<T: FromJson> Slot<T> {
    /// Requires the member to be present, null or not.
    #[inline]
    #[must_use]
    pub fn required(self) -> Self {
        Self { value: None, is_required: true }
    }
}

/// The slot of a member of any type.
///
/// All objects share one loop over their members, which knows their slots by this trait alone, so that a member costs the
/// compiler next to nothing.
pub trait AnySlot<'de, A: MapAccess<'de>> {
    /// Reads the value of the member whose name was just read.
    ///
    /// # Errors
    /// If the value does not fit.
    fn read(&mut self, members: &mut Members<'_, A, A::Error>) -> Result<(), A::Error>;

    /// Returns true if a required member is missing.
    fn is_missing(&self) -> bool;
}

impl<'de, T: FromJson, A: MapAccess<'de>> AnySlot<'de, A> for Slot<T> {
    fn read(&mut self, members: &mut Members<'_, A, A::Error>) -> Result<(), A::Error> {
        members.read_value(|context| Filling { slot: self, context })
    }

    fn is_missing(&self) -> bool {
        self.value.is_none()
    }
}

/// Reads a value into its slot, which saves moving it through several results.
struct Filling<'t, T> {
    slot: &'t mut Slot<T>,
    context: &'t ReadContext,
}

impl<'de, T: FromJson> DeserializeSeed<'de> for Filling<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = T::from_json(deserializer, self.context)?;
        if !self.slot.is_required && value.loses_null() {
            self.context.lose_values(1);
        }
        self.slot.value = Some(value);
        Ok(())
    }
}
