#[cfg(feature = "json")]
use std::collections::HashSet;
use std::{
    cell::{Cell, RefCell},
    fmt,
    marker::PhantomData,
};

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess};

use super::object::{Members, read_object};
#[cfg(feature = "json")]
use super::union::Tree;

/// A type that is read from JSON, with the path of a value that does not fit.
///
/// `serde`'s `Deserialize` delegates to it. It adds the JSON path of a failure, and it is lenient: an integer may be
/// written as `3.0`, and a number as a text, such as `"3"`. The derives of this crate implement it for models. It is also
/// implemented for the scalars and containers that models are made of.
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
    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        read_object(deserializer, context)
    }

    /// Makes an object of its members, in any order. Returns `None` if one does not fit. Types that are not objects
    /// implement [`FromJson::from_json`] instead.
    #[doc(hidden)]
    fn from_members<'de, E: Error, A: MapAccess<'de, Error = E>>(members: &mut Members<'_, A, E>) -> Option<Self> {
        let _ = members;
        None
    }

    /// Returns the value of a member that is left out, if its type has one.
    #[doc(hidden)]
    fn absent() -> Option<Self> {
        None
    }

    /// Returns true if the member is null and its type does not distinguish null from absent.
    #[doc(hidden)]
    fn loses_null(&self) -> bool {
        false
    }

    /// Returns the value of null for a member that may also be left out: `None`, except for [`Json`](crate::Json), for
    /// which null is a value.
    fn from_null() -> Option<Self> {
        None
    }
}

/// The path of a failure, and the data that a union compares. The path is written from the inside out while a failed
/// read returns; nothing is written on success.
#[derive(Debug, Default)]
pub struct ReadContext {
    steps: RefCell<Vec<Step>>,
    /// The amount of dropped and unknown data, which ranks the branches of a union.
    lost: Cell<Lost>,
    /// True if a branch of a union is being read.
    is_branch: bool,
    /// The members that were skipped at any depth while a branch of a union was read.
    #[cfg(feature = "json")]
    dropped: RefCell<Vec<Tree>>,
    /// The depth of the object or array that is being read.
    depth: Cell<usize>,
    /// True if the members of the outermost object do not match its type.
    is_other: Cell<bool>,
    /// True if the outermost object has an unknown enum value.
    has_unknown: Cell<bool>,
    /// The names of the skipped members of the outermost object.
    skipped_names: RefCell<Vec<String>>,
    /// The members that the type of the outermost object has.
    declared: Cell<&'static [&'static str]>,
    /// True if a member of the outermost object has the constant value of this type.
    is_this: Cell<bool>,
}

/// The data that a type loses when it is read. Dropping values is worse than keeping any number of unknown values, and
/// that is worse than keeping values as a more general type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lost {
    /// Values that are not kept.
    dropped: u64,
    /// Unknown values that are kept.
    unknown: u64,
    /// Values that are kept as JSON, or as another kind of number.
    general: u64,
}

impl Lost {
    pub(crate) const NOTHING: Self = Self { dropped: 0, unknown: 0, general: 0 };

    /// Returns the sum of both.
    fn plus(self, other: Self) -> Self {
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
    /// Creates a context for one value that is about to be read.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a context for a value that is about to be read as one branch of a union.
    #[cfg(feature = "json")]
    pub(crate) fn of_branch() -> Self {
        Self { is_branch: true, ..Self::default() }
    }

    /// Adds to the failure that it happened in the member `name`.
    pub fn failed_in_member(&self, name: &str) {
        self.failed_in(|| Step::Member(name.to_owned()));
    }

    /// Adds to the failure that it happened in the array item `index`, counted from 0.
    pub fn failed_in_item(&self, index: usize) {
        self.failed_in(|| Step::Index(index));
    }

    /// Adds a step, except in a branch of a union, whose path nobody reads.
    fn failed_in(&self, step: impl FnOnce() -> Step) {
        if !self.is_branch {
            self.steps.borrow_mut().push(step());
        }
    }

    /// Records that an unknown text was kept.
    pub(crate) fn lose(&self) {
        self.lose_values(1);
        if self.depth.get() == 1 {
            self.has_unknown.set(true);
        }
    }

    /// Records that this many unknown values were kept.
    pub(crate) fn lose_values(&self, values: u64) {
        self.add(Lost { unknown: values, ..Lost::NOTHING });
    }

    /// Records that a value was kept as a more general type than another branch might have.
    pub(crate) fn generalize(&self) {
        self.add(Lost { general: 1, ..Lost::NOTHING });
    }

    /// Records that a text is read as a number, and returns true. Returns false in a branch of a union, which keeps the
    /// text in another branch or as an unknown value.
    pub(crate) fn reads_number_of_text(&self) -> bool {
        if self.is_branch && self.depth.get() == 0 {
            return false;
        }
        self.drop_values(1);
        true
    }

    /// Records that this many values were dropped or changed.
    pub(crate) fn drop_values(&self, values: u64) {
        self.add(Lost { dropped: values, ..Lost::NOTHING });
    }

    fn add(&self, lost: Lost) {
        self.lost.set(self.lost.get().plus(lost));
    }

    /// Returns true if a branch of a union is being read, so that skipped members count.
    #[cfg(feature = "json")]
    pub(crate) fn is_branch(&self) -> bool {
        self.is_branch
    }

    /// Records that a member of an object is dropped, with all that is in it.
    #[cfg(feature = "json")]
    pub(crate) fn drop_member(&self, member: Tree) {
        self.drop_values(member.size());
        self.dropped.borrow_mut().push(member);
    }

    /// Reads the contents of an object or an array.
    pub(crate) fn inside<T>(&self, read: impl FnOnce() -> T) -> T {
        self.depth.set(self.depth.get() + 1);
        let value = read();
        self.depth.set(self.depth.get() - 1);
        value
    }

    /// Records that the object that is being read has a constant value of its type.
    pub(crate) fn is_this_object(&self) {
        if self.depth.get() == 1 {
            self.is_this.set(true);
        }
    }

    /// Records that the object that is being read is not of its type. A union rejects a branch for which that is true
    /// of the whole value.
    pub(crate) fn is_other_object(&self) {
        if self.depth.get() == 1 {
            self.is_other.set(true);
        }
    }

    /// Returns true if the whole value is an object of another type. An object with both an extra member and an unknown
    /// enum value counts as another type too, although a newer server may send either alone.
    #[cfg(feature = "json")]
    pub(crate) fn is_other(&self) -> bool {
        self.is_other.get() || (self.has_unknown.get() && self.skipped() > 0)
    }

    /// Returns the number of skipped members of the outermost object, or 0 if a constant value identifies the object.
    #[cfg(feature = "json")]
    pub(crate) fn skipped_in_doubt(&self) -> usize {
        if self.is_this.get() { 0 } else { self.skipped() }
    }

    /// Records the declared members of an object, if it is the outermost one of a branch.
    pub(crate) fn declare(&self, names: &'static [&'static str]) {
        if self.is_branch && self.depth.get() == 0 {
            self.declared.set(names);
        }
    }

    /// Records the name of a member that is about to be skipped, if it is in the outermost object of a branch.
    pub(crate) fn skips(&self, name: &str) {
        if self.is_branch && self.depth.get() == 1 {
            self.skipped_names.borrow_mut().push(name.to_owned());
        }
    }

    /// Returns the names of the skipped members of the outermost object.
    #[cfg(feature = "json")]
    pub(crate) fn skipped_names(&self) -> std::cell::Ref<'_, Vec<String>> {
        self.skipped_names.borrow()
    }

    /// Returns the number of skipped members that are declared by a branch.
    #[cfg(feature = "json")]
    pub(crate) fn skipped_of(&self, declared: &HashSet<&str>) -> usize {
        self.skipped_names.borrow().iter().filter(|name| declared.contains(name.as_str())).count()
    }

    /// Returns the members that the type of the outermost object has.
    #[cfg(feature = "json")]
    pub(crate) fn declared(&self) -> &'static [&'static str] {
        self.declared.get()
    }

    /// Returns the number of skipped members of the outermost object.
    #[cfg(feature = "json")]
    pub(crate) fn skipped(&self) -> usize {
        self.skipped_names.borrow().len()
    }

    /// Returns the data lost so far.
    #[cfg(feature = "json")]
    pub(crate) fn lost(&self) -> Lost {
        self.lost.get()
    }

    /// Adds the data that the chosen branch of a union lost.
    #[cfg(feature = "json")]
    pub(crate) fn adopt(&self, branch: &Self) {
        self.add(branch.lost.get());
        if self.is_branch {
            self.dropped.borrow_mut().append(&mut branch.dropped.borrow_mut());
        }
    }

    /// Returns true if this branch dropped a member that `other`, a branch that fits too, kept.
    #[cfg(feature = "json")]
    pub(crate) fn drops_what_is_kept_by(&self, other: &Self) -> bool {
        let dropped = self.dropped.borrow();
        if dropped.is_empty() {
            return false;
        }
        let dropped_by_both: HashSet<_> = other.dropped.borrow().iter().flat_map(Tree::parts).collect();
        dropped.iter().any(|member| !dropped_by_both.contains(&member.id()))
    }

    /// Returns true if a failure is in the value itself and not in a part of it.
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

/// Reads a `T` as a serde seed.
pub(crate) struct Seed<'t, T>(&'t ReadContext, PhantomData<T>);

impl<'t, T> Seed<'t, T> {
    pub(crate) fn new(context: &'t ReadContext) -> Self {
        Self(context, PhantomData)
    }
}

impl<'de, T: FromJson> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::from_json(deserializer, self.0)
    }
}

/// Implements `Deserialize` with [`FromJson`]. The path becomes a part of the message, since serde's errors have no
/// path.
///
/// # Errors
/// The deserializer's error, if the input is malformed or does not fit.
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
