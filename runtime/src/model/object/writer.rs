use std::collections::HashSet;

use serde_core::ser::{Error, Serialize, SerializeMap};

use super::{Tag, tag::TagValue};
use crate::{StringMap, ToJson, Written, model::Writing};

/// Writes the members of an object, up to the first error of the serializer.
#[derive(Debug)]
pub struct Writer<'m, M: SerializeMap> {
    map: &'m mut M,
    written: Written,
    /// True if the next member is written unless it is absent, so that nothing else about it need be known.
    is_plain: bool,
    is_required: bool,
    is_read_only: bool,
    /// The tags of the variant, if the object is a variant of a union.
    tags: Option<&'m mut Tags<'m>>,
    /// The names of the written members, if the object has others beside those of its table.
    names: Option<Vec<&'static str>>,
    error: Option<M::Error>,
}

/// The tags of an object that is being written.
#[derive(Debug)]
pub(super) struct Tags<'t> {
    tag: &'t Tag<'t>,
    /// The names of those that were written.
    written: Vec<&'static str>,
}

impl<'t> Tags<'t> {
    pub(super) fn new(tag: &'t Tag<'t>) -> Self {
        Self { tag, written: Vec::new() }
    }

    /// Returns the tag `name` with its value, if there is one, and counts it as written.
    fn take(&mut self, name: &str) -> Option<(&'static str, TagValue)> {
        let tag = self.tag.value_of(name)?;
        self.written.push(tag.0);
        Some(tag)
    }
}

/// Returns the message for a property that is also among the other ones.
pub(crate) fn twice(name: &str) -> String {
    format!("the property {name:?} is set twice: in its field, and among the properties without a field")
}

impl<'m, M: SerializeMap> Writer<'m, M> {
    /// Creates a writer into `map`. `written` selects the members.
    pub(crate) fn new(map: &'m mut M, written: Written) -> Self {
        Self {
            map,
            written,
            is_plain: true,
            is_required: false,
            is_read_only: false,
            tags: None,
            names: None,
            error: None,
        }
    }

    /// Creates a writer into `map` for an object that is a variant of a union.
    pub(super) fn tagged(map: &'m mut M, written: Written, tags: &'m mut Tags<'m>) -> Self {
        Self { tags: Some(tags), is_plain: false, ..Self::new(map, written) }
    }

    /// Keeps the names of the members, so that [`rest`](Self::rest) writes none of them again.
    pub fn keep_names(&mut self) {
        self.names = Some(Vec::new());
        self.is_plain = false;
    }

    /// Marks the next member as required: it is written, null or not.
    pub fn required(&mut self) -> &mut Self {
        self.is_required = true;
        self.is_plain = false;
        self
    }

    /// Marks the next member as read-only: it is not sent.
    pub fn read_only(&mut self) -> &mut Self {
        self.is_read_only = true;
        self.is_plain = false;
        self
    }

    /// Writes the member `name`, unless it is left out.
    pub fn member<T: ToJson>(&mut self, name: &'static str, value: &T) {
        let is_absent = value.is_absent();
        let is_written = if self.is_plain { !is_absent } else { self.selects(name, is_absent) };
        if is_written {
            self.entry(name, &Writing(value, self.written));
        }
    }

    /// Returns true if the value of the next member is written. Writes the tag of that name where it has no value.
    #[inline(never)]
    fn selects(&mut self, name: &'static str, is_absent: bool) -> bool {
        let is_left_out = !self.is_required && is_absent || self.is_read_only && self.written == Written::Sent;
        self.is_required = false;
        self.is_read_only = false;
        self.is_plain = self.tags.is_none() && self.names.is_none() && self.error.is_none();
        if self.error.is_some() {
            return false;
        }
        let of_union = self.tags.as_mut().and_then(|tags| tags.take(name));
        if let Some(names) = self.names.as_mut().filter(|_| of_union.is_some() || !is_left_out) {
            names.push(name);
        }
        let Some((name, of_union)) = of_union else { return !is_left_out };
        if is_left_out || is_absent {
            self.entry(name, &of_union);
            return false;
        }
        true
    }

    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Err(error) = self.map.serialize_entry(name, value) {
            self.error = Some(error);
            self.is_plain = false;
        }
    }

    /// Writes the members that no row names. One with the name of a member that was written is an error, because a receiver
    /// would keep only one of them.
    pub fn rest(&mut self, rest: &impl StringMap<Value: ToJson>) {
        let names: HashSet<&str> = self.names.iter().flatten().copied().collect();
        for (name, value) in rest.entries() {
            if self.error.is_some() {
                return;
            }
            if names.contains(name.as_str()) {
                self.error = Some(M::Error::custom(twice(name)));
                self.is_plain = false;
                return;
            }
            if let Some(tags) = &mut self.tags {
                tags.take(name);
            }
            self.entry(name, &Writing(value, self.written));
        }
    }

    /// Writes the tags that are not members of the object, and ends the object.
    ///
    /// # Errors
    /// The first error of the serializer.
    pub(super) fn finish(self) -> Result<(), M::Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let Some(tags) = self.tags else { return Ok(()) };
        for (name, value) in tags.tag.all() {
            if !tags.written.contains(&name) {
                self.map.serialize_entry(name, &value)?;
            }
        }
        Ok(())
    }
}
