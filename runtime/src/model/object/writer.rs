use std::collections::BTreeMap;

use serde_core::ser::SerializeMap;

use crate::{ToJson, Written, model::Writing};

/// Writes the members of an object, up to the first that the serializer refuses.
#[derive(Debug)]
pub struct Writer<'m, M: SerializeMap> {
    map: &'m mut M,
    written: Written,
    is_required: bool,
    is_read_only: bool,
    result: Result<(), M::Error>,
}

impl<'m, M: SerializeMap> Writer<'m, M> {
    /// Writes what is `written` of an object into `map`.
    pub(crate) fn new(map: &'m mut M, written: Written) -> Self {
        Self { map, written, is_required: false, is_read_only: false, result: Ok(()) }
    }

    /// The next member has to be there, null or not.
    pub fn required(&mut self) -> &mut Self {
        self.is_required = true;
        self
    }

    /// The next member is one that only the server sets: it is not sent.
    pub fn read_only(&mut self) -> &mut Self {
        self.is_read_only = true;
        self
    }

    /// Writes the member `name`, unless it is left out.
    pub fn member<T: ToJson>(&mut self, name: &'static str, value: &T) {
        let is_left_out = !self.is_required && value.is_absent() || self.is_read_only && self.written == Written::Sent;
        if !is_left_out && self.result.is_ok() {
            self.result = self.map.serialize_entry(name, &Writing(value, self.written));
        }
        self.is_required = false;
        self.is_read_only = false;
    }

    /// Writes the members that no row names.
    pub fn rest<T: ToJson>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            if self.result.is_ok() {
                self.result = self.map.serialize_entry(name, &Writing(value, self.written));
            }
        }
    }

    /// What came of it.
    ///
    /// # Errors
    /// What the serializer reported first.
    pub(crate) fn finish(self) -> Result<(), M::Error> {
        self.result
    }
}
