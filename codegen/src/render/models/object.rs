use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{default, extra::Extra};
use crate::ir::{Api, Constant, Constraint, Direction, Field, Object, Presence, RustIdent, TypeDef, TypeRef, WireName};
use crate::naming::case::{Named, rename_all};
use crate::render::{
    Uses, attributes, check, doc,
    plain_type::without_aliases,
    rules,
    tokens::{Models, ident, type_ref},
};

/// Renders a struct for an object schema.
pub(super) fn object(api: &Api, def: &TypeDef, object: &Object, extra: &Extra, uses: &mut Uses) -> TokenStream {
    let Extra { derives, attributes } = extra;
    let derive = if def.sent { "RequestObject" } else { "Object" };
    uses.add_runtime(derive);
    let derive = format_ident!("{derive}");
    // The derive implements it where properties have defaults.
    let default = (object.needs_nothing() && !object.has_defaults()).then(|| quote!(Default,));
    let parts = def.is_multipart.then(|| {
        uses.add_runtime("Parts");
        quote!(, Parts)
    });
    let mut more = if def.sent { rules::sentence_of_properties(&def.constraints) } else { Vec::new() };
    more.extend(split_doc(api, def));
    let names: Vec<_> = object.fields.iter().map(|field| (field.name.as_str(), field.wire.as_str())).collect();
    let case = rename_all(Named::Field, &names);
    let mut arguments: Vec<TokenStream> = case.map(|case| quote!(rename_all = #case)).into_iter().collect();
    if def.sent {
        arguments.extend(object.tags.iter().map(|(tag, value)| {
            let (tag, value) = (tag.as_str(), attributes::constant(value));
            quote!(tag = #tag, value = #value)
        }));
        more.extend(undeclared_tags(object));
    }
    let json = attributes::json(&arguments);
    let doc = doc::documented_or(&def.doc, &more, &models_doc(def));
    let check = if def.sent { attributes::check_properties(&def.constraints) } else { None };
    let sent: HashMap<&WireName, &Constant> = object.tags.iter().map(|(tag, value)| (tag, value)).collect();
    let sent = |field: &Field| sent.get(&field.wire).copied().filter(|_| def.sent);
    let fields =
        object.fields.iter().map(|field| property(api, def, field, sent(field), case, uses)).collect::<Vec<_>>();
    let rest = object.additional.as_ref().map(|(name, ty)| self::rest(api, def, name, ty, uses));
    let name = ident(&def.name);
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, #derive #parts #derives)]
        #attributes
        #json
        #check
        #[non_exhaustive]
        pub struct #name { #(#fields,)* #rest }
    }
}

/// Renders the field of the additional properties.
fn rest(api: &Api, def: &TypeDef, name: &RustIdent, ty: &TypeRef, uses: &mut Uses) -> TokenStream {
    let all = TypeRef::Map(Box::new(ty.clone()));
    let constraints = check::additional_constraints(def);
    let mut lines = vec!["Additional properties.".to_owned()];
    if def.sent {
        lines.extend(rules::sentence(api, &all, &constraints).into_iter().flat_map(|line| [String::new(), line]));
    }
    let doc = doc::attributes(&lines);
    let check = if def.sent { attributes::check(api, &all, &constraints) } else { None };
    let (name, ty) = (ident(name), value_type(api, &all, &constraints, uses));
    quote!(#doc #[json(flatten)] #check pub #name: #ty)
}

/// Returns the documentation of the discriminators that are no fields.
fn undeclared_tags(object: &Object) -> Vec<String> {
    if object.tags.is_empty() {
        return Vec::new();
    }
    let fields: HashSet<&WireName> = object.fields.iter().map(|field| &field.wire).collect();
    let undeclared = object.tags.iter().filter(|(tag, _)| !fields.contains(tag));
    let sentence = |(tag, value): &(WireName, Constant)| {
        format!("Sent with the property {}: {}.", doc::code(tag.as_str()), doc::code(&value.to_string()))
    };
    undeclared.map(sentence).collect()
}

/// Renders the field of a property. `otherwise` is sent if it is not set.
fn property(
    api: &Api,
    def: &TypeDef,
    field: &Field,
    otherwise: Option<&Constant>,
    case: Option<&str>,
    uses: &mut Uses,
) -> TokenStream {
    let is_checked = def.sent && field.is_sent();
    let mut more = if is_checked { rules::sentence(api, &field.ty, &field.constraints) } else { Vec::new() };
    more.extend(value_doc(def, field, is_checked));
    more.extend(field.default.as_ref().map(|value| default::sentence(value)));
    more.extend(otherwise.map(|value| format!("If it is not set, {} is sent.", doc::code(&value.to_string()))));
    if field.direction == Direction::Received {
        more.push("Only the server sets it.".to_owned());
    }
    let doc = doc::documented_or(&field.doc, &more, &format!("The property {}.", doc::code(field.wire.as_str())));
    let mut arguments = Vec::new();
    arguments.extend(attributes::rename(Named::Field, case, field.name.as_str(), field.wire.as_str()));
    let is_option = field.nullable || matches!(api.without_aliases(&field.ty), TypeRef::Nullable(_));
    arguments.extend((field.presence == Presence::Required && is_option).then(|| quote!(required)));
    arguments.extend(field.default.as_ref().map(|value| default::argument(api, &field.ty, value)));
    arguments.extend((def.sent && !field.is_sent()).then(|| quote!(read_only)));
    arguments.extend(only_value(api, def, field));
    let json = attributes::json(&arguments);
    let check = if is_checked { attributes::check(api, &field.ty, &field.constraints) } else { None };
    if field.presence == Presence::Nullable {
        uses.add_runtime("Nullable");
    }
    let (name, ty) = (ident(&field.name), field_type(api, field, uses));
    quote!(#doc #json #check pub #name: #ty)
}

/// Returns the argument for the single value of a property.
///
/// Unions use it to identify the object, and the constructor sets it.
fn only_value(api: &Api, def: &TypeDef, field: &Field) -> Option<TokenStream> {
    if let Some(constant) = &field.constant {
        let constant = attributes::constant(constant);
        return Some(quote!(const = #constant));
    }
    if let Some(tag) = field.fixed().filter(|_| def.sent) {
        let tag = attributes::constant(&tag);
        return Some(quote!(tag = #tag));
    }
    let only: TokenStream = api.only_value(&field.ty)?.parse().unwrap_or_default();
    Some(quote!(only = #only))
}

/// Returns the documentation of a single value, unless the check states it.
fn value_doc(def: &TypeDef, field: &Field, is_checked: bool) -> Option<String> {
    match (&field.constant, field.fixed()) {
        (None, Some(tag)) if def.sent => Some(format!("`new` sets it to {}.", doc::code(&tag.to_string()))),
        (constant, _) => {
            let checked = if is_checked { field.constraints.as_slice() } else { &[] };
            constant_doc(constant.as_ref(), field.nullable, checked)
        }
    }
}

/// Returns the documentation of the single value of a property or parameter, unless `checked`
/// states it.
pub(in crate::render) fn constant_doc(
    constant: Option<&Constant>,
    nullable: bool,
    checked: &[Constraint],
) -> Option<String> {
    let is_stated = checked.iter().any(|constraint| matches!(constraint, Constraint::OneOf(_)));
    let value = doc::code(&constant.filter(|_| !is_stated)?.to_string());
    Some(if nullable { format!("Always {value} or null.") } else { format!("Always {value}.") })
}

/// Returns the documentation of a type without a description.
pub(super) fn models_doc(def: &TypeDef) -> String {
    doc::code(def.pointer.as_str())
}

/// Returns the documentation that distinguishes the two types of a split schema.
pub(super) fn split_doc(api: &Api, def: &TypeDef) -> Option<String> {
    let split = def.split.as_ref()?;
    let other = &api.type_def(split.counterpart).name;
    Some(match split.direction {
        Direction::Sent => format!("The sent form; the received form is [`{other}`]."),
        Direction::Received | Direction::Both => format!("The received form; the sent form is [`{other}`]."),
    })
}

/// Returns the type of a field, including `Option` and `Nullable`.
pub(in crate::render) fn field_type(api: &Api, field: &Field, uses: &mut Uses) -> TokenStream {
    // The derive recognizes a list by its tokens.
    let is_list = field.default.as_ref().is_some_and(|value| value.is_array());
    let written_out = is_list.then(|| without_aliases(api, &field.ty));
    let ty = value_type(api, written_out.as_ref().unwrap_or(&field.ty), &field.constraints, uses);
    match field.presence {
        Presence::Required | Presence::Optional if field.is_always_there() => ty,
        Presence::Required | Presence::Optional => quote!(Option<#ty>),
        Presence::Nullable => quote!(Nullable<#ty>),
    }
}

/// Returns the type of a value, without an alias that would hide a part that derives need to see.
fn value_type(api: &Api, ty: &TypeRef, own: &[Constraint], uses: &mut Uses) -> TokenStream {
    if api.is_written_out(ty, own) {
        type_ref(api, &without_aliases(api, ty), Models::Here, uses)
    } else {
        type_ref(api, ty, Models::Here, uses)
    }
}
