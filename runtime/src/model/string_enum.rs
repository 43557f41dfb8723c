use std::fmt;

/// A value that the document does not list, kept as it came.
///
/// Only the conversion from text makes one, so that `Unknown` never holds a value that the enum has a variant for, and
/// comparing with a known variant is always right.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// For [`string_enum!`](crate::string_enum), which has compared the text with every known value.
#[doc(hidden)]
pub fn unknown_value(text: &str) -> UnknownValue {
    UnknownValue(text.to_owned())
}

/// Declares an enum that is a JSON string, from a table with one row a value: `Variant => "value on the wire";`.
///
/// The enum has one variant more, `Unknown(UnknownValue)`. It gets `Clone`, `Debug`, `PartialEq`, `Eq`, `Hash`, `as_str`,
/// `Display`, `From<&str>`, `From<String>`, `FromStr` (which never fails), `Serialize`, `Deserialize`,
/// [`FromJson`](crate::FromJson) and [`ToJson`](crate::ToJson).
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($vis:vis enum $type:ident { $(#![$about:meta])* $($(#[$doc:meta])* $variant:ident => $text:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $type {
            $($(#[$doc])* $variant,)*
            /// A value that the document does not list.
            Unknown($crate::UnknownValue),
        }

        #[allow(unreachable_pub, reason = "the type may be private")]
        impl $type {
            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $type {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown($crate::private::unknown_value(text)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(text.into())
            }
        }

        $crate::open_enum! { $type from ::std::string::String, serialize_str(as_str) }
    };
}

#[cfg(test)]
mod tests {
    string_enum! { enum Status {
        //! How it went.

        /// Not well.
        Failed => "failed";
    } }

    #[test]
    fn a_known_value_is_never_unknown() {
        assert_eq!(Status::from("failed"), Status::Failed);
        assert_eq!(Status::from(String::from("failed")), Status::Failed);
        assert_eq!("failed".parse(), Ok(Status::Failed));
        assert_eq!(serde_json::from_str::<Status>(r#""failed""#).unwrap(), Status::Failed);
    }

    #[test]
    fn an_unknown_value_comes_back_as_it_was() {
        let status: Status = serde_json::from_str(r#""paused""#).unwrap();
        assert!(matches!(&status, Status::Unknown(value) if value.as_str() == "paused"));
        assert_eq!(serde_json::to_string(&status).unwrap(), r#""paused""#);
        assert_eq!(format!("{status:>8}"), "  paused");
    }
}
