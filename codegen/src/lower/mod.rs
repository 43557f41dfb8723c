//! Lowers `openapiv3` to the intermediate representation. No later stage uses `openapiv3`.

mod constraint;
mod deprecation;
mod files;
mod operation;
mod repeated;
mod replaced;
mod schema;
mod security;
mod server;
mod token_url;
mod union;
mod webhooks;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::budget::of_place;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{
    Api, Constraint, Doc, Extensions, LeftOut, RustIdent, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Untyped, Usage,
};
use crate::naming::{Origin, Scope, name_types};
use crate::options::Options;
use crate::pointer::Pointer;
use crate::resolve::Resolved;
use constraint::CheckedPattern;
use files::Files;
use replaced::Replaced;
pub(crate) use replaced::TYPE;
use schema::HoistedSchemas;
use schema::{Contents, Home};
use union::Bases;

/// Lowers a document. Returns `None` if its schemas are nested too deeply. After an error in the report, the result must
/// not be used.
pub(crate) fn lower(document: Resolved<'_>, options: &Options, report: &mut Report) -> Option<Api> {
    let ends = schema::chain_ends(&document);
    if !schema::is_within_limit(&document, &ends, report) {
        return None;
    }
    let mut lowering = Lowering::new(document, options, ends, report);
    lowering.find_replaced();
    lowering.components();
    lowering.break_cycles();
    let server = lowering.server();
    let (servers, server_variables) = lowering.servers();
    let schemes = lowering.security_schemes(server.as_ref().map(|server| server.url.as_str()));
    let names = schemes.iter().map(|scheme| scheme.wire.as_str().to_owned());
    lowering.schemes = names.zip(0..).collect();
    let operations = lowering.operations(&schemes);
    lowering.lower_pending_hoisted(&Pointer::root());
    // The hoisted schemas may complete a cycle.
    lowering.break_cycles();
    let webhook_types = lowering.webhook_types();
    lowering.report_unused_replacements();
    // The last types may have spent the budget.
    lowering.report.is_over_budget(&Pointer::root());
    let Lowering { report, origins, types, order, untyped, left_out, replaced, .. } = lowering;
    let names = name_types(&origins);
    let types =
        types.into_iter().zip(names).zip(&origins).map(|((draft, name), origin)| draft.named(name, origin)).collect();
    let info = &document.document.info;
    let api = Api {
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
        internal: Vec::new(),
        custom: replaced.types,
        map: options.map,
        renamed: Vec::new(),
    };
    repeated::count_uses(&api, report);
    Some(api)
}

/// The state of lowering.
struct Lowering<'d, 'r> {
    document: Resolved<'d>,
    options: &'r Options,
    report: &'r mut Report,
    /// The last component of the chain of references that starts at each component.
    ends: Vec<usize>,
    /// The components that are unions of the components that extend them, by index.
    bases: Bases<'d>,
    /// The components that the dialect has hoisted.
    hoisted: HoistedSchemas,
    /// The types. Those of components come first, at the index of the component.
    types: Vec<Draft>,
    /// The origin of the name of each type.
    origins: Vec<Origin>,
    order: Vec<TypeId>,
    /// The number of types before the current schema was lowered.
    first_inline: usize,
    /// True if the current schema needs too many types.
    has_exceeded_limits: bool,
    /// The number of schemas that need too many types.
    oversized: usize,
    /// The objects, arrays and maps that are being lowered, from the outermost to the innermost.
    /// Arrays and maps have no type of their own.
    open: Vec<(Contents, Option<TypeId>)>,
    /// The values that stay JSON, with the reason.
    untyped: Vec<Untyped>,
    /// The omitted parts of the document, with the reason.
    left_out: Vec<LeftOut>,
    /// The handling of binary strings at the current place.
    files: Files,
    /// The branches that are lowered in place of their choice, because no other branch is possible.
    narrowed: Vec<Pointer>,
    /// The patterns so far, by their sources. Many schemas may share one.
    patterns: HashMap<String, CheckedPattern>,
    /// The URL of the first server of the document, without a `/` at its end.
    first_server: OnceCell<Option<String>>,
    /// The types of the caller that replace generated ones.
    replaced: Replaced,
    /// The names of the client's methods.
    functions: Scope,
    /// The names of the operations' types.
    operation_types: Scope,
    /// The `operationId`s so far, each with the original place of its operation.
    operation_ids: HashMap<String, Pointer>,
    /// The shorter identifiers by `operationId`, if the option is on.
    shorter_ids: HashMap<String, String>,
    /// The properties that wrap the responses of the current operation.
    envelopes: Vec<String>,
    /// The positions of the settings that an operation has.
    used_settings: HashSet<usize>,
    /// The indices of the security schemes by name.
    schemes: HashMap<String, usize>,
}

/// A type without a name. Names are chosen when all types are known.
struct Draft {
    doc: Doc,
    /// `None` until the type is defined.
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
            bases: Bases::default(),
            hoisted: HoistedSchemas::default(),
            types: Vec::new(),
            origins: Vec::new(),
            order: Vec::new(),
            first_inline: 0,
            has_exceeded_limits: false,
            oversized: 0,
            open: Vec::new(),
            untyped: Vec::new(),
            left_out: Vec::new(),
            files: Files::Nowhere,
            narrowed: Vec::new(),
            patterns: HashMap::new(),
            first_server: OnceCell::new(),
            replaced: Replaced::default(),
            // Every client has these methods.
            functions: Scope::with(crate::render::CLIENT_METHODS),
            operation_types: Scope::default(),
            operation_ids: HashMap::new(),
            shorter_ids: HashMap::new(),
            envelopes: Vec::new(),
            used_settings: HashSet::new(),
            schemes: HashMap::new(),
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
            self.lower_component(TypeId(index), name, schema, &at.child(name));
        }
        self.lower_pending_hoisted(&at);
        self.files = Files::Nowhere;
    }

    /// Declares a type before the types inside it are lowered.
    fn declare(&mut self, home: Home, name_path: &[String], doc: &Doc, pointer: &Pointer) -> TypeId {
        let id = match home {
            Home::Component(id) => id,
            Home::Hoisted(id) => {
                self.place_hoisted(id, name_path);
                self.order.push(id);
                id
            }
            Home::Inline => {
                // Its name repeats the names around it.
                self.report.budget().texts(name_path.iter().map(String::len).sum());
                self.report.budget().names(of_place(pointer));
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

    /// Omits the parameter, header or security scheme at `pointer`, and reports the reason.
    fn leave_out(&mut self, pointer: &Pointer, reason: impl Into<String>) {
        let reason = reason.into();
        self.report.push(Diagnostic::note(pointer, reason.clone()));
        self.record_left_out(pointer, reason);
    }

    /// Records a part that has no counterpart in the output, and that a diagnostic names.
    fn record_left_out(&mut self, pointer: &Pointer, reason: String) {
        self.left_out.push(LeftOut { pointer: pointer.clone(), reason });
    }

    /// Breaks the cycles of types that contain only each other, and shortens long chains of aliases.
    fn break_cycles(&mut self) {
        self.break_alias_cycles();
        self.shorten_aliases();
        self.break_union_cycles();
    }

    /// Returns the steps of the places of types. Their names are not known yet, but a long name makes a long place.
    fn places_of<'a>(&self, types: impl Iterator<Item = &'a TypeRef>) -> u64 {
        types.filter_map(|ty| ty.named(true)).map(|id| of_place(&self.types[id.0].pointer)).sum()
    }

    /// Defines a declared type.
    fn define(&mut self, id: TypeId, kind: TypeKind) {
        self.report.budget().parts(kind.members());
        self.report.budget().texts(kind.docs().map(Doc::len).sum());
        self.report.budget().names(repeated::names_of_kind(&kind) + self.places_of(kind.parts()));
        self.types[id.0].kind = Some(kind);
    }
}
