//! `openapiv3` to the intermediate representation. The last stage that knows `openapiv3`.

mod alias;
mod body;
mod constraint;
mod object;
mod operation;
mod parameter;
mod pattern;
mod response;
mod schema;
mod security;
mod server;
mod string_enum;

use crate::diagnostic::Report;
use crate::ir::{Api, Doc, Object, RustIdent, TypeDef, TypeId, TypeKind};
use crate::naming::{Origin, Scope, name_types};
use crate::options::Options;
use crate::pointer::Pointer;
use crate::resolve::Resolved;

/// Lowers a whole document. What cannot be lowered is reported, and the result is then not used.
pub(crate) fn lower(document: Resolved<'_>, options: &Options, report: &mut Report) -> Api {
    let mut lowering = Lowering::new(document, options, report);
    lowering.components();
    lowering.break_alias_circles();
    let server = lowering.server();
    let schemes = lowering.security_schemes();
    let operations = lowering.operations(&schemes);
    let Lowering { origins, types, order, .. } = lowering;
    let names = name_types(&origins);
    let types = types.into_iter().zip(names).map(|(draft, name)| draft.named(name)).collect();
    let info = &document.document.info;
    Api {
        title: info.title.clone(),
        version: info.version.clone(),
        doc: Doc::described(info.description.as_deref()),
        server,
        schemes,
        types,
        order,
        operations,
    }
}

/// What lowering has found so far.
struct Lowering<'d, 'r> {
    document: Resolved<'d>,
    options: &'r Options,
    report: &'r mut Report,
    /// The types so far; those of components come first, at the index of the component.
    types: Vec<Draft>,
    /// The origin of the name of each type.
    origins: Vec<Origin>,
    order: Vec<TypeId>,
    /// The client's methods.
    functions: Scope,
    /// The structs and enums that stand for operations.
    operation_types: Scope,
}

/// A type without its name, which is decided when all types are known.
struct Draft {
    doc: Doc,
    kind: TypeKind,
    pointer: Pointer,
}

impl Draft {
    fn named(self, name: RustIdent) -> TypeDef {
        TypeDef { name, doc: self.doc, kind: self.kind, pointer: self.pointer, sent: false, checked: false }
    }
}

impl<'d, 'r> Lowering<'d, 'r> {
    fn new(document: Resolved<'d>, options: &'r Options, report: &'r mut Report) -> Self {
        Self {
            document,
            options,
            report,
            types: Vec::new(),
            origins: Vec::new(),
            order: Vec::new(),
            // What every client has already.
            functions: Scope::with(&["builder", "call", "clone"]),
            operation_types: Scope::default(),
        }
    }

    /// Lowers every schema component, in the document's order.
    fn components(&mut self) {
        let schemas = self.document.schemas();
        let at = Pointer::root().child("components").child("schemas");
        for name in schemas.keys() {
            let draft =
                Draft { doc: Doc::default(), kind: TypeKind::Object(Object::default()), pointer: at.child(name) };
            self.types.push(draft);
            self.origins.push(Origin::Component(name.clone()));
        }
        for (index, (name, schema)) in schemas.iter().enumerate() {
            self.order.push(TypeId(index));
            self.component(TypeId(index), name, schema, &at.child(name));
        }
    }

    /// Declares an inline type; its way to here names it.
    fn declare(&mut self, way: &[String], draft: impl FnOnce(&mut Self) -> Draft, pointer: &Pointer) -> TypeId {
        let id = TypeId(self.types.len());
        // The place is taken first, so that the type comes before the inline types inside it.
        self.types.push(Draft {
            doc: Doc::default(),
            kind: TypeKind::Object(Object::default()),
            pointer: pointer.clone(),
        });
        self.origins.push(Origin::Inline(way.to_vec()));
        self.order.push(id);
        let draft = draft(self);
        self.types[id.0] = draft;
        id
    }
}
