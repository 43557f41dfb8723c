use std::{collections::HashMap, fmt};

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    BodyArgument, body_argument,
    body_type::{self, body_type},
    stream_methods,
};
use crate::ir::{Api, Field, Operation, Presence, RustIdent};
use crate::naming::{Scope, field};
use crate::render::{
    Uses, attributes,
    plain_type::plain_type,
    tokens::{ident, in_row, takes_into},
};

/// The methods that every call has, which no setter may be named after.
const CALL_METHODS: &[&str] = &[
    "clone",
    "deadline",
    "header",
    "items",
    "operation",
    "operation_mut",
    "pages",
    "query",
    "resumable",
    "resume",
    "retry",
    "send",
    "with_key",
];

/// A method of a call that sets a value.
pub(in crate::render) struct Setter {
    pub name: RustIdent,
    pub takes: Takes,
    /// The argument type, or the type that the argument converts into.
    pub ty: TokenStream,
    /// The field of the operation that it sets, such as `body.note`.
    pub target: String,
}

/// The form of a setter's argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Takes {
    /// The type itself.
    Plain,
    /// Anything that converts into the type.
    Into,
    /// Anything that converts into the type or into null.
    Nullable,
}

impl Takes {
    pub(in crate::render) fn plain_or_into(is_into: bool) -> Self {
        if is_into { Self::Into } else { Self::Plain }
    }
}

/// Writes the setter with its argument, as in `note(into String)`.
impl fmt::Display for Setter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, takes, ty, target: _ } = self;
        let takes = match takes {
            Takes::Plain => "",
            Takes::Into => "into ",
            Takes::Nullable => "nullable ",
        };
        write!(f, "{name}({takes}{})", in_row(ty))
    }
}

/// The setters that have another name than their field, by field.
pub(super) type Renamed<'s> = HashMap<&'s str, &'s RustIdent>;

/// Returns the setters that have another name than their field.
pub(super) fn renamed(setters: &[Setter]) -> Renamed<'_> {
    let renamed = setters.iter().filter(|setter| setter.name.as_str() != setter.target);
    renamed.map(|setter| (setter.target.as_str(), &setter.name)).collect()
}

/// Renders the attribute for a field whose setter has another name.
pub(super) fn name_attribute(renamed: &Renamed<'_>, field: &str) -> Option<TokenStream> {
    let name = ident(renamed.get(field)?);
    Some(quote!(#[setter(#name)]))
}

/// Renders an attribute for each setter of a property of the request body.
pub(super) fn property_setters(setters: &[Setter], uses: &mut Uses) -> Vec<TokenStream> {
    let of_properties = setters.iter().filter_map(|setter| Some((setter, setter.target.strip_prefix("body.")?)));
    let setters: Vec<TokenStream> = of_properties
        .map(|(Setter { name, takes, ty, target }, member)| {
            let ty = match takes {
                Takes::Nullable => {
                    uses.add_runtime("Nullable");
                    quote!(Nullable<#ty>)
                }
                Takes::Plain | Takes::Into => ty.clone(),
            };
            let is_renamed = name.as_str() != member;
            let name = ident(name);
            let target = is_renamed.then(|| {
                let target: TokenStream = target.parse().unwrap_or_default();
                quote!(= #target)
            });
            quote!(#name(#ty) #target)
        })
        .collect();
    attributes::each("setter", &setters)
}

/// Returns true if an operation has setters.
pub(super) fn has_setters(api: &Api, operation: &Operation) -> bool {
    operation.settable_parameters().next().is_some()
        || match body_argument(api, operation.body.as_ref()) {
            BodyArgument::Members(members) => members.fields.iter().any(Field::is_sent),
            BodyArgument::Optional => true,
            BodyArgument::None | BodyArgument::Required => false,
        }
}

/// Returns the setters of an operation.
///
/// There is one for each parameter that is optional or has a default, one for each property of a
/// request body without required properties, and one for an optional request body.
pub(in crate::render) fn setters(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Setter> {
    let mut names = Scope::with(CALL_METHODS);
    for method in stream_methods(operation) {
        names.take([RustIdent::from_valid(method)]);
    }
    let mut setters = Vec::new();
    for parameter in operation.settable_parameters() {
        setters.push(Setter {
            name: names.take([parameter.name.clone(), field(&format!("{} parameter", parameter.wire))]),
            takes: Takes::plain_or_into(takes_into(api, &parameter.ty)),
            ty: plain_type(api, &parameter.ty, uses),
            target: parameter.name.to_string(),
        });
    }
    match (body_argument(api, operation.body.as_ref()), &operation.body) {
        (BodyArgument::Members(members), _) => {
            for member in members.fields.iter().filter(|member| member.is_sent()) {
                setters.push(Setter {
                    name: names.take([member.name.clone(), field(&format!("body {}", member.wire))]),
                    takes: match member.presence {
                        Presence::Nullable => Takes::Nullable,
                        Presence::Required | Presence::Optional => Takes::plain_or_into(takes_into(api, &member.ty)),
                    },
                    ty: plain_type(api, &member.ty, uses),
                    target: format!("body.{}", member.name),
                });
            }
        }
        (BodyArgument::Optional, Some(body)) => setters.push(Setter {
            name: names.take([field("body"), field("request body")]),
            takes: Takes::plain_or_into(body_type::takes_into(api, body)),
            ty: body_type(api, body, uses),
            target: "body".to_owned(),
        }),
        (BodyArgument::None | BodyArgument::Required | BodyArgument::Optional, _) => {}
    }
    setters
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the names of the methods that a macro of the runtime writes.
    fn methods(name: &str) -> Vec<String> {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/src/client/call/macros.rs");
        let text = std::fs::read_to_string(file).unwrap();
        let (_, after) = text.split_once(&format!("macro_rules! {name} ")).unwrap();
        let end = after.find("macro_rules!").unwrap_or(after.len());
        let declared = after[..end].split("pub ").skip(1);
        let names = declared.filter_map(|text| text.trim_start_matches("async ").strip_prefix("fn "));
        names.map(|text| text.split(['(', '<']).next().unwrap().to_owned()).collect()
    }

    #[test]
    fn nothing_is_called_like_a_method_that_is_there_already() {
        let of_streams = ["download", "events"];
        let of_calls = methods("__call_methods");
        assert!(of_calls.len() > 8, "{of_calls:?}");
        for method in of_calls.iter().filter(|method| !of_streams.contains(&method.as_str())) {
            assert!(CALL_METHODS.contains(&method.as_str()), "{method}");
        }
        let of_clients = methods("__client_methods");
        assert!(of_clients.len() > 4, "{of_clients:?}");
        for method in of_clients {
            assert!(crate::render::CLIENT_METHODS.contains(&method.as_str()), "{method}");
        }
        let of_builders = methods("__client_builder_methods");
        assert!(of_builders.len() > 8, "{of_builders:?}");
        for method in of_builders {
            assert!(crate::render::BUILDER_METHODS.contains(&method.as_str()), "{method}");
        }
    }
}
