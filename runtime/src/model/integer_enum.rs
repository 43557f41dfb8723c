use std::fmt;

/// A number that the document does not list, kept as it came.
///
/// Only the conversion from a number makes one, so that `Unknown` never holds a number that the enum has a variant for,
/// and comparing with a known variant is always right.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownNumber(i64);

impl UnknownNumber {
    /// The number as it is on the wire.
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

/// For [`integer_enum!`](crate::integer_enum), which has compared the number with every known one.
#[doc(hidden)]
pub fn unknown_number(number: i64) -> UnknownNumber {
    UnknownNumber(number)
}

/// Declares an enum that is a JSON integer, from a table with one row a value: `Variant => 3;`.
///
/// The enum has one variant more, `Unknown(UnknownNumber)`. It gets `Clone`, `Copy`, `Debug`, `PartialEq`, `Eq`, `Hash`,
/// `as_i64`, `Display`, `From<i64>`, `FromStr`, `Serialize`, `Deserialize`, [`FromJson`](crate::FromJson) and
/// [`ToJson`](crate::ToJson).
#[doc(hidden)]
#[macro_export]
macro_rules! integer_enum {
    ($vis:vis enum $type:ident { $(#![$about:meta])* $($(#[$doc:meta])* $variant:ident => $number:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $type {
            $($(#[$doc])* $variant,)*
            /// A value that the document does not list.
            Unknown($crate::UnknownNumber),
        }

        #[allow(unreachable_pub, reason = "the type may be private")]
        impl $type {
            /// The number as it is on the wire.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => number.as_i64(),
                }
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::core::convert::From<i64> for $type {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::Unknown($crate::private::unknown_number(number)),
                }
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::num::ParseIntError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                text.parse::<i64>().map(Self::from)
            }
        }

        $crate::open_enum! { $type from i64, serialize_i64(as_i64) }
    };
}

#[cfg(test)]
mod tests {
    integer_enum! { enum Priority {
        Below => -1;
        High => 2;
    } }

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
    fn what_is_no_integer_is_refused() {
        assert!(serde_json::from_str::<Priority>("1.5").unwrap_err().to_string().contains("expected an integer"));
        assert!("high".parse::<Priority>().is_err());
    }
}
