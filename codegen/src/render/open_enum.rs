use quote::quote;

use super::{Part, Table, Uses, doc, file::Row, object::models_doc, tokens::ident};
use crate::ir::{OpenEnum, TypeDef, Values, Variant};

/// An enum of texts or of numbers that is open: a value that the document does not list is kept.
pub(super) fn open_enum(def: &TypeDef, listed: &OpenEnum, uses: &mut Uses) -> Vec<Part> {
    let OpenEnum { values, variants } = listed;
    let (table, derived) = match values {
        Values::Texts => ("string_enum", quote!(Clone, Debug)),
        Values::Integers => ("integer_enum", quote!(Clone, Copy, Debug)),
    };
    let unknown = values.unknown();
    uses.add_runtime(unknown);
    uses.add_runtime(table);
    let name = ident(&def.name);
    let unknown = quote::format_ident!("{unknown}");
    let doc = doc::documented_or(&def.doc, &[], &models_doc(def));
    let declared = variants.iter().map(|variant| {
        let doc = doc::attributes(&variant_doc(variant));
        let name = ident(&variant.name);
        quote!(#doc #name)
    });
    let declaration = quote! {
        #doc
        #[derive(#derived, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#declared,)*
            /// A value that the document does not list.
            Unknown(#unknown),
        }
    };
    let rows =
        variants.iter().map(|variant| Row::new(format!("{} => {};", values.literal(&variant.wire), variant.name)));
    let table =
        Table { name: table.to_owned(), subject: Some(def.name.to_string()), about: Vec::new(), rows: rows.collect() };
    vec![Part::Item(declaration), Part::Table(table)]
}

/// What the document says of a value, and the value.
fn variant_doc(variant: &Variant) -> Vec<String> {
    let mut lines = doc::lines(&variant.doc);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(doc::code(variant.wire.as_str()));
    lines
}
