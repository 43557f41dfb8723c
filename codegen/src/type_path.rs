//! The paths of types that replace generated ones.

use std::fmt;
use std::str::FromStr;

/// The path of a type that is not generated, such as `crate::Money` or `rust_decimal::Decimal`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TypePath(String);

impl TypePath {
    /// Returns true if the type is in the crate of the output, which can implement the runtime's
    /// traits for it.
    pub(crate) fn is_own(&self) -> bool {
        self.0.starts_with("crate::")
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TypePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TypePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| Err(format!("`{text}` {why}"));
        match syn::parse_str::<syn::Type>(text) {
            Ok(syn::Type::Path(path)) if path.qself.is_none() => {
                let first = path.path.segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
                if path.path.segments.len() < 2 || matches!(first.as_str(), "self" | "super" | "Self") {
                    return wrong("is not a whole path: write `crate::Money`, or the name of a crate and `::`");
                }
                Ok(Self(text.split_whitespace().collect()))
            }
            _ => wrong("is not the path of a type"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_named_by_its_whole_path() {
        assert!("crate::Money".parse::<TypePath>().unwrap().is_own());
        assert!(!"rust_decimal::Decimal".parse::<TypePath>().unwrap().is_own());
        for text in ["", "Money", "super::Money", "self::Money", "fn()", "a b", "&crate::Money", "<T as A>::B"] {
            assert!(text.parse::<TypePath>().is_err(), "{text}");
        }
    }
}
