//! The shape of a value: the keywords of a schema, independent of the kind that `openapiv3` read.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type, VariantOrUnknownOrEmpty};
use serde_json::Value;

use super::enum_value_doc::EnumValueDoc;
use crate::dialect::OPEN_CHOICE;
use crate::lower::constraint::Bounds;
use crate::pointer::Pointer;

/// A schema or a reference to one, boxed or not.
pub(in crate::lower) type SchemaOr<'d> = ReferenceOr<&'d Schema>;

pub(super) fn unboxed(schema: &ReferenceOr<Box<Schema>>) -> SchemaOr<'_> {
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
pub(in crate::lower) enum Named {
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
        let schemas = |choice: &Self| choice.branches.iter().map(|branch| branch.schema.clone()).collect::<Vec<_>>();
        self.discriminator == other.discriminator && self.is_open == other.is_open && schemas(self) == schemas(other)
    }
}

/// The shape of a value: the merged keywords of one or several schemas.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Shape<'d> {
    pub named: Option<Named>,
    pub format: Option<String>,
    pub bounds: Bounds,
    pub text: Text<'d>,
    pub counts: Counts,
    /// The schemas of each property.
    pub properties: IndexMap<&'d str, Vec<Part<'d>>>,
    /// The required properties, each with the first list that requires it.
    pub required: IndexMap<&'d str, Pointer>,
    pub additional: Option<Additional<'d>>,
    pub items: Vec<Part<'d>>,
    /// The values of `enum`, without null.
    pub values: Option<Vec<Value>>,
    /// The documentation of the values.
    pub value_docs: Vec<EnumValueDoc>,
    pub choices: Vec<Choice<'d>>,
    pub nullable: bool,
    /// The default value.
    pub default: Option<&'d Value>,
}

/// The keywords of strings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::lower) struct Text<'d> {
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub patterns: Vec<&'d str>,
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

impl<'d> Shape<'d> {
    /// Reads one schema without its `allOf` and without following references.
    pub(in crate::lower) fn of(schema: &'d Schema, pointer: &Pointer) -> Self {
        let data = &schema.schema_data;
        let mut shape = Self {
            nullable: data.nullable,
            default: data.default.as_ref(),
            value_docs: EnumValueDoc::from_extensions(&data.extensions),
            ..Self::default()
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => {
                shape.named = Some(Named::String);
                shape.format = format_of(&string.format);
                shape.text = Text {
                    min_length: string.min_length,
                    max_length: string.max_length,
                    patterns: string.pattern.as_deref().into_iter().collect(),
                };
                shape.add_values(string.enumeration.iter().map(|value| Value::from(value.clone())));
            }
            SchemaKind::Type(Type::Number(number)) => {
                shape.named = Some(Named::Number);
                shape.format = format_of(&number.format);
                shape.bounds = Bounds::of_number(number);
                shape.add_values(number.enumeration.iter().map(|value| Value::from(*value)));
            }
            SchemaKind::Type(Type::Integer(integer)) => {
                shape.named = Some(Named::Integer);
                shape.format = format_of(&integer.format);
                shape.bounds = Bounds::of_integer(integer);
                shape.add_values(integer.enumeration.iter().map(|value| Value::from(*value)));
            }
            SchemaKind::Type(Type::Boolean(boolean)) => {
                shape.named = Some(Named::Boolean);
                shape.add_values(boolean.enumeration.iter().map(|value| Value::from(*value)));
            }
            SchemaKind::Type(Type::Array(array)) => {
                shape.named = Some(Named::Array);
                shape.add_items(array.items.as_ref(), pointer);
                shape.counts = Counts {
                    min_items: array.min_items,
                    max_items: array.max_items,
                    unique_items: array.unique_items,
                    ..Counts::default()
                };
            }
            SchemaKind::Type(Type::Object(object)) => {
                shape.named = Some(Named::Object);
                shape.add_properties(&object.properties, &object.required, pointer);
                shape.add_additional(object.additional_properties.as_ref(), pointer);
                shape.counts = Counts {
                    min_properties: object.min_properties,
                    max_properties: object.max_properties,
                    ..Counts::default()
                };
            }
            SchemaKind::OneOf { one_of } => shape.add_choice("oneOf", one_of, schema, pointer),
            SchemaKind::AnyOf { any_of } => shape.add_choice("anyOf", any_of, schema, pointer),
            SchemaKind::AllOf { .. } | SchemaKind::Not { .. } => {}
            SchemaKind::Any(any) => {
                shape.named = any.typ.as_deref().and_then(named_of);
                shape.format.clone_from(&any.format);
                shape.bounds = Bounds::of_any(any);
                shape.text = Text {
                    min_length: any.min_length,
                    max_length: any.max_length,
                    patterns: any.pattern.as_deref().into_iter().collect(),
                };
                shape.counts = Counts {
                    min_items: any.min_items,
                    max_items: any.max_items,
                    unique_items: any.unique_items == Some(true),
                    min_properties: any.min_properties,
                    max_properties: any.max_properties,
                };
                shape.add_properties(&any.properties, &any.required, pointer);
                shape.add_additional(any.additional_properties.as_ref(), pointer);
                shape.add_items(any.items.as_ref(), pointer);
                shape.add_values(any.enumeration.iter().cloned());
                shape.add_choice("oneOf", &any.one_of, schema, pointer);
                shape.add_choice("anyOf", &any.any_of, schema, pointer);
            }
        }
        shape
    }

    /// Returns the schemas in `allOf`.
    pub(in crate::lower) fn all_of(schema: &'d Schema, pointer: &Pointer) -> Vec<Part<'d>> {
        let all_of = match &schema.schema_kind {
            SchemaKind::AllOf { all_of } => all_of.as_slice(),
            SchemaKind::Any(any) => any.all_of.as_slice(),
            _ => &[],
        };
        parts("allOf", all_of, pointer)
    }

    /// Returns `type`, or object if there are properties.
    pub(in crate::lower) fn kind(&self) -> Option<Named> {
        self.named.or((!self.properties.is_empty()).then_some(Named::Object))
    }

    /// Returns true if no keyword determines a type.
    pub(in crate::lower) fn says_nothing(&self) -> bool {
        self.named.is_none()
            && self.properties.is_empty()
            && !matches!(self.additional, Some(Additional::Typed(_)))
            && self.items.is_empty()
            && self.values.is_none()
            && self.choices.is_empty()
    }

    /// Returns true if `type` is the only keyword.
    pub(in crate::lower) fn only_names_a_type(&self) -> bool {
        let rest = Self { named: None, ..self.clone() };
        rest.says_nothing() && self.required.is_empty()
    }

    /// Returns true if `type` and `required` are the only keywords.
    pub(in crate::lower) fn only_names_a_type_or_members(&self) -> bool {
        Self { required: IndexMap::new(), ..self.clone() }.only_names_a_type()
    }

    /// Merges two shapes. Returns `None` if no value matches both.
    pub(in crate::lower) fn and(mut self, other: Self) -> Option<Self> {
        self.named = match (self.named, other.named) {
            (Some(Named::Number), Some(Named::Integer)) | (Some(Named::Integer), Some(Named::Number)) => {
                Some(Named::Integer)
            }
            (Some(one), Some(two)) if one != two => return None,
            (one, two) => one.or(two),
        };
        self.values = match (self.values, other.values) {
            (Some(one), Some(two)) => {
                let both: Vec<Value> = one.iter().filter(|value| two.contains(value)).cloned().collect();
                // Some documents list other values in a schema that extends another.
                Some(if both.is_empty() { two } else { both })
            }
            (one, two) => one.or(two),
        };
        self.value_docs.extend(other.value_docs);
        for (name, parts) in other.properties {
            add_parts(self.properties.entry(name).or_default(), parts);
        }
        for (name, at) in other.required {
            self.required.entry(name).or_insert(at);
        }
        self.additional = match (self.additional, other.additional) {
            (Some(Additional::Typed(part)), _) | (_, Some(Additional::Typed(part))) => Some(Additional::Typed(part)),
            (Some(Additional::Any(at)), _) | (_, Some(Additional::Any(at))) => Some(Additional::Any(at)),
            (one, two) => one.or(two),
        };
        self.format = self.format.or(other.format);
        self.bounds = self.bounds.and(other.bounds);
        self.text = self.text.and(&other.text);
        self.counts = self.counts.and(other.counts);
        self.items.extend(other.items);
        for choice in other.choices {
            // A schema that is reached by two paths has one choice.
            if !self.choices.iter().any(|known| known.is_same(&choice)) {
                self.choices.push(choice);
            }
        }
        self.nullable &= other.nullable;
        // A schema next to a reference comes later and is more specific.
        self.default = other.default.or(self.default);
        Some(self)
    }

    fn add_properties(
        &mut self,
        properties: &'d IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'d [String],
        pointer: &Pointer,
    ) {
        let at = pointer.child("properties");
        for (name, property) in properties {
            let part = Part { schema: unboxed(property), pointer: at.child(name) };
            self.properties.insert(name, vec![part]);
        }
        let at = pointer.child("required");
        self.required.extend(required.iter().map(|name| (name.as_str(), at.clone())));
    }

    fn add_additional(&mut self, additional: Option<&'d AdditionalProperties>, pointer: &Pointer) {
        let at = pointer.child("additionalProperties");
        self.additional = additional.map(|additional| match additional {
            AdditionalProperties::Any(false) => Additional::Forbidden,
            AdditionalProperties::Any(true) => Additional::Any(at),
            AdditionalProperties::Schema(schema) => Additional::Typed(Part { schema: borrowed(schema), pointer: at }),
        });
    }

    fn add_items(&mut self, items: Option<&'d ReferenceOr<Box<Schema>>>, pointer: &Pointer) {
        self.items.extend(items.map(|items| Part { schema: unboxed(items), pointer: pointer.child("items") }));
    }

    fn add_values(&mut self, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        if !values.is_empty() {
            self.nullable |= values.contains(&Value::Null);
            self.values = Some(values.into_iter().filter(|value| !value.is_null()).collect());
        }
    }

    fn add_choice(
        &mut self,
        keyword: &str,
        branches: &'d [ReferenceOr<Schema>],
        schema: &'d Schema,
        pointer: &Pointer,
    ) {
        if !branches.is_empty() {
            let branches = parts(keyword, branches, pointer);
            self.choices.push(Choice {
                branches,
                discriminator: schema.schema_data.discriminator.as_ref(),
                is_open: schema.schema_data.extensions.contains_key(OPEN_CHOICE),
            });
        }
    }
}

fn parts<'d>(keyword: &str, schemas: &'d [ReferenceOr<Schema>], pointer: &Pointer) -> Vec<Part<'d>> {
    let at = pointer.child(keyword);
    schemas
        .iter()
        .enumerate()
        .map(|(index, schema)| Part { schema: borrowed(schema), pointer: at.index(index) })
        .collect()
}

/// Adds the schemas that are not in the list yet. A schema can be reached by two paths.
fn add_parts<'d>(known: &mut Vec<Part<'d>>, parts: Vec<Part<'d>>) {
    for part in parts {
        if known.iter().all(|known| known.pointer != part.pointer) {
            known.push(part);
        }
    }
}

impl Text<'_> {
    /// Merges the keywords of two schemas.
    fn and(mut self, other: &Self) -> Self {
        self.min_length = self.min_length.max(other.min_length);
        self.max_length = smaller(self.max_length, other.max_length);
        for pattern in &other.patterns {
            if !self.patterns.contains(pattern) {
                self.patterns.push(pattern);
            }
        }
        self
    }
}

impl Counts {
    /// Merges the limits of two schemas.
    fn and(self, other: Self) -> Self {
        Self {
            min_items: self.min_items.max(other.min_items),
            max_items: smaller(self.max_items, other.max_items),
            unique_items: self.unique_items || other.unique_items,
            min_properties: self.min_properties.max(other.min_properties),
            max_properties: smaller(self.max_properties, other.max_properties),
        }
    }
}

/// Returns the lower of two upper bounds.
fn smaller(one: Option<usize>, two: Option<usize>) -> Option<usize> {
    [one, two].into_iter().flatten().min()
}

fn named_of(name: &str) -> Option<Named> {
    Some(match name {
        "string" => Named::String,
        "number" => Named::Number,
        "integer" => Named::Integer,
        "boolean" => Named::Boolean,
        "object" => Named::Object,
        "array" => Named::Array,
        _ => return None,
    })
}

fn format_of<T: std::fmt::Debug>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        // The names of all other formats are single words.
        VariantOrUnknownOrEmpty::Item(known) => {
            Some(format!("{known:?}").to_ascii_lowercase().replace("datetime", "date-time"))
        }
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
