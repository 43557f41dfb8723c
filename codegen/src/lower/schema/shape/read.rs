//! Reads a shape from a schema.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type, VariantOrUnknownOrEmpty};
use serde_json::Value;

use super::{Additional, Choice, Counts, JsonType, Part, Parts, Shape, Text, borrowed, unboxed};
use crate::dialect::OPEN_CHOICE;
use crate::lower::constraint::Bounds;
use crate::lower::schema::EnumValueDoc;
use crate::pointer::Pointer;

impl<'d> Shape<'d> {
    /// Reads one schema without its `allOf` and without following references.
    pub(in crate::lower) fn from_schema(schema: &'d Schema, pointer: &Pointer) -> Self {
        let data = &schema.schema_data;
        let mut shape = Self {
            nullable: data.nullable,
            default: data.default.as_ref(),
            value_docs: EnumValueDoc::from_extensions(&data.extensions),
            ..Self::outline(schema, pointer)
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => {
                shape.format = format_of(&string.format);
                shape.text = Text {
                    min_length: string.min_length,
                    max_length: string.max_length,
                    patterns: string.pattern.as_deref().into_iter().collect(),
                };
                shape.add_values(string.enumeration.iter().map(|value| Value::from(value.clone())));
            }
            SchemaKind::Type(Type::Number(number)) => {
                shape.format = format_of(&number.format);
                shape.bounds = Bounds::from_number(number);
                shape.add_values(number.enumeration.iter().map(|value| Value::from(*value)));
            }
            SchemaKind::Type(Type::Integer(integer)) => {
                shape.format = format_of(&integer.format);
                shape.bounds = Bounds::from_integer(integer);
                shape.add_values(integer.enumeration.iter().map(|value| Value::from(*value)));
            }
            SchemaKind::Type(Type::Boolean(boolean)) => {
                shape.add_values(boolean.enumeration.iter().map(|value| Value::from(*value)));
            }
            SchemaKind::Type(Type::Array(array)) => {
                shape.counts = Counts {
                    min_items: array.min_items,
                    max_items: array.max_items,
                    unique_items: array.unique_items,
                    ..Counts::default()
                };
            }
            SchemaKind::Type(Type::Object(object)) => {
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
                shape.format.clone_from(&any.format);
                shape.bounds = Bounds::from_any(any);
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
                shape.add_values(any.enumeration.iter().cloned());
                shape.add_choice("oneOf", &any.one_of, schema, pointer);
                shape.add_choice("anyOf", &any.any_of, schema, pointer);
            }
        }
        shape
    }

    /// Reads only the type of a schema and its items.
    pub(in crate::lower) fn outline(schema: &'d Schema, pointer: &Pointer) -> Self {
        let mut shape = Self::default();
        match &schema.schema_kind {
            SchemaKind::Type(ty) => {
                shape.json_type = Some(match ty {
                    Type::String(_) => JsonType::String,
                    Type::Number(_) => JsonType::Number,
                    Type::Integer(_) => JsonType::Integer,
                    Type::Boolean(_) => JsonType::Boolean,
                    Type::Array(_) => JsonType::Array,
                    Type::Object(_) => JsonType::Object,
                });
                if let Type::Array(array) = ty {
                    shape.add_items(array.items.as_ref(), pointer);
                }
            }
            SchemaKind::Any(any) => {
                shape.json_type = any.typ.as_deref().and_then(json_type_of);
                shape.add_items(any.items.as_ref(), pointer);
            }
            _ => {}
        }
        shape
    }

    /// Returns the number of names and values that a schema lists. Its shape may have fewer.
    pub(in crate::lower) fn listed(schema: &Schema) -> usize {
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => string.enumeration.len(),
            SchemaKind::Type(Type::Number(number)) => number.enumeration.len(),
            SchemaKind::Type(Type::Integer(integer)) => integer.enumeration.len(),
            SchemaKind::Type(Type::Boolean(boolean)) => boolean.enumeration.len(),
            SchemaKind::Type(Type::Object(object)) => object.required.len(),
            SchemaKind::Any(any) => any.required.len() + any.enumeration.len(),
            _ => 0,
        }
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

    fn add_properties(
        &mut self,
        properties: &'d IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'d [String],
        pointer: &Pointer,
    ) {
        let at = pointer.child("properties");
        for (name, property) in properties {
            let part = Part { schema: unboxed(property), pointer: at.child(name) };
            self.properties.insert(name, Parts::from(part));
        }
        let at = pointer.child("required");
        for name in required {
            self.required.entry(name).or_insert_with(|| at.clone());
        }
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

fn json_type_of(name: &str) -> Option<JsonType> {
    Some(match name {
        "string" => JsonType::String,
        "number" => JsonType::Number,
        "integer" => JsonType::Integer,
        "boolean" => JsonType::Boolean,
        "object" => JsonType::Object,
        "array" => JsonType::Array,
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
