use std::{
    cell::{Cell, RefCell},
    fmt,
    marker::PhantomData,
};

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess};

use super::{
    object::{Members, read_object},
    skipped::Skipped,
};

/// A type that is read from JSON, with the path of what does not fit.
///
/// It stands beside `serde`'s `Deserialize`, which delegates to it, because it carries two things into every container
/// that `Deserialize` cannot: where in the JSON a failure is, and leniency towards a sender that is not ours (an integer
/// may arrive as `3.0`). The macros of this crate implement it for generated types; it is implemented for the scalars
/// and containers that those are made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON",
    note = "derive `Object`, `RequestObject`, `StringEnum`, `IntegerEnum` or `Union` for it, or implement `FromJson`"
)]
pub trait FromJson: Sized {
    /// The names of an object's members on the wire, in the order of its table.
    #[doc(hidden)]
    const MEMBERS: &'static [&'static str] = &[];

    /// Reads a value. On failure the members and indexes that lead to it are left in `context`.
    ///
    /// # Errors
    /// The deserializer's error, when the input is malformed or does not fit.
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        read_object(deserializer, context)
    }

    /// Makes an object of its members, in whatever order they come; `None` when one does not fit. What is no object
    /// implements [`FromJson::from_json`] itself.
    #[doc(hidden)]
    fn from_members<'de, E: Error, A: MapAccess<'de, Error = E>>(members: &mut Members<'_, A, E>) -> Option<Self> {
        let _ = members;
        None
    }

    /// What a member of an object is that is left out, where its type has a value for that.
    #[doc(hidden)]
    fn absent() -> Option<Self> {
        None
    }

    /// Whether a member is null where it might as well have been left out, which is not kept apart.
    #[doc(hidden)]
    fn loses_null(&self) -> bool {
        false
    }

    /// What null is where the value may also be left out: `None`, no value, for everything but [`Json`](crate::Json),
    /// which null is one of the values of.
    fn from_null() -> Option<Self> {
        None
    }
}

/// The path to what failed, written from the inside out while a failed read returns; nothing is written on success.
#[derive(Debug, Default)]
pub struct ReadContext {
    steps: RefCell<Vec<Step>>,
    /// How much was read that no type keeps or knows, by which the branches of a union are compared.
    lost: Cell<Lost>,
    /// Whether it is the context of one of the branches of a union.
    is_branch: bool,
    /// How many objects and arrays are being read, one in the other.
    depth: Cell<usize>,
    /// Whether the members of the outermost object say that it is something else.
    is_other: Cell<bool>,
    /// Whether the outermost object has a text that is not known.
    has_unknown: Cell<bool>,
    /// How many members of the outermost object were skipped.
    skipped: Cell<usize>,
    /// The names of these members.
    skipped_names: RefCell<Vec<String>>,
    /// The members that the type of the outermost object has.
    declared: Cell<&'static [&'static str]>,
    /// Whether a member of the outermost object has the only value that it can have in this type.
    is_this: Cell<bool>,
}

/// What a type makes less of than another might. To drop values is worse than to keep any number of them without
/// knowing them, and that is worse than to keep them as a more general type than need be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lost {
    /// Values that are not kept.
    dropped: u64,
    /// Values that are kept without being known.
    unknown: u64,
    /// Values that are kept as anything, or as another kind of number.
    general: u64,
}

impl Lost {
    pub(crate) const NOTHING: Self = Self { dropped: 0, unknown: 0, general: 0 };

    /// What is lost in both.
    fn and(self, other: Self) -> Self {
        Self {
            dropped: self.dropped.saturating_add(other.dropped),
            unknown: self.unknown.saturating_add(other.unknown),
            general: self.general.saturating_add(other.general),
        }
    }
}

#[derive(Debug)]
enum Step {
    Member(String),
    Index(usize),
}

impl ReadContext {
    /// A context for one value that is about to be read.
    pub fn new() -> Self {
        Self::default()
    }

    /// A context for a value that is about to be read as one branch of a union.
    #[cfg(feature = "json")]
    pub(crate) fn of_branch() -> Self {
        Self { is_branch: true, ..Self::default() }
    }

    /// Says that the failure which is returning happened in the member `name`.
    pub fn failed_in_member(&self, name: &str) {
        self.steps.borrow_mut().push(Step::Member(name.to_owned()));
    }

    /// Says that the failure which is returning happened in the array item `index`, counted from 0.
    pub fn failed_in_item(&self, index: usize) {
        self.steps.borrow_mut().push(Step::Index(index));
    }

    /// Says that a text was kept without being known.
    pub(crate) fn lose(&self) {
        self.lose_values(1);
        if self.depth.get() == 1 {
            self.has_unknown.set(true);
        }
    }

    /// Says that this many values were kept without being known.
    pub(crate) fn lose_values(&self, values: u64) {
        self.add(Lost { unknown: values, ..Lost::NOTHING });
    }

    /// Says that a value was kept as a more general type than another might.
    pub(crate) fn generalize(&self) {
        self.add(Lost { general: 1, ..Lost::NOTHING });
    }

    /// Says that this many values were not kept, or not as they were.
    pub(crate) fn drop_values(&self, values: u64) {
        self.add(Lost { dropped: values, ..Lost::NOTHING });
    }

    fn add(&self, lost: Lost) {
        self.lost.set(self.lost.get().and(lost));
    }

    /// Skips a member of an object. In a branch of a union, all that was in it is dropped.
    pub(crate) fn skip_member<'de, A: MapAccess<'de>>(&self, members: &mut A) -> Result<(), A::Error> {
        if !self.is_branch {
            // What nobody compares is not looked at.
            return members.next_value().map(|IgnoredAny| ());
        }
        let Skipped(values) = members.next_value()?;
        self.drop_values(values);
        if self.depth.get() == 1 {
            self.skipped.set(self.skipped.get() + 1);
        }
        Ok(())
    }

    /// Reads what is in an object or an array.
    pub(crate) fn inside<T>(&self, read: impl FnOnce() -> T) -> T {
        self.depth.set(self.depth.get() + 1);
        let value = read();
        self.depth.set(self.depth.get() - 1);
        value
    }

    /// Says that the object whose members are being read is what it is read as, by a value that only this type has.
    pub(crate) fn is_this_object(&self) {
        if self.depth.get() == 1 {
            self.is_this.set(true);
        }
    }

    /// Says that the object whose members are being read is something else than what it is read as. A union does not
    /// take a branch that says so of the whole value.
    pub(crate) fn is_other_object(&self) {
        if self.depth.get() == 1 {
            self.is_other.set(true);
        }
    }

    /// Whether the whole value is an object that is something else. One that has a member too many as well as a value
    /// that is not known counts as something else too: each alone is what a newer server sends.
    #[cfg(feature = "json")]
    pub(crate) fn is_other(&self) -> bool {
        self.is_other.get() || (self.has_unknown.get() && self.skipped.get() > 0)
    }

    /// How many members of the outermost object were skipped, though nothing but them says what it is.
    #[cfg(feature = "json")]
    pub(crate) fn skipped_in_doubt(&self) -> usize {
        if self.is_this.get() { 0 } else { self.skipped.get() }
    }

    /// Keeps which members the object that is being read has, where it is the outermost of a branch.
    pub(crate) fn declare(&self, names: &'static [&'static str]) {
        if self.is_branch && self.depth.get() == 0 {
            self.declared.set(names);
        }
    }

    /// Keeps the name of a member that is about to be skipped, where it is one of the outermost object of a branch.
    pub(crate) fn skips(&self, name: &str) {
        if self.is_branch && self.depth.get() == 1 {
            self.skipped_names.borrow_mut().push(name.to_owned());
        }
    }

    /// How many of the skipped members the type of another branch has.
    #[cfg(feature = "json")]
    pub(crate) fn skipped_of(&self, others: &[&'static [&'static str]]) -> usize {
        let is_known = |name: &&String| others.iter().any(|names| names.contains(&name.as_str()));
        self.skipped_names.borrow().iter().filter(is_known).count()
    }

    /// The members that the type of the outermost object has.
    #[cfg(feature = "json")]
    pub(crate) fn declared(&self) -> &'static [&'static str] {
        self.declared.get()
    }

    /// How many members of the outermost object were skipped.
    #[cfg(feature = "json")]
    pub(crate) fn skipped(&self) -> usize {
        self.skipped.get()
    }

    /// How much was lost so far.
    #[cfg(feature = "json")]
    pub(crate) fn lost(&self) -> Lost {
        self.lost.get()
    }

    /// Takes over what the chosen branch of a union lost.
    #[cfg(feature = "json")]
    pub(crate) fn adopt(&self, branch: &Self) {
        self.add(branch.lost.get());
    }

    /// Whether the failure, if any, is in the value itself and not in a part of it.
    pub fn is_root(&self) -> bool {
        self.steps.borrow().is_empty()
    }
}

/// The path as JSONPath writes it: `$.avatar_group.looks[3]['odd name']`.
impl fmt::Display for ReadContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for step in self.steps.borrow().iter().rev() {
            match step {
                Step::Member(name) if is_plain(name) => write!(f, ".{name}")?,
                Step::Member(name) => write!(f, "['{}']", name.escape_debug())?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// Reads a `T` where serde asks for a seed.
pub(crate) struct Seed<'t, T>(&'t ReadContext, PhantomData<T>);

impl<'t, T> Seed<'t, T> {
    pub(crate) fn new(context: &'t ReadContext) -> Self {
        Self(context, PhantomData)
    }
}

impl<'de, T: FromJson> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::from_json(deserializer, self.0)
    }
}

/// `Deserialize` by way of [`FromJson`]: the path goes into the message, since serde's error has no place for it.
///
/// # Errors
/// The deserializer's error, when the input is malformed or does not fit.
pub fn deserialize<'de, T: FromJson, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let context = ReadContext::new();
    T::from_json(deserializer, &context)
        .map_err(|error| if context.is_root() { error } else { D::Error::custom(format_args!("{context}: {error}")) })
}

/// Gives a type that implements [`FromJson`] serde's `Deserialize` as well.
#[doc(hidden)]
#[macro_export]
macro_rules! deserialize {
    ($type:ident) => {
        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_reads_from_the_outside_in() {
        let context = ReadContext::new();
        context.failed_in_member("odd 'name");
        context.failed_in_item(3);
        context.failed_in_member("looks");
        assert_eq!(context.to_string(), r"$.looks[3]['odd \'name']");
    }

    #[test]
    fn the_root_has_no_steps() {
        assert_eq!(ReadContext::new().to_string(), "$");
        assert!(ReadContext::new().is_root());
    }
}
