use std::collections::HashSet;

use serde_json::Value;

use super::{
    Lowering,
    schema::{Home, Use, integer},
    shape::Shape,
};
use crate::diagnostic::Diagnostic;
use crate::ir::{Doc, Scalar, StringEnum, TypeKind, TypeRef, Variant, WireName};
use crate::naming::{Scope, variant};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// A schema with a list of values. A null in the list is a matter of the place where it is used.
    pub(super) fn values(
        &mut self,
        values: &[Value],
        shape: &Shape<'d>,
        way: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        let texts: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
        match texts.as_deref() {
            Some([]) => self.untyped(at, "the only value is null"),
            Some([only]) if matches!(home, Home::Inline) => {
                Use { constant: Some((*only).to_owned()), ..Use::scalar(Scalar::String) }
            }
            Some(texts) => {
                let kind = self.string_enum(texts, at);
                let id = self.declare(home, way, doc, at);
                self.define(id, kind);
                Use::plain(TypeRef::Named(id))
            }
            None => {
                let found = self.common_type(values, shape, at);
                if !matches!(found.ty, TypeRef::Scalar(Scalar::Json)) {
                    self.report.push(Diagnostic::note(at, "any value of its type is taken, and not only those listed"));
                }
                found
            }
        }
    }

    /// The type of values that are not all texts.
    fn common_type(&mut self, values: &[Value], shape: &Shape<'d>, at: &Pointer) -> Use {
        if let Some(scalar) = scalar_of(values, shape) {
            Use::scalar(scalar)
        } else if values.iter().all(Value::is_array) {
            Use::plain(TypeRef::Array(Box::new(self.untyped(at, "only the values of the array are listed").ty)))
        } else if values.iter().all(Value::is_object) {
            Use::plain(TypeRef::Map(Box::new(self.untyped(at, "only the values of the object are listed").ty)))
        } else {
            self.loosened(at, "the values of its `enum` have several types")
        }
    }

    /// An enum of texts.
    pub(super) fn string_enum(&mut self, values: &[&str], at: &Pointer) -> TypeKind {
        let mut scope = Scope::with(&["Unknown"]);
        let mut variants: Vec<Variant> = Vec::new();
        let mut known = HashSet::new();
        for value in values {
            if !known.insert(*value) {
                self.report.warn(&at.child("enum"), format!("the value `{value}` is listed twice"));
                continue;
            }
            let name = scope.take([variant(value), variant(&format!("{value} value"))]);
            variants.push(Variant { wire: WireName::new(*value), name });
        }
        TypeKind::StringEnum(StringEnum { variants })
    }
}

/// The type of values that are no texts, if they have one.
fn scalar_of(values: &[Value], shape: &Shape<'_>) -> Option<Scalar> {
    if values.iter().all(|value| value.is_i64() || value.is_u64()) {
        Some(integer(shape))
    } else if values.iter().all(Value::is_number) {
        Some(Scalar::F64)
    } else if values.iter().all(Value::is_boolean) {
        Some(Scalar::Bool)
    } else {
        None
    }
}
