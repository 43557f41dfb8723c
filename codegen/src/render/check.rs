use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{
    Uses, class, doc,
    tokens::{ident, text},
};
use crate::ir::{Api, Body, Constraint, Object, Operation, Presence, RustIdent, TypeDef, TypeRef, WireName};

/// The constraints of an object, and of what is in it.
pub(super) fn object(api: &Api, def: &TypeDef, object: &Object, uses: &mut Uses) -> TokenStream {
    let statements = object.fields.iter().filter_map(|field| {
        let field_name = ident(&field.name);
        let place = quote!(self.#field_name);
        let optional = field.presence != Presence::Required || field.nullable;
        let nullable = field.presence == Presence::Nullable;
        statement(api, &field.wire, &place, &field.ty, &field.constraints, optional, nullable)
    });
    let additional = object.additional.iter().filter(|(_, ty)| is_checked(api, ty)).map(|(name, _)| {
        let name = ident(name);
        quote!(Check::check(&self.#name, checker);)
    });
    implementation(&ident(&def.name), &statements.chain(additional).collect::<Vec<_>>(), uses)
}

/// The constraints of an operation's parameters and body, if there are any.
pub(super) fn operation(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    let mut statements: Vec<TokenStream> = operation
        .parameters
        .iter()
        .filter_map(|parameter| {
            let name = ident(&parameter.name);
            let place = quote!(self.#name);
            let optional = !parameter.required;
            statement(api, &parameter.wire, &place, &parameter.ty, &parameter.constraints, optional, false)
        })
        .collect();
    if operation.contents().any(|content| is_checked(api, &content.ty)) {
        // A body may have a setter that is called `check`.
        statements.push(quote!(Check::check(&self.body, checker);));
    }
    (!statements.is_empty()).then(|| implementation(&ident(&operation.type_name), &statements, uses))
}

/// The constraints of each of several bodies, if any has some.
pub(super) fn choice(api: &Api, body: &Body, name: &RustIdent, uses: &mut Uses) -> Option<TokenStream> {
    let checked: Vec<Ident> = body
        .contents
        .iter()
        .filter(|content| is_checked(api, &content.ty))
        .map(|content| ident(&content.name))
        .collect();
    let statement = match checked.as_slice() {
        [only] if body.contents.len() > 1 => quote! {
            if let Self::#only(value) = self {
                Check::check(value, checker);
            }
        },
        several => {
            let otherwise = (several.len() < body.contents.len()).then(|| quote!(_ => {}));
            quote! {
                match self {
                    #(Self::#several(value) => Check::check(value, checker),)*
                    #otherwise
                }
            }
        }
    };
    (!checked.is_empty()).then(|| implementation(&ident(name), &[statement], uses))
}

fn implementation(name: &Ident, statements: &[TokenStream], uses: &mut Uses) -> TokenStream {
    uses.add_runtime("Check");
    uses.add_runtime("Checker");
    quote! {
        impl Check for #name {
            fn check(&self, checker: &mut Checker) {
                #(#statements)*
            }
        }
    }
}

/// Whether something in the type has constraints.
pub(super) fn is_checked(api: &Api, ty: &TypeRef) -> bool {
    ty.named(true).is_some_and(|id| api.type_def(id).checked)
}

/// The check of one value, if there is anything to check.
fn statement(
    api: &Api,
    wire: &WireName,
    place: &TokenStream,
    ty: &TypeRef,
    constraints: &[Constraint],
    optional: bool,
    nullable: bool,
) -> Option<TokenStream> {
    let wire = text(wire.as_str());
    if constraints.is_empty() {
        return is_checked(api, ty).then(|| quote!(checker.within(#wire, &#place);));
    }
    let rules = constraints.iter().map(rule);
    Some(if optional {
        let value = if nullable { quote!(#place.value()) } else { quote!(&#place) };
        quote! {
            if let Some(value) = #value {
                checker.text(#wire, value)#(.#rules)*;
            }
        }
    } else {
        quote!(checker.text(#wire, &#place)#(.#rules)*;)
    })
}

fn rule(constraint: &Constraint) -> TokenStream {
    match constraint {
        Constraint::MinLength(least) => {
            let least = Literal::usize_unsuffixed(*least);
            quote!(min_length(#least))
        }
        Constraint::MaxLength(most) => {
            let most = Literal::usize_unsuffixed(*most);
            quote!(max_length(#most))
        }
        Constraint::Characters { pattern, class } => class::rule(pattern, class),
    }
}

/// The constraints in words, for the documentation.
pub(super) fn sentence(constraints: &[Constraint]) -> Vec<String> {
    let (exact, others) = match constraints {
        [Constraint::MinLength(least), Constraint::MaxLength(most), others @ ..] if least == most => {
            (Some(format!("exactly {}", characters(*most))), others)
        }
        all => (None, all),
    };
    let rules: Vec<String> = exact.into_iter().chain(others.iter().map(words)).collect();
    if rules.is_empty() { Vec::new() } else { vec![format!("Checked before it is sent: {}.", rules.join(", "))] }
}

/// One constraint in words.
pub(super) fn words(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinLength(1) => "not empty".to_owned(),
        Constraint::MinLength(least) => format!("at least {}", characters(*least)),
        Constraint::MaxLength(most) => format!("at most {}", characters(*most)),
        Constraint::Characters { pattern, .. } => format!("matching {}", doc::code(pattern)),
    }
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}
