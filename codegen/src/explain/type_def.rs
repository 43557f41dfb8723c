//! Explains a type and its parts.

use serde_json::Value;

use super::reasons::Reasons;
use super::{checks, type_ref};
use crate::diff::Places;
use crate::ir::{
    Direction, Field, Presence, TypeDef, TypeKind, TypeRef, Union, UnionVariant, Values, Variant, WireName,
};
use crate::pointer::Pointer;

/// Explains a type.
pub(super) fn explain_type(reasons: &mut Reasons<'_>, def: &TypeDef, at: &Pointer) {
    match &def.kind {
        TypeKind::Object(object) => {
            if !keyword_alone(reasons, at, "properties", "a struct with a field for each") {
                reasons.because("an object → a struct", at);
            }
            if let Some((name, _)) = &object.additional {
                let result = format!("the field `{name}` for additional properties");
                keyword_alone(reasons, at, rest_keyword(reasons, at), &result);
            }
            for (tag, value) in object.tags.iter().filter(|_| def.sent) {
                let result = format!("`{tag}` is sent also where no union is, unless it is set");
                by_discriminator(reasons, def, tag, &value.to_string(), &result);
            }
        }
        TypeKind::OpenEnum(listed) => {
            let noun = listed.values.noun();
            let result = format!("an enum with a variant for each {noun}, and `Unknown` for other values");
            if !LISTS.iter().any(|keyword| keyword_alone(reasons, at, keyword, &result)) {
                reasons.because(format!("the {noun}s of the schema → {result}"), at);
            }
            for keyword in ["x-enum-varnames", "x-enumNames"] {
                keyword_alone(reasons, at, keyword, "the names of the variants");
            }
        }
        TypeKind::Union(union) => explain_union(reasons, union, at),
        TypeKind::Alias(target) => match target {
            TypeRef::Named(id) if def.is_inline && reasons.api.type_def(*id).is_inline => {
                let first = reasons.api.type_def(*id);
                let text = format!("the schema is equal to that of `{}` → an alias", first.name);
                reasons.because(text, &first.pointer);
            }
            _ => type_ref::explain(reasons, target, at),
        },
    }
    type_ref::constraints(reasons, &def.constraints, def.sent, at);
    let is_base = |other: &TypeDef| matches!(&other.kind, TypeKind::Union(union) if union.is_base);
    if let Some(base) = reasons.api.types.iter().find(|other| other.pointer == *at && is_base(other) && def.is_inline) {
        reasons.add(format!(
            "`{}` is the union of the schemas that extend it → its own properties are in `{}`",
            base.name, def.name
        ));
    } else if reasons.is_renamed {
        // The name does not come from the document.
    } else if def.is_inline {
        reasons.add(format!("the schema has no name → `{}`, after its place", def.name));
    } else if let Some((_, wire)) = at.split_last()
        && wire != def.name.as_str()
    {
        reasons.add(format!("`{wire}` → `{}`, by Rust's naming convention for types", def.name));
    }
    if let Some(split) = &def.split {
        let other = &reasons.api.type_def(split.counterpart).name;
        let form = if split.direction == Direction::Sent { "the sent form" } else { "the received form" };
        reasons.add(format!(
            "sent and received values have different properties → `{}`, {form}, beside `{other}`",
            def.name
        ));
    }
    if matches!(def.kind, TypeKind::Object(_)) {
        reasons.add(match (def.sent, def.usage.has(Direction::Sent)) {
            (true, true) => format!("{} → `new` and a setter for each optional field", def.usage),
            (true, false) => {
                "no operation sends it, but callers may → `new` and a setter for each optional field".to_owned()
            }
            (false, _) => format!("{}, and nothing sends it → it has no constructor", def.usage),
        });
    }
    if def.sent && checks::are_in(reasons.api, def) {
        reasons.add("sent values have constraints → `Check`");
    }
    if def.is_multipart {
        reasons.add("an operation sends it as `multipart/form-data` → its properties are parts");
    }
}

fn explain_union(reasons: &mut Reasons<'_>, union: &Union, at: &Pointer) {
    if union.is_base {
        return explain_base(reasons, union, at);
    }
    let result = "an enum with a variant for each branch that is not null";
    let _ = keyword_alone(reasons, at, "oneOf", result) || keyword_alone(reasons, at, "anyOf", result);
    match &union.tag {
        Some(tag) => {
            let names_it = |value: &Value| value.get("propertyName").is_some_and(|name| name == tag.as_str());
            let result = format!("the property `{tag}` selects the branch");
            match reasons.places.keyword(at, "discriminator", names_it) {
                Some(found) => reasons.because(format!("`discriminator` → {result}"), &found),
                None if union.is_tag_optional => reasons.add(format!(
                    "every branch has its own value of `{tag}` → {result} if it is present; it is always sent"
                )),
                None => reasons.add(format!("every branch requires `{tag}` with its own values → {result}")),
            }
        }
        None => reasons.add("no property selects the branch → the branch that keeps most of the value"),
    }
}

/// Explains a base with a discriminator, which other schemas extend.
fn explain_base(reasons: &mut Reasons<'_>, union: &Union, at: &Pointer) {
    for variant in &union.variants {
        let extending = variant.ty.named(true).map(|id| reasons.api.type_def(id)).filter(|def| def.pointer != *at);
        match extending {
            Some(def) => {
                let text = format!("`{}` extends it → the variant `{}`", def.name, variant.name);
                reasons.because(text, &extension(reasons.places, &def.pointer));
            }
            None => reasons.because(format!("a value may be the base itself → the variant `{}`", variant.name), at),
        }
    }
    let result = union.tag.as_ref().map_or_else(String::new, |tag| format!("the property `{tag}` selects the variant"));
    keyword_alone(reasons, at, "discriminator", &result);
}

/// Returns the place where the schema at `extending` extends another.
pub(super) fn extension(places: &Places<'_>, extending: &Pointer) -> Pointer {
    places.keyword(extending, "allOf", |_| true).unwrap_or_else(|| extending.clone())
}

/// Explains a field.
pub(super) fn explain_field(reasons: &mut Reasons<'_>, def: &TypeDef, field: &Field, at: &Pointer) {
    type_ref::explain(reasons, &field.ty, at);
    presence(reasons, def, field, at);
    match field.direction {
        Direction::Both => {}
        Direction::Received => {
            reasons.keyword(at, "readOnly", "only the server sets it: no operation sends it");
        }
        Direction::Sent => {
            reasons.keyword(at, "writeOnly", "it is only sent");
        }
    }
    if let Some(constant) = &field.constant {
        let result = format!("it is always `{constant}`");
        let _ = reasons.keyword(at, "const", &result) || reasons.keyword(at, "enum", &result);
    } else if let Some(tag) = field.tag.as_ref().filter(|_| def.sent && field.fixed().is_some()) {
        by_discriminator(reasons, def, &field.wire, tag, "`new` sets it");
    }
    type_ref::constraints(reasons, &field.constraints, def.sent && field.is_sent(), at);
    if field.doc.deprecated {
        reasons.deprecated(at);
    }
    reasons.renamed(&field.wire, &field.name, "fields");
}

/// Explains what follows from the value of a discriminator that selects the type.
fn by_discriminator(reasons: &mut Reasons<'_>, def: &TypeDef, property: &WireName, tag: &str, result: &str) {
    let api = reasons.api;
    let is_it = |branch: &UnionVariant| {
        let named = branch.ty.named(true).and_then(|id| api.without_aliases(&TypeRef::Named(id)).named(true));
        named.is_some_and(|id| api.type_def(id).pointer == def.pointer)
            && branch.tags.iter().any(|value| value.as_str() == tag)
    };
    let choice = api.types.iter().find(|other| match &other.kind {
        TypeKind::Union(union) => union.tag.as_ref() == Some(property) && union.variants.iter().any(is_it),
        TypeKind::Object(_) | TypeKind::OpenEnum(_) | TypeKind::Alias(_) => false,
    });
    if let Some(choice) = choice {
        let at = reasons.find(&choice.pointer, "discriminator").unwrap_or_else(|| choice.pointer.clone());
        reasons.because(format!("`{}` selects it by `{tag}` → {result}", choice.name), &at);
    }
}

fn presence(reasons: &mut Reasons<'_>, def: &TypeDef, field: &Field, at: &Pointer) {
    let listed = required(reasons, def, field);
    let result = match (field.presence, field.nullable) {
        (Presence::Required, false) => "it is always present",
        (Presence::Required, true) => "it is always present, and may be null",
        (Presence::Optional, _) if field.default.is_some() => "it may be absent",
        (Presence::Optional, _) => "`Option`",
        (Presence::Nullable, _) => "it may be absent",
    };
    match (&listed, field.presence) {
        (Some(listed), Presence::Required) => {
            reasons.because(format!("`required` lists `{}` → {result}", field.wire), listed);
        }
        // A property that one direction does not have is optional, since both directions share the type.
        (Some(listed), Presence::Optional | Presence::Nullable) => {
            let text = format!("`required` lists `{}`, but one direction omits it → {result}", field.wire);
            reasons.because(text, listed);
        }
        (None, _) => {
            let list = reasons.find(&def.pointer, "required").unwrap_or_else(|| def.pointer.clone());
            reasons.because(format!("`required` does not list `{}` → {result}", field.wire), &list);
        }
    }
    if field.default.is_some() {
        let result = "an absent property has this value, by the option `defaults`";
        reasons.keyword(at, "default", result);
        if field.nullable {
            type_ref::null(reasons, at, "`None` is null");
        }
        return;
    }
    if !field.nullable {
        return;
    }
    match field.presence {
        Presence::Required => type_ref::null(reasons, at, "`Option`"),
        Presence::Nullable => {
            type_ref::null(reasons, at, "absent, null and a value are distinct, so `Nullable`");
        }
        Presence::Optional => {
            type_ref::null(reasons, at, "`None` is also null");
            if field.null_is_default && listed.is_none() {
                reasons.keyword(at, "default", "absent and null are the same");
            } else if !def.sent {
                reasons.add("the type is only received → absent and null are the same");
            }
        }
    }
}

/// Returns the place where the document requires the property.
fn required(reasons: &Reasons<'_>, def: &TypeDef, field: &Field) -> Option<Pointer> {
    let place_in = |value: &Value| value.as_array()?.iter().position(|name| name == field.wire.as_str());
    let list = reasons.places.keyword(&def.pointer, "required", |value| place_in(value).is_some())?;
    let index = reasons.places.get(&list).and_then(place_in)?;
    Some(list.index(index))
}

/// Explains the additional properties.
pub(super) fn explain_rest(reasons: &mut Reasons<'_>, ty: &TypeRef, at: &Pointer) {
    let keyword = rest_keyword(reasons, at);
    keyword_alone(reasons, at, keyword, &format!("additional properties → `{}`", reasons.api.map.type_name()));
    type_ref::explain(reasons, ty, &at.child(keyword));
}

/// Returns the keyword that describes the additional properties.
fn rest_keyword(reasons: &Reasons<'_>, at: &Pointer) -> &'static str {
    let keywords = ["additionalProperties", "unevaluatedProperties"];
    keywords.into_iter().find(|keyword| reasons.find(at, keyword).is_some()).unwrap_or(keywords[0])
}

/// The keywords that list the values of an enum of strings or integers.
const LISTS: [&str; 4] = ["enum", "oneOf", "anyOf", "const"];

/// Explains a value of an enum of strings or integers.
pub(super) fn explain_value(reasons: &mut Reasons<'_>, values: Values, variant: &Variant, at: &Pointer) {
    let list = at.split_last().and_then(|(list, _)| Some(list.split_last()?.1.into_owned()));
    let keyword = LISTS.iter().find(|keyword| list.as_deref() == Some(**keyword)).unwrap_or(&"enum");
    reasons.because(format!("the {} `{}` is one of `{keyword}` → `{}`", values.noun(), variant.wire, variant.name), at);
}

/// Explains the variant for values that are not listed. `at` is the enum.
pub(super) fn explain_unknown_value(reasons: &mut Reasons<'_>, values: Values, at: &Pointer) {
    let noun = values.noun();
    let result = format!("the known {noun}s; `Unknown` keeps any other");
    if !LISTS.iter().any(|keyword| keyword_alone(reasons, at, keyword, &result)) {
        reasons.because(format!("the {noun}s of the schema → {result}"), at);
    }
}

/// Explains the variant for values that match no branch. `at` is the union.
pub(super) fn explain_unknown_branch(reasons: &mut Reasons<'_>, at: &Pointer) {
    let result = "the known branches; `Unknown` keeps any other value as JSON";
    if !keyword_alone(reasons, at, "oneOf", result) && !keyword_alone(reasons, at, "anyOf", result) {
        reasons.because(format!("the branches of the schema → {result}"), at);
    }
}

/// Explains a variant of a union.
pub(super) fn explain_branch(reasons: &mut Reasons<'_>, union: &Union, variant: &UnionVariant, at: &Pointer) {
    type_ref::explain(reasons, &variant.ty, at);
    by_tag(reasons, union, variant);
}

/// Explains a variant of a base: a schema that extends it, or the base itself.
pub(super) fn explain_extension(
    reasons: &mut Reasons<'_>,
    union: &Union,
    variant: &UnionVariant,
    (extending, base): (&TypeDef, &Pointer),
    at: &Pointer,
) {
    let text = if extending.pointer == *base {
        format!("a value may be the base itself → `{}`", extending.name)
    } else {
        format!("`{}` extends the schema → a variant", extending.name)
    };
    reasons.because(text, at);
    by_tag(reasons, union, variant);
}

fn by_tag(reasons: &mut Reasons<'_>, union: &Union, variant: &UnionVariant) {
    if let (Some(tag), false) = (&union.tag, variant.tags.is_empty()) {
        let values: Vec<String> = variant.tags.iter().map(|value| format!("`{value}`")).collect();
        reasons.add(format!("a value with {} in `{tag}` is read as this variant", values.join(" or ")));
    }
}

/// Adds a reason that depends on a keyword, without the keyword's long value.
fn keyword_alone(reasons: &mut Reasons<'_>, schema: &Pointer, keyword: &str, result: &str) -> bool {
    let Some(at) = reasons.find(schema, keyword) else { return false };
    reasons.because(format!("`{keyword}` → {result}"), &at);
    true
}
