use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{extra::Extra, object::models_doc};
use crate::ir::{OpenEnum, TypeDef, Values, Variant};
use crate::naming::case::{Named, rename_all};
use crate::render::{Uses, attributes, doc, tokens::ident};

/// Renders an open enum of strings or integers, which keeps a value that the document does not
/// list.
pub(super) fn open_enum(def: &TypeDef, listed: &OpenEnum, extra: &Extra, uses: &mut Uses) -> TokenStream {
    let Extra { derives, attributes } = extra;
    let OpenEnum { values, variants } = listed;
    let (derive, copy) = match values {
        Values::Texts => ("StringEnum", None),
        Values::Integers => ("IntegerEnum", Some(quote!(Copy,))),
    };
    uses.add_runtime(derive);
    uses.add_runtime(values.unknown());
    let names: Vec<_> = variants.iter().map(|variant| (variant.name.as_str(), variant.wire.as_str())).collect();
    let case = if *values == Values::Texts { rename_all(Named::Variant, &names) } else { None };
    let json = attributes::json_rename_all(case);
    let all = variants.iter().map(|variant| {
        let doc = doc::attributes(&variant_doc(variant));
        let name = ident(&variant.name);
        let wire = variant.wire.as_str();
        let argument = match values {
            Values::Texts => attributes::rename(Named::Variant, case, variant.name.as_str(), wire),
            Values::Integers => {
                let number: TokenStream = wire.parse().unwrap_or_default();
                Some(quote!(value = #number))
            }
        };
        let json = attributes::json(argument.as_slice());
        quote!(#doc #json #name)
    });
    let doc = doc::documented_or(&def.doc, &[], &models_doc(def));
    let (name, derive, unknown) = (ident(&def.name), format_ident!("{derive}"), format_ident!("{}", values.unknown()));
    quote! {
        #doc
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash, #derive #derives)]
        #attributes
        #json
        #[non_exhaustive]
        pub enum #name {
            #(#all,)*
            /// A value that the document does not list.
            Unknown(#unknown),
        }
    }
}

/// Returns the documentation of a value, with the value itself.
fn variant_doc(variant: &Variant) -> Vec<String> {
    let mut lines = doc::lines(&variant.doc);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(doc::code(variant.wire.as_str()));
    lines
}
