use quote::quote;

use super::{Part, RustFile, Uses};
use crate::ir::Api;
use crate::options::Options;

/// The root of the output, which the caller mounts.
pub(super) fn root(api: &Api, options: &Options, digest: &str) -> RustFile {
    let runtime = path(&options.runtime);
    let condition = options.client_feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]));
    let mut modules = Vec::new();
    let mut reexports = Vec::new();
    if !api.operations.is_empty() {
        modules.push(quote!(#condition mod client;));
        reexports.push(quote!(#condition pub use client::{Call, Client, ClientBuilder};));
    }
    if !api.types.is_empty() {
        modules.push(quote!(
            mod models;
        ));
        reexports.push(quote!(
            pub use models::*;
        ));
    }
    if !api.operations.is_empty() {
        modules.push(quote! {
            #condition
            /// The operations as plain structs, each with the enum of its refusals.
            pub mod operations;
        });
    }
    let parts = vec![Part::Item(quote!(#runtime::generated_for!(1);)), Part::Group(modules), Part::Group(reexports)];
    let preamble =
        vec![format!("{} {}, sha256 of document and overlays: {digest}", one_line(&api.title), one_line(&api.version))];
    RustFile { path: "mod.rs".to_owned(), preamble, uses: Uses::default(), parts }
}

/// The path of the runtime; the option was checked before.
fn path(text: &str) -> syn::Path {
    syn::parse_str(text).unwrap_or_else(|_| syn::parse_quote!(openapi_bindgen_runtime))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
