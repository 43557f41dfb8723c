//! The names and the documentation of the variants of a union.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use crate::dialect::COMPONENT;
use crate::ir::{Doc, RustIdent};
use crate::lower::schema::{JsonType, Part, Shape, doc_of};
use crate::naming::variant;
use crate::pointer::Pointer;

/// Returns the possible names of a variant, the best first. `tags` are the discriminator's values
/// for the branch; a single value is the best name, since callers also see it in JSON.
pub(super) fn names(part: &Part<'_>, look: &Shape<'_>, tags: &[String]) -> Vec<RustIdent> {
    let only_tag = <&[String; 1]>::try_from(tags).ok().map(|[tag]| tag.clone());
    let (component, title) = match &part.schema {
        ReferenceOr::Reference { reference } => (reference.strip_prefix(COMPONENT).map(str::to_owned), None),
        ReferenceOr::Item(schema) => (None, schema.schema_data.title.clone()),
    };
    let constant = constants(look).next();
    let only = look.properties.keys().next().filter(|_| look.properties.len() == 1).map(|name| (*name).to_owned());
    let kind = kind(look);
    let item_word = item_word(look).map(|inner| format!("{inner} {kind}"));
    [only_tag, component, tags.first().cloned(), title, constant, only, Some(kind.to_owned()), item_word]
        .into_iter()
        .flatten()
        .map(|word| variant(&word))
        .collect()
}

/// Returns the documentation of an inline branch. A component documents its own type.
pub(super) fn doc(part: &Part<'_>) -> Doc {
    match &part.schema {
        ReferenceOr::Item(schema) => doc_of(schema),
        ReferenceOr::Reference { .. } => Doc::default(),
    }
}

/// Returns true if a branch is a component that repeats the keywords beside the choice, as does a
/// component that extends the schema with the choice.
pub(super) fn repeats(part: &Part<'_>, look: &Shape<'_>, base: &Shape<'_>) -> bool {
    matches!(part.schema, ReferenceOr::Reference { .. })
        && base.additional.is_none()
        && base.required.keys().all(|name| look.required.contains_key(name))
        && base.properties.iter().all(|(name, parts)| {
            let own: HashSet<&Pointer> =
                look.properties.get(name).into_iter().flatten().map(|own| &own.pointer).collect();
            parts.iter().all(|part| own.contains(&part.pointer))
        })
}

/// Returns the strings that are the only value of a property.
fn constants(look: &Shape<'_>) -> impl Iterator<Item = String> {
    look.properties.values().flatten().filter_map(|part| match &part.schema {
        ReferenceOr::Item(schema) => only_text(schema),
        ReferenceOr::Reference { .. } => None,
    })
}

/// Returns the string that is the only value of a schema, except for null.
fn only_text(schema: &Schema) -> Option<String> {
    let only = match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => match string.enumeration.as_slice() {
            [Some(only)] | [Some(only), None] | [None, Some(only)] => only,
            _ => return None,
        },
        SchemaKind::Any(any) => match any.enumeration.as_slice() {
            [Value::String(only)] | [Value::String(only), Value::Null] | [Value::Null, Value::String(only)] => only,
            _ => return None,
        },
        _ => return None,
    };
    Some(only.clone())
}

fn kind(look: &Shape<'_>) -> &'static str {
    match look.json_type {
        Some(JsonType::String) => "String",
        Some(JsonType::Integer) => "Integer",
        Some(JsonType::Number) => "Number",
        Some(JsonType::Boolean) => "Boolean",
        Some(JsonType::Array) => "List",
        Some(JsonType::Object) => "Object",
        None => "Other",
    }
}

/// Returns a word for the items of an array.
fn item_word(look: &Shape<'_>) -> Option<String> {
    let part = look.items.first()?;
    Some(match &part.schema {
        ReferenceOr::Reference { reference } => reference.strip_prefix(COMPONENT)?.to_owned(),
        ReferenceOr::Item(schema) => {
            let item = Shape::outline(schema, &part.pointer);
            let inner = item_word(&item).map_or_else(String::new, |inner| format!("{inner} "));
            format!("{inner}{}", kind(&item))
        }
    })
}
