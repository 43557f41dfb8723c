use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Documentation, Part, Table, Uses, check, doc,
    file::Row,
    rules,
    tokens::{Models, in_row, takes_into, type_ref},
};
use crate::ir::{Api, Constant, Constraint, Direction, Field, Object, Presence, Scalar, TypeDef, TypeRef};

/// A struct with what it needs to be made, checked, read and written.
pub(super) fn object(api: &Api, def: &TypeDef, object: &Object, uses: &mut Uses) -> Vec<Part> {
    let mut parts = vec![Part::Table(declaration(api, def, object, uses))];
    if def.is_multipart {
        parts.push(Part::Table(multipart(api, def, object, uses)));
    }
    parts
}

/// The table of what is on the wire, and of how what is sent is made and checked.
fn declaration(api: &Api, def: &TypeDef, object: &Object, uses: &mut Uses) -> Table {
    uses.add_runtime("object");
    let mut more = if def.sent { rules::sentence_of_members(&def.constraints) } else { Vec::new() };
    more.extend(half_doc(api, def));
    let mut rows = Vec::new();
    if def.checked {
        rows.extend(check::count_row(def));
    }
    rows.extend(object.fields.iter().map(|field| member(api, def, field, uses)));
    rows.extend(object.additional.as_ref().map(|(name, ty)| {
        uses.add("std::collections", "BTreeMap");
        let all = TypeRef::Map(Box::new(ty.clone()));
        let of_values = check::of_values(def);
        // A macro can tell them from a field's documentation only behind the dots.
        let said = if def.sent { rules::sentence(api, &all, &of_values) } else { Vec::new() };
        let said = said.into_iter().flat_map(|line| [String::new(), line]).collect::<Vec<_>>();
        let said = Documentation::from(said).text("    ", "///", "#");
        let space = if said.is_empty() { " ".to_owned() } else { format!("\n{said}    ") };
        let checks = if def.checked { check::in_row(api, &all, &of_values) } else { Vec::new() };
        let ty = in_row(&type_ref(api, ty, Models::Here, uses));
        let text = format!("..{space}pub {name}: BTreeMap<String, {ty}>");
        Row::member(Documentation::default(), &text, &checks)
    }));
    let has = [("Default", object.needs_nothing()), ("New", def.sent), ("Check", def.checked)];
    let has: Vec<&str> = has.into_iter().filter_map(|(word, has)| has.then_some(word)).collect();
    let colon = if has.is_empty() { "" } else { ": " };
    Table {
        name: "object".to_owned(),
        subject: Some(format!("pub struct {}{colon}{}", def.name, has.join(" + "))),
        about: doc::said_or(&def.doc, &more, &models_doc(def)),
        rows,
    }
}

/// The row of a member.
fn member(api: &Api, def: &TypeDef, field: &Field, uses: &mut Uses) -> Row {
    let is_checked = def.sent && field.is_sent();
    let mut constraints = if is_checked { rules::sentence(api, &field.ty, &field.constraints) } else { Vec::new() };
    constraints.extend(value_doc(def, field, is_checked));
    if field.direction == Direction::Received {
        constraints.push("Only the server sets it.".to_owned());
    }
    let otherwise = format!("The member {}.", doc::code(field.wire.as_str()));
    let fixed = field.fixed().filter(|_| def.sent);
    let takes_into = takes_into(api, &field.ty);
    let how = match field.presence {
        _ if !def.sent || fixed.is_some() => "",
        Presence::Required if takes_into || field.nullable => "(new into)",
        Presence::Required => "(new)",
        Presence::Optional if takes_into => "(into)",
        Presence::Optional => "(set)",
        Presence::Nullable => "(into)",
    };
    if field.presence == Presence::Nullable && how.is_empty() {
        // The row of one with a setter is a word of the table's, which knows it.
        uses.add_runtime("Nullable");
    }
    let ty = in_row(&field_type(api, field, uses));
    let value = fixed.map_or_else(String::new, |fixed| {
        format!(" = {}", literal(&fixed, &type_ref(api, &field.ty, Models::Here, uses)))
    });
    let is_option = field.nullable || matches!(api.settled(&field.ty), TypeRef::Nullable(_));
    let required = if field.presence == Presence::Required && is_option { " required" } else { "" };
    let read_only = if def.sent && !field.is_sent() { " read_only" } else { "" };
    let constant = match &field.constant {
        Some(Constant::Text(text)) => format!(" = {text:?}"),
        Some(Constant::Number(_) | Constant::Bool(_)) | None => String::new(),
    };
    let wire = field.wire.as_str();
    let text = format!("pub {}{how}: {ty}{value} => {wire:?}{required}{read_only}{constant}", field.name);
    let checks =
        if def.checked && field.is_sent() { check::in_row(api, &field.ty, &field.constraints) } else { Vec::new() };
    Row::member(doc::said_or(&field.doc, &constraints, &otherwise), &text, &checks)
}

/// What is said of a member that has one value only, unless its check says that.
fn value_doc(def: &TypeDef, field: &Field, is_checked: bool) -> Option<String> {
    match (&field.constant, field.fixed()) {
        (None, Some(tag)) if def.sent => Some(format!("`new` sets it to {}.", doc::code(&tag.to_string()))),
        (constant, _) => {
            let checked = if is_checked { field.constraints.as_slice() } else { &[] };
            constant_doc(constant.as_ref(), field.nullable, checked)
        }
    }
}

/// What is said of the only value of a member or a parameter, unless what is `checked` says it.
pub(super) fn constant_doc(constant: Option<&Constant>, nullable: bool, checked: &[Constraint]) -> Option<String> {
    let is_said = checked.iter().any(|constraint| matches!(constraint, Constraint::OneOf(_)));
    let value = doc::code(&constant.filter(|_| !is_said)?.to_string());
    Some(if nullable { format!("Always {value} or null.") } else { format!("Always {value}.") })
}

/// What a type without a description is.
pub(super) fn models_doc(def: &TypeDef) -> String {
    doc::code(def.pointer.as_str())
}

/// Which of the two types of its schema it is, if there are two.
pub(super) fn half_doc(api: &Api, def: &TypeDef) -> Option<String> {
    let half = def.half.as_ref()?;
    let other = &api.type_def(half.other).name;
    Some(match half.said_by {
        Direction::Sent => format!("As it is sent; what is received is a [`{other}`]."),
        Direction::Received | Direction::Both => format!("As it is received; what is sent is a [`{other}`]."),
    })
}

/// The type of a field, with what says that there may be no value.
pub(super) fn field_type(api: &Api, field: &Field, uses: &mut Uses) -> TokenStream {
    let ty = type_ref(api, &field.ty, Models::Here, uses);
    match field.presence {
        Presence::Required if !field.nullable => ty,
        Presence::Required | Presence::Optional => quote!(Option<#ty>),
        Presence::Nullable => quote!(Nullable<#ty>),
    }
}

/// A value as rows have it: a number says its type, which nothing else does there.
pub(super) fn literal(constant: &Constant, ty: &TokenStream) -> String {
    match constant {
        Constant::Text(text) => format!("{text:?}"),
        Constant::Number(number) => format!("{}_{}", number.as_str(), in_row(ty)),
        Constant::Bool(value) => value.to_string(),
    }
}

/// The table of the parts of a multipart body.
fn multipart(api: &Api, def: &TypeDef, object: &Object, uses: &mut Uses) -> Table {
    uses.add_runtime("parts");
    let rows = object.fields.iter().filter(|field| field.is_sent()).map(|field| {
        let kind = if is_file(api, &field.ty) { "file" } else { "value" };
        let optional = match field.presence {
            Presence::Required if !field.nullable => "",
            Presence::Required | Presence::Optional => "optional ",
            // A part that is null is left out like one that is absent.
            Presence::Nullable => "",
        };
        Row::new(format!("{:?} => {}, {optional}{kind};", field.wire.as_str(), field.name))
    });
    Table::new("parts", Some(def.name.to_string()), rows.collect())
}

/// Whether it is a file, or a list of files.
fn is_file(api: &Api, ty: &TypeRef) -> bool {
    match api.settled(ty) {
        TypeRef::Scalar(scalar) => *scalar == Scalar::File,
        TypeRef::Array(item) => matches!(**item, TypeRef::Scalar(_) | TypeRef::Named(_)) && is_file(api, item),
        TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Nullable(_) => false,
    }
}
