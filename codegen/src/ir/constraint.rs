use std::fmt;

/// A constraint on a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Constraint {
    /// A minimum number of characters.
    MinLength(usize),
    /// A maximum number of characters.
    MaxLength(usize),
    /// A pattern of one repeated character class, whose lengths are separate constraints. It needs
    /// no regex engine.
    Characters(String),
    /// A pattern (ECMA-262) that matches anywhere in the string.
    Pattern(String),
    /// An inclusive lower bound.
    Minimum(Number),
    /// An inclusive upper bound.
    Maximum(Number),
    /// An exclusive lower bound.
    MoreThan(Number),
    /// An exclusive upper bound.
    LessThan(Number),
    MultipleOf(Number),
    /// The allowed numbers.
    OneOf(Vec<Number>),
    /// A minimum number of items.
    MinItems(usize),
    /// A maximum number of items.
    MaxItems(usize),
    /// No two items are equal.
    UniqueItems,
    /// A minimum number of properties.
    MinProperties(usize),
    /// A maximum number of properties.
    MaxProperties(usize),
    /// Constraints on each item of an array or each value of a map.
    Each(Vec<Constraint>),
}

impl Constraint {
    /// Returns the keyword of JSON Schema.
    pub(crate) fn keyword(&self) -> &'static str {
        match self {
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Characters(_) | Self::Pattern(_) => "pattern",
            Self::Minimum(_) => "minimum",
            Self::Maximum(_) => "maximum",
            Self::MoreThan(_) => "exclusiveMinimum",
            Self::LessThan(_) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::OneOf(_) => "enum",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::Each(_) => "items",
        }
    }
}

/// A number as a Rust literal: `3` is an integer, and `3.0` is a float.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Number(String);

impl Number {
    pub(crate) fn integer(value: i128) -> Self {
        Self(value.to_string())
    }

    pub(crate) fn float(value: f64) -> Self {
        Self(format!("{value:?}"))
    }

    /// Returns the nearest float.
    pub(crate) fn approximate(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Returns the number as a Rust literal.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Writes the number as in the document.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.strip_suffix(".0").unwrap_or(&self.0))
    }
}
