//! Finds out whether a type reads a value of the document, and what it keeps of it.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Steps, Work, formatted, item_constraints, only_value, scalar, tag_value};
use crate::ir::{Api, Constraint, Object, Presence, Scalar, TypeId, TypeKind, TypeRef, Union, UnionVariant, Values};

/// The most types in one another that hold the same value, such as unions in unions.
pub(super) const MAX_DEPTH: usize = 100;

/// The number of fields, variants or texts that are looked at in one step.
const LOOKS_PER_STEP: usize = 32;

/// The bytes of a text that count as one look.
const BYTES_PER_LOOK: usize = 8;

/// The conditions for a value.
#[derive(Clone, Copy)]
pub(super) struct Fit<'a> {
    pub api: &'a Api,
    /// True if the value must meet the constraints.
    is_checked: bool,
    /// True if the type must keep the whole value.
    is_exact: bool,
    /// True if a type of the caller is taken to read what the document gives. Only such a type can tell.
    trusts_callers: bool,
    depth: usize,
    /// The steps that are left. Without one, no value fits.
    steps: &'a Steps<'a>,
}

impl<'a> Fit<'a> {
    pub(super) fn new(api: &'a Api, steps: &'a Steps<'a>) -> Self {
        Self { api, is_checked: true, is_exact: false, trusts_callers: false, depth: 0, steps }
    }

    /// Takes types of the caller to read what the document gives for them, except in optional properties, which can be
    /// left out.
    pub(super) fn trusting_callers(self, trusts_callers: bool) -> Self {
        Self { trusts_callers, ..self }
    }

    /// Returns the part of the value that the type keeps, without invalid optional properties. Returns `None` if the
    /// type does not certainly read the rest, or the rest does not certainly meet the constraints.
    pub(super) fn of_type(self, ty: &TypeRef, own: &[Constraint], value: &Value) -> Option<Value> {
        let inner = Self { depth: self.depth + 1, ..self };
        if self.depth > MAX_DEPTH {
            return None;
        }
        let asked = if self.is_checked { self.api.constraints_on(ty, own) } else { Vec::new() };
        let text = value.as_str().map_or(0, str::len) / BYTES_PER_LOOK;
        self.spend(text + asked.iter().map(looks).sum::<usize>())?;
        match self.api.resolve(ty, own).0 {
            TypeRef::Scalar(Scalar::Custom(_)) => self.trusts_callers.then(|| value.clone()),
            TypeRef::Scalar(scalar) => is_scalar(*scalar, &asked, value, self.steps.work).then(|| value.clone()),
            TypeRef::Named(id) => inner.of_named(*id, value),
            TypeRef::Array(item) => {
                let items = value.as_array()?;
                let each = item_constraints(&asked);
                let kept: Vec<Value> =
                    items.iter().map(|value| inner.of_type(item, each, value)).collect::<Option<_>>()?;
                is_count(&asked, &kept).then_some(Value::Array(kept))
            }
            TypeRef::Map(of) => {
                let each = item_constraints(&asked);
                let members = value.as_object()?.iter();
                let kept: Map<_, _> = members
                    .map(|(name, value)| Some((name.clone(), inner.of_type(of, each, value)?)))
                    .collect::<Option<_>>()?;
                has_count(&asked, kept.len()).then_some(Value::Object(kept))
            }
            TypeRef::Nullable(_) if value.is_null() => Some(Value::Null),
            TypeRef::Nullable(of) | TypeRef::Boxed(of) | TypeRef::Deep(of) => inner.of_type(of, &asked, value),
        }
    }

    /// Counts a step and what is looked at in it. Returns `None` if there are too many.
    fn spend(self, looks: usize) -> Option<()> {
        self.steps.spend(steps_of(looks))
    }

    pub(super) fn of_named(self, id: TypeId, value: &Value) -> Option<Value> {
        let def = self.api.type_def(id);
        match &def.kind {
            TypeKind::Object(object) => self.of_object(object, &def.constraints, value),
            TypeKind::OpenEnum(listed) => {
                self.spend(listed.variants.len())?;
                let is_listed = listed.variants.iter().any(|variant| match listed.values {
                    Values::Texts => value.as_str() == Some(variant.wire.as_str()),
                    Values::Integers => {
                        value.as_i64().is_some_and(|number| Ok(number) == variant.wire.as_str().parse())
                    }
                });
                is_listed.then(|| value.clone())
            }
            TypeKind::Union(union) => self.of_union(union, value),
            TypeKind::Alias(target) => self.of_type(target, &def.constraints, value),
        }
    }

    fn of_object(self, object: &Object, constraints: &[Constraint], value: &Value) -> Option<Value> {
        let given = value.as_object()?;
        self.spend(object.fields.len())?;
        let (mut kept, mut sent) = (Map::new(), 0);
        for field in &object.fields {
            let is_required = field.presence == Presence::Required;
            let value = match given.get(field.wire.as_str()) {
                None if is_required => return None,
                None => continue,
                Some(Value::Null) if !is_required && field.presence != Presence::Nullable => continue,
                Some(Value::Null) if field.nullable => Some(Value::Null),
                Some(value) => {
                    let is_only = only_value(field).is_none_or(|only| only == *value);
                    let fit = self.trusting_callers(self.trusts_callers && is_required);
                    fit.of_type(&field.ty, &field.constraints, value).filter(|_| is_only)
                }
            };
            match value {
                Some(value) => {
                    sent += usize::from(field.is_sent());
                    kept.insert(field.wire.to_string(), value);
                }
                None if is_required || self.is_exact => return None,
                None => {}
            }
        }
        let names: HashSet<&str> = object.fields.iter().map(|field| field.wire.as_str()).collect();
        for (name, value) in given.iter().filter(|(name, _)| !names.contains(name.as_str())) {
            match &object.additional {
                Some((_, ty)) => {
                    let each = if self.is_checked { item_constraints(constraints) } else { &[] };
                    kept.insert(name.clone(), self.of_type(ty, each, value)?);
                    sent += 1;
                }
                None if self.is_exact => return None,
                None => {}
            }
        }
        // An example of which nothing is left is one of another type.
        let is_any = !kept.is_empty() || given.is_empty();
        let has_count = !self.is_checked || has_count(constraints, kept.len()) && has_count(constraints, sent);
        (is_any && has_count).then_some(Value::Object(kept))
    }

    fn of_union(self, union: &Union, value: &Value) -> Option<Value> {
        self.spend(union.variants.len())?;
        if let Some(tag) = &union.tag
            && let Some(tag) = value.get(tag.as_str())
        {
            let is_it = |own: &&UnionVariant| own.tags.iter().any(|own| tag_value(union, own) == *tag);
            let variant = union.variants.iter().find(is_it)?;
            let mut kept = self.of_type(&variant.ty, &variant.constraints, value)?;
            kept.as_object_mut()?.insert(union.tag.as_ref()?.to_string(), tag.clone());
            return Some(kept);
        }
        if union.tag.is_some() && !union.is_tag_optional {
            return None;
        }
        // The first variant that keeps the whole value reads it, whether it meets the constraints or not.
        let reads = Self { is_exact: true, is_checked: false, trusts_callers: false, depth: self.depth + 1, ..self };
        if self.is_exact && !self.is_checked && !self.trusts_callers {
            return union.variants.iter().find_map(|variant| reads.of_type(&variant.ty, &[], value));
        }
        let variant = union.variants.iter().find(|variant| reads.of_type(&variant.ty, &[], value).is_some())?;
        Self { is_exact: true, ..self }.of_type(&variant.ty, &variant.constraints, value)
    }
}

fn is_scalar(scalar: Scalar, asked: &[Constraint], value: &Value, work: &Work) -> bool {
    let is_in = |range: std::ops::RangeInclusive<i128>| {
        let number = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
        number.is_some_and(|number| range.contains(&number)) && scalar::is_number(value, asked)
    };
    match scalar {
        Scalar::String => value.as_str().is_some_and(|text| scalar::is_text(text, asked, work)),
        Scalar::Bool => value.is_boolean(),
        Scalar::I32 => is_in(i32::MIN.into()..=i32::MAX.into()),
        Scalar::I64 => is_in(i64::MIN.into()..=i64::MAX.into()),
        Scalar::U32 => is_in(0..=u32::MAX.into()),
        Scalar::U64 => is_in(0..=u64::MAX.into()),
        Scalar::F32 => value.as_f64().is_some_and(|number| number.abs() < 1e30) && scalar::is_number(value, asked),
        Scalar::F64 => value.is_number() && scalar::is_number(value, asked),
        Scalar::Json => asked.is_empty(),
        Scalar::Formatted(ty) => value.as_str().is_some_and(|text| formatted::is_read(ty, text)),
        Scalar::Custom(_) | Scalar::Bytes | Scalar::Upload | Scalar::File => false,
    }
}

fn is_count(asked: &[Constraint], items: &[Value]) -> bool {
    asked.iter().all(|asked| match asked {
        Constraint::MinItems(least) => items.len() >= *least,
        Constraint::MaxItems(most) => items.len() <= *most,
        Constraint::UniqueItems => are_different(items),
        _ => true,
    })
}

/// Returns true if no two items are equal.
fn are_different(items: &[Value]) -> bool {
    let mut seen = HashSet::new();
    items.iter().all(|item| seen.insert(item))
}

/// Returns the number of steps in which so much is looked at.
pub(super) fn steps_of(looks: usize) -> usize {
    1 + looks / LOOKS_PER_STEP
}

/// Returns the number of values that a check of the constraint can look at.
pub(super) fn looks(constraint: &Constraint) -> usize {
    match constraint {
        Constraint::OneOf(values) => values.len(),
        Constraint::Characters(pattern) | Constraint::Pattern(pattern) => pattern.len(),
        Constraint::Each(inner) => inner.iter().map(looks).sum(),
        _ => 1,
    }
}

fn has_count(asked: &[Constraint], count: usize) -> bool {
    asked.iter().all(|asked| match asked {
        Constraint::MinProperties(least) => count >= *least,
        Constraint::MaxProperties(most) => count <= *most,
        _ => true,
    })
}
