use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Part, Table, Uses, check, doc,
    file::Row,
    operation::object_of,
    tokens::{Models, ident, in_row, type_ref},
};
use crate::ir::{Api, Body, Content, Encoding, MemberStyle, Operation, PartEncoding, Scalar, TypeRef};

/// The type of a body, or of the choice between several.
pub(super) fn body_type(api: &Api, body: &Body, uses: &mut Uses) -> TokenStream {
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => type_ref(api, &content.ty, Models::ByModule, uses),
        (choice, _) => {
            let name = choice.as_ref().map(ident);
            quote!(#name)
        }
    }
}

/// The rows of an operation's table that say how its body is written.
pub(super) fn rows(api: &Api, body: &Body) -> Vec<Row> {
    let optional = if body.required { "" } else { ", optional" };
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => written("body ", content_encoding(api, content), &format!(" => body{optional};")),
        _ => vec![Row::new(format!("body content => body{optional};"))],
    }
}

/// The enum of a body that may be several things, what it is made from, and how it is written.
pub(super) fn choice(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Part> {
    let Some((body, name)) = operation.body.as_ref().and_then(|body| Some((body, body.choice.as_ref()?))) else {
        return Vec::new();
    };
    uses.add_runtime("content");
    let about = doc::attributes(&[format!("What {} sends: the caller chooses.", doc::code(operation.id.as_str()))]);
    let enum_name = ident(name);
    let variants = body.contents.iter().map(|content| {
        let doc = doc::attributes(&[format!("As {}.", doc::code(&content.media_type))]);
        let variant = ident(&content.name);
        let ty = type_ref(api, &content.ty, Models::ByModule, uses);
        quote!(#doc #variant(#ty))
    });
    let mut parts = vec![Part::Item(quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #enum_name {
            #(#variants,)*
        }
    })];
    let rows = body.contents.iter().flat_map(|content| {
        let ty = in_row(&type_ref(api, &content.ty, Models::ByModule, uses));
        let others = match settled(api, &content.ty) {
            TypeRef::Scalar(Scalar::String) => ", &str",
            TypeRef::Scalar(Scalar::Upload) => ", Vec<u8>, &[u8]",
            _ => "",
        };
        let is_told = is_told_by_type(api, content, body);
        let from = if is_told { format!(" from {ty}{others}") } else { String::new() };
        written(&format!("{}{from} => ", content.name), content_encoding(api, content), ";")
    });
    parts.push(Part::Table(Table::new("content", Some(name.to_string()), rows.collect())));
    parts.extend(check::choice(api, body, name, uses).map(Part::Item));
    parts
}

/// Whether no other content has the type of this one, so that a value says which of them it is.
pub(super) fn is_told_by_type(api: &Api, content: &Content, body: &Body) -> bool {
    let own = settled(api, &content.ty);
    body.contents.iter().filter(|other| settled(api, &other.ty) == own).count() == 1
}

/// The type without other names, also of what is in it.
fn settled(api: &Api, ty: &TypeRef) -> TypeRef {
    match api.settled(ty) {
        TypeRef::Named(id) => TypeRef::Named(*id),
        TypeRef::Array(inner) => TypeRef::Array(Box::new(settled(api, inner))),
        TypeRef::Map(inner) => TypeRef::Map(Box::new(settled(api, inner))),
        TypeRef::Boxed(inner) => TypeRef::Boxed(Box::new(settled(api, inner))),
        TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(settled(api, inner))),
        TypeRef::Scalar(scalar) => TypeRef::Scalar(*scalar),
    }
}

/// One row, or, where something is said of single members, a row for each of them between two.
fn written(before: &str, (kind, members): (String, Vec<String>), after: &str) -> Vec<Row> {
    if members.is_empty() {
        return vec![Row::new(format!("{before}{kind}{after}"))];
    }
    let mut rows = vec![Row::new(format!("{before}{kind} ["))];
    rows.extend(members.into_iter().map(|member| Row::new(format!("    {member},"))));
    rows.push(Row::new(format!("]{after}")));
    rows
}

/// The kind of a content, and what is said of single members.
pub(super) fn content_encoding(api: &Api, content: &Content) -> (String, Vec<String>) {
    match &content.encoding {
        Encoding::Json(None) => ("json".to_owned(), Vec::new()),
        Encoding::Json(Some(media_type)) => (format!("json {media_type:?}"), Vec::new()),
        Encoding::Form { brackets, styles } => {
            let kind = if *brackets { "form_with_brackets" } else { "form" };
            (kind.to_owned(), styles.iter().map(member_style).collect())
        }
        Encoding::Multipart(parts) => {
            let kind = if object_of(api, &content.ty).is_some() { "multipart" } else { "fields" };
            (kind.to_owned(), parts.iter().map(part_encoding).collect())
        }
        Encoding::Text(media_type) | Encoding::Bytes(media_type) => (format!("raw {media_type:?}"), Vec::new()),
    }
}

fn member_style(MemberStyle { wire, style, reserved }: &MemberStyle) -> String {
    let reserved = if *reserved { " reserved" } else { "" };
    format!("{:?} as {style:?}{reserved}", wire.as_str())
}

fn part_encoding(PartEncoding { wire, media_type, headers }: &PartEncoding) -> String {
    let mut text = format!("{:?}", wire.as_str());
    if let Some(media_type) = media_type {
        text.push_str(&format!(" as {media_type:?}"));
    }
    if !headers.is_empty() {
        let headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name:?} = {value:?}")).collect();
        text.push_str(&format!(" with {}", headers.join(" ")));
    }
    text
}
