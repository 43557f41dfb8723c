use serde_core::de::MapAccess;

use super::Members;
use crate::{FromJson, Nullable};

/// Where a member of an object goes when it is read.
///
/// All objects share one loop over their members, which knows their slots by this trait alone, so that a member costs the
/// compiler next to nothing.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value of the member whose name was just read.
    ///
    /// # Errors
    /// When the value does not fit.
    fn read(&mut self, members: &mut Members<'_, A, A::Error>) -> Result<(), A::Error>;

    /// Whether nothing was read, although the member has to be there.
    fn is_missing(&self) -> bool {
        false
    }
}

/// The slot of a member that has to be there.
#[derive(Debug)]
pub struct Required<T>(pub Option<T>);

impl<'de, T: FromJson, A: MapAccess<'de>> Slot<'de, A> for Required<T> {
    fn read(&mut self, members: &mut Members<'_, A, A::Error>) -> Result<(), A::Error> {
        self.0 = Some(members.value()?);
        Ok(())
    }

    fn is_missing(&self) -> bool {
        self.0.is_none()
    }
}

/// The slot of a member that may be left out. One that is null is read like that, which is a loss.
impl<'de, T: FromJson, A: MapAccess<'de>> Slot<'de, A> for Option<T> {
    fn read(&mut self, members: &mut Members<'_, A, A::Error>) -> Result<(), A::Error> {
        *self = members.value()?;
        if self.is_none() {
            members.lose_null();
        }
        Ok(())
    }
}

/// The slot of a member that may be left out or null.
impl<'de, T: FromJson, A: MapAccess<'de>> Slot<'de, A> for Nullable<T> {
    fn read(&mut self, members: &mut Members<'_, A, A::Error>) -> Result<(), A::Error> {
        *self = members.value()?;
        Ok(())
    }
}
