use std::cell::LazyCell;
use std::collections::HashSet;

use crate::map_type::MapType;
use crate::pointer::Pointer;

use super::{
    Constraint, CustomType, Direction, Doc, OpenEnum, Operation, Renamed, RenamedBy, RustIdent, Scalar, SecurityScheme,
    TypeDef, TypeId, TypeKind, TypeRef, WireName,
};

/// The most lists and maps in one another whose values are checked. Each level is written at each use of the outermost.
pub(crate) const MOST_CHECKED: usize = 16;

/// The API of a document.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub title: String,
    pub version: String,
    pub doc: Doc,
    /// The default server of a client.
    pub server: Option<Server>,
    /// The servers that the caller can choose from. Empty if there is no choice.
    pub servers: Vec<Server>,
    /// The setters of the variables of these servers.
    pub server_variables: Vec<ServerSetter>,
    pub schemes: Vec<SecurityScheme>,
    /// Indexed by [`TypeId`].
    pub types: Vec<TypeDef>,
    /// The types in the order of the output: each component, then its inline types.
    pub order: Vec<TypeId>,
    pub operations: Vec<Operation>,
    /// The types of requests and responses of webhooks and callbacks.
    pub webhook_types: Vec<(Direction, TypeId)>,
    /// The values that stay JSON.
    pub untyped: Vec<Untyped>,
    /// The omitted parameters, headers and security schemes.
    pub left_out: Vec<LeftOut>,
    /// The places of the schemas and parameters that are left out as internal. Set by analysis.
    pub internal: Vec<Pointer>,
    /// The types of the caller that replace generated ones.
    pub custom: Vec<CustomType>,
    pub map: MapType,
    /// The names that the caller chose. Set by analysis.
    pub renamed: Vec<Renamed>,
}

/// A server of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Server {
    /// The constructor: `production`.
    pub name: RustIdent,
    /// The URL with the variables at their defaults, and without a trailing slash.
    pub url: String,
    /// The URL with placeholders.
    pub template: String,
    pub variables: Vec<ServerVariable>,
    pub doc: Doc,
}

/// A variable in a server URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerVariable {
    pub wire: WireName,
    pub default: String,
    /// The allowed values. Empty if any value is allowed.
    pub values: Vec<String>,
}

/// The setter of a variable, for all servers with that variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerSetter {
    pub name: RustIdent,
    pub wire: WireName,
    pub doc: Doc,
}

/// A value that stays JSON.
#[derive(Clone, Debug)]
pub(crate) struct Untyped {
    pub pointer: Pointer,
    /// The reason, as a clause that follows "because".
    pub reason: String,
    /// True if the document describes the type, but it cannot be expressed.
    pub is_loss: bool,
}

/// An omitted parameter, header or security scheme.
#[derive(Clone, Debug)]
pub(crate) struct LeftOut {
    pub pointer: Pointer,
    /// The reason, as a sentence without a full stop.
    pub reason: String,
}

impl Api {
    /// Replaces every pointer to a place in the document.
    pub(crate) fn move_to(&mut self, place_of: impl Fn(&Pointer) -> Pointer) {
        let types = self.types.iter_mut().flat_map(|def| {
            let (branches, fields) = match &mut def.kind {
                TypeKind::Union(union) => (union.variants.as_mut_slice(), [].as_mut_slice()),
                TypeKind::Object(object) => ([].as_mut_slice(), object.fields.as_mut_slice()),
                TypeKind::OpenEnum(_) | TypeKind::Alias(_) => ([].as_mut_slice(), [].as_mut_slice()),
            };
            let branches = branches.iter_mut().map(|branch| &mut branch.pointer);
            branches.chain(fields.iter_mut().map(|field| &mut field.pointer)).chain([&mut def.pointer])
        });
        let operations = self.operations.iter_mut().flat_map(|operation| {
            let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.pointer);
            parameters.chain([&mut operation.pointer]).chain(operation.settings.pointers_mut())
        });
        let untyped = self.untyped.iter_mut().map(|untyped| &mut untyped.pointer);
        let left_out = self.left_out.iter_mut().map(|left_out| &mut left_out.pointer);
        let renamed = self.renamed.iter_mut().filter_map(|renamed| match &mut renamed.by {
            RenamedBy::Extension(pointer) => Some(pointer),
            RenamedBy::Option(_) => None,
        });
        let internal = self.internal.iter_mut();
        for pointer in types.chain(operations).chain(untyped).chain(left_out).chain(internal).chain(renamed) {
            *pointer = place_of(pointer);
        }
    }

    pub(crate) fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Returns the type of the opposite direction, if the schema has two types.
    pub(crate) fn counterpart(&self, id: TypeId) -> Option<&TypeDef> {
        self.type_def(id).split.map(|split| self.type_def(split.counterpart))
    }

    /// Follows aliases to a type.
    pub(crate) fn without_aliases<'a>(&'a self, mut ty: &'a TypeRef) -> &'a TypeRef {
        while let TypeRef::Named(id) = ty
            && let TypeKind::Alias(target) = &self.type_def(*id).kind
        {
            ty = target;
        }
        ty
    }

    /// Returns the value of an enum that has only one, as a Rust literal.
    pub(crate) fn only_value(&self, ty: &TypeRef) -> Option<String> {
        let TypeRef::Named(id) = self.without_aliases(ty) else { return None };
        let TypeKind::OpenEnum(OpenEnum { values, variants }) = &self.type_def(*id).kind else { return None };
        let [only] = variants.as_slice() else { return None };
        Some(values.literal(&only.wire))
    }

    /// Returns the inline types that are duplicates, each with the type that replaces it.
    pub(crate) fn merged(&self) -> impl Iterator<Item = (TypeId, TypeId)> {
        self.types.iter().enumerate().filter_map(|(index, def)| match (&def.kind, def.is_inline) {
            (TypeKind::Alias(TypeRef::Named(other)), true) => Some((TypeId(index), *other)),
            _ => None,
        })
    }

    /// Returns true if the type is a number or a boolean, also behind aliases. Rendering omits
    /// these aliases, since the derives recognize such types by their tokens.
    pub(crate) fn is_plain(&self, ty: &TypeRef) -> bool {
        matches!(
            self.without_aliases(ty),
            TypeRef::Scalar(
                Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64
            )
        )
    }

    /// Returns true if the type of a field is rendered without its alias, since the derives
    /// recognize types by their tokens: a number, a file, or an array or a map with checked
    /// contents. `own` are the constraints of the field.
    pub(crate) fn is_written_out(&self, ty: &TypeRef, own: &[Constraint]) -> bool {
        self.is_plain(ty) || self.is_file(ty) || self.has_checked_contents(ty, own)
    }

    /// Returns true if there are constraints on the items of an array or the values of a map.
    pub(crate) fn has_checked_contents(&self, ty: &TypeRef, own: &[Constraint]) -> bool {
        self.constraints_on(ty, own).iter().any(|constraint| matches!(constraint, Constraint::Each(_)))
    }

    /// Returns true if the type is a map, or an array of maps as deep as values are checked, also behind aliases.
    pub(crate) fn has_map(&self, ty: &TypeRef) -> bool {
        let mut ty = ty;
        for _ in 0..=MOST_CHECKED {
            ty = match self.without_aliases(ty) {
                TypeRef::Map(_) => return true,
                TypeRef::Array(inner) | TypeRef::Boxed(inner) | TypeRef::Deep(inner) | TypeRef::Nullable(inner) => {
                    inner
                }
                TypeRef::Named(_) | TypeRef::Scalar(_) => return false,
            }
        }
        false
    }

    /// Returns true if the type is a file or an array of files.
    fn is_file(&self, ty: &TypeRef) -> bool {
        match self.without_aliases(ty) {
            TypeRef::Scalar(scalar) => *scalar == Scalar::File,
            TypeRef::Array(item) => matches!(**item, TypeRef::Scalar(_) | TypeRef::Named(_)) && self.is_file(item),
            TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => false,
        }
    }

    /// Returns the number of fields, parameters and bodies.
    pub(crate) fn fields(&self) -> usize {
        let parts = self.order.iter().map(|id| self.type_def(*id).kind.parts().count()).sum::<usize>();
        parts + self.operations.iter().map(|operation| operation.types().count()).sum::<usize>()
    }

    /// Returns the number of properties that have their default where they are absent.
    pub(crate) fn defaults(&self) -> usize {
        let objects = self.order.iter().filter_map(|id| match &self.type_def(*id).kind {
            TypeKind::Object(object) => Some(object),
            TypeKind::OpenEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
        });
        objects.flat_map(|object| &object.fields).filter(|field| field.default.is_some()).count()
    }

    /// Follows aliases and boxes to a type, and collects the constraints on the path after `own`.
    pub(crate) fn resolve<'a>(&'a self, ty: &'a TypeRef, own: &'a [Constraint]) -> (&'a TypeRef, Vec<&'a Constraint>) {
        let mut constraints: Vec<&Constraint> = own.iter().collect();
        let known: LazyCell<HashSet<&Constraint>, _> = LazyCell::new(|| own.iter().collect());
        let mut ty = ty;
        loop {
            ty = match ty {
                TypeRef::Named(id) => match self.type_def(*id) {
                    TypeDef { kind: TypeKind::Alias(target), constraints: more, .. } => {
                        constraints.extend(more.iter().filter(|constraint| !known.contains(constraint)));
                        target
                    }
                    _ => return (ty, constraints),
                },
                TypeRef::Boxed(inner) | TypeRef::Deep(inner) => inner,
                TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => {
                    return (ty, constraints);
                }
            };
        }
    }

    /// Returns all constraints on a value of the type, except those that structs and enums in it
    /// check themselves. The constraints on its parts are in a final [`Constraint::Each`].
    pub(crate) fn constraints_on(&self, ty: &TypeRef, own: &[Constraint]) -> Vec<Constraint> {
        self.constraints_within(ty, own, MOST_CHECKED)
    }

    /// Returns them with those of at most `levels` lists in one another.
    fn constraints_within(&self, ty: &TypeRef, own: &[Constraint], levels: usize) -> Vec<Constraint> {
        let (resolved, constraints) = self.resolve(ty, own);
        // A constraint on the string does not apply to the parsed value.
        if let TypeRef::Scalar(Scalar::Formatted(_) | Scalar::Custom(_)) = resolved {
            return Vec::new();
        }
        let mut inside: Vec<Constraint> = Vec::new();
        let mut own: Vec<Constraint> = Vec::new();
        for constraint in constraints {
            match constraint {
                Constraint::Each(inner) => inside.extend(inner.iter().cloned()),
                other => own.push(other.clone()),
            }
        }
        match resolved {
            TypeRef::Array(_) | TypeRef::Map(_) if levels == 0 => inside.clear(),
            TypeRef::Array(inner) | TypeRef::Map(inner) => {
                inside = self.constraints_within(inner, &inside, levels - 1);
            }
            TypeRef::Nullable(inner) => {
                own.extend((!inside.is_empty()).then_some(Constraint::Each(inside)));
                return self.constraints_within(inner, &own, levels);
            }
            TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) => {}
        }
        own.extend((!inside.is_empty()).then_some(Constraint::Each(inside)));
        own
    }

    /// Returns true if [`Api::constraints_on`] returns any constraint.
    pub(crate) fn has_constraints(&self, ty: &TypeRef, own: &[Constraint]) -> bool {
        !self.constraints_on(ty, own).is_empty()
    }
}
