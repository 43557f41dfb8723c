use serde_core::{Serialize, Serializer};

/// The member that identifies the variant of a union, with those of the enclosing unions.
///
/// An object is written with all of them, whether or not its type declares them.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'t> {
    name: &'static str,
    value: TagValue,
    outer: Option<&'t Self>,
}

/// The value of a tag.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TagValue {
    Text(&'static str),
    Integer(i64),
    Boolean(bool),
}

impl Serialize for TagValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(number),
            Self::Boolean(is) => serializer.serialize_bool(is),
        }
    }
}

impl<'t> Tag<'t> {
    /// Creates the tag `name` with the value `value`, unless the object has another value. `outer` is the tag of the
    /// enclosing union.
    pub fn new(name: &'static str, value: &'static str, outer: Option<&'t Self>) -> Self {
        Self { name, value: TagValue::Text(value), outer }
    }

    /// Does the same as [`Tag::new`] for the text of an integer or of a boolean.
    pub fn scalar(name: &'static str, value: &'static str, outer: Option<&'t Self>) -> Self {
        let number = value.parse().ok().map(TagValue::Integer);
        let value = number.or_else(|| value.parse().ok().map(TagValue::Boolean)).unwrap_or(TagValue::Text(value));
        Self { name, value, outer }
    }

    /// Returns this tag, with those of the unions around the object. Returns `None` if these have one of its name.
    pub(super) fn beside<'u>(&self, unions: Option<&'u Tag<'u>>) -> Option<Tag<'u>> {
        let is_new = unions.is_none_or(|tag| tag.value_of(self.name).is_none());
        is_new.then_some(Tag { name: self.name, value: self.value, outer: unions })
    }

    /// Returns each tag with its value. If several have the same name, only the innermost is returned.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, TagValue)> {
        let chain = |first| std::iter::successors(Some(first), |tag: &&Self| tag.outer);
        chain(self)
            .enumerate()
            .filter(move |(position, tag)| chain(self).take(*position).all(|inner| inner.name != tag.name))
            .map(|(_, tag)| (tag.name, tag.value))
    }

    /// Returns the value of the tag `name`.
    pub(crate) fn value_of(&self, name: &str) -> Option<(&'static str, TagValue)> {
        self.all().find(|(own, _)| *own == name)
    }
}
