//! The types for maps. `openapi-bindgen-runtime` reads and writes them in `model/string_map.rs`.

use std::{fmt, str::FromStr};

/// The type of additional properties and of objects that are maps.
///
/// ```
/// use openapi_bindgen::{MapType, Options};
///
/// let options = Options::default().map(MapType::Index);
/// assert_eq!("index".parse(), Ok(options.map));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MapType {
    /// `btree`: `std::collections::BTreeMap`, in the order of the names.
    #[default]
    BTree,
    /// `hash`: `std::collections::HashMap`, in no order. It is written in the order of the names.
    Hash,
    /// `index`: `indexmap::IndexMap`, in the order of the JSON. It needs the feature `indexmap` of the runtime.
    Index,
}

impl MapType {
    /// All types.
    pub const ALL: &[Self] = &[Self::BTree, Self::Hash, Self::Index];

    /// Returns the name in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BTree => "btree",
            Self::Hash => "hash",
            Self::Index => "index",
        }
    }

    /// Returns the name of the type in the output.
    pub(crate) const fn type_name(self) -> &'static str {
        match self {
            Self::BTree => "BTreeMap",
            Self::Hash => "HashMap",
            Self::Index => "IndexMap",
        }
    }

    /// Returns the feature of the runtime that the type needs, if any.
    pub(crate) const fn feature(self) -> Option<&'static str> {
        match self {
            Self::BTree | Self::Hash => None,
            Self::Index => Some("indexmap"),
        }
    }
}

impl fmt::Display for MapType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An unknown name of a [`MapType`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMapType(String);

impl fmt::Display for UnknownMapType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a type of map: write `btree`, `hash` or `index`", self.0)
    }
}

impl std::error::Error for UnknownMapType {}

impl FromStr for MapType {
    type Err = UnknownMapType;

    fn from_str(name: &str) -> Result<Self, UnknownMapType> {
        let found = Self::ALL.iter().find(|known| known.as_str() == name);
        found.copied().ok_or_else(|| UnknownMapType(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Level, Rule, Version, compare};
    use crate::{Options, Source};

    #[test]
    fn another_map_breaks_callers() {
        let document = Source::new(
            "api.yaml",
            "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
components: { schemas: { Order: { type: object, properties: {}, additionalProperties: { type: string } },
  Page: { type: object, properties: { by_name: { type: object, additionalProperties: { type: string } } } },
  Rest: { type: object, properties: { a: { type: string } }, additionalProperties: { type: string } } } }
",
        );
        let version = |map| Version::generate(&document, &[], &Options::default().map(map)).unwrap();
        let difference = compare(&version(MapType::BTree), &version(MapType::Index));
        assert_eq!(difference.level(), Some(Level::Major));
        let changed: Vec<_> = difference.changes().filter(|change| change.rule == Rule::TypeChanged).collect();
        let after: Vec<_> = changed.iter().filter_map(|change| change.after.as_deref()).collect();
        assert_eq!(
            after,
            [
                "type Order = IndexMap<String, String>;",
                "pub by_name: Option<IndexMap<String, String>>",
                "pub additional_properties: IndexMap<String, String>",
            ]
        );
        assert!(difference.changes().any(|change| change.rule == Rule::FeatureNeeded));
    }

    #[test]
    fn every_name_is_one_of_a_type() {
        for map in MapType::ALL {
            assert_eq!(map.to_string().parse(), Ok(*map));
        }
        let error = "tree".parse::<MapType>().unwrap_err().to_string();
        assert_eq!(error, "`tree` is not a type of map: write `btree`, `hash` or `index`");
    }
}
