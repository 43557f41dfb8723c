/// What the document asks of a value beyond its type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Constraint {
    /// At least so many characters.
    MinLength(usize),
    /// At most so many characters.
    MaxLength(usize),
    /// Only characters of the class, which is all that `pattern` asks for once the lengths are taken out.
    Characters { pattern: String, class: CharacterClass },
}

/// A set of characters, as ranges that include both ends.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CharacterClass {
    pub negated: bool,
    pub ranges: Vec<(char, char)>,
}
