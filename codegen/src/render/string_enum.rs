use quote::quote;

use super::{Part, Table, Uses, doc, file::Row, object::models_doc, tokens::ident};
use crate::ir::{StringEnum, TypeDef};

/// An enum of texts that is open: a value that the document does not list is kept.
pub(super) fn string_enum(def: &TypeDef, values: &StringEnum, uses: &mut Uses) -> Vec<Part> {
    uses.add_runtime("UnknownValue");
    uses.add_runtime("string_enum");
    let name = ident(&def.name);
    let doc = doc::documented_or(&def.doc, &[], &models_doc(def));
    let variants = values.variants.iter().map(|variant| {
        let doc = doc::attributes(&[doc::code(variant.wire.as_str())]);
        let name = ident(&variant.name);
        quote!(#doc #name)
    });
    let declaration = quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the document does not list.
            Unknown(UnknownValue),
        }
    };
    let rows =
        values.variants.iter().map(|variant| Row::new(format!("{:?} => {};", variant.wire.as_str(), variant.name)));
    let table = Table { name: "string_enum".to_owned(), subject: Some(def.name.to_string()), rows: rows.collect() };
    vec![Part::Item(declaration), Part::Table(table)]
}
