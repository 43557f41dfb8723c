//! Schemas. A component or an inline schema is flattened into leaves, the leaves are merged into a
//! shape, and the shape becomes a type.

mod alias;
mod all_of;
mod cycle;
mod depth;
mod element;
mod enum_value_doc;
mod hoisted;
mod leaves;
mod object;
mod shape;
mod shape_type;
mod values;

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema};

use crate::budget::of_name;
use crate::diagnostic::Diagnostic;
use crate::ir::{Constant, Constraint, Doc, Scalar, TypeId, TypeKind, TypeRef, Untyped};
use crate::lower::{Draft, Lowering, deprecation::deprecate};
use crate::pointer::Pointer;
pub(super) use all_of::Leaf;
pub(super) use depth::{MAX_DEPTH, chain_ends, is_within_limit};
pub(super) use element::Contents;
pub(super) use enum_value_doc::EnumValueDoc;
pub(super) use hoisted::HoistedSchemas;
pub(super) use object::has_null_default;
pub(super) use shape::{Additional, Choice, Counts, JsonType, Part, Parts, SchemaOr, Shape, Text, borrowed};
pub(super) use shape_type::integer_type;
pub(super) use values::constant;

/// A lowered schema at the place where it is used.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub ty: TypeRef,
    /// True if null is allowed.
    pub nullable: bool,
    pub constraints: Vec<Constraint>,
    /// The only value that the schema allows.
    pub constant: Option<Constant>,
}

impl Use {
    pub(super) fn plain(ty: TypeRef) -> Self {
        Self { ty, nullable: false, constraints: Vec::new(), constant: None }
    }

    pub(super) fn scalar(scalar: Scalar) -> Self {
        Self::plain(TypeRef::Scalar(scalar))
    }

    /// Returns the type with null in it, for places where no field or parameter adds an `Option`.
    /// JSON already includes null.
    pub(super) fn into_nullable_type(self) -> TypeRef {
        let is_anything = self.ty == TypeRef::Scalar(Scalar::Json);
        if self.nullable && !is_anything { TypeRef::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

/// The place of a type that a schema needs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Home {
    /// The type of this component.
    Component(TypeId),
    /// A new inline type.
    Inline,
    /// The component that the dialect made from this schema.
    Hoisted(TypeId),
}

impl<'d> Lowering<'d, '_> {
    /// Lowers a schema component into its own type.
    pub(super) fn lower_component(&mut self, id: TypeId, name: &str, schema: &'d ReferenceOr<Schema>, at: &Pointer) {
        let part = Part { schema: borrowed(schema), pointer: at.clone() };
        let doc = part_doc(&part);
        let is_replaced = self.replacement(std::slice::from_ref(&part)).is_some();
        if let Some(base) = self.bases.get(id.0).cloned().filter(|_| !is_replaced) {
            self.lower_base(id, name, &base, &doc, at);
            return;
        }
        self.start_limits();
        self.define_component(id, name, part, &doc);
    }

    /// Lowers a schema into the type `id`. `name` is the prefix of its inline types.
    pub(super) fn define_component(&mut self, id: TypeId, name: &str, part: Part<'d>, doc: &Doc) {
        let pointer = part.pointer.clone();
        let Use { ty, constraints, .. } = self.lower_parts(&[part], &[name.to_owned()], Home::Component(id), doc);
        // A struct, an enum or a union is already in place. Any other type becomes an alias.
        if ty != TypeRef::Named(id) {
            self.types[id.0] = Draft { doc: doc.clone(), kind: Some(TypeKind::Alias(ty)), constraints, pointer };
        } else if self.types[id.0].kind.is_none() {
            self.report.loosen(&pointer, "this schema refers only to itself, and is read as any JSON");
            self.untyped(&pointer, "it refers only to itself");
        }
    }

    /// Lowers a schema outside of `components`. `name_path` prefixes the names of inline types.
    pub(super) fn lower_schema(&mut self, schema: SchemaOr<'d>, name_path: &[String], at: &Pointer) -> Use {
        let part = Part { schema, pointer: at.clone() };
        let doc = part_doc(&part);
        // Each part of an operation repeats the name of the operation.
        self.report.budget().names(name_path.iter().map(|name| of_name(name)).sum());
        self.start_limits();
        self.lower_parts(&[part], name_path, Home::Inline, &doc)
    }

    /// Lowers several schemas that apply together.
    pub(super) fn lower_parts(&mut self, parts: &[Part<'d>], name_path: &[String], home: Home, doc: &Doc) -> Use {
        let at = parts.first().map_or_else(Pointer::root, |part| part.pointer.clone());
        let leaves = self.leaves(parts);
        if let Some(replaced) = self.replacement(parts) {
            let nullable = leaves.iter().any(|leaf| leaf.allows_null(self, &mut HashSet::new()));
            return Use { nullable, ..replaced };
        }
        let home = match (home, parts) {
            (Home::Inline, [only]) => self.home_of(only, name_path),
            _ => home,
        };
        self.lower_leaves(&leaves, name_path, home, doc, &at)
    }

    /// Returns JSON for a value whose schema gives no type, and records the reason.
    pub(super) fn untyped(&mut self, at: &Pointer, reason: &str) -> Use {
        self.stays_json(at, reason, false)
    }

    /// Returns JSON for a value whose type cannot be expressed, and records the reason.
    pub(super) fn loosened(&mut self, at: &Pointer, reason: &str) -> Use {
        self.stays_json(at, reason, true)
    }

    /// Notes why the schemas of a value cannot be combined into a type.
    pub(super) fn note_contradiction(&mut self, at: &Pointer, reason: &str) {
        self.report.push(
            Diagnostic::note(at, format!("{reason}, so it is read as any JSON"))
                .help("write one schema that allows the values, for instance with an overlay"),
        );
    }

    fn stays_json(&mut self, at: &Pointer, reason: &str, is_loss: bool) -> Use {
        self.untyped.push(Untyped { pointer: at.clone(), reason: reason.to_owned(), is_loss });
        Use::scalar(Scalar::Json)
    }
}

/// Returns the documentation of a schema, without following a reference.
fn part_doc(part: &Part<'_>) -> Doc {
    match part.schema {
        ReferenceOr::Item(schema) => doc_of(schema),
        ReferenceOr::Reference { .. } => Doc::default(),
    }
}

/// Returns the documentation of a schema.
pub(super) fn doc_of(schema: &Schema) -> Doc {
    let data = &schema.schema_data;
    deprecate(Doc::described(data.description.as_deref()), data.deprecated, &data.extensions)
}

/// Appends `name` to a path of names.
pub(super) fn step(name_path: &[String], name: &str) -> Vec<String> {
    let mut longer = name_path.to_vec();
    longer.push(name.to_owned());
    longer
}
