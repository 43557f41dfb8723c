use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Uses, file::Row, rules, tokens::ident};
use crate::ir::{Api, Body, Constraint, Content, Operation, RustIdent, TypeDef, TypeKind, TypeRef, Union};

/// What a row says is checked of its field, whose type and own constraints these are.
pub(super) fn in_row(api: &Api, ty: &TypeRef, constraints: &[Constraint]) -> Vec<String> {
    let own = rules::of_row(api, ty, constraints);
    own.into_iter().chain(is_checked(api, ty).then(|| "within".to_owned())).collect()
}

/// The row of what is asked of how many members an object has, if anything is.
pub(super) fn count_row(def: &TypeDef) -> Option<Row> {
    let of_count = def.constraints.iter().filter(|constraint| !matches!(constraint, Constraint::Each(_)));
    let rules = rules::chained(of_count);
    (!rules.is_empty()).then(|| Row::new(format!("members{rules};")))
}

/// What is asked of each member that no field is for.
pub(super) fn of_values(def: &TypeDef) -> Vec<Constraint> {
    def.constraints.iter().filter(|constraint| matches!(constraint, Constraint::Each(_))).cloned().collect()
}

/// The constraints of whichever variant it is.
pub(super) fn union(api: &Api, def: &TypeDef, union: &Union, uses: &mut Uses) -> TokenStream {
    let variants = union.variants.iter().map(|variant| (&variant.name, &variant.ty, variant.constraints.as_slice()));
    let body = arms(api, variants);
    implementation(&ident(&def.name), &body, uses)
}

/// What the row of a body says is checked of it.
pub(super) fn body(api: &Api, body: &Body) -> Vec<String> {
    let of_content = |content: &Content| in_row(api, &content.ty, &content.constraints);
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => of_content(content),
        (_, contents) => {
            let is_checked = contents.iter().any(|content| !of_content(content).is_empty());
            is_checked.then(|| "within".to_owned()).into_iter().collect()
        }
    }
}

/// The checks of a union by its variants, each with its type and what is asked of it there.
fn arms<'a>(api: &Api, variants: impl Iterator<Item = (&'a RustIdent, &'a TypeRef, &'a [Constraint])>) -> TokenStream {
    let mut arms: Vec<(TokenStream, TokenStream, bool)> = Vec::new();
    for (variant, ty, constraints) in variants {
        let rules = rules::of(api, &quote!(""), &quote!(value), ty, constraints);
        let inside = is_checked(api, ty).then(|| quote!(Check::check(value, checker);));
        let body = quote!(#rules #inside);
        let variant = ident(variant);
        if !body.is_empty() {
            arms.push((quote!(Self::#variant(value)), body, rules.is_empty()));
        }
    }
    if arms.is_empty() {
        return TokenStream::new();
    }
    // There is always the variant for what the document does not describe.
    if let [(pattern, body, _)] = arms.as_slice() {
        return quote!(if let #pattern = self { #body });
    }
    let arms = arms.iter().map(|(pattern, body, is_one_call)| {
        // A single call stands without braces.
        if *is_one_call { quote!(#pattern => Check::check(value, checker),) } else { quote!(#pattern => { #body }) }
    });
    quote!(match self { #(#arms)* _ => {} })
}

/// Whether some check has a pattern for which the runtime needs a feature.
pub(super) fn has_patterns(api: &Api) -> bool {
    let of_types = api.types.iter().filter(|def| def.checked).any(|def| {
        rules::have_pattern(&def.constraints)
            || match &def.kind {
                TypeKind::Object(object) => {
                    let mut sent = object.fields.iter().filter(|field| field.is_sent());
                    sent.any(|field| rules::has_pattern(api, &field.ty, &field.constraints))
                        || object.additional.iter().any(|(_, ty)| rules::has_pattern(api, ty, &[]))
                }
                TypeKind::Union(union) => {
                    union.variants.iter().any(|variant| rules::has_pattern(api, &variant.ty, &variant.constraints))
                }
                TypeKind::OpenEnum(_) | TypeKind::Alias(_) => false,
            }
    });
    let in_operation = |operation: &Operation| {
        let parameters = operation.parameters.iter().map(|parameter| (&parameter.ty, &parameter.constraints));
        let contents = operation.contents().map(|content| (&content.ty, &content.constraints));
        parameters.chain(contents).any(|(ty, constraints)| rules::has_pattern(api, ty, constraints))
    };
    of_types || api.operations.iter().any(in_operation)
}

fn implementation(name: &Ident, statements: &TokenStream, uses: &mut Uses) -> TokenStream {
    uses.add_runtime("Check");
    uses.add_runtime("Checker");
    quote! {
        impl Check for #name {
            fn check(&self, checker: &mut Checker) {
                #statements
            }
        }
    }
}

/// Whether something in the type has constraints that it checks itself.
pub(super) fn is_checked(api: &Api, ty: &TypeRef) -> bool {
    ty.named(true).is_some_and(|id| match &api.type_def(id).kind {
        TypeKind::Alias(target) => is_checked(api, target),
        TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::OpenEnum(_) => api.type_def(id).checked,
    })
}
