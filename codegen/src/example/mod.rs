//! Makes example values that a type allows, for tests of generated code and for the examples of the output.

mod document;
mod fit;
mod formatted;
mod list;
mod pattern;
mod reason;
mod scalar;
mod work;

use serde_json::{Map, Value, json};

use crate::ir::{Api, Constant, Constraint, Direction, Field, Object, Presence, TypeId, TypeKind};
use crate::ir::{TypeRef, Union, Values, WireName};
use fit::{Fit, MAX_DEPTH};
use list::{BYTES_PER_VALUE, OfDocument, count, weight};
pub(crate) use list::{TypeExamples, list};
pub(crate) use reason::Reason;
use work::Steps;
pub(crate) use work::Work;

/// Makes a value of a type for one direction, with the required properties and few others. Returns `None` if no value
/// certainly meets the constraints. `own` are the constraints of the place.
#[cfg(feature = "command")]
pub(crate) fn example(api: &Api, direction: Direction, ty: &TypeRef, own: &[Constraint], work: &Work) -> Option<Value> {
    Examples::new(api, direction, work).of_type(ty, own)
}

/// Returns true if the value is one of the type, which keeps all of it, and certainly meets the constraints `own`.
pub(crate) fn is_value(api: &Api, ty: &TypeRef, own: &[Constraint], value: &Value, work: &Work) -> bool {
    work.extend(value);
    let steps = Steps::new(STEPS.saturating_add(STEPS_PER_VALUE.saturating_mul(count(value))), work);
    Fit::new(api, &steps).of_type(ty, own, value).as_ref() == Some(value)
}

/// The most values in one example. A long text counts as several.
const MOST_VALUES: usize = 2000;

/// The longest list that a constraint makes an example have. A longer list makes a test hard to read.
const LONGEST_LIST: usize = 100;

/// The most steps that reading a value takes, and how many more for each value in it. A union in a union can try its
/// variants again and again.
const STEPS: usize = 10_000;
const STEPS_PER_VALUE: usize = 100;

/// The steps for the search for a value that the document gives for a field.
const STEPS_PER_FIELD: usize = 8;

/// The most steps that reading the values of the document takes for the example of one type.
const STEPS_OF_TYPE: usize = 50_000;

struct Examples<'a> {
    api: &'a Api,
    direction: Direction,
    /// The types around the value, since a type that requires itself has no value.
    open: Vec<TypeId>,
    /// Set if values of the document are preferred.
    of_document: Option<OfDocument<'a>>,
    /// The number of values that the example may still have.
    left: usize,
    /// The number of types around the value, with lists and aliases.
    depth: usize,
    /// The steps that are left for reading values of the document.
    steps: Steps<'a>,
}

impl<'a> Examples<'a> {
    fn new(api: &'a Api, direction: Direction, work: &'a Work) -> Self {
        let steps = Steps::new(STEPS_OF_TYPE, work);
        Self { api, direction, open: Vec::new(), of_document: None, left: MOST_VALUES, depth: 0, steps }
    }

    /// Counts further values of the example. Returns `None` if there are too many.
    fn spend(&mut self, values: usize) -> Option<()> {
        let left = self.left.checked_sub(values);
        self.left = left.unwrap_or(0);
        left.filter(|_| self.work().spend(values)).map(drop)
    }

    fn work(&self) -> &'a Work {
        self.steps.work
    }

    /// Counts a value that is not made step by step.
    fn whole(&mut self, value: Value) -> Option<Value> {
        self.spend(weight(&value))?;
        Some(value)
    }

    fn of_type(&mut self, ty: &TypeRef, own: &[Constraint]) -> Option<Value> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.spend(1)?;
        self.depth += 1;
        let value = self.of_any(ty, own);
        self.depth -= 1;
        value
    }

    fn of_any(&mut self, ty: &TypeRef, own: &[Constraint]) -> Option<Value> {
        let asked = self.api.constraints_on(ty, own);
        match self.api.resolve(ty, own).0 {
            TypeRef::Scalar(scalar) => {
                scalar::of_scalar(*scalar, &asked, self.work()).and_then(|value| self.whole(value))
            }
            TypeRef::Named(id) => self.of_named(*id),
            TypeRef::Array(item) => self.of_array(item, &asked),
            TypeRef::Map(value) => {
                let least = least_members(&asked);
                let each = item_constraints(&asked);
                let members = (0..least).map(|index| Some((format!("example{index}"), self.of_type(value, each)?)));
                members.collect::<Option<Map<_, _>>>().map(Value::Object)
            }
            TypeRef::Nullable(inner) if self.of_document.is_some() => self.of_type(inner, &asked).or(Some(Value::Null)),
            TypeRef::Nullable(_) => Some(Value::Null),
            TypeRef::Boxed(inner) | TypeRef::Deep(inner) => self.of_type(inner, own),
        }
    }

    fn of_named(&mut self, id: TypeId) -> Option<Value> {
        let made = |of_document: &OfDocument<'_>| of_document.made.borrow().get(&id).cloned();
        if let Some(made) = self.of_document.as_ref().and_then(made) {
            let made = serde_json::from_str(made.as_deref()?).ok()?;
            return self.whole(made);
        }
        if self.open.contains(&id) {
            return None;
        }
        self.open.push(id);
        let def = self.api.type_def(id);
        let value = match &def.kind {
            TypeKind::Object(object) => self.of_object(object, least_members(&def.constraints)),
            TypeKind::OpenEnum(listed) => listed
                .variants
                .first()
                .and_then(|variant| match listed.values {
                    Values::Texts => Some(Value::from(variant.wire.as_str())),
                    Values::Integers => serde_json::from_str(variant.wire.as_str()).ok(),
                })
                .and_then(|value| self.whole(value)),
            TypeKind::Union(union) => self.of_union(union),
            TypeKind::Alias(target) => self.of_type(target, &def.constraints),
        };
        self.open.pop();
        value
    }

    fn of_object(&mut self, object: &Object, least: usize) -> Option<Value> {
        let mut members = Map::new();
        if !self.work().spend(STEPS_PER_FIELD * object.fields.len()) {
            return None;
        }
        let fields: Vec<&Field> = object.fields.iter().filter(|field| self.direction.has(field.direction)).collect();
        for field in fields.iter().filter(|field| field.presence == Presence::Required) {
            let value = self.of_field(field)?;
            self.spend(field.wire.as_str().len() / BYTES_PER_VALUE)?;
            members.insert(field.wire.to_string(), value);
        }
        for field in fields.iter().filter(|field| field.presence != Presence::Required) {
            let value = match self.of_optional(field) {
                None if members.len() < least => self.of_field(field),
                value => value,
            };
            if let Some(value) = value {
                self.spend(field.wire.as_str().len() / BYTES_PER_VALUE)?;
                members.insert(field.wire.to_string(), value);
            }
        }
        (members.len() >= least).then_some(Value::Object(members))
    }

    fn of_field(&mut self, field: &Field) -> Option<Value> {
        if field.constant.is_some() || field.tag.is_some() {
            return only_value(field).and_then(|value| self.whole(value));
        }
        self.given(field)
            .and_then(|value| self.whole(value))
            .or_else(|| self.of_format(field))
            .or_else(|| self.of_type(&field.ty, &field.constraints))
            .or(field.nullable.then_some(Value::Null))
    }

    /// Returns the value that the document gives for an optional property, unless the example becomes long.
    fn of_optional(&mut self, field: &Field) -> Option<Value> {
        let value = self.given(field)?;
        let of_document = self.of_document.as_mut()?;
        of_document.optional = of_document.optional.checked_sub(count(&value))?;
        Some(only_value(field).unwrap_or(value))
    }

    /// Returns the value that the document gives for a property.
    fn given(&self, field: &Field) -> Option<Value> {
        let given = self.of_document.as_ref()?.given.of(&field.pointer);
        let fit = Fit::new(self.api, &self.steps).trusting_callers(field.presence == Presence::Required);
        let mut values = given.values.iter().filter(|value| !value.is_null());
        values.find_map(|value| fit.of_type(&field.ty, &field.constraints, value))
    }

    /// Returns a value of the property's format, which a string alone does not show.
    fn of_format(&self, field: &Field) -> Option<Value> {
        let given = self.of_document.as_ref()?.given.of(&field.pointer);
        let text = Value::from(formatted::text_of_format(given.format?)?);
        Fit::new(self.api, &self.steps).of_type(&field.ty, &field.constraints, &text)
    }

    fn of_array(&mut self, item: &TypeRef, asked: &[Constraint]) -> Option<Value> {
        let bound = |of: fn(&Constraint) -> Option<usize>| asked.iter().find_map(of);
        let least = bound(|asked| if let Constraint::MinItems(least) = asked { Some(*least) } else { None });
        let most = bound(|asked| if let Constraint::MaxItems(most) = asked { Some(*most) } else { None });
        let least = least.unwrap_or(0);
        if least > 1 && asked.contains(&Constraint::UniqueItems) {
            return None;
        }
        let count = least.max(1).min(most.unwrap_or(usize::MAX));
        let Some(value) = self.of_type(item, item_constraints(asked)) else { return (least == 0).then(|| json!([])) };
        if count > LONGEST_LIST {
            return None;
        }
        self.spend(weight(&value).saturating_mul(count.saturating_sub(1)))?;
        Some(Value::Array(vec![value; count]))
    }

    fn of_union(&mut self, union: &Union) -> Option<Value> {
        union.variants.iter().find_map(|variant| {
            let value = self.of_type(&variant.ty, &variant.constraints)?;
            let Some(tag) = &union.tag else { return Some(value) };
            let Value::Object(mut members) = value else { return None };
            members.insert(tag.to_string(), tag_value(union, variant.tags.first()?));
            Some(Value::Object(members))
        })
    }
}

fn item_constraints(asked: &[Constraint]) -> &[Constraint] {
    asked
        .iter()
        .find_map(|asked| if let Constraint::Each(inner) = asked { Some(inner.as_slice()) } else { None })
        .unwrap_or(&[])
}

fn least_members(constraints: &[Constraint]) -> usize {
    let least = constraints
        .iter()
        .find_map(|asked| if let Constraint::MinProperties(least) = asked { Some(*least) } else { None });
    least.unwrap_or(0)
}

/// Returns the only value of a property, if it is a constant or a discriminator.
fn only_value(field: &Field) -> Option<Value> {
    match (&field.constant, &field.tag) {
        (Some(constant), _) => constant_value(constant),
        (None, tag) => tag.as_deref().map(Value::from),
    }
}

/// Returns a value of the discriminator of a union, as it is in JSON.
fn tag_value(union: &Union, tag: &WireName) -> Value {
    let scalar = union.is_tag_scalar.then(|| serde_json::from_str(tag.as_str()).ok()).flatten();
    scalar.unwrap_or_else(|| Value::from(tag.as_str()))
}

pub(crate) fn constant_value(constant: &Constant) -> Option<Value> {
    match constant {
        Constant::Text(text) => Some(Value::from(text.as_str())),
        Constant::Number(number) => serde_json::from_str(&number.to_string()).ok(),
        Constant::Bool(value) => Some(Value::from(*value)),
    }
}

#[cfg(test)]
mod tests;
