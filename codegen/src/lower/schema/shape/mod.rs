//! The shape of a value: the keywords of a schema, independent of the kind that `openapiv3` read.

mod merge;
mod parts;
mod read;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::enum_value_doc::EnumValueDoc;
use crate::budget;
use crate::lower::constraint::Bounds;
use crate::pointer::Pointer;
pub(in crate::lower) use parts::Parts;

/// A schema or a reference to one, boxed or not.
pub(in crate::lower) type SchemaOr<'d> = ReferenceOr<&'d Schema>;

fn unboxed(schema: &ReferenceOr<Box<Schema>>) -> SchemaOr<'_> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference: reference.clone() },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

pub(in crate::lower) fn borrowed(schema: &ReferenceOr<Schema>) -> SchemaOr<'_> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference: reference.clone() },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

/// The value of `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

/// A schema and its place in the document.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Part<'d> {
    pub schema: SchemaOr<'d>,
    pub pointer: Pointer,
}

/// A `oneOf` or an `anyOf`.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Choice<'d> {
    pub branches: Vec<Part<'d>>,
    /// The discriminator of the schema.
    pub discriminator: Option<&'d openapiv3::Discriminator>,
    /// True if values that match no branch are allowed.
    pub is_open: bool,
}

impl Choice<'_> {
    /// Returns true if both have equal branches, at any place.
    fn is_same(&self, other: &Self) -> bool {
        let mut branches = self.branches.iter().zip(&other.branches);
        self.discriminator == other.discriminator
            && self.is_open == other.is_open
            && self.branches.len() == other.branches.len()
            && branches.all(|(one, other)| one.schema == other.schema)
    }
}

/// The shape of a value: the merged keywords of one or several schemas.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Shape<'d> {
    pub json_type: Option<JsonType>,
    pub format: Option<String>,
    pub bounds: Bounds,
    pub text: Text<'d>,
    pub counts: Counts,
    /// The schemas of each property.
    pub properties: IndexMap<&'d str, Parts<'d>>,
    /// The required properties, each with the first list that requires it.
    pub required: IndexMap<&'d str, Pointer>,
    pub additional: Option<Additional<'d>>,
    pub items: Vec<Part<'d>>,
    /// The values of `enum`, without null.
    pub values: Option<Vec<Value>>,
    /// True if the schemas have no value in common, so that `values` are those of the last one.
    pub replaces_values: bool,
    /// The documentation of the values.
    pub value_docs: Vec<EnumValueDoc>,
    pub choices: Vec<Choice<'d>>,
    pub nullable: bool,
    /// The default value.
    pub default: Option<&'d Value>,
}

impl Shape<'_> {
    /// Returns the number of its parts.
    pub(in crate::lower) fn size(&self) -> u64 {
        let branches: usize = self.choices.iter().map(|choice| choice.branches.len()).sum();
        let values = self.values.iter().flatten().chain(self.value_docs.iter().map(|doc| &doc.value));
        let others = 1 + self.properties.len() + self.required.len() + branches;
        let docs = self.value_docs.iter().flat_map(|doc| [&doc.name, &doc.description]);
        let texts = docs.chain([&self.format]).flatten().map(|text| budget::of_text(text));
        others as u64 + values.map(budget::values).sum::<u64>() + texts.sum::<u64>()
    }
}

/// The keywords of strings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::lower) struct Text<'d> {
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub patterns: IndexSet<&'d str>,
}

/// The limits to the number of items or properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lower) struct Counts {
    pub min_items: Option<usize>,
    pub max_items: Option<usize>,
    pub unique_items: bool,
    pub min_properties: Option<usize>,
    pub max_properties: Option<usize>,
}

/// The value of `additionalProperties`.
#[derive(Clone, Debug)]
pub(in crate::lower) enum Additional<'d> {
    Forbidden,
    Any(Pointer),
    Typed(Part<'d>),
}

impl Shape<'_> {
    /// Returns `type`, or object if there are properties.
    pub(in crate::lower) fn kind(&self) -> Option<JsonType> {
        self.json_type.or((!self.properties.is_empty()).then_some(JsonType::Object))
    }

    /// Returns true if no keyword determines a type.
    pub(in crate::lower) fn is_untyped(&self) -> bool {
        self.json_type.is_none()
            && self.properties.is_empty()
            && !matches!(self.additional, Some(Additional::Typed(_)))
            && self.items.is_empty()
            && self.values.is_none()
            && self.choices.is_empty()
    }

    /// Returns true if the values are strings, numbers or booleans.
    pub(in crate::lower) fn is_scalar(&self) -> bool {
        let is_scalar_type =
            matches!(self.json_type, Some(JsonType::String | JsonType::Integer | JsonType::Number | JsonType::Boolean));
        is_scalar_type && self.choices.is_empty()
    }

    /// Returns true if `type` is the only keyword.
    pub(in crate::lower) fn has_only_type(&self) -> bool {
        let rest = Self { json_type: None, ..self.clone() };
        rest.is_untyped() && self.required.is_empty()
    }

    /// Returns true if `type` and `required` are the only keywords.
    pub(in crate::lower) fn has_only_type_or_required(&self) -> bool {
        Self { required: IndexMap::new(), ..self.clone() }.has_only_type()
    }
}
