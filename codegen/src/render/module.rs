use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Owner, Part, RustFile, Section, Uses, check, doc, features};
use crate::example::TypeExamples;
use crate::generated::ROOT_MARK;
use crate::ir::{Api, TypeKind};
use crate::options::Options;

/// Renders the root module of the output, which the caller declares.
pub(super) fn root(api: &Api, examples: &TypeExamples, options: &Options, digest: &str) -> RustFile {
    let runtime = path(&options.runtime);
    let condition = options.client_feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]));
    // A program need not use all of the output, and its names and sizes come from the document.
    // Deprecation concerns the callers, not the generated code that names a deprecated item.
    let deprecated = (has_deprecated_models(api) || has_deprecated_parameters(api)).then(|| quote!(, deprecated));
    let allow = quote!(#[allow(dead_code, unused_imports, clippy::all, clippy::nursery, clippy::pedantic #deprecated)]);
    let mut modules = Vec::new();
    let mut reexports = Vec::new();
    if !api.operations.is_empty() {
        modules.push(quote!(#condition #allow mod client;));
        let server = server(api);
        reexports
            .push(quote!(#condition #[allow(unused_imports)] pub use client::{Call, Client, ClientBuilder #server};));
    }
    if !api.order.is_empty() {
        modules.push(quote!(#allow mod models;));
        reexports.push(quote!(
            #[allow(unused_imports)]
            pub use models::*;
        ));
    }
    if let Some(feature) = options.example_feature.as_ref().filter(|_| !examples.of_types.is_empty()) {
        let condition = quote!(#[cfg(feature = #feature)]);
        modules.push(quote!(#condition #allow mod examples;));
        // A type of the document keeps its name.
        let is_taken = api.order.iter().any(|id| api.type_def(*id).name.as_str() == "Example");
        let name = if is_taken { quote!(Example as ApiExample) } else { quote!(Example) };
        reexports.push(quote!(#condition #[allow(unused_imports)] pub use #runtime::#name;));
    }
    if !api.operations.is_empty() {
        modules.push(quote! {
            /// The operations as plain structs, each with the enum of its error responses.
            #condition
            #allow
            pub mod operations;
        });
    }
    let mut guards = vec![quote!(#runtime::generated_for!(1);)];
    guards.extend(check::has_patterns(api).then(|| quote!(#runtime::needs_pattern!();)));
    guards.extend(features::format_features(api).into_iter().map(|feature| {
        let needs = format_ident!("needs_{feature}");
        quote!(#runtime::#needs!();)
    }));
    guards.extend(features::own_types(api).into_iter().map(|ty| {
        let ty = path(ty);
        quote!(#runtime::serde_type!(#ty);)
    }));
    let parts = vec![Part::Group(guards), Part::Group(modules), Part::Group(reexports)];
    let sections = vec![Section { owner: Owner::File, parts }];
    let name = title(api);
    let comma = if name.is_empty() { "" } else { ", " };
    let preamble = vec![format!("{name}{comma}{ROOT_MARK} {digest}")];
    RustFile { path: "mod.rs".to_owned(), preamble, uses: Uses::new(&options.runtime), sections }
}

/// Returns the title and the version of the document.
pub(super) fn title(api: &Api) -> String {
    doc::one_line(&format!("{} {}", api.title, api.version))
}

/// Renders the export of `Server`, under another name if a type of the document has this one.
fn server(api: &Api) -> Option<TokenStream> {
    let is_taken = api.order.iter().any(|id| api.type_def(*id).name.as_str() == "Server");
    (!api.servers.is_empty()).then(|| if is_taken { quote!(, Server as ApiServer) } else { quote!(, Server) })
}

fn has_deprecated_models(api: &Api) -> bool {
    api.types.iter().any(|def| {
        let fields = match &def.kind {
            TypeKind::Object(object) => object.fields.as_slice(),
            TypeKind::OpenEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => &[],
        };
        def.doc.deprecated || fields.iter().any(|field| field.doc.deprecated)
    })
}

fn has_deprecated_parameters(api: &Api) -> bool {
    api.operations.iter().flat_map(|operation| &operation.parameters).any(|parameter| parameter.doc.deprecated)
}

/// Parses the path of the runtime, which the options have validated.
fn path(text: &str) -> syn::Path {
    syn::parse_str(text).unwrap_or_else(|_| syn::parse_quote!(openapi_bindgen_runtime))
}
