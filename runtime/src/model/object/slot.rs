use serde_core::de::MapAccess;

use super::Members;
use crate::FromJson;

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
        let value: T = members.value()?;
        if !self.is_required && value.loses_null() {
            members.lose_null();
        }
        self.value = Some(value);
        Ok(())
    }

    fn is_missing(&self) -> bool {
        self.value.is_none()
    }
}
