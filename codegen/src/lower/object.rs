use openapiv3::{AdditionalProperties, ObjectType, ReferenceOr, Schema};

use super::schema::{SchemaOr, doc_of, step, unboxed};
use super::{Draft, Lowering};
use crate::dialect::NULL_DEFAULT;
use crate::ir::{Doc, Field, Object, Presence, TypeKind, WireName};
use crate::naming::{Scope, field};
use crate::pointer::Pointer;

impl Lowering<'_, '_> {
    /// A schema with properties; `way` names the inline types in them.
    pub(super) fn object(&mut self, schema: &Schema, object: &ObjectType, way: &[String], at: &Pointer) -> Draft {
        if let Some(AdditionalProperties::Schema(_)) = object.additional_properties {
            self.report.error(
                &at.child("additionalProperties"),
                "`additionalProperties` beside `properties` is not supported yet",
            );
        }
        self.unchecked_bounds(object.min_properties.is_some() || object.max_properties.is_some(), at);
        for name in &object.required {
            if !object.properties.contains_key(name) {
                self.report.warn(
                    &at.child("required"),
                    format!("`{name}` is required but is not among the properties, so it is not generated"),
                );
            }
        }
        // What every type that is sent has already.
        let mut names = Scope::with(&["new"]);
        let mut fields = Vec::new();
        let at_properties = at.child("properties");
        for (wire, property) in &object.properties {
            let at = at_properties.child(wire);
            let property = unboxed(property);
            if let Some(found) = self.schema(&property, &step(way, wire), &at) {
                let name = names.take([field(wire), field(&format!("{wire} field"))]);
                let required = object.required.contains(wire);
                fields.push(Field {
                    wire: WireName::new(wire),
                    name,
                    ty: found.ty,
                    presence: if required { Presence::Required } else { Presence::Optional },
                    nullable: found.nullable,
                    null_is_default: has_null_default(&property),
                    constraints: found.constraints,
                    doc: self.property_doc(&property),
                });
            }
        }
        Draft { doc: doc_of(schema), kind: TypeKind::Object(Object { fields }), pointer: at.clone() }
    }

    fn property_doc(&self, property: &SchemaOr<'_>) -> Doc {
        match property {
            ReferenceOr::Item(schema) => doc_of(schema),
            // A property that says nothing of its own is what its component is.
            ReferenceOr::Reference { reference } => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                match self.document.schemas().get(name) {
                    Some(ReferenceOr::Item(schema)) => doc_of(schema),
                    _ => Doc::default(),
                }
            }
        }
    }
}

fn has_null_default(property: &SchemaOr<'_>) -> bool {
    matches!(property, ReferenceOr::Item(schema) if schema.schema_data.extensions.contains_key(NULL_DEFAULT))
}
