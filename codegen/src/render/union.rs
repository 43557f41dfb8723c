use super::{
    Part, Table, Uses, check, doc,
    file::Row,
    object::{half_doc, models_doc},
    rules,
    tokens::{Models, in_row, type_ref},
};
use crate::ir::{Api, Scalar, TypeDef, TypeRef, Union, UnionVariant};

/// An enum with a variant per branch, and one for what is none of them.
pub(super) fn union(api: &Api, def: &TypeDef, union: &Union, uses: &mut Uses) -> Vec<Part> {
    uses.add_runtime("union");
    let half: Vec<String> = half_doc(api, def).into_iter().collect();
    let rows = union.variants.iter().map(|variant| {
        let ty = in_row(&type_ref(api, &variant.ty, Models::Here, uses));
        let tags: Vec<String> = variant.tags.iter().map(|tag| format!("{:?}", tag.as_str())).collect();
        let tags = if union.tag.is_some() { format!(" => {}", tags.join(" | ")) } else { String::new() };
        Row::documented(variant_doc(api, variant, def.sent), format!("{}({ty}){tags};", variant.name))
    });
    let rows = rows.collect();
    let by = union.tag.as_ref().map_or_else(String::new, |tag| format!(" by {:?}", tag.as_str()));
    let mut parts = vec![Part::Table(Table {
        name: "union".to_owned(),
        subject: Some(format!("pub enum {}{by}", def.name)),
        about: doc::said_or(&def.doc, &half, &models_doc(def)),
        rows,
    })];
    if def.checked {
        parts.push(Part::Item(check::union(api, def, union, uses)));
    }
    parts
}

/// What the document says of a variant, and the values of the tag that mean it; else what it holds.
fn variant_doc(api: &Api, variant: &UnionVariant, is_sent: bool) -> Vec<String> {
    let mut lines = doc::lines(&variant.doc);
    if !variant.tags.is_empty() {
        let tags: Vec<String> = variant.tags.iter().map(|tag| doc::code(tag.as_str())).collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(tags.join(", "));
    }
    if lines.is_empty() {
        lines.push(in_a_word(api, &variant.ty));
    }
    if is_sent {
        for sentence in rules::sentence(api, &variant.ty, &variant.constraints) {
            lines.extend([String::new(), sentence]);
        }
    }
    lines
}

fn in_a_word(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Scalar(Scalar::Json) => "Anything.".to_owned(),
        TypeRef::Scalar(Scalar::Bytes | Scalar::Upload | Scalar::File) => "A file.".to_owned(),
        TypeRef::Scalar(Scalar::String) => "A text.".to_owned(),
        TypeRef::Scalar(Scalar::Formatted(ty)) => doc::code(ty.as_str()),
        TypeRef::Scalar(Scalar::Bool) => "A boolean.".to_owned(),
        TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => "An integer.".to_owned(),
        TypeRef::Scalar(Scalar::F32 | Scalar::F64) => "A number.".to_owned(),
        TypeRef::Array(_) => "A list.".to_owned(),
        TypeRef::Map(_) => "An object whose members all have one type.".to_owned(),
        TypeRef::Named(id) => format!("[`{}`]", api.type_def(*id).name),
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => in_a_word(api, inner),
    }
}
