use std::collections::BTreeMap;

use serde_core::ser::SerializeMap;

use super::Tag;
use crate::{ToJson, Written, model::Writing};

/// Writes the members of an object, up to the first error of the serializer.
#[derive(Debug)]
pub struct Writer<'m, M: SerializeMap> {
    map: &'m mut M,
    written: Written,
    is_required: bool,
    is_read_only: bool,
    /// The tag of the variant, if the object is a variant of a union.
    tag: Option<&'m Tag<'m>>,
    /// The names of the tags that were written.
    written_tags: Vec<&'static str>,
    result: Result<(), M::Error>,
}

impl<'m, M: SerializeMap> Writer<'m, M> {
    /// Creates a writer into `map`. `written` selects the members.
    pub(crate) fn new(map: &'m mut M, written: Written) -> Self {
        Self {
            map,
            written,
            is_required: false,
            is_read_only: false,
            tag: None,
            written_tags: Vec::new(),
            result: Ok(()),
        }
    }

    /// Creates a writer into `map` for an object that is a variant of a union.
    pub(crate) fn tagged(map: &'m mut M, written: Written, tag: &'m Tag<'m>) -> Self {
        Self { tag: Some(tag), ..Self::new(map, written) }
    }

    /// Marks the next member as required: it is written, null or not.
    pub fn required(&mut self) -> &mut Self {
        self.is_required = true;
        self
    }

    /// Marks the next member as read-only: it is not sent.
    pub fn read_only(&mut self) -> &mut Self {
        self.is_read_only = true;
        self
    }

    /// Writes the member `name`, unless it is left out.
    pub fn member<T: ToJson>(&mut self, name: &'static str, value: &T) {
        let is_left_out = !self.is_required && value.is_absent() || self.is_read_only && self.written == Written::Sent;
        let tag = self.tag.and_then(|tag| tag.value_of(name));
        if let Some((name, of_union)) = tag.filter(|_| self.result.is_ok()) {
            self.written_tags.push(name);
            self.result = if is_left_out || value.is_absent() {
                self.map.serialize_entry(name, of_union)
            } else {
                self.map.serialize_entry(name, &Writing(value, self.written))
            };
        } else if !is_left_out && self.result.is_ok() {
            self.result = self.map.serialize_entry(name, &Writing(value, self.written));
        }
        self.is_required = false;
        self.is_read_only = false;
    }

    /// Writes the members that no row names.
    pub fn rest<T: ToJson>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            self.written_tags.extend(self.tag.and_then(|tag| tag.value_of(name)).map(|(name, _)| name));
            if self.result.is_ok() {
                self.result = self.map.serialize_entry(name, &Writing(value, self.written));
            }
        }
    }

    /// Writes the tags that are not members of the object, and ends the object.
    ///
    /// # Errors
    /// The first error of the serializer.
    pub(crate) fn finish(self) -> Result<(), M::Error> {
        self.result?;
        for (name, value) in self.tag.into_iter().flat_map(Tag::all) {
            if !self.written_tags.contains(&name) {
                self.map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }
}
