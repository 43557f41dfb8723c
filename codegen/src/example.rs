//! Makes example values that a type allows, for tests of generated code.

use serde_json::{Map, Value, json};

use crate::ir::{Api, Constant, Constraint, Direction, Field, Number, Object, Presence, Scalar, TypeId, TypeKind};
use crate::ir::{TypeRef, Union, Values};

/// The texts to try for a pattern or a length. They are repeated if they are too short.
const TEXTS: &[&str] =
    &["example", "EXAMPLE", "a", "A", "1", "0", "a1", "A1", "-", "https://example.com", "a@b.example"];

/// Makes a value of a type for one direction, with the required properties and few others. Returns `None` if no value
/// certainly meets the constraints. `own` are the constraints of the place.
pub(crate) fn example(api: &Api, direction: Direction, ty: &TypeRef, own: &[Constraint]) -> Option<Value> {
    Examples { api, direction, open: Vec::new() }.of_type(ty, own)
}

struct Examples<'a> {
    api: &'a Api,
    direction: Direction,
    /// The types around the value, since a type that requires itself has no value.
    open: Vec<TypeId>,
}

impl Examples<'_> {
    fn of_type(&mut self, ty: &TypeRef, own: &[Constraint]) -> Option<Value> {
        let asked = self.api.constraints_on(ty, own);
        match self.api.resolve(ty, own).0 {
            TypeRef::Scalar(scalar) => of_scalar(*scalar, &asked),
            TypeRef::Named(id) => self.of_named(*id),
            TypeRef::Array(item) => self.of_array(item, &asked),
            TypeRef::Map(value) => {
                let least = least_members(&asked);
                let each = item_constraints(&asked);
                let members = (0..least).map(|index| Some((format!("example{index}"), self.of_type(value, each)?)));
                members.collect::<Option<Map<_, _>>>().map(Value::Object)
            }
            TypeRef::Nullable(_) => Some(Value::Null),
            TypeRef::Boxed(inner) => self.of_type(inner, own),
        }
    }

    fn of_named(&mut self, id: TypeId) -> Option<Value> {
        if self.open.contains(&id) {
            return None;
        }
        self.open.push(id);
        let def = self.api.type_def(id);
        let value = match &def.kind {
            TypeKind::Object(object) => self.of_object(object, least_members(&def.constraints)),
            TypeKind::OpenEnum(listed) => listed.variants.first().and_then(|variant| match listed.values {
                Values::Texts => Some(Value::from(variant.wire.as_str())),
                Values::Integers => serde_json::from_str(variant.wire.as_str()).ok(),
            }),
            TypeKind::Union(union) => self.of_union(union),
            TypeKind::Alias(target) => self.of_type(target, &def.constraints),
        };
        self.open.pop();
        value
    }

    fn of_object(&mut self, object: &Object, least: usize) -> Option<Value> {
        let mut members = Map::new();
        let fields: Vec<&Field> = object.fields.iter().filter(|field| self.direction.has(field.direction)).collect();
        for field in fields.iter().filter(|field| field.presence == Presence::Required) {
            members.insert(field.wire.to_string(), self.of_field(field)?);
        }
        for field in fields.iter().filter(|field| field.presence != Presence::Required) {
            if members.len() >= least {
                break;
            }
            members.extend(self.of_field(field).map(|value| (field.wire.to_string(), value)));
        }
        (members.len() >= least).then_some(Value::Object(members))
    }

    fn of_field(&mut self, field: &Field) -> Option<Value> {
        match (&field.constant, &field.tag) {
            (Some(constant), _) => constant_value(constant),
            (None, Some(tag)) => Some(Value::from(tag.as_str())),
            (None, None) => self.of_type(&field.ty, &field.constraints).or(field.nullable.then_some(Value::Null)),
        }
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
        // A longer list makes a test hard to read.
        (count <= 100).then(|| Value::Array(vec![value; count]))
    }

    fn of_union(&mut self, union: &Union) -> Option<Value> {
        union.variants.iter().find_map(|variant| {
            let value = self.of_type(&variant.ty, &variant.constraints)?;
            let Some(tag) = &union.tag else { return Some(value) };
            let Value::Object(mut members) = value else { return None };
            let value = variant.tags.first()?.as_str();
            let scalar = union.is_tag_scalar.then(|| serde_json::from_str(value).ok()).flatten();
            members.insert(tag.to_string(), scalar.unwrap_or_else(|| Value::from(value)));
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

fn of_scalar(scalar: Scalar, asked: &[Constraint]) -> Option<Value> {
    match scalar {
        Scalar::String => text(asked).map(Value::from),
        Scalar::Bool => Some(Value::from(true)),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => number(asked, true),
        Scalar::F32 | Scalar::F64 => number(asked, false),
        Scalar::Json => Some(json!({})),
        // Each of these types has a syntax of its own.
        Scalar::Formatted(_) | Scalar::Custom(_) | Scalar::Bytes | Scalar::Upload | Scalar::File => None,
    }
}

fn text(asked: &[Constraint]) -> Option<String> {
    let (mut least, mut most, mut patterns) = (0, usize::MAX, Vec::new());
    for constraint in asked {
        match constraint {
            Constraint::MinLength(length) => least = least.max(*length),
            Constraint::MaxLength(length) => most = most.min(*length),
            Constraint::Characters(pattern) | Constraint::Pattern(pattern) => {
                let flagged = regress::Regex::with_flags(pattern, "u");
                patterns.push(flagged.or_else(|_| regress::Regex::new(pattern)).ok()?);
            }
            _ => return None,
        }
    }
    let texts = TEXTS.iter().map(|text| {
        let whole = text.repeat(least.div_ceil(text.len()).max(1));
        let length = if whole.len() > most || least > text.len() { least.max(1).min(most) } else { whole.len() };
        // All of them are ASCII.
        whole[..length].to_owned()
    });
    // A longer text makes a test hard to read.
    if least > 1000 {
        return None;
    }
    let mut texts = texts.filter(|text| (least..=most).contains(&text.len()));
    texts.find(|text| patterns.iter().all(|pattern| pattern.find(text).is_some()))
}

fn number(asked: &[Constraint], is_integer: bool) -> Option<Value> {
    let bounds: Vec<f64> = asked
        .iter()
        .flat_map(|constraint| match constraint {
            Constraint::Minimum(bound)
            | Constraint::Maximum(bound)
            | Constraint::MoreThan(bound)
            | Constraint::LessThan(bound)
            | Constraint::MultipleOf(bound) => vec![bound.approximate()],
            Constraint::OneOf(values) => values.iter().map(Number::approximate).collect(),
            _ => Vec::new(),
        })
        .collect();
    let factor = asked
        .iter()
        .find_map(|asked| if let Constraint::MultipleOf(factor) = asked { Some(factor.approximate()) } else { None });
    let near = bounds.iter().flat_map(|bound| {
        let multiples = factor.into_iter().flat_map(|factor| {
            let multiple = (bound / factor).ceil() * factor;
            [multiple, multiple - factor, multiple + factor]
        });
        [*bound, bound + 1.0, bound - 1.0, bound + 0.5, bound - 0.5, bound.ceil(), bound.floor()]
            .into_iter()
            .chain(multiples.collect::<Vec<_>>())
    });
    let found = [1.0, 0.0].into_iter().chain(near).find(|value| {
        value.is_finite() && (!is_integer || value.fract() == 0.0 && value.abs() < 1e15) && fits(*value, asked)
    })?;
    #[expect(clippy::cast_possible_truncation, reason = "an integer of this size is exact in a float")]
    let value = if is_integer { Value::from(found as i64) } else { Value::from(found) };
    Some(value)
}

fn fits(value: f64, asked: &[Constraint]) -> bool {
    asked.iter().all(|constraint| match constraint {
        Constraint::Minimum(least) => value >= least.approximate(),
        Constraint::Maximum(most) => value <= most.approximate(),
        Constraint::MoreThan(bound) => value > bound.approximate(),
        Constraint::LessThan(bound) => value < bound.approximate(),
        Constraint::MultipleOf(factor) => (value / factor.approximate()).fract() == 0.0,
        Constraint::OneOf(values) => values.iter().any(|listed| (listed.approximate() - value).abs() == 0.0),
        _ => false,
    })
}

fn constant_value(constant: &Constant) -> Option<Value> {
    match constant {
        Constant::Text(text) => Some(Value::from(text.as_str())),
        Constant::Number(number) => serde_json::from_str(&number.to_string()).ok(),
        Constant::Bool(value) => Some(Value::from(*value)),
    }
}
