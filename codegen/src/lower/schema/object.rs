use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::{
    Home, Use, doc_of,
    element::{constraint_on_each, contents},
    shape::{Additional, Part, Shape},
    step,
};
use crate::dialect::NULL_DEFAULT;
use crate::ir::{Direction, Doc, Extensions, Field, Object, Presence, TypeKind, TypeRef, WireName};
use crate::lower::{Files, Lowering};
use crate::naming::{Scope, field};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Lowers an object: into a struct if it has properties, otherwise into a map.
    pub(super) fn lower_object(
        &mut self,
        shape: Shape<'d>,
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        if shape.properties.is_empty() {
            return self.lower_map(shape, name_path, at);
        }
        // A property that extends its own object contains the same property, extended the same.
        let properties = shape.properties.iter().map(|(&name, parts)| (name, parts.as_slice()));
        let contents = contents(properties, shape.required.keys());
        if let Some(id) = self.open.iter().find_map(|(open, id)| id.filter(|_| *open == contents)) {
            return Use::plain(TypeRef::Named(id));
        }
        let id = self.declare(home, name_path, doc, at);
        self.open.push((contents, Some(id)));
        let around = self.enter_properties();
        self.warn_of_undeclared(&shape, &shape);
        // Every sent type has a `new` function.
        let mut names = Scope::with(&["new"]);
        let mut fields = Vec::new();
        for (&wire, parts) in &shape.properties {
            let doc = self.property_doc(parts);
            let value = self.lower_parts(parts, &step(name_path, wire), Home::Inline, &doc);
            let is_required = shape.required.contains_key(wire);
            fields.push(Field {
                wire: WireName::new(wire),
                name: names.take([wire, &*format!("{wire} field")].into_iter().map(field)),
                ty: value.ty,
                presence: if is_required { Presence::Required } else { Presence::Optional },
                nullable: value.nullable,
                null_is_default: parts.iter().any(has_null_default),
                default: self.property_default(parts).filter(|_| !is_required),
                direction: self.direction(parts),
                constant: value.constant,
                tag: None,
                constraints: value.constraints,
                doc,
                pointer: parts.first().map_or_else(Pointer::root, |part| part.pointer.clone()),
                extensions: Extensions::default(),
            });
        }
        let mut constraints = shape.counts.property_constraints();
        let additional = match shape.additional {
            Some(Additional::Typed(part)) => {
                let path = step(name_path, "value");
                let value = self.lower_parts(std::slice::from_ref(&part), &path, Home::Inline, &Doc::default());
                constraints.extend(constraint_on_each(&value));
                Some(value.into_nullable_type())
            }
            Some(Additional::Any(at)) => Some(self.untyped(&at, "the additional properties may be anything").ty),
            Some(Additional::Forbidden) | None => None,
        };
        let additional =
            additional.map(|ty| (names.take([field("additional_properties"), field("other_properties")]), ty));
        self.files = around;
        self.open.pop();
        self.define(id, TypeKind::Object(Object { fields, additional, tags: Vec::new() }));
        self.types[id.0].constraints = self.without_contradictions(constraints, at);
        Use::plain(TypeRef::Named(id))
    }

    fn lower_map(&mut self, shape: Shape<'d>, name_path: &[String], at: &Pointer) -> Use {
        let around = self.enter_properties();
        let value = match shape.additional {
            Some(Additional::Typed(part)) => self.lower_element(std::slice::from_ref(&part), &step(name_path, "value")),
            Some(Additional::Any(_) | Additional::Forbidden) | None => {
                self.untyped(at, "the object has no `properties`")
            }
        };
        self.files = around;
        let mut constraints = self.without_contradictions(shape.counts.property_constraints(), at);
        constraints.extend(constraint_on_each(&value));
        Use { constraints, ..Use::plain(TypeRef::Map(Box::new(value.into_nullable_type()))) }
    }

    /// Sets [`Lowering::files`] for the properties of an object. Returns the previous value.
    fn enter_properties(&mut self) -> Files {
        let inside = self.files.of_properties();
        std::mem::replace(&mut self.files, inside)
    }

    /// Warns about required properties that `declaring` does not declare.
    pub(super) fn warn_of_undeclared(&mut self, requiring: &Shape<'d>, declaring: &Shape<'d>) {
        let mut undeclared: IndexMap<&Pointer, Vec<String>> = IndexMap::new();
        for (name, at) in &requiring.required {
            if !declaring.properties.contains_key(name) {
                undeclared.entry(at).or_default().push(format!("`{name}`"));
            }
        }
        for (at, names) in undeclared {
            let (are, they_are) = if names.len() == 1 { ("is", "it is") } else { ("are", "they are") };
            let names = names.join(", ");
            let message =
                format!("{names} {are} required but not declared in `properties`, so {they_are} not generated");
            self.report.warn(at, message);
        }
    }

    /// Returns the direction of a property: `readOnly` or `writeOnly` of its schemas and of the
    /// schemas that they reference.
    pub(in crate::lower) fn direction(&self, parts: &[Part<'d>]) -> Direction {
        let mut schemas = Vec::new();
        for part in parts {
            for schema in self.schemas_of(part) {
                schemas.push(schema);
                if self.report.budget().is_spent() {
                    break;
                }
                let all_of = Shape::all_of(schema, &part.pointer);
                self.report.budget().spend(all_of.len() as u64);
                schemas.extend(all_of.iter().flat_map(|part| self.schemas_of(part)));
            }
        }
        if schemas.iter().any(|schema| schema.schema_data.read_only) {
            Direction::Received
        } else if schemas.iter().any(|schema| schema.schema_data.write_only) {
            Direction::Sent
        } else {
            Direction::Both
        }
    }

    /// Returns the default of a property, if the option `defaults` asks for it.
    fn property_default(&self, parts: &[Part<'d>]) -> Option<Box<Value>> {
        if self.options.defaults.is_empty() || parts.iter().any(has_null_default) {
            return None;
        }
        let given = parts.iter().rev().find_map(|part| self.resolved_shape(part)?.default)?;
        Some(Box::new(given.clone()))
    }

    /// Returns the schema, or the first and the last schema of a chain of references.
    fn schemas_of(&self, part: &Part<'d>) -> Vec<&'d Schema> {
        match &part.schema {
            ReferenceOr::Item(schema) => vec![*schema],
            ReferenceOr::Reference { reference } => {
                let first = self.document.find_schema(reference);
                let ends = first.into_iter().flat_map(|first| [first, self.ends[first]]);
                let schemas = ends.filter_map(|index| self.document.schemas().get_index(index));
                schemas.filter_map(|(_, schema)| schema.as_item()).collect()
            }
        }
    }

    /// Returns the first documentation among the schemas of a property, with references followed.
    fn property_doc(&self, parts: &[Part<'d>]) -> Doc {
        // Only one description is kept: all of them could be long.
        let mut doc = Doc::default();
        let docs = parts.iter().filter_map(|part| match &part.schema {
            ReferenceOr::Item(schema) => Some(*schema),
            ReferenceOr::Reference { reference } => {
                let found = self.document.find_schema(reference).and_then(|index| self.component_part(index));
                match found?.schema {
                    ReferenceOr::Item(schema) => Some(schema),
                    ReferenceOr::Reference { .. } => None,
                }
            }
        });
        for found in docs.map(doc_of) {
            let deprecated = doc.deprecated || found.deprecated;
            let deprecation_note = doc.deprecation_note.take().or_else(|| found.deprecation_note.clone());
            let described = if doc.description.is_some() || found.description.is_none() { doc } else { found };
            doc = Doc { deprecated, deprecation_note, ..described };
        }
        doc
    }
}

pub(in crate::lower) fn has_null_default(part: &Part<'_>) -> bool {
    matches!(&part.schema, ReferenceOr::Item(schema) if schema.schema_data.extensions.contains_key(NULL_DEFAULT))
}
