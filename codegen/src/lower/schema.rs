use openapiv3::{
    AdditionalProperties, AnySchema, IntegerFormat, NumberFormat, ObjectType, ReferenceOr, Schema, SchemaKind, Type,
    VariantOrUnknownOrEmpty,
};

use super::{Draft, Lowering};
use crate::diagnostic::Diagnostic;
use crate::ir::{Constraint, Doc, Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// A schema where it is used.
pub(super) struct Use {
    pub ty: TypeRef,
    /// Whether null is a value.
    pub nullable: bool,
    pub constraints: Vec<Constraint>,
}

impl Use {
    pub(super) fn plain(ty: TypeRef) -> Self {
        Self { ty, nullable: false, constraints: Vec::new() }
    }

    /// The type as it stands where no field or parameter says whether there is a value.
    pub(super) fn standing_alone(self) -> TypeRef {
        if self.nullable { TypeRef::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

/// A schema or a reference to one, whether or not it is in a box.
pub(super) type SchemaOr<'d> = ReferenceOr<&'d Schema>;

pub(super) fn unboxed(schema: &ReferenceOr<Box<Schema>>) -> SchemaOr<'_> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference: reference.clone() },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

pub(super) fn borrowed(schema: &ReferenceOr<Schema>) -> SchemaOr<'_> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference: reference.clone() },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

impl Lowering<'_, '_> {
    /// Lowers a schema component into its own type.
    pub(super) fn component(&mut self, id: TypeId, name: &str, schema: &ReferenceOr<Schema>, at: &Pointer) {
        let way = [name.to_owned()];
        let draft = match schema {
            ReferenceOr::Item(item) => match own_kind(item) {
                Own::Object(object) => self.object(item, object, &way, at),
                Own::StringEnum(values) => self.string_enum(item, values, at),
                Own::Nothing => self.alias(&borrowed(schema), &way, at),
            },
            ReferenceOr::Reference { .. } => self.alias(&borrowed(schema), &way, at),
        };
        self.types[id.0] = draft;
    }

    fn alias(&mut self, schema: &SchemaOr<'_>, way: &[String], at: &Pointer) -> Draft {
        let doc = match schema {
            ReferenceOr::Item(item) => doc_of(item),
            ReferenceOr::Reference { .. } => Doc::default(),
        };
        let target = self.schema(schema, way, at).map_or(TypeRef::Scalar(Scalar::String), |found| found.ty);
        Draft { doc, kind: TypeKind::Alias(target), pointer: at.clone() }
    }

    /// Lowers a schema where it is used; `way` names the inline types in it.
    pub(super) fn schema(&mut self, schema: &SchemaOr<'_>, way: &[String], at: &Pointer) -> Option<Use> {
        match schema {
            ReferenceOr::Reference { reference } => self.reference(reference, at),
            ReferenceOr::Item(schema) => {
                let mut found = match own_kind(schema) {
                    Own::Object(object) => {
                        let id = self.declare(way, |lowering| lowering.object(schema, object, way, at), at);
                        Use::plain(TypeRef::Named(id))
                    }
                    Own::StringEnum(values) => {
                        let id = self.declare(way, |lowering| lowering.string_enum(schema, values, at), at);
                        Use::plain(TypeRef::Named(id))
                    }
                    Own::Nothing => self.anonymous(schema, way, at)?,
                };
                found.nullable |= schema.schema_data.nullable;
                Some(found)
            }
        }
    }

    fn reference(&mut self, reference: &str, at: &Pointer) -> Option<Use> {
        let index = self.document.schema_index(reference, at, self.report)?;
        Some(self.component_use(index))
    }

    /// A schema that needs no type of its own.
    fn anonymous(&mut self, schema: &Schema, way: &[String], at: &Pointer) -> Option<Use> {
        let ty = match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => {
                let constraints = self.text_constraints(string, at);
                return Some(Use { constraints, ..Use::plain(TypeRef::Scalar(Scalar::String)) });
            }
            SchemaKind::Type(Type::Boolean(_)) => TypeRef::Scalar(Scalar::Bool),
            SchemaKind::Type(Type::Integer(integer)) => {
                self.unchecked_bounds(
                    integer.minimum.is_some() || integer.maximum.is_some() || integer.multiple_of.is_some(),
                    at,
                );
                if !integer.enumeration.is_empty() {
                    self.report.error(&at.child("enum"), "an enum of integers is not supported yet");
                }
                TypeRef::Scalar(match integer.format {
                    VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Scalar::I32,
                    _ => Scalar::I64,
                })
            }
            SchemaKind::Type(Type::Number(number)) => {
                self.unchecked_bounds(
                    number.minimum.is_some() || number.maximum.is_some() || number.multiple_of.is_some(),
                    at,
                );
                TypeRef::Scalar(match number.format {
                    VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => Scalar::F32,
                    _ => Scalar::F64,
                })
            }
            SchemaKind::Type(Type::Array(array)) => {
                self.unchecked_bounds(array.min_items.is_some() || array.max_items.is_some() || array.unique_items, at);
                let Some(items) = &array.items else {
                    return self.untyped(at, "an array without `items`");
                };
                let at = at.child("items");
                let item = self.schema(&unboxed(items), &step(way, "item"), &at)?;
                self.unchecked_bounds(!item.constraints.is_empty(), &at);
                TypeRef::Array(Box::new(item.standing_alone()))
            }
            SchemaKind::Type(Type::Object(object)) => match &object.additional_properties {
                Some(AdditionalProperties::Schema(values)) => {
                    let at = at.child("additionalProperties");
                    let value = self.schema(&borrowed(values), &step(way, "value"), &at)?;
                    self.unchecked_bounds(!value.constraints.is_empty(), &at);
                    TypeRef::Map(Box::new(value.standing_alone()))
                }
                _ => return self.untyped(at, "an object without `properties`"),
            },
            SchemaKind::AllOf { all_of } if let [only] = all_of.as_slice() => {
                return self.schema(&borrowed(only), way, &at.child("allOf").index(0));
            }
            SchemaKind::AllOf { .. } => return self.unsupported(&at.child("allOf"), "`allOf` of several schemas"),
            SchemaKind::OneOf { .. } => return self.unsupported(&at.child("oneOf"), "`oneOf`"),
            SchemaKind::AnyOf { .. } => return self.unsupported(&at.child("anyOf"), "`anyOf`"),
            SchemaKind::Not { .. } => return self.unsupported(&at.child("not"), "`not`"),
            SchemaKind::Any(any) if *any == AnySchema::default() => {
                return self.untyped(at, "a schema that says nothing");
            }
            SchemaKind::Any(_) => return self.unsupported(at, "this combination of keywords"),
        };
        Some(Use::plain(ty))
    }

    fn untyped(&mut self, at: &Pointer, what: &str) -> Option<Use> {
        self.unsupported(at, &format!("{what}, which allows any JSON,"))
    }

    fn unsupported(&mut self, at: &Pointer, what: &str) -> Option<Use> {
        self.report.error(at, format!("{what} is not supported yet"));
        None
    }

    pub(super) fn unchecked_bounds(&mut self, has_bounds: bool, at: &Pointer) {
        if has_bounds {
            self.report.push(
                Diagnostic::warning(at, "the bounds of this value are not checked before it is sent")
                    .help("the server still checks them"),
            );
        }
    }
}

/// The type that a schema declares, if it declares one.
pub(super) enum Own<'d> {
    Object(&'d ObjectType),
    StringEnum(&'d [Option<String>]),
    Nothing,
}

pub(super) fn own_kind(schema: &Schema) -> Own<'_> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) if !object.properties.is_empty() => Own::Object(object),
        SchemaKind::Type(Type::String(string)) if !string.enumeration.is_empty() => {
            Own::StringEnum(&string.enumeration)
        }
        _ => Own::Nothing,
    }
}

/// The only property of an object schema, if it has one only.
pub(super) fn own_property(schema: &Schema) -> Option<(&str, SchemaOr<'_>)> {
    let Own::Object(object) = own_kind(schema) else { return None };
    if object.properties.len() > 1 {
        return None;
    }
    object.properties.first().map(|(name, property)| (name.as_str(), unboxed(property)))
}

/// What a schema says to its readers.
pub(super) fn doc_of(schema: &Schema) -> Doc {
    Doc { deprecated: schema.schema_data.deprecated, ..Doc::described(schema.schema_data.description.as_deref()) }
}

/// The way to what is called `name` inside.
pub(super) fn step(way: &[String], name: &str) -> Vec<String> {
    let mut longer = way.to_vec();
    longer.push(name.to_owned());
    longer
}
