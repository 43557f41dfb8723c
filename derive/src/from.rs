//! Conversions into a union from the types of its variants.

use std::collections::HashMap;

use proc_macro::TokenTree;

use crate::{
    code::Code,
    item::Variant,
    shape::{Shape, new_box},
};

/// Writes a `From` for each variant whose type no other variant holds. A boxed type is converted without its box, and a
/// `String` also from a `&str`.
pub(crate) fn put_conversions<'i>(code: &mut Code, name: &str, variants: impl Iterator<Item = &'i Variant>) {
    let variants: Vec<(&Variant, &[TokenTree], String)> = variants
        .map(|variant| {
            let ty = held(&variant.ty);
            (variant, ty, text(ty))
        })
        .collect();
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for (_, _, text) in &variants {
        *holders.entry(text).or_default() += 1;
    }
    for (variant, ty, text) in &variants {
        let is_unique = holders[text.as_str()] == 1;
        // JSON could be any variant, and the union itself needs no conversion.
        if !is_unique || text == "Json" || text == name {
            continue;
        }
        let value = match new_box(&Shape::new(&variant.ty).head) {
            Some(new) => format!("{new}(value)"),
            None => "value".to_owned(),
        };
        let hole = code.hole(ty);
        put_conversion(code, name, &hole, variant, &value);
        if text == "String" {
            put_conversion(code, name, "&str", variant, &value.replace("value", "value.to_owned()"));
        }
    }
}

fn put_conversion(code: &mut Code, name: &str, ty: &str, variant: &Variant, value: &str) {
    put!(code, "#[allow(deprecated)] #[automatically_derived] impl ::core::convert::From<{ty}> for {name} {{ ");
    put!(code, "fn from(value: {ty}) -> Self {{ Self::{}({value}) }} }} ", variant.name);
}

/// Returns the type without the box that it is in.
fn held(ty: &[TokenTree]) -> &[TokenTree] {
    let shape = Shape::new(ty);
    if new_box(&shape.head).is_some() { shape.inner } else { ty }
}

fn text(ty: &[TokenTree]) -> String {
    ty.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
