use std::fmt;

/// A number that the document does not list.
///
/// Only the conversion from a number makes one, so that `Unknown` never holds a number that the enum has a variant for,
/// and comparing with a known variant is always right.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownNumber(i64);

impl UnknownNumber {
    /// Returns the number as it is on the wire.
    pub fn as_i64(&self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Creates an unknown number, for the derive, which has compared it with every known one.
#[doc(hidden)]
pub fn unknown_number(number: i64) -> UnknownNumber {
    UnknownNumber(number)
}

#[cfg(test)]
mod tests {
    use crate::{IntegerEnum, UnknownNumber};

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntegerEnum)]
    enum Priority {
        #[json(value = -1)]
        Below,
        #[json(value = 2)]
        High,
        Unknown(UnknownNumber),
    }

    #[test]
    fn a_known_number_is_never_unknown() {
        assert_eq!(Priority::from(2), Priority::High);
        assert_eq!("-1".parse(), Ok(Priority::Below));
        assert_eq!(serde_json::from_str::<Priority>("2.0").unwrap(), Priority::High);
    }

    #[test]
    fn an_unknown_number_comes_back_as_it_was() {
        let priority: Priority = serde_json::from_str("7").unwrap();
        assert!(matches!(priority, Priority::Unknown(number) if number.as_i64() == 7));
        assert_eq!(serde_json::to_string(&priority).unwrap(), "7");
        assert_eq!(format!("{priority:>3}"), "  7");
    }

    #[test]
    fn other_numbers_than_integers_are_errors() {
        assert!(serde_json::from_str::<Priority>("1.5").unwrap_err().to_string().contains("expected an integer"));
        assert!("high".parse::<Priority>().is_err());
    }
}
