use std::fmt;

use serde_core::ser::{Serialize, SerializeMap};

use super::{Rules, collection::MEMBERS, too_few, too_many};
use crate::model::{ToJson, Written, object::Writer};

/// Counts the members of an object when it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Count(usize);

impl Count {
    pub(super) fn new(object: &impl ToJson) -> Self {
        let mut counted = Self(0);
        object.write_members(&mut Writer::new(&mut counted, Written::Sent));
        counted
    }
}

#[allow(clippy::return_self_not_must_use, reason = "the result of the last rule is not used")]
impl Rules<'_, Count> {
    /// Checks for at least `least` members (`minProperties`).
    pub fn min_properties(self, least: usize) -> Self {
        self.rule(|Count(count)| too_few(least, count, MEMBERS))
    }

    /// Checks for at most `most` members (`maxProperties`).
    pub fn max_properties(self, most: usize) -> Self {
        self.rule(|Count(count)| too_many(most, count, MEMBERS))
    }
}

impl SerializeMap for Count {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, _: &T) -> Result<(), fmt::Error> {
        self.0 += 1;
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, _: &T) -> Result<(), fmt::Error> {
        Ok(())
    }

    fn end(self) -> Result<(), fmt::Error> {
        Ok(())
    }
}
