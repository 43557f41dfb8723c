//! Derives and attributes that the caller adds to the types of the models.

use std::fmt;
use std::str::FromStr;

use syn::parse::Parser;

/// The types that get a derive or an attribute.
///
/// As a string: `*`, `objects`, `enums`, `unions`, or the Rust name of one type.
///
/// ```
/// use openapi_bindgen::TypeTarget;
///
/// assert_eq!("objects".parse(), Ok(TypeTarget::Objects));
/// assert_eq!("AvatarGroupItem".parse(), Ok(TypeTarget::Named("AvatarGroupItem".to_owned())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TypeTarget {
    /// Every struct and enum.
    All,
    /// The structs.
    Objects,
    /// The enums of strings and of integers.
    Enums,
    /// The enums of several JSON types.
    Unions,
    /// The type of this Rust name.
    Named(String),
}

impl FromStr for TypeTarget {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "*" => Self::All,
            "objects" => Self::Objects,
            "enums" => Self::Enums,
            "unions" => Self::Unions,
            name => Self::Named(name.to_owned()),
        })
    }
}

impl fmt::Display for TypeTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "*",
            Self::Objects => "objects",
            Self::Enums => "enums",
            Self::Unions => "unions",
            Self::Named(name) => name,
        })
    }
}

/// Returns an error message if a text is not the path of a derive.
pub(crate) fn derive_error(text: &str) -> Option<String> {
    let error = syn::parse_str::<syn::Path>(text).err()?;
    Some(format!("`{text}` is not the path of a derive: {error}"))
}

/// Returns an error message if a text is not one or more outer attributes.
pub(crate) fn attribute_error(text: &str) -> Option<String> {
    match syn::Attribute::parse_outer.parse_str(text) {
        Ok(attributes) if !attributes.is_empty() => None,
        Ok(_) => Some(format!("`{text}` is not an attribute")),
        Err(error) => Some(format!("`{text}` is not an attribute: {error}")),
    }
}
