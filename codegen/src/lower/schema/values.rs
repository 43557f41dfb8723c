use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::{Home, Use, enum_value_doc::EnumValueDoc, integer_type, shape::Shape};
use crate::diagnostic::Diagnostic;
use crate::ir::{Constant, Constraint, Doc, Number, OpenEnum, Scalar, TypeKind, TypeRef, Values, Variant, WireName};
use crate::lower::Lowering;
use crate::naming::{Scope, variant};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Lowers a schema with `enum`. The caller handles a null among the values.
    pub(in crate::lower) fn lower_values(
        &mut self,
        values: &[Value],
        shape: &Shape<'d>,
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        if let Some(kind) = enum_of(values, &shape.value_docs, matches!(home, Home::Component(_))) {
            let kind = self.open_enum(kind, values, &shape.value_docs, at);
            let id = self.declare(home, name_path, doc, at);
            self.define(id, kind);
            return Use::plain(TypeRef::Named(id));
        }
        match values {
            [] => self.untyped(at, "the only value is null"),
            [Value::String(only)] => {
                Use { constant: Some(Constant::Text(only.clone())), ..Use::scalar(Scalar::String) }
            }
            _ => {
                let found = self.common_type(values, shape, at);
                if let Some(accepted) = accepted(&found).filter(|_| !are_all_booleans(values)) {
                    self.report.push(Diagnostic::note(at, unchecked(values, at, accepted)));
                }
                found
            }
        }
    }

    /// Returns the common type of values that are not all strings.
    fn common_type(&mut self, values: &[Value], shape: &Shape<'d>, at: &Pointer) -> Use {
        if let Some(scalar) = scalar_of(values, shape) {
            let constraints = listed(values, scalar).into_iter().collect();
            Use { constraints, constant: constant(values, scalar), ..Use::scalar(scalar) }
        } else if values.iter().all(Value::is_array) {
            Use::plain(TypeRef::Array(Box::new(self.untyped(at, "only the values of the array are listed").ty)))
        } else if values.iter().all(Value::is_object) {
            Use::plain(TypeRef::Map(Box::new(self.untyped(at, "only the values of the object are listed").ty)))
        } else {
            self.loosened(at, "the values of its `enum` have several types")
        }
    }

    /// Creates an enum with one variant for each value.
    pub(in crate::lower) fn open_enum(
        &mut self,
        kind: Values,
        values: &[Value],
        value_docs: &[EnumValueDoc],
        at: &Pointer,
    ) -> TypeKind {
        let docs = ValueDocs::new(value_docs);
        let mut scope = Scope::with(&["Unknown"]);
        let mut variants: Vec<Variant> = Vec::new();
        let mut known = HashSet::new();
        let mut repeated: IndexSet<String> = IndexSet::new();
        for value in values {
            let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            if !known.insert(wire.clone()) {
                repeated.insert(format!("`{wire}`"));
                continue;
            }
            let word = docs.name(value).unwrap_or(&wire);
            let name = scope.take([variant(word), variant(&format!("{word} value"))]);
            let description = docs.description(value);
            variants.push(Variant { wire: WireName::new(wire), name, doc: Doc::described(description) });
        }
        if !repeated.is_empty() {
            let values = if repeated.len() == 1 { "the value" } else { "the values" };
            let verb = if repeated.len() == 1 { "is" } else { "are" };
            let repeated = repeated.into_iter().collect::<Vec<_>>().join(", ");
            self.report.warn(&at.child("enum"), format!("{values} {repeated} {verb} listed twice"));
        }
        TypeKind::OpenEnum(OpenEnum { values: kind, variants })
    }
}

/// The number of listed values that a message names, and of the characters of each.
const NAMED: usize = 4;
const LONGEST: usize = 40;

/// Returns what is accepted in place of the listed values, unless they are checked or the type is reported otherwise.
fn accepted(found: &Use) -> Option<&'static str> {
    match found.ty {
        _ if !found.constraints.is_empty() => None,
        TypeRef::Scalar(Scalar::Json) => None,
        TypeRef::Scalar(Scalar::Bool) => Some("boolean"),
        TypeRef::Scalar(_) => Some("value of the type"),
        TypeRef::Array(_) => Some("list"),
        TypeRef::Map(_) | TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => {
            Some("object")
        }
    }
}

fn are_all_booleans(values: &[Value]) -> bool {
    [true, false].iter().all(|is| values.contains(&Value::Bool(*is)))
}

/// Returns the words for the property whose schema, or whose items' schema, is at `at`.
fn property(at: &Pointer) -> String {
    let (mut at, mut of) = (at.clone(), " of");
    while let Some((around, keyword)) = at.split_last() {
        if around.split_last().is_some_and(|(_, above)| above == "properties") {
            return format!("{of} `{keyword}`");
        }
        if keyword != "items" {
            break;
        }
        (at, of) = (around, " of the items of");
    }
    String::new()
}

/// Returns the message about listed values that are not checked. It names the property, if the schema at `at` is one.
fn unchecked(values: &[Value], at: &Pointer, accepted: &str) -> String {
    let property = property(at);
    let text = |value: &Value| {
        let text = value.to_string();
        let short: String = text.chars().take(LONGEST).collect();
        if short.len() < text.len() { format!("`{short}…`") } else { format!("`{text}`") }
    };
    let mut named: Vec<String> = values.iter().take(NAMED).map(text).collect();
    if values.len() > NAMED {
        named.push(format!("{} more", values.len() - NAMED));
    }
    let named = match named.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => named.concat(),
    };
    let (listed, are) = if values.len() == 1 { ("the listed value", "is") } else { ("the listed values", "are") };
    format!("{listed}{property} {are} not checked: {named}; any {accepted} is accepted")
}

/// Returns the kind of values of the enum that a schema becomes, or `None` if it becomes no enum. A
/// single string becomes an enum only as a component, which gives it a name.
pub(super) fn enum_of(values: &[Value], value_docs: &[EnumValueDoc], is_component: bool) -> Option<Values> {
    let docs = ValueDocs::new(value_docs);
    let is_named = |value: &Value| value.is_i64() && docs.name(value).is_some();
    if values.is_empty() {
        None
    } else if values.iter().all(Value::is_string) {
        (is_component || values.len() > 1).then_some(Values::Texts)
    } else {
        values.iter().all(is_named).then_some(Values::Integers)
    }
}

/// The documented names and descriptions by value.
struct ValueDocs<'t>(HashMap<&'t Value, ValueDoc<'t>>);

struct ValueDoc<'t> {
    /// The first documented name.
    name: Option<&'t str>,
    /// The description at the first entry of the value.
    description: Option<&'t str>,
}

impl<'t> ValueDocs<'t> {
    fn new(value_docs: &'t [EnumValueDoc]) -> Self {
        let mut docs: HashMap<&Value, ValueDoc<'_>> = HashMap::with_capacity(value_docs.len());
        for EnumValueDoc { value, name, description, .. } in value_docs {
            let (name, description) = (name.as_deref(), description.as_deref());
            let doc = docs.entry(value).or_insert(ValueDoc { name, description });
            doc.name = doc.name.or(name);
        }
        Self(docs)
    }

    /// Returns the documented name of a value.
    fn name(&self, value: &Value) -> Option<&'t str> {
        self.0.get(value)?.name.filter(|name| !name.trim().is_empty())
    }

    fn description(&self, value: &Value) -> Option<&'t str> {
        self.0.get(value)?.description
    }
}

/// Creates a constraint to the listed numbers.
fn listed(values: &[Value], scalar: Scalar) -> Option<Constraint> {
    let number = |value: &Value| match scalar {
        Scalar::Bool => None,
        Scalar::F32 | Scalar::F64 => value.as_f64().map(Number::float),
        _ => to_integer(value).map(Number::integer),
    };
    let numbers: Option<Vec<Number>> = values.iter().map(number).collect();
    numbers.filter(|numbers| !numbers.is_empty()).map(Constraint::OneOf)
}

/// Returns the only value of a list, if the type can represent it.
pub(in crate::lower) fn constant(values: &[Value], scalar: Scalar) -> Option<Constant> {
    let [only] = values else { return None };
    let fits = |number: &i128| match scalar {
        Scalar::I32 => i32::try_from(*number).is_ok(),
        Scalar::I64 => i64::try_from(*number).is_ok(),
        Scalar::U32 => u32::try_from(*number).is_ok(),
        _ => u64::try_from(*number).is_ok(),
    };
    match scalar {
        Scalar::Bool => only.as_bool().map(Constant::Bool),
        Scalar::F32 | Scalar::F64 => only.as_f64().map(Number::float).map(Constant::Number),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => {
            to_integer(only).filter(fits).map(Number::integer).map(Constant::Number)
        }
        Scalar::String
        | Scalar::Json
        | Scalar::Bytes
        | Scalar::Upload
        | Scalar::File
        | Scalar::Custom(_)
        | Scalar::Formatted(_) => None,
    }
}

fn to_integer(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or(value.as_u64().map(i128::from))
}

/// Returns the common scalar type of values other than strings.
fn scalar_of(values: &[Value], shape: &Shape<'_>) -> Option<Scalar> {
    if values.iter().all(|value| value.is_i64() || value.is_u64()) {
        Some(integer_type(shape))
    } else if values.iter().all(Value::is_number) {
        Some(Scalar::F64)
    } else if values.iter().all(Value::is_boolean) {
        Some(Scalar::Bool)
    } else {
        None
    }
}
