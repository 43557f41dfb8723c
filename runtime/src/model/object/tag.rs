/// The member that identifies the variant of a union, with those of the enclosing unions.
///
/// An object is written with all of them, whether or not its type declares them.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'t> {
    name: &'static str,
    value: &'static str,
    outer: Option<&'t Self>,
}

impl<'t> Tag<'t> {
    /// Creates the tag `name` with the value `value`, unless the object has another value. `outer` is the tag of the
    /// enclosing union.
    pub fn new(name: &'static str, value: &'static str, outer: Option<&'t Self>) -> Self {
        Self { name, value, outer }
    }

    /// Returns each tag with its value. If several have the same name, only the innermost is returned.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let chain = |first| std::iter::successors(Some(first), |tag: &&Self| tag.outer);
        chain(self)
            .enumerate()
            .filter(move |(position, tag)| chain(self).take(*position).all(|inner| inner.name != tag.name))
            .map(|(_, tag)| (tag.name, tag.value))
    }

    /// Returns the value of the tag `name`.
    pub(crate) fn value_of(&self, name: &str) -> Option<(&'static str, &'static str)> {
        self.all().find(|(own, _)| *own == name)
    }
}
