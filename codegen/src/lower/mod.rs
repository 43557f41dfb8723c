//! `openapiv3` to the intermediate representation. The last stage that knows `openapiv3`.

mod constraint;
mod files;
mod operation;
mod replaced;
mod schema;
mod security;
mod server;
mod union;
mod webhooks;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{
    Api, Constraint, Doc, Extensions, LeftOut, RustIdent, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Untyped, Usage,
};
use crate::naming::{Origin, Scope, name_types};
use crate::options::Options;
use crate::pointer::Pointer;
use crate::resolve::Resolved;
use files::Files;
use replaced::Replaced;
pub(crate) use replaced::TYPE;
use schema::HoistedSchemas;
use schema::{Contents, Home};
use union::Base;

/// Lowers a whole document. What cannot be lowered is reported, and the result is then not used.
pub(crate) fn lower(document: Resolved<'_>, options: &Options, report: &mut Report) -> Api {
    let ends = schema::chain_ends(&document);
    let is_within_limit = schema::is_within_limit(&document, &ends, report);
    let mut lowering = Lowering::new(document, options, ends, report);
    lowering.find_replaced();
    if is_within_limit {
        lowering.components();
        lowering.break_alias_cycles();
        lowering.break_union_cycles();
    }
    let server = lowering.server();
    let (servers, server_variables) = lowering.servers();
    let schemes = lowering.security_schemes();
    let operations = lowering.operations(&schemes);
    lowering.lower_pending_hoisted(&Pointer::root());
    let webhook_types = lowering.webhook_types();
    lowering.report_unused_replacements();
    let Lowering { origins, types, order, untyped, left_out, replaced, .. } = lowering;
    let names = name_types(&origins);
    let types =
        types.into_iter().zip(names).zip(&origins).map(|((draft, name), origin)| draft.named(name, origin)).collect();
    let info = &document.document.info;
    Api {
        title: info.title.clone(),
        version: info.version.clone(),
        doc: Doc::described(info.description.as_deref()),
        server,
        servers,
        server_variables,
        schemes,
        types,
        order,
        operations,
        webhook_types,
        untyped,
        left_out,
        custom: replaced.types,
        renamed: Vec::new(),
    }
}

/// What lowering has found so far.
struct Lowering<'d, 'r> {
    document: Resolved<'d>,
    options: &'r Options,
    report: &'r mut Report,
    /// Where the chain of references ends that a component begins.
    ends: Vec<usize>,
    /// The components that are the choice between those that extend them, by their index.
    bases: BTreeMap<usize, Base<'d>>,
    /// The components that stand elsewhere in the document.
    hoisted: HoistedSchemas,
    /// The types so far; those of components come first, at the index of the component.
    types: Vec<Draft>,
    /// The origin of the name of each type.
    origins: Vec<Origin>,
    order: Vec<TypeId>,
    /// Where the inline types begin of the schema that is being lowered.
    first_inline: usize,
    /// Whether some schema was refused because it needs too many types.
    has_become_too_much: bool,
    /// The objects, lists and maps that are being lowered, by what is in them, from the outermost to the innermost. Lists
    /// and maps have no type of their own.
    open: Vec<(Contents, Option<TypeId>)>,
    /// The places where a value stays JSON, and why.
    untyped: Vec<Untyped>,
    /// What nothing is made of, and why.
    left_out: Vec<LeftOut>,
    /// Whether binary text is a file here: in a multipart body.
    files: Files,
    /// The types of the caller's in the place of generated ones.
    replaced: Replaced,
    /// The client's methods.
    functions: Scope,
    /// The structs and enums that stand for operations.
    operation_types: Scope,
}

/// A type without its name, which is decided when all types are known.
struct Draft {
    doc: Doc,
    /// `None` until it is known what it is.
    kind: Option<TypeKind>,
    constraints: Vec<Constraint>,
    pointer: Pointer,
}

impl Draft {
    fn pending(pointer: &Pointer) -> Self {
        Self { doc: Doc::default(), kind: None, constraints: Vec::new(), pointer: pointer.clone() }
    }

    fn named(self, name: RustIdent, origin: &Origin) -> TypeDef {
        let kind = self.kind.unwrap_or(TypeKind::Alias(TypeRef::Scalar(Scalar::Json)));
        TypeDef {
            name,
            doc: self.doc,
            kind,
            constraints: self.constraints,
            pointer: self.pointer,
            extensions: Extensions::default(),
            is_inline: matches!(origin, Origin::Inline(_)),
            sent: false,
            usage: Usage::default(),
            split: None,
            is_multipart: false,
        }
    }
}

impl<'d, 'r> Lowering<'d, 'r> {
    fn new(document: Resolved<'d>, options: &'r Options, ends: Vec<usize>, report: &'r mut Report) -> Self {
        Self {
            document,
            options,
            report,
            ends,
            bases: BTreeMap::new(),
            hoisted: HoistedSchemas::default(),
            types: Vec::new(),
            origins: Vec::new(),
            order: Vec::new(),
            first_inline: 0,
            has_become_too_much: false,
            open: Vec::new(),
            untyped: Vec::new(),
            left_out: Vec::new(),
            files: Files::Nowhere,
            replaced: Replaced::default(),
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
            self.types.push(Draft::pending(&at.child(name)));
            self.origins.push(Origin::Component(name.clone()));
        }
        self.hoisted = self.find_hoisted();
        self.bases = self.find_bases();
        let multipart = self.multipart_components();
        for (index, (name, schema)) in schemas.iter().enumerate() {
            if self.is_hoisted(index) {
                continue;
            }
            self.order.push(TypeId(index));
            self.files = multipart.get(&index).copied().unwrap_or_default();
            self.component(TypeId(index), name, schema, &at.child(name));
        }
        self.lower_pending_hoisted(&at);
        self.files = Files::Nowhere;
    }

    /// The place of a type that a schema needs. It comes before the types inside it.
    fn declare(&mut self, home: Home, name_path: &[String], doc: &Doc, pointer: &Pointer) -> TypeId {
        let id = match home {
            Home::Component(id) => id,
            Home::Hoisted(id) => {
                self.place_hoisted(id, name_path);
                self.order.push(id);
                id
            }
            Home::Inline => {
                let id = TypeId(self.types.len());
                self.types.push(Draft::pending(pointer));
                self.origins.push(Origin::Inline(name_path.to_vec()));
                self.order.push(id);
                id
            }
        };
        self.types[id.0].doc = doc.clone();
        id
    }

    /// Makes nothing of the parameter, header or security scheme at `pointer`, and says why.
    fn leave_out(&mut self, pointer: &Pointer, reason: impl Into<String>) {
        let reason = reason.into();
        self.report.push(Diagnostic::note(pointer, reason.clone()));
        self.left_out.push(LeftOut { pointer: pointer.clone(), reason });
    }

    /// Says what a declared type is.
    fn define(&mut self, id: TypeId, kind: TypeKind) {
        self.types[id.0].kind = Some(kind);
    }
}
