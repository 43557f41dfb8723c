use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{
    BodyArgument, body_argument,
    body_type::body_type,
    links::content_format,
    object_of,
    setters::{self, Renamed, Setter},
};
use crate::ir::{Api, Body, Content, Encoding, MemberStyle, Operation, PartEncoding, Scalar, TypeRef};
use crate::render::{
    Uses, attributes, doc,
    plain_type::{self, checked_type, without_aliases},
    rules,
    tokens::{Models, ident, plain, type_ref},
};

/// Renders the field of a request body with its documentation, attributes and checks.
pub(super) fn field(api: &Api, body: &Body, setters: &[Setter], renamed: &Renamed<'_>, uses: &mut Uses) -> TokenStream {
    let format = if let [content] = body.contents.as_slice() { content_format(content) } else { None };
    let body_doc = |format| format!("The request body, {format}.");
    let mut lines = vec![format.map_or("The request body.".to_owned(), body_doc)];
    let (kind, encodings) = match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => {
            let sentences = rules::sentence(api, &content.ty, &content.constraints);
            lines.extend(sentences.into_iter().flat_map(|line| [String::new(), line]));
            (kind(api, content), encodings(content))
        }
        _ => (quote!(content), Vec::new()),
    };
    let doc = doc::attributes(&lines);
    let check = attributes::check_body(api, body);
    let ty = body_type(api, body, uses);
    let (default, ty, setters) = match body_argument(api, Some(body)) {
        BodyArgument::Members(_) => (Some(quote!(, default)), ty, setters::property_setters(setters, uses)),
        BodyArgument::Optional => {
            (None, quote!(Option<#ty>), setters::name_attribute(renamed, "body").into_iter().collect())
        }
        BodyArgument::None | BodyArgument::Required => {
            let required = plain_type::is_generic(&ty, "Option").then(|| quote!(, required));
            (required, ty, Vec::new())
        }
    };
    quote!(#doc #[body(#kind #default)] #(#encodings)* #check #(#setters)* pub body: #ty,)
}

/// Returns the argument type of `new` and the client's method for a request body, if they take it.
pub(super) fn argument(api: &Api, body: &Body, uses: &mut Uses) -> Option<TokenStream> {
    let ty = body_type(api, body, uses);
    let is_argument = matches!(body_argument(api, Some(body)), BodyArgument::Required);
    is_argument.then_some(ty)
}

/// Renders the enum of a request body with several media types.
pub(super) fn choice(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let name = ident(body.choice.as_ref()?);
    uses.add_runtime("BodyContent");
    let about = doc::attributes(&[format!(
        "The request body of {}, in one of several media types.",
        doc::code(operation.id.as_str())
    )]);
    let variants = body.contents.iter().zip(are_only_of_type(api, body)).map(|(content, is_only)| {
        let doc = doc::attributes(&[format!("As {}.", doc::code(&content.media_type))]);
        let kind = kind(api, content);
        let encodings = encodings(content);
        let check = attributes::check(api, &content.ty, &content.constraints);
        let from = is_only.then(|| quote!(#[from]));
        let name = ident(&content.name);
        let ty = content_type(api, content, uses);
        quote!(#doc #[body(#kind)] #(#encodings)* #check #name(#from #ty),)
    });
    let variants: Vec<TokenStream> = variants.collect();
    Some(quote! {
        #about
        #[derive(Clone, Debug, PartialEq, BodyContent)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    })
}

/// Renders the type of a content. A derive recognizes the types with conversions by their own names
/// only.
fn content_type(api: &Api, content: &Content, uses: &mut Uses) -> TokenStream {
    match api.without_aliases(&content.ty) {
        own @ TypeRef::Scalar(Scalar::String | Scalar::Upload) => type_ref(api, own, Models::ByModule, uses),
        _ => checked_type(api, plain(api, &content.ty), &content.constraints, Models::ByModule, uses),
    }
}

/// Returns for each content whether no other one has its type, so that a value identifies its content.
pub(in crate::render) fn are_only_of_type(api: &Api, body: &Body) -> Vec<bool> {
    let types: Vec<TypeRef> = body.contents.iter().map(|content| without_aliases(api, &content.ty)).collect();
    let mut counts: HashMap<&TypeRef, usize> = HashMap::new();
    for ty in &types {
        *counts.entry(ty).or_default() += 1;
    }
    types.iter().map(|ty| counts[ty] == 1).collect()
}

/// Returns the keyword for the kind of a content, and the media type if the keyword does not imply
/// it.
pub(in crate::render) fn kind_of<'a>(api: &Api, content: &'a Content) -> (&'static str, Option<&'a str>) {
    match &content.encoding {
        Encoding::Json(media_type) => ("json", media_type.as_deref()),
        Encoding::JsonLines(media_type) => ("json_lines", Some(media_type)),
        Encoding::Form { brackets: true, .. } => ("form_with_brackets", None),
        Encoding::Form { brackets: false, .. } => ("form", None),
        Encoding::Multipart { media_type, .. } if object_of(api, &content.ty).is_some() => {
            ("multipart", media_type.as_deref())
        }
        Encoding::Multipart { media_type, .. } => ("fields", media_type.as_deref()),
        Encoding::Text(media_type) | Encoding::Bytes(media_type) => ("raw", Some(media_type)),
    }
}

fn kind(api: &Api, content: &Content) -> TokenStream {
    let (kind, media_type) = kind_of(api, content);
    let kind: Ident = format_ident!("{kind}");
    let media_type = media_type.map(|media_type| quote!(= #media_type));
    quote!(#kind #media_type)
}

/// Renders an attribute for each property that the encoding lists.
fn encodings(content: &Content) -> Vec<TokenStream> {
    match &content.encoding {
        Encoding::Form { styles, .. } => styles.iter().map(member_style).collect(),
        Encoding::Multipart { parts, .. } => parts.iter().map(part_encoding).collect(),
        Encoding::Json(_) | Encoding::JsonLines(_) | Encoding::Text(_) | Encoding::Bytes(_) => Vec::new(),
    }
}

fn member_style(MemberStyle { wire, style, reserved }: &MemberStyle) -> TokenStream {
    let wire = wire.as_str();
    let style = format_ident!("{style:?}");
    let reserved = reserved.then(|| quote!(, reserved));
    quote!(#[encoding(#wire, style = #style #reserved)])
}

fn part_encoding(PartEncoding { wire, media_type, headers }: &PartEncoding) -> TokenStream {
    let wire = wire.as_str();
    let media_type = media_type.as_ref().map(|media_type| quote!(, media_type = #media_type));
    let headers = (!headers.is_empty()).then(|| {
        let headers = headers.iter().map(|(name, value)| quote!(#name = #value));
        quote!(, header(#(#headers),*))
    });
    quote!(#[encoding(#wire #media_type #headers)])
}
