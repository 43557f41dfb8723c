use crate::pointer::Pointer;

use super::{
    Constraint, CustomType, Direction, Doc, Operation, Renamed, RenamedBy, RustIdent, Scalar, SecurityScheme, TypeDef,
    TypeId, TypeKind, TypeRef, WireName,
};

/// A whole document.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub title: String,
    pub version: String,
    pub doc: Doc,
    /// The server whose base URL a client has unless the caller says otherwise.
    pub server: Option<Server>,
    /// The servers between which the caller chooses; empty where there is no choice.
    pub servers: Vec<Server>,
    /// The setters of the variables that some of these have.
    pub server_variables: Vec<ServerSetter>,
    pub schemes: Vec<SecurityScheme>,
    /// Indexed by [`TypeId`].
    pub types: Vec<TypeDef>,
    /// The types in the order in which they are emitted: a component, then the inline types that it holds.
    pub order: Vec<TypeId>,
    pub operations: Vec<Operation>,
    /// The types that webhooks and callbacks bring, and those that they are answered with.
    pub webhook_types: Vec<(Direction, TypeId)>,
    /// The places where a value stays JSON.
    pub untyped: Vec<Untyped>,
    /// The parameters, headers and security schemes of which nothing is made.
    pub left_out: Vec<LeftOut>,
    /// The types of the caller's in the place of generated ones.
    pub custom: Vec<CustomType>,
    /// The names that are the caller's choice; analysis says so.
    pub renamed: Vec<Renamed>,
}

/// Where the API lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Server {
    /// The constructor: `production`.
    pub name: RustIdent,
    /// With the variables at their defaults, and without a slash at the end.
    pub url: String,
    /// With the variables in braces.
    pub template: String,
    pub variables: Vec<ServerVariable>,
    pub doc: Doc,
}

/// A variable in the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerVariable {
    pub wire: WireName,
    pub default: String,
    /// The only values that it may have; any, where there are none.
    pub values: Vec<String>,
}

/// The method that gives a variable its value, whichever servers have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerSetter {
    pub name: RustIdent,
    pub wire: WireName,
    pub doc: Doc,
}

/// A place where a value stays JSON.
#[derive(Clone, Debug)]
pub(crate) struct Untyped {
    pub pointer: Pointer,
    /// Why, in words that follow "because".
    pub reason: String,
    /// Whether the document says more of the type than the output has.
    pub is_loss: bool,
}

/// A parameter, a header or a security scheme of which nothing is made.
#[derive(Clone, Debug)]
pub(crate) struct LeftOut {
    pub pointer: Pointer,
    /// Why, as a sentence without a final full stop.
    pub reason: String,
}

impl Api {
    /// Puts another pointer in the place of each that says where something stands.
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
            parameters.chain([&mut operation.pointer])
        });
        let untyped = self.untyped.iter_mut().map(|untyped| &mut untyped.pointer);
        let left_out = self.left_out.iter_mut().map(|left_out| &mut left_out.pointer);
        let renamed = self.renamed.iter_mut().filter_map(|renamed| match &mut renamed.by {
            RenamedBy::Extension(pointer) => Some(pointer),
            RenamedBy::Option(_) => None,
        });
        for pointer in types.chain(operations).chain(untyped).chain(left_out).chain(renamed) {
            *pointer = place_of(pointer);
        }
    }

    pub(crate) fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The other type of the schema, where it has two.
    pub(crate) fn counterpart(&self, id: TypeId) -> Option<&TypeDef> {
        self.type_def(id).split.map(|split| self.type_def(split.counterpart))
    }

    /// The type that the names stand for by which `ty` goes.
    pub(crate) fn without_aliases<'a>(&'a self, mut ty: &'a TypeRef) -> &'a TypeRef {
        while let TypeRef::Named(id) = ty
            && let TypeKind::Alias(target) = &self.type_def(*id).kind
        {
            ty = target;
        }
        ty
    }

    /// The inline types that are emitted as another one, which is the same, each with that one.
    pub(crate) fn merged(&self) -> impl Iterator<Item = (TypeId, TypeId)> {
        self.types.iter().enumerate().filter_map(|(index, def)| match (&def.kind, def.is_inline) {
            (TypeKind::Alias(TypeRef::Named(other)), true) => Some((TypeId(index), *other)),
            _ => None,
        })
    }

    /// Whether it is a number or a boolean, by whatever name. Such a type is written without that name, since derives know
    /// it by its tokens.
    pub(crate) fn is_plain(&self, ty: &TypeRef) -> bool {
        matches!(
            self.without_aliases(ty),
            TypeRef::Scalar(
                Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64
            )
        )
    }

    /// Whether the type of a field is written without its alias, since derives know a type by its tokens: a number, which
    /// setters take as it is, a file, and a list or a map whose contents are checked, where `own` are the constraints of
    /// the field.
    pub(crate) fn is_written_out(&self, ty: &TypeRef, own: &[Constraint]) -> bool {
        let is_contents_checked =
            || self.asked(ty, own).iter().any(|constraint| matches!(constraint, Constraint::Each(_)));
        self.is_plain(ty) || self.is_file(ty) || is_contents_checked()
    }

    /// Whether it is a file, or a list of files.
    fn is_file(&self, ty: &TypeRef) -> bool {
        match self.without_aliases(ty) {
            TypeRef::Scalar(scalar) => *scalar == Scalar::File,
            TypeRef::Array(item) => matches!(**item, TypeRef::Scalar(_) | TypeRef::Named(_)) && self.is_file(item),
            TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Nullable(_) => false,
        }
    }

    /// How many places have a type: what the emitted types are made of, parameters and bodies.
    pub(crate) fn fields(&self) -> usize {
        let parts = self.order.iter().map(|id| self.type_def(*id).kind.parts().count()).sum::<usize>();
        parts + self.operations.iter().map(|operation| operation.types().count()).sum::<usize>()
    }

    /// The type that is meant by `ty`, which may go by other names and stand on the heap, and what the document asks of
    /// its values: `own`, and what it asks under each of the names.
    pub(crate) fn meant<'a>(&'a self, ty: &'a TypeRef, own: &'a [Constraint]) -> (&'a TypeRef, Vec<&'a Constraint>) {
        let mut constraints: Vec<&Constraint> = own.iter().collect();
        let mut ty = ty;
        loop {
            ty = match ty {
                TypeRef::Named(id) => match self.type_def(*id) {
                    TypeDef { kind: TypeKind::Alias(target), constraints: more, .. } => {
                        constraints.extend(more.iter().filter(|constraint| !own.contains(constraint)));
                        target
                    }
                    _ => return (ty, constraints),
                },
                TypeRef::Boxed(inner) => inner,
                TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => {
                    return (ty, constraints);
                }
            };
        }
    }

    /// All that the document asks of a value where the type is used, but for what structs and enums in it check
    /// themselves: what it asks of the parts of the value stands in one [`Constraint::Each`], at the end.
    pub(crate) fn asked(&self, ty: &TypeRef, own: &[Constraint]) -> Vec<Constraint> {
        let (meant, constraints) = self.meant(ty, own);
        // What a text is asked for is not asked of the value that it stands for.
        if let TypeRef::Scalar(Scalar::Formatted(_) | Scalar::Custom(_)) = meant {
            return Vec::new();
        }
        let mut inside: Vec<Constraint> = Vec::new();
        let mut asked: Vec<Constraint> = Vec::new();
        for constraint in constraints {
            match constraint {
                Constraint::Each(inner) => inside.extend(inner.iter().cloned()),
                other => asked.push(other.clone()),
            }
        }
        match meant {
            TypeRef::Array(inner) | TypeRef::Map(inner) => inside = self.asked(inner, &inside),
            TypeRef::Nullable(inner) => {
                asked.extend((!inside.is_empty()).then_some(Constraint::Each(inside)));
                return self.asked(inner, &asked);
            }
            TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Boxed(_) => {}
        }
        asked.extend((!inside.is_empty()).then_some(Constraint::Each(inside)));
        asked
    }

    /// Whether the document asks something of a value where the type is used, as in [`Api::asked`].
    pub(crate) fn asks(&self, ty: &TypeRef, own: &[Constraint]) -> bool {
        !self.asked(ty, own).is_empty()
    }
}
