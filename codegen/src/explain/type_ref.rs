//! Explains the type of a value.

use std::cell::LazyCell;

use serde_json::Value;

use super::reasons::Reasons;
use crate::dialect::is_null_schema;
use crate::diff::matches_keyword;
use crate::ir::{Constraint, Scalar, TypeRef};
use crate::pointer::Pointer;
use crate::render::signature::{constraint_text, type_text};

/// The number of references and branches that are followed before the chain counts as a loop.
const MOST_STEPS: usize = 32;

/// Explains why the schema at `at` has the type `ty`.
pub(super) fn explain(reasons: &mut Reasons<'_>, ty: &TypeRef, at: &Pointer) {
    schema(reasons, ty, at, MOST_STEPS);
}

/// Explains the constraints of a value at `at`, and says if they are checked.
pub(super) fn constraints(reasons: &mut Reasons<'_>, constraints: &[Constraint], is_sent: bool, at: &Pointer) {
    let places = reasons.places;
    // `allOf` may combine any number of patterns.
    let patterns = LazyCell::new(|| places.texts(at, "pattern"));
    for constraint in constraints {
        if let Constraint::Each(inner) = constraint {
            element_constraints(reasons, inner, is_sent, at);
            continue;
        }
        let words = constraint_text(constraint);
        let result = if is_sent {
            format!("checked before sending: {words}")
        } else {
            format!("not checked, since no operation sends it: {words}")
        };
        let found = match constraint {
            Constraint::Characters(pattern) | Constraint::Pattern(pattern) => patterns.get(pattern.as_str()).cloned(),
            _ => places.keyword(at, constraint.keyword(), |value| matches_keyword(constraint, value)),
        };
        // A length may also come from the repetition in a pattern, and in 3.0 an exclusive bound
        // consists of two keywords.
        let otherwise = match constraint {
            Constraint::MinLength(_) | Constraint::MaxLength(_) => "pattern",
            Constraint::MoreThan(_) => "minimum",
            Constraint::LessThan(_) => "maximum",
            _ => constraint.keyword(),
        };
        if let Some(found) = found {
            reasons.keyword_at(&found, constraint.keyword(), &result);
        } else if !reasons.keyword(at, otherwise, &result) {
            reasons.because(format!("its keywords together → {result}"), at);
        }
    }
}

/// Explains the constraints of each item or additional property.
fn element_constraints(reasons: &mut Reasons<'_>, inner: &[Constraint], is_sent: bool, at: &Pointer) {
    let holder = ["items", "additionalProperties"].iter().find_map(|keyword| reasons.find(at, keyword));
    constraints(reasons, inner, is_sent, &holder.unwrap_or_else(|| at.clone()));
}

fn schema(reasons: &mut Reasons<'_>, ty: &TypeRef, at: &Pointer, fuel: usize) {
    let Some(fuel) = fuel.checked_sub(1) else { return };
    match ty {
        TypeRef::Boxed(inner) => {
            schema(reasons, inner, at, fuel);
            reasons.add("the type would contain itself → `Box`");
            return;
        }
        TypeRef::Deep(inner) => {
            schema(reasons, inner, at, fuel);
            reasons.add("rustc does not compile a longer chain of types → `DeepBox`");
            return;
        }
        TypeRef::Nullable(inner) => {
            schema(reasons, inner, at, fuel);
            null(reasons, at, "`Option`");
            return;
        }
        TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Array(_) | TypeRef::Map(_) => {}
    }
    let Some(value) = reasons.places.get(at) else { return };
    if value.get("$ref").is_some() {
        let (target, _) = reasons.places.followed(at);
        let has_name = is_named(reasons, ty, &target);
        let result =
            if has_name { format!("`{}`", type_text(reasons.api, ty)) } else { "the referenced schema".to_owned() };
        let reference = at.child("$ref");
        let text = format!("{} → {result}", reasons.quoted("$ref", &reference));
        reasons.because(text, &reference);
        if !has_name && target != *at {
            schema(reasons, ty, &target, fuel);
        }
        return;
    }
    if reasons.untyped(at).is_none()
        && let Some((keyword, branch)) = leading_branch(reasons, ty, at, value)
    {
        if keyword == "allOf" {
            reasons.because(format!("`{keyword}` adds nothing to this schema's type"), &branch);
        }
        schema(reasons, ty, &branch, fuel);
        return;
    }
    match ty {
        TypeRef::Scalar(kind) => scalar(reasons, *kind, at),
        TypeRef::Array(item) => {
            if !reasons.keyword(at, "type", "`Vec`") {
                reasons.because("`items` → `Vec`", &at.child("items"));
            }
            within(reasons, item, at, "items", fuel);
        }
        TypeRef::Map(value) => {
            reasons.because(format!("an object without `properties` → `{}`", reasons.api.map.type_name()), at);
            within(reasons, value, at, "additionalProperties", fuel);
        }
        TypeRef::Named(id) => {
            let def = reasons.api.type_def(*id);
            let text = format!("the schema has no name → `{}`, after its place", def.name);
            reasons.because(text, at);
        }
        TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => {}
    }
}

/// Explains the schema of the items or additional properties of the schema at `at`.
fn within(reasons: &mut Reasons<'_>, ty: &TypeRef, at: &Pointer, keyword: &str, fuel: usize) {
    match reasons.find(at, keyword) {
        Some(inner) if reasons.untyped(at).is_none() => schema(reasons, ty, &inner, fuel),
        _ => scalar(reasons, Scalar::Json, at),
    }
}

fn scalar(reasons: &mut Reasons<'_>, kind: Scalar, at: &Pointer) {
    let result = format!("`{}`", type_text(reasons.api, &TypeRef::Scalar(kind)));
    let keywords: &[&str] = match kind {
        Scalar::Json => {
            let why = reasons.untyped(at).unwrap_or("the schema has no type");
            reasons.because(format!("any JSON, because {why} → {result}"), at);
            return;
        }
        Scalar::Custom(index) => {
            let option = reasons.api.custom[index].target.as_ref();
            match option {
                Some(target) => reasons.because(format!("the option `replace` for `{target}` → {result}"), at),
                None => reasons.because(format!("`{}` → {result}", crate::lower::TYPE), at),
            }
            return;
        }
        Scalar::U32 | Scalar::U64 => &["type", "format", "minimum", "enum"],
        Scalar::I32 | Scalar::I64 | Scalar::F32 | Scalar::F64 | Scalar::Bytes | Scalar::Upload | Scalar::File => {
            &["type", "format", "enum"]
        }
        Scalar::Formatted(_) => &["format", "type"],
        Scalar::String | Scalar::Bool => &["type", "format", "enum", "const"],
    };
    let found: Vec<(&str, Pointer)> =
        keywords.iter().filter_map(|keyword| Some((*keyword, reasons.find(at, keyword)?))).collect();
    let quoted: Vec<String> = found.iter().map(|(keyword, at)| reasons.quoted(keyword, at)).collect();
    match found.first() {
        Some((_, first)) => reasons.because(format!("{} → {result}", quoted.join(" and ")), first),
        None => reasons.because(format!("the schema → {result}"), at),
    }
}

/// Explains why the schema at `at` permits null.
pub(super) fn null(reasons: &mut Reasons<'_>, at: &Pointer, result: &str) {
    let has_null = |value: &Value| value.as_array().is_some_and(|values| values.iter().any(is_null));
    let is_alone = |value: &Value| value == "null";
    if reasons.keyword_if(at, "nullable", |value| *value == Value::Bool(true), result)
        || reasons.keyword_if(at, "type", has_null, result)
        || reasons.keyword_if(at, "enum", has_null, result)
    {
        return;
    }
    match reasons.places.keyword(at, "type", is_alone) {
        Some(kind) => {
            let branch = kind.split_last().map_or_else(|| kind.clone(), |(branch, _)| branch);
            reasons.because(format!("null is one of the variants → {result}"), &branch);
        }
        None => reasons.because(format!("null is one of its values → {result}"), at),
    }
}

/// Returns true for null and for the type name `null`.
fn is_null(value: &Value) -> bool {
    value.is_null() || value == "null"
}

/// Returns the branch that determines the type: the only one that is not null, or the one with the type's name.
fn leading_branch(reasons: &Reasons<'_>, ty: &TypeRef, at: &Pointer, value: &Value) -> Option<(&'static str, Pointer)> {
    ["allOf", "anyOf", "oneOf"].into_iter().find_map(|keyword| {
        let branches = value.get(keyword)?.as_array()?;
        let others: Vec<Pointer> = (0..branches.len())
            .map(|index| at.child(keyword).index(index))
            .filter(|branch| !reasons.places.followed(branch).1.is_some_and(is_null_schema))
            .collect();
        let named = others.iter().find(|branch| is_named(reasons, ty, &reasons.places.followed(branch).0));
        let only = match others.as_slice() {
            [only] if !is_named(reasons, ty, at) => Some(only),
            _ => None,
        };
        named.or(only).map(|branch| (keyword, branch.clone()))
    })
}

/// Returns true if the type comes from the schema at `at`.
fn is_named(reasons: &Reasons<'_>, ty: &TypeRef, at: &Pointer) -> bool {
    matches!(ty, TypeRef::Named(id) if reasons.api.type_def(*id).pointer == *at)
}
