use serde_core::de::MapAccess;

use super::Members;
use crate::{FromJson, Nullable};

/// Where a member of an object goes when it is read.
///
/// A type has one loop over its members for all its slots, so that a member costs the compiler next to nothing.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value of the member whose name was just read.
    ///
    /// # Errors
    /// When the value does not fit.
    fn read(&mut self, members: &mut Members<'_, A>) -> Result<(), A::Error>;
}

/// The slot of a member that has to be there.
#[derive(Debug)]
pub struct Required<T>(Option<T>);

impl<T> Required<T> {
    /// Nothing was read yet.
    pub fn new() -> Self {
        Self(None)
    }

    pub(super) fn value(&self) -> Option<&T> {
        self.0.as_ref()
    }

    pub(super) fn into_value(self) -> Option<T> {
        self.0
    }
}

impl<T> Default for Required<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'de, T: FromJson, A: MapAccess<'de>> Slot<'de, A> for Required<T> {
    fn read(&mut self, members: &mut Members<'_, A>) -> Result<(), A::Error> {
        self.0 = Some(members.value()?);
        Ok(())
    }
}

/// The slot of a member that may be left out. One that is null is read like that, which is a loss.
impl<'de, T: FromJson, A: MapAccess<'de>> Slot<'de, A> for Option<T> {
    fn read(&mut self, members: &mut Members<'_, A>) -> Result<(), A::Error> {
        *self = members.value()?;
        if self.is_none() {
            members.lose_null();
        }
        Ok(())
    }
}

/// The slot of a member that may be left out or null.
impl<'de, T: FromJson, A: MapAccess<'de>> Slot<'de, A> for Nullable<T> {
    fn read(&mut self, members: &mut Members<'_, A>) -> Result<(), A::Error> {
        *self = members.value()?;
        Ok(())
    }
}
