use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    Uses,
    file::Row,
    rules,
    tokens::{ident, text},
};
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
    // There is always the variant for what the document does not describe.
    let body = arms(api, variants, true);
    implementation(&ident(&def.name), &body, uses)
}

/// How a call is checked before it is sent.
pub(super) enum CallCheck {
    /// As its body is.
    OfBody,
    /// By an implementation of its own.
    Own(TokenStream),
}

/// The constraints of an operation's parameters and body, if there are any.
pub(super) fn operation(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<CallCheck> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let name = ident(&parameter.name);
        statements(api, parameter.wire.as_str(), &quote!(&self.#name), &parameter.ty, &parameter.constraints)
    });
    let mut statements: TokenStream = parameters.collect();
    if let Some(Body { contents, choice: None, .. }) = &operation.body
        && let [content] = contents.as_slice()
    {
        statements.extend(rules::of(api, &quote!(""), &quote!(&self.body), &content.ty, &content.constraints));
    }
    let has_checked_body = operation.body.as_ref().is_some_and(|body| {
        let asks = |content: &Content| body.choice.is_some() && api.asks(&content.ty, &content.constraints);
        body.contents.iter().any(|content| is_checked(api, &content.ty) || asks(content))
    });
    if has_checked_body {
        if statements.is_empty() {
            return Some(CallCheck::OfBody);
        }
        // A body may have a setter that is called `check`.
        statements.extend(quote!(Check::check(&self.body, checker);));
    }
    (!statements.is_empty()).then(|| CallCheck::Own(implementation(&ident(&operation.type_name), &statements, uses)))
}

/// The constraints of each of several bodies, if any has some.
pub(super) fn choice(api: &Api, body: &Body, name: &RustIdent, uses: &mut Uses) -> Option<TokenStream> {
    let contents = body.contents.iter().map(|content| (&content.name, &content.ty, content.constraints.as_slice()));
    let body = arms(api, contents, false);
    (!body.is_empty()).then(|| implementation(&ident(name), &body, uses))
}

/// The checks of an enum by its variants, each with its type and what is asked of it there; `has_others` says whether
/// there are more variants than those.
fn arms<'a>(
    api: &Api,
    variants: impl Iterator<Item = (&'a RustIdent, &'a TypeRef, &'a [Constraint])>,
    has_others: bool,
) -> TokenStream {
    let mut arms: Vec<(TokenStream, TokenStream, bool)> = Vec::new();
    let mut has_others = has_others;
    for (variant, ty, constraints) in variants {
        let rules = rules::of(api, &quote!(""), &quote!(value), ty, constraints);
        let inside = is_checked(api, ty).then(|| quote!(Check::check(value, checker);));
        let body = quote!(#rules #inside);
        let variant = ident(variant);
        if body.is_empty() {
            has_others = true;
        } else {
            arms.push((quote!(Self::#variant(value)), body, rules.is_empty()));
        }
    }
    if arms.is_empty() {
        return TokenStream::new();
    }
    if let ([(pattern, body, _)], true) = (arms.as_slice(), has_others) {
        return quote!(if let #pattern = self { #body });
    }
    let arms = arms.iter().map(|(pattern, body, is_one_call)| {
        // A single call stands without braces.
        if *is_one_call { quote!(#pattern => Check::check(value, checker),) } else { quote!(#pattern => { #body }) }
    });
    let others = has_others.then(|| quote!(_ => {}));
    quote!(match self { #(#arms)* #others })
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

/// The checks of a field or a parameter, if there is anything to check; `place` is a reference to it.
fn statements(api: &Api, wire: &str, place: &TokenStream, ty: &TypeRef, constraints: &[Constraint]) -> TokenStream {
    let name = text(wire);
    let name = quote!(#name);
    let own = rules::of(api, &name, place, ty, constraints);
    let inside = is_checked(api, ty).then(|| quote!(checker.within(#name, #place);));
    quote!(#own #inside)
}
