use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Part, Table, Uses, check, doc,
    file::Row,
    tokens::{Models, ident, row_type, takes_into, type_ref},
};
use crate::ir::{Api, Field, Object, Presence, TypeDef};

/// A struct with what it needs to be made, checked, read and written.
pub(super) fn object(api: &Api, def: &TypeDef, object: &Object, runtime: &str, uses: &mut Uses) -> Vec<Part> {
    let mut parts = vec![Part::Item(declaration(api, def, object, runtime, uses))];
    if def.sent {
        parts.push(Part::Table(setters(api, def, object, runtime, uses)));
    }
    if def.checked {
        parts.push(Part::Item(check::object(api, def, object, runtime, uses)));
    }
    parts.push(Part::Table(members(def, object, runtime, uses)));
    parts
}

fn declaration(api: &Api, def: &TypeDef, object: &Object, runtime: &str, uses: &mut Uses) -> TokenStream {
    let name = ident(&def.name);
    let doc = doc::documented_or(&def.doc, &[], &models_doc(def));
    let default = object.needs_nothing().then(|| quote!(Default,));
    let fields: Vec<TokenStream> = object
        .fields
        .iter()
        .map(|field| {
            let constraints = if def.sent { check::sentence(&field.constraints) } else { Vec::new() };
            let doc = doc::documented_or(
                &field.doc,
                &constraints,
                &format!("The member {}.", doc::code(field.wire.as_str())),
            );
            let name = ident(&field.name);
            let ty = field_type(api, field, runtime, uses);
            quote!(#doc pub #name: #ty)
        })
        .collect();
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// What a type without a description is.
pub(super) fn models_doc(def: &TypeDef) -> String {
    doc::code(def.pointer.as_str())
}

fn field_type(api: &Api, field: &Field, runtime: &str, uses: &mut Uses) -> TokenStream {
    let ty = type_ref(api, &field.ty, Models::Here, uses);
    match field.presence {
        Presence::Required if !field.nullable => ty,
        Presence::Required | Presence::Optional => quote!(Option<#ty>),
        Presence::Nullable => {
            uses.add(runtime, "Nullable");
            quote!(Nullable<#ty>)
        }
    }
}

fn setters(api: &Api, def: &TypeDef, object: &Object, runtime: &str, uses: &mut Uses) -> Table {
    uses.add(runtime, "setters");
    let required = object.fields.iter().filter(|field| field.presence == Presence::Required);
    let required: Vec<String> = required
        .map(|field| {
            let ty = row_type(&field_type(api, field, runtime, uses));
            let into = if field.nullable || takes_into(api, &field.ty) { "into " } else { "" };
            format!("{}({into}{ty})", field.name)
        })
        .collect();
    let mut rows = vec![Row::new(format!("new({});", required.join(", ")))];
    for field in object.fields.iter().filter(|field| field.presence != Presence::Required) {
        rows.push(Row::new(format!("{};", setter(api, field, Models::Here, uses))));
    }
    Table { name: "setters".to_owned(), subject: Some(def.name.to_string()), rows }
}

/// `name(into Type)`, as the rows of setters are written.
pub(super) fn setter(api: &Api, field: &Field, models: Models, uses: &mut Uses) -> String {
    let ty = row_type(&type_ref(api, &field.ty, models, uses));
    let how = match field.presence {
        Presence::Nullable => "nullable ",
        Presence::Required | Presence::Optional if takes_into(api, &field.ty) => "into ",
        Presence::Required | Presence::Optional => "",
    };
    format!("{}({how}{ty})", field.name)
}

/// The table of what is on the wire.
fn members(def: &TypeDef, object: &Object, runtime: &str, uses: &mut Uses) -> Table {
    uses.add(runtime, "object");
    let rows = object.fields.iter().map(|field| {
        let presence = match field.presence {
            Presence::Required => "required",
            Presence::Optional => "optional",
            Presence::Nullable => "nullable",
        };
        Row::new(format!("{:?} => {}, {presence};", field.wire.as_str(), field.name))
    });
    Table { name: "object".to_owned(), subject: Some(def.name.to_string()), rows: rows.collect() }
}
