mod alias;
mod all_of;
mod cycle;
mod depth;
mod enum_value_doc;
mod hoisted;
mod object;
mod shape;
mod values;

use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, Schema};

use crate::diagnostic::Diagnostic;
use crate::ir::{Constant, Constraint, Doc, Scalar, TypeId, TypeKind, TypeRef, Untyped};
use crate::lower::{Draft, Files, Lowering};
use crate::pointer::Pointer;
pub(super) use all_of::Leaf;
pub(super) use depth::{MAX_DEPTH, chain_ends, is_within_limit};
pub(super) use enum_value_doc::EnumValueDoc;
pub(super) use hoisted::HoistedSchemas;
pub(super) use shape::{Additional, Choice, Counts, Named, Part, SchemaOr, Shape, Text, borrowed};
pub(super) use values::constant;

/// The maximum number of inline types in one schema. Real documents stay below 600.
const MAX_INLINE_TYPES: usize = 2_000;

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
    pub(super) fn standing_alone(self) -> TypeRef {
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

/// The identity of an object: the schemas of each property, and the required properties.
pub(super) type Contents = (Vec<(String, Vec<Pointer>)>, BTreeSet<String>);

/// Collects the identity of an object with these properties.
fn contents<'p, 'd: 'p>(
    properties: impl IntoIterator<Item = (&'p str, &'p [Part<'d>])>,
    required: impl IntoIterator<Item = &'p &'d str>,
) -> Contents {
    let pointers = |parts: &[Part<'_>]| parts.iter().map(|part| part.pointer.clone()).collect();
    let properties = properties.into_iter().map(|(name, parts)| (name.to_owned(), pointers(parts)));
    (properties.collect(), required.into_iter().map(|&name| name.to_owned()).collect())
}

impl<'d> Lowering<'d, '_> {
    /// Lowers a component into its own type.
    pub(super) fn component(&mut self, id: TypeId, name: &str, schema: &'d ReferenceOr<Schema>, at: &Pointer) {
        let doc = match schema {
            ReferenceOr::Item(item) => doc_of(item),
            ReferenceOr::Reference { .. } => Doc::default(),
        };
        let part = Part { schema: borrowed(schema), pointer: at.clone() };
        let is_replaced = self.replacement(std::slice::from_ref(&part)).is_some();
        if let Some(base) = self.bases.get(&id.0).cloned().filter(|_| !is_replaced) {
            self.base(id, name, &base, &doc, at);
            return;
        }
        self.first_inline = self.types.len();
        self.type_of_parts(id, &[part], &[name.to_owned()], &doc, at);
    }

    /// Lowers several schemas that apply together into the type `id`.
    pub(super) fn type_of_parts(
        &mut self,
        id: TypeId,
        parts: &[Part<'d>],
        name_path: &[String],
        doc: &Doc,
        at: &Pointer,
    ) {
        let lowered = self.parts(parts, name_path, Home::Component(id), doc);
        // A named type is already in place. Any other type becomes an alias.
        if lowered.ty != TypeRef::Named(id) {
            let Use { ty, constraints, .. } = lowered;
            self.types[id.0] =
                Draft { doc: doc.clone(), kind: Some(TypeKind::Alias(ty)), constraints, pointer: at.clone() };
        } else if self.types[id.0].kind.is_none() {
            self.report.loosen(at, "this schema refers only to itself, and is read as any JSON");
            self.untyped(at, "it refers to nothing but itself");
        }
    }

    /// Lowers a schema outside of `components`. `name_path` prefixes the names of inline types.
    pub(super) fn schema(&mut self, schema: SchemaOr<'d>, name_path: &[String], at: &Pointer) -> Use {
        let doc = match &schema {
            ReferenceOr::Item(item) => doc_of(item),
            ReferenceOr::Reference { .. } => Doc::default(),
        };
        self.first_inline = self.types.len();
        self.parts(&[Part { schema, pointer: at.clone() }], name_path, Home::Inline, &doc)
    }

    /// Lowers several schemas that apply together.
    pub(super) fn parts(&mut self, parts: &[Part<'d>], name_path: &[String], home: Home, doc: &Doc) -> Use {
        let at = parts.first().map_or_else(Pointer::root, |part| part.pointer.clone());
        let leaves = self.leaves(parts);
        if let Some(replaced) = self.replacement(parts) {
            let nullable = leaves.iter().any(|leaf| leaf.says_null(self, &mut Vec::new()));
            return Use { nullable, ..replaced };
        }
        let home = match (home, parts) {
            (Home::Inline, [only]) => self.home_of(only, name_path),
            _ => home,
        };
        self.leaves_together(&leaves, name_path, home, doc, &at)
    }

    /// Returns true if a schema needs too many or too deeply nested types. Reports the first such
    /// schema.
    fn becomes_too_much(&mut self, name_path: &[String], at: &Pointer) -> bool {
        let what = if name_path.len() > MAX_DEPTH {
            format!("types in types, more than {MAX_DEPTH} deep")
        } else if self.types.len() - self.first_inline > MAX_INLINE_TYPES {
            format!("more than {MAX_INLINE_TYPES} types")
        } else {
            return self.has_become_too_much;
        };
        if !std::mem::replace(&mut self.has_become_too_much, true) {
            let name = name_path.first().map_or("this", String::as_str);
            self.report.push(
                Diagnostic::error(at, format!("`{name}` becomes {what}"))
                    .help("where `allOf` extends a choice, each of its branches is a type of its own: extend fewer"),
            );
        }
        true
    }

    /// Lowers several leaves that apply together.
    pub(super) fn leaves_together(
        &mut self,
        leaves: &[Leaf<'d>],
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        if self.becomes_too_much(name_path, at) {
            return Use::scalar(Scalar::Json);
        }
        // Report a fault of a hoisted schema at the place of that schema.
        let place = match leaves {
            [Leaf::Reference { index }] if self.is_without_type(*index) => Some(self.types[*index].pointer.clone()),
            _ => None,
        };
        let at = place.as_ref().unwrap_or(at);
        let nullable = leaves.iter().any(|leaf| leaf.says_null(self, &mut Vec::new()));
        let mut references = leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Reference { index } => Some(*index),
            Leaf::Item { .. } => None,
        });
        let only_reference = match (references.next(), references.next()) {
            (Some(index), None) if !self.stands_for(home, index) && !self.is_without_type(index) => Some(index),
            _ => None,
        };
        let target = only_reference
            .and_then(|index| Some((index, self.component_part(index).and_then(|part| self.looked_up(&part))?)));
        let tells = |leaf: &Leaf<'d>| match leaf {
            Leaf::Item { shape } => match &target {
                Some((index, target)) => !self.says_itself(*index, target, shape),
                None => !shape.says_nothing(),
            },
            Leaf::Reference { .. } => only_reference.is_none(),
        };
        let mut lowered = match (only_reference, leaves.iter().any(tells)) {
            (Some(index), false) => {
                if let Some((_, target)) = target.as_ref().filter(|(_, target)| !target.properties.is_empty()) {
                    for leaf in leaves {
                        if let Leaf::Item { shape } = leaf {
                            self.warn_of_undeclared(shape, target);
                        }
                    }
                }
                let constraints = self.constraints_beside(index, leaves, at);
                Use { constraints, ..Use::plain(TypeRef::Named(TypeId(index))) }
            }
            (None, false) => self.untyped(at, "the schema says nothing of its type"),
            (_, true) => match self.merged(leaves) {
                Some(shape) => self.shape(shape, name_path, home, doc, at),
                None => self.untyped(at, "its `allOf` requires several types at once"),
            },
        };
        lowered.nullable |= nullable;
        lowered
    }

    /// Returns true if the component `index`, with the shape `target`, already includes everything
    /// in `beside`, a shape next to a reference to it.
    fn says_itself(&self, index: usize, target: &Shape<'d>, beside: &Shape<'d>) -> bool {
        let is_allowed = |branch: &Part<'d>| {
            let is_component = self
                .leaves(std::slice::from_ref(branch))
                .iter()
                .all(|leaf| matches!(leaf, Leaf::Reference { index: other } if self.ends[*other] == self.ends[index]));
            is_component
                || self
                    .looked_up(branch)
                    .is_some_and(|look| look.only_names_a_type() && look.named.is_some() && look.named == target.kind())
        };
        // A reference to one branch narrows a choice to that branch.
        let are_choices_met =
            target.choices.is_empty() && beside.choices.iter().all(|choice| choice.branches.iter().any(is_allowed));
        let rest = Shape {
            choices: if are_choices_met { Vec::new() } else { beside.choices.clone() },
            required: beside
                .required
                .iter()
                .filter(|(name, _)| target.properties.contains_key(*name) && !target.required.contains_key(*name))
                .map(|(name, at)| (*name, at.clone()))
                .collect(),
            ..beside.clone()
        };
        rest.required.is_empty() && (rest.says_nothing() || rest.only_names_a_type())
    }

    /// Returns the constraints next to a reference to a component. The component keeps its own.
    fn constraints_beside(&mut self, index: usize, leaves: &[Leaf<'d>], at: &Pointer) -> Vec<Constraint> {
        let items = leaves.iter().filter(|leaf| matches!(leaf, Leaf::Item { .. })).cloned().collect::<Vec<_>>();
        let Some(beside) = self.merged(&items) else { return Vec::new() };
        let Some(component) = self.component_part(self.ends[index]).and_then(|part| self.looked_up(&part)) else {
            return Vec::new();
        };
        // Only the type of the component decides which constraints apply.
        if component.values.is_some() || !component.properties.is_empty() {
            return Vec::new();
        }
        let shape = Shape { named: component.named, format: component.format, values: None, ..beside };
        self.constraints(&shape, at)
    }

    /// Lowers a merged shape.
    pub(super) fn shape(&mut self, shape: Shape<'d>, name_path: &[String], home: Home, doc: &Doc, at: &Pointer) -> Use {
        let nullable = shape.nullable;
        let mut lowered = self.shape_without_null(shape, name_path, home, doc, at);
        lowered.nullable |= nullable;
        lowered
    }

    fn shape_without_null(
        &mut self,
        mut shape: Shape<'d>,
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        self.drop_validating_choices(&mut shape);
        if !shape.choices.is_empty() {
            return self.choice(shape, name_path, home, doc, at);
        }
        if let Some(values) = shape.values.take() {
            return self.values(&values, &shape, name_path, home, doc, at);
        }
        let is_scalar = !matches!(shape.named, None | Some(Named::Array | Named::Object));
        if is_scalar && let Some(replaced) = self.replacement_of_format(&shape) {
            return replaced;
        }
        match shape.named {
            Some(Named::String) if self.files != Files::Nowhere && shape.format.as_deref() == Some("binary") => {
                Use::scalar(Scalar::File)
            }
            Some(named @ (Named::String | Named::Boolean | Named::Integer | Named::Number)) => {
                let scalar = match named {
                    Named::Boolean => Scalar::Bool,
                    Named::Integer => integer(&shape),
                    Named::Number if shape.format.as_deref() == Some("float") => Scalar::F32,
                    Named::Number => Scalar::F64,
                    Named::String | Named::Array | Named::Object => self.text(&shape),
                };
                if let Scalar::Formatted(_) = scalar {
                    return Use::scalar(scalar);
                }
                Use { constraints: self.constraints(&shape, at), ..Use::scalar(scalar) }
            }
            Some(Named::Array) => self.array(&shape, name_path, at),
            Some(Named::Object) => self.members(shape, name_path, home, doc, at),
            None if !shape.properties.is_empty() => self.members(shape, name_path, home, doc, at),
            None if !shape.items.is_empty() => self.array(&shape, name_path, at),
            None if matches!(shape.additional, Some(Additional::Typed(_))) => {
                self.members(shape, name_path, home, doc, at)
            }
            None => self.untyped(at, "the schema says nothing of its type"),
        }
    }

    /// Returns the type of a string, which an option can set for a format.
    fn text(&self, shape: &Shape<'d>) -> Scalar {
        let format = shape.format.as_deref();
        let of_format = self.options.formats.iter().find(|(name, _)| Some(name.as_str()) == format);
        of_format.map_or(Scalar::String, |(_, ty)| Scalar::Formatted(*ty))
    }

    fn array(&mut self, shape: &Shape<'d>, name_path: &[String], at: &Pointer) -> Use {
        let mut constraints = shape.counts.of_items();
        let item = if shape.items.is_empty() {
            self.untyped(at, "the array has no `items`")
        } else {
            self.contained(&shape.items, &step(name_path, "item"))
        };
        constraints.extend(each(&item));
        Use { constraints, ..Use::plain(TypeRef::Array(Box::new(item.standing_alone()))) }
    }

    /// Lowers the items of an array or the values of a map.
    fn contained(&mut self, parts: &[Part<'d>], name_path: &[String]) -> Use {
        let contents = contents([("", parts)], &[]);
        // A named type ends the search, since it is not created again.
        let nested = self.open.iter().rev().take_while(|(_, id)| id.is_none());
        if nested.into_iter().any(|(open, _)| *open == contents) {
            let at = parts.first().map_or_else(Pointer::root, |part| part.pointer.clone());
            return self.loosened(&at, "it contains itself and has no name");
        }
        self.open.push((contents, None));
        let found = self.parts(parts, name_path, Home::Inline, &Doc::default());
        self.open.pop();
        found
    }

    /// Lowers an object: into a struct if it has properties, otherwise into a map.
    fn members(&mut self, shape: Shape<'d>, name_path: &[String], home: Home, doc: &Doc, at: &Pointer) -> Use {
        let inside = self.files.of_members();
        let around = std::mem::replace(&mut self.files, inside);
        let lowered = self.members_inside(shape, name_path, home, doc, at);
        self.files = around;
        lowered
    }

    fn members_inside(&mut self, shape: Shape<'d>, name_path: &[String], home: Home, doc: &Doc, at: &Pointer) -> Use {
        let mut constraints = shape.counts.of_properties();
        if !shape.properties.is_empty() {
            // A property that extends its own object contains the same property, extended the same.
            let properties = shape.properties.iter().map(|(&name, parts)| (name, parts.as_slice()));
            let contents = contents(properties, shape.required.keys());
            if let Some(id) = self.open.iter().find_map(|(open, id)| id.filter(|_| *open == contents)) {
                return Use::plain(TypeRef::Named(id));
            }
            let id = self.declare(home, name_path, doc, at);
            self.open.push((contents, Some(id)));
            let (kind, more) = self.object(shape, name_path);
            self.open.pop();
            self.define(id, kind);
            constraints.extend(more);
            self.types[id.0].constraints = constraints;
            return Use::plain(TypeRef::Named(id));
        }
        let value = match shape.additional {
            Some(Additional::Typed(part)) => self.contained(std::slice::from_ref(&part), &step(name_path, "value")),
            Some(Additional::Any(_) | Additional::Forbidden) | None => {
                self.untyped(at, "the object has no `properties`")
            }
        };
        constraints.extend(each(&value));
        Use { constraints, ..Use::plain(TypeRef::Map(Box::new(value.standing_alone()))) }
    }

    /// Returns JSON for a value whose schema gives no type, and records the reason.
    pub(super) fn untyped(&mut self, at: &Pointer, reason: &str) -> Use {
        self.stays_json(at, reason, false)
    }

    /// Returns JSON for a value whose type cannot be expressed, and records the reason.
    pub(super) fn loosened(&mut self, at: &Pointer, reason: &str) -> Use {
        self.stays_json(at, reason, true)
    }

    fn stays_json(&mut self, at: &Pointer, reason: &str, is_loss: bool) -> Use {
        self.untyped.push(Untyped { pointer: at.clone(), reason: reason.to_owned(), is_loss });
        Use::scalar(Scalar::Json)
    }
}

pub(super) fn integer(shape: &Shape<'_>) -> Scalar {
    match (shape.format.as_deref(), shape.bounds.are_unsigned()) {
        (Some("int32"), false) => Scalar::I32,
        (Some("int32" | "uint32"), _) => Scalar::U32,
        (Some("uint64"), _) | (_, true) => Scalar::U64,
        _ => Scalar::I64,
    }
}

/// Creates a constraint on each item of an array or each value of a map.
pub(super) fn each(inside: &Use) -> Option<Constraint> {
    (!inside.constraints.is_empty()).then(|| Constraint::Each(inside.constraints.clone()))
}

/// Returns the documentation of a schema.
pub(super) fn doc_of(schema: &Schema) -> Doc {
    Doc { deprecated: schema.schema_data.deprecated, ..Doc::described(schema.schema_data.description.as_deref()) }
}

/// Appends `name` to a path of names.
pub(super) fn step(name_path: &[String], name: &str) -> Vec<String> {
    let mut longer = name_path.to_vec();
    longer.push(name.to_owned());
    longer
}
