use std::fmt;

/// What the document asks of a value beyond its type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Constraint {
    /// At least so many characters.
    MinLength(usize),
    /// At most so many characters.
    MaxLength(usize),
    /// A pattern that is one class of characters, and asks for nothing else once the lengths are taken out: it needs no
    /// engine.
    Characters(String),
    /// Something in the text matches (ECMA-262).
    Pattern(String),
    /// At least so much.
    Minimum(Number),
    /// At most so much.
    Maximum(Number),
    /// More than this.
    MoreThan(Number),
    /// Less than this.
    LessThan(Number),
    MultipleOf(Number),
    /// One of these.
    OneOf(Vec<Number>),
    /// At least so many items.
    MinItems(usize),
    /// At most so many items.
    MaxItems(usize),
    /// No item twice.
    UniqueItems,
    /// At least so many members.
    MinProperties(usize),
    /// At most so many members.
    MaxProperties(usize),
    /// What is asked of every item of a list, or of every value of a map.
    Each(Vec<Constraint>),
}

/// A number as Rust writes it: `3` is an integer, and `3.0` is a float.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Number(String);

impl Number {
    pub(crate) fn integer(value: i128) -> Self {
        Self(value.to_string())
    }

    pub(crate) fn float(value: f64) -> Self {
        Self(format!("{value:?}"))
    }

    /// The number, as far as a float can say it.
    pub(crate) fn approximate(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// As a literal of Rust.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// As the document writes it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.strip_suffix(".0").unwrap_or(&self.0))
    }
}
