use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Documentation, Table, Uses, check, doc,
    file::Row,
    operation::object_of,
    rules,
    tokens::{self, Models, ident, in_row, type_ref},
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

/// Whether what sets a body takes anything that converts into its type.
pub(super) fn takes_into(api: &Api, body: &Body) -> bool {
    body.choice.is_some() || body.contents.iter().any(|content| tokens::takes_into(api, &content.ty))
}

/// The row of a body: `given` is its field with how it is given.
pub(super) fn row(api: &Api, body: &Body, given: &str) -> Row {
    let checks = check::body(api, body);
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => {
            let said = rules::sentence(api, &content.ty, &content.constraints).join(" ");
            let said = if said.is_empty() { None } else { Some(format!("{said:?}")) };
            let checks: Vec<String> = checks.into_iter().chain(said).collect();
            written(Vec::new(), &format!("{given} => "), content_encoding(api, content), &checks)
        }
        _ => Row::member(Documentation::default(), &format!("{given} => content"), &checks),
    }
}

/// The enum of a body that may be several things, what it is made from, and how it is written.
pub(super) fn choice(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Table> {
    let body = operation.body.as_ref()?;
    let name = body.choice.as_ref()?;
    uses.add_runtime("content");
    let rows = body.contents.iter().map(|content| {
        let ty = in_row(&type_ref(api, &content.ty, Models::ByModule, uses));
        let others = match settled(api, &content.ty) {
            TypeRef::Scalar(Scalar::String) => ", &str",
            TypeRef::Scalar(Scalar::Upload) => ", Vec<u8>, &[u8]",
            _ => "",
        };
        let from = if is_told_by_type(api, content, body) { format!(" from {ty}{others}") } else { String::new() };
        let before = format!("{}({ty}){from} => ", content.name);
        let checks = check::in_row(api, &content.ty, &content.constraints);
        let doc = vec![format!("As {}.", doc::code(&content.media_type))];
        written(doc, &before, content_encoding(api, content), &checks)
    });
    let rows = rows.collect();
    let subject = format!("pub enum {name} of {:?}", operation.id.as_str());
    Some(Table::new("content", Some(subject), rows))
}

/// Whether no other content has the type of this one, so that a value says which of them it is.
pub(super) fn is_told_by_type(api: &Api, content: &Content, body: &Body) -> bool {
    let own = settled(api, &content.ty);
    body.contents.iter().filter(|other| settled(api, &other.ty) == own).count() == 1
}

/// The type without other names, also of what is in it.
pub(super) fn settled(api: &Api, ty: &TypeRef) -> TypeRef {
    match api.settled(ty) {
        TypeRef::Named(id) => TypeRef::Named(*id),
        TypeRef::Array(inner) => TypeRef::Array(Box::new(settled(api, inner))),
        TypeRef::Map(inner) => TypeRef::Map(Box::new(settled(api, inner))),
        TypeRef::Boxed(inner) => TypeRef::Boxed(Box::new(settled(api, inner))),
        TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(settled(api, inner))),
        TypeRef::Scalar(scalar) => TypeRef::Scalar(*scalar),
    }
}

/// One row; what is said of single members has a line each.
fn written(doc: Vec<String>, before: &str, (kind, members): (String, Vec<String>), checks: &[String]) -> Row {
    if members.is_empty() {
        return Row::member(doc.into(), &format!("{before}{kind}"), checks);
    }
    let members = members.join(",\n        ");
    Row::member(doc.into(), &format!("{before}{kind} [\n        {members},\n    ]"), checks)
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
