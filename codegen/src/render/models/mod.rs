mod default;
mod extra;
pub(super) mod object;
mod open_enum;
mod union;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, TypeDef, TypeKind, TypeRef};
use crate::options::Options;
use crate::render::{
    Owner, Part, RustFile, Section, Uses, doc,
    tokens::{Models, ident, type_ref},
};
use extra::Extra;
pub(crate) use extra::is_meant;

/// Renders all types of the document.
pub(super) fn models(api: &Api, options: &Options) -> RustFile {
    let mut uses = Uses::new(&options.runtime);
    let sections = api
        .order
        .iter()
        .map(|id| {
            let def = api.type_def(*id);
            let extra = Extra::for_type(options, def);
            let item = match &def.kind {
                TypeKind::Object(object) => object::object(api, def, object, &extra, &mut uses),
                TypeKind::Union(union) => union::union(api, def, union, &extra, &mut uses),
                TypeKind::OpenEnum(values) => open_enum::open_enum(def, values, &extra, &mut uses),
                TypeKind::Alias(target) => alias(api, def, target, &mut uses),
            };
            Section { owner: Owner::Type(*id), parts: vec![Part::Item(item)] }
        })
        .collect();
    RustFile { path: "models.rs".to_owned(), preamble: Vec::new(), uses, sections }
}

fn alias(api: &Api, def: &TypeDef, target: &TypeRef, uses: &mut Uses) -> TokenStream {
    let name = ident(&def.name);
    let split: Vec<String> = object::split_doc(api, def).into_iter().collect();
    let doc = doc::documented_or(&def.doc, &split, &object::models_doc(def));
    let target = type_ref(api, target, Models::Here, uses);
    quote!(#doc pub type #name = #target;)
}
