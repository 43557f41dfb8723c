//! The type of a shape.

use super::{
    Home, Use,
    element::constraint_on_each,
    shape::{Additional, JsonType, Shape},
    step,
};
use crate::diagnostic::Diagnostic;
use crate::format_type::FormatType;
use crate::ir::{Doc, Scalar, TypeRef};
use crate::lower::{Files, Lowering};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Lowers a merged shape. The caller handles null.
    pub(in crate::lower) fn lower_shape(
        &mut self,
        mut shape: Shape<'d>,
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        self.drop_validating_choices(&mut shape);
        if !shape.choices.is_empty() {
            return self.lower_choice(shape, name_path, home, doc, at);
        }
        if let Some(values) = shape.values.take() {
            if shape.replaces_values {
                let message = "the schemas of this value list different values, and those of the last schema are used";
                self.report.push(Diagnostic::note(at, message));
            }
            return self.lower_values(&values, &shape, name_path, home, doc, at);
        }
        let is_scalar = !matches!(shape.json_type, None | Some(JsonType::Array | JsonType::Object));
        if is_scalar && let Some(replaced) = self.replacement_of_format(&shape) {
            return replaced;
        }
        match shape.json_type {
            Some(JsonType::String) if self.files != Files::Nowhere && shape.format.as_deref() == Some("binary") => {
                Use::scalar(Scalar::File)
            }
            Some(JsonType::String) => match self.format_type(&shape) {
                Some(ty) => Use::scalar(Scalar::Formatted(ty)),
                None => Use { constraints: self.string_constraints(&shape.text, at), ..Use::scalar(Scalar::String) },
            },
            Some(JsonType::Boolean) => Use::scalar(Scalar::Bool),
            Some(JsonType::Integer) => {
                Use { constraints: self.constraints(&shape, at), ..Use::scalar(integer_type(&shape)) }
            }
            Some(JsonType::Number) => {
                let scalar = if shape.format.as_deref() == Some("float") { Scalar::F32 } else { Scalar::F64 };
                Use { constraints: self.constraints(&shape, at), ..Use::scalar(scalar) }
            }
            Some(JsonType::Array) => self.lower_array(&shape, name_path, at),
            Some(JsonType::Object) => self.lower_object(shape, name_path, home, doc, at),
            None if !shape.properties.is_empty() => self.lower_object(shape, name_path, home, doc, at),
            None if !shape.items.is_empty() => self.lower_array(&shape, name_path, at),
            None if matches!(shape.additional, Some(Additional::Typed(_))) => {
                self.lower_object(shape, name_path, home, doc, at)
            }
            None => self.untyped(at, "the schema has no type"),
        }
    }

    /// Returns the type that the options give to the format of a string.
    fn format_type(&self, shape: &Shape<'d>) -> Option<FormatType> {
        let format = shape.format.as_deref()?;
        self.options.formats.iter().find(|(name, _)| name == format).map(|(_, ty)| *ty)
    }

    fn lower_array(&mut self, shape: &Shape<'d>, name_path: &[String], at: &Pointer) -> Use {
        let mut constraints = self.without_contradictions(shape.counts.item_constraints(), at);
        let item = if shape.items.is_empty() {
            self.untyped(at, "the array has no `items`")
        } else {
            self.lower_element(&shape.items, &step(name_path, "item"))
        };
        constraints.extend(constraint_on_each(&item));
        Use { constraints, ..Use::plain(TypeRef::Array(Box::new(item.into_nullable_type()))) }
    }
}

/// Returns the smallest integer type for the format and the bounds of a shape.
pub(in crate::lower) fn integer_type(shape: &Shape<'_>) -> Scalar {
    match (shape.format.as_deref(), shape.bounds.are_unsigned()) {
        (Some("int32"), is_unsigned) if shape.bounds.exceed_32_bits(is_unsigned) => Scalar::I64,
        (Some("uint32"), _) if shape.bounds.exceed_32_bits(true) => Scalar::I64,
        (Some("int32"), false) => Scalar::I32,
        (Some("int32" | "uint32"), _) => Scalar::U32,
        (Some("uint64"), _) | (_, true) => Scalar::U64,
        _ => Scalar::I64,
    }
}
