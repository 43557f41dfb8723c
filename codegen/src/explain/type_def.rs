//! Why a type, and what is in it, is what it is.

use serde_json::Value;

use super::reasons::Reasons;
use super::{checks, type_ref};
use crate::diff::Places;
use crate::ir::{Direction, Field, Presence, TypeDef, TypeKind, TypeRef, Union, UnionVariant, Values, Variant};
use crate::pointer::Pointer;

/// A type.
pub(super) fn of_type(reasons: &mut Reasons<'_>, def: &TypeDef, at: &Pointer) {
    match &def.kind {
        TypeKind::Object(object) => {
            if !keyword_alone(reasons, at, "properties", "a struct with a field for each") {
                reasons.because("an object → a struct", at);
            }
            if let Some((name, _)) = &object.additional {
                let result = format!("the field `{name}`, which has the members beyond the properties");
                keyword_alone(reasons, at, rest_keyword(reasons, at), &result);
            }
        }
        TypeKind::OpenEnum(listed) => {
            let noun = listed.values.noun();
            let result =
                format!("an enum with a variant for each {noun}, and `Unknown` for what the document does not list");
            if !LISTS.iter().any(|keyword| keyword_alone(reasons, at, keyword, &result)) {
                reasons.because(format!("the {noun}s of the schema → {result}"), at);
            }
            for keyword in ["x-enum-varnames", "x-enumNames"] {
                keyword_alone(reasons, at, keyword, "the names of the variants");
            }
        }
        TypeKind::Union(union) => of_union(reasons, union, at),
        TypeKind::Alias(target) => match target {
            TypeRef::Named(id) if def.is_inline && reasons.api.type_def(*id).is_inline => {
                let first = reasons.api.type_def(*id);
                let text = format!("the schema says the same as that of `{}` → another name for it", first.name);
                reasons.because(text, &first.pointer);
            }
            _ => type_ref::explain(reasons, target, at),
        },
    }
    type_ref::constraints(reasons, &def.constraints, def.sent, at);
    let is_base = |other: &TypeDef| matches!(&other.kind, TypeKind::Union(union) if union.is_base);
    if let Some(base) = reasons.api.types.iter().find(|other| other.pointer == *at && is_base(other) && def.is_inline) {
        reasons.say(format!(
            "`{}` is the choice between what extends it → its own members are in `{}`",
            base.name, def.name
        ));
    } else if reasons.is_renamed {
        // The name does not come from the document.
    } else if def.is_inline {
        reasons.say(format!("the schema has no name of its own → `{}`, after its place", def.name));
    } else if let Some((_, wire)) = at.split_last()
        && wire != def.name.as_str()
    {
        reasons.say(format!("`{wire}` is `{}` as Rust writes types", def.name));
    }
    if let Some(split) = &def.split {
        let other = &reasons.api.type_def(split.counterpart).name;
        let is = if split.direction == Direction::Sent { "as it is sent" } else { "as it is received" };
        reasons.say(format!("one side requires what the other leaves out → `{}`, {is}, beside `{other}`", def.name));
    }
    if matches!(def.kind, TypeKind::Object(_)) {
        reasons.say(match (def.sent, def.usage.has(Direction::Sent)) {
            (true, true) => format!("{} → `new` and a setter for each optional field", def.usage),
            (true, false) => {
                "no operation sends it, but a program may → `new` and a setter for each optional field".to_owned()
            }
            (false, _) => format!("{}, and nothing sends it → it is made from JSON and has no constructor", def.usage),
        });
    }
    if def.sent && checks::are_in(reasons.api, def) {
        reasons.say("there are constraints in what is sent → `Check`");
    }
    if def.is_multipart {
        reasons.say("an operation sends it as `multipart/form-data` → its members are parts");
    }
}

fn of_union(reasons: &mut Reasons<'_>, union: &Union, at: &Pointer) {
    if union.is_base {
        return of_base(reasons, union, at);
    }
    let result = "an enum with a variant for each branch that is not null";
    let _ = keyword_alone(reasons, at, "oneOf", result) || keyword_alone(reasons, at, "anyOf", result);
    match &union.tag {
        Some(tag) => {
            let names_it = |value: &Value| value.get("propertyName").is_some_and(|name| name == tag.as_str());
            let result = format!("the member `{tag}` says which branch a value is");
            match reasons.places.keyword(at, "discriminator", names_it) {
                Some(found) => reasons.because(format!("`discriminator` → {result}"), &found),
                None if union.is_tag_optional => reasons.say(format!(
                    "every branch has one value of its own for `{tag}` → {result} where it is there; it is always sent"
                )),
                None => reasons.say(format!("every branch requires `{tag}` with values of its own → {result}")),
            }
        }
        None => reasons.say("nothing tells the branches apart → a value is the first that it fits exactly"),
    }
}

/// A base with a discriminator, which other schemas extend.
fn of_base(reasons: &mut Reasons<'_>, union: &Union, at: &Pointer) {
    for variant in &union.variants {
        let extending = variant.ty.named(true).map(|id| reasons.api.type_def(id)).filter(|def| def.pointer != *at);
        match extending {
            Some(def) => {
                let text = format!("`{}` extends it → the variant `{}`", def.name, variant.name);
                reasons.because(text, &extension(reasons.places, &def.pointer));
            }
            None => reasons.because(format!("a value may be nothing more → the variant `{}`", variant.name), at),
        }
    }
    let result = union.tag.as_ref().map_or_else(String::new, |tag| format!("the member `{tag}` says which it is"));
    keyword_alone(reasons, at, "discriminator", &result);
}

/// Where the schema at `extending` says that it extends another.
pub(super) fn extension(places: &Places<'_>, extending: &Pointer) -> Pointer {
    places.keyword(extending, "allOf", |_| true).unwrap_or_else(|| extending.clone())
}

/// A field.
pub(super) fn of_field(reasons: &mut Reasons<'_>, def: &TypeDef, field: &Field, at: &Pointer) {
    type_ref::explain(reasons, &field.ty, at);
    presence(reasons, def, field, at);
    match field.direction {
        Direction::Both => {}
        Direction::Received => {
            reasons.keyword(at, "readOnly", "only the server sets it: no operation sends it");
        }
        Direction::Sent => {
            reasons.keyword(at, "writeOnly", "only callers send it");
        }
    }
    if let Some(constant) = &field.constant {
        let result = format!("it is always `{constant}`");
        let _ = reasons.keyword(at, "const", &result) || reasons.keyword(at, "enum", &result);
    } else if let Some(tag) = field.tag.as_ref().filter(|_| def.sent && field.fixed().is_some()) {
        by_discriminator(reasons, def, field, tag);
    }
    type_ref::constraints(reasons, &field.constraints, def.sent && field.is_sent(), at);
    if field.doc.deprecated {
        reasons.keyword(at, "deprecated", "`#[deprecated]`");
    }
    reasons.renamed(&field.wire, &field.name, "fields");
}

/// Why a constructor sets a member that tells which branch a value is.
fn by_discriminator(reasons: &mut Reasons<'_>, def: &TypeDef, field: &Field, tag: &str) {
    let api = reasons.api;
    let is_it = |branch: &UnionVariant| {
        let meant = branch.ty.named(true).and_then(|id| api.without_aliases(&TypeRef::Named(id)).named(true));
        meant.is_some_and(|id| api.type_def(id).pointer == def.pointer)
            && branch.tags.iter().any(|value| value.as_str() == tag)
    };
    let choice = api.types.iter().find(|other| match &other.kind {
        TypeKind::Union(union) => union.tag.as_ref() == Some(&field.wire) && union.variants.iter().any(is_it),
        TypeKind::Object(_) | TypeKind::OpenEnum(_) | TypeKind::Alias(_) => false,
    });
    if let Some(choice) = choice {
        let at = reasons.find(&choice.pointer, "discriminator").unwrap_or_else(|| choice.pointer.clone());
        reasons.because(format!("`{}` means it by `{tag}` → `new` sets it", choice.name), &at);
    }
}

fn presence(reasons: &mut Reasons<'_>, def: &TypeDef, field: &Field, at: &Pointer) {
    let listed = required(reasons, def, field);
    let result = match (field.presence, field.nullable) {
        (Presence::Required, false) => "it is always there",
        (Presence::Required, true) => "it is always there, and may be null",
        (Presence::Optional, _) => "`Option`",
        (Presence::Nullable, _) => "it may be absent",
    };
    match (&listed, field.presence) {
        (Some(listed), Presence::Required) => {
            reasons.because(format!("`required` lists `{}` → {result}", field.wire), listed);
        }
        // What is required of one side only is optional, since both sides have the type.
        (Some(listed), Presence::Optional | Presence::Nullable) => {
            let text = format!("`required` lists `{}`, but one side leaves it out → {result}", field.wire);
            reasons.because(text, listed);
        }
        (None, _) => {
            let list = reasons.find(&def.pointer, "required").unwrap_or_else(|| def.pointer.clone());
            reasons.because(format!("`required` does not list `{}` → {result}", field.wire), &list);
        }
    }
    if !field.nullable {
        return;
    }
    match field.presence {
        Presence::Required => type_ref::null(reasons, at, "`Option`"),
        Presence::Nullable => {
            type_ref::null(reasons, at, "absent, null and a value are three things to say, so `Nullable`");
        }
        Presence::Optional => {
            type_ref::null(reasons, at, "`None` is null as well");
            if field.null_is_default && listed.is_none() {
                reasons.keyword(at, "default", "absent and null are one");
            } else if !def.sent {
                reasons.say("the type is only received → absent and null are one");
            }
        }
    }
}

/// Where the document says that the member is required.
fn required(reasons: &Reasons<'_>, def: &TypeDef, field: &Field) -> Option<Pointer> {
    let place_in = |value: &Value| value.as_array()?.iter().position(|name| name == field.wire.as_str());
    let list = reasons.places.keyword(&def.pointer, "required", |value| place_in(value).is_some())?;
    let index = reasons.places.get(&list).and_then(place_in)?;
    Some(list.index(index))
}

/// The members beyond the properties.
pub(super) fn of_rest(reasons: &mut Reasons<'_>, ty: &TypeRef, at: &Pointer) {
    let keyword = rest_keyword(reasons, at);
    keyword_alone(reasons, at, keyword, "the members beyond the properties → `BTreeMap`");
    type_ref::explain(reasons, ty, &at.child(keyword));
}

/// The keyword that describes the members beyond the properties.
fn rest_keyword(reasons: &Reasons<'_>, at: &Pointer) -> &'static str {
    let keywords = ["additionalProperties", "unevaluatedProperties"];
    keywords.into_iter().find(|keyword| reasons.find(at, keyword).is_some()).unwrap_or(keywords[0])
}

/// The keywords that list the values of an enum of texts or of numbers.
const LISTS: [&str; 4] = ["enum", "oneOf", "anyOf", "const"];

/// A value of an enum of texts or of numbers.
pub(super) fn of_value(reasons: &mut Reasons<'_>, values: Values, variant: &Variant, at: &Pointer) {
    let list = at.split_last().and_then(|(list, _)| Some(list.split_last()?.1.into_owned()));
    let keyword = LISTS.iter().find(|keyword| list.as_deref() == Some(**keyword)).unwrap_or(&"enum");
    reasons.because(format!("the {} `{}` is one of `{keyword}` → `{}`", values.noun(), variant.wire, variant.name), at);
}

/// The variant for values that are not listed; `at` is the enum.
pub(super) fn of_unknown_value(reasons: &mut Reasons<'_>, values: Values, at: &Pointer) {
    let noun = values.noun();
    let result = format!("the {noun}s that are known; a newer one is kept in `Unknown`");
    if !LISTS.iter().any(|keyword| keyword_alone(reasons, at, keyword, &result)) {
        reasons.because(format!("the {noun}s of the schema → {result}"), at);
    }
}

/// The variant for values that fit no branch; `at` is the union.
pub(super) fn of_unknown_branch(reasons: &mut Reasons<'_>, at: &Pointer) {
    let result = "the branches that are known; what fits none is kept in `Unknown` as JSON";
    if !keyword_alone(reasons, at, "oneOf", result) && !keyword_alone(reasons, at, "anyOf", result) {
        reasons.because(format!("the branches of the schema → {result}"), at);
    }
}

/// A branch of a union.
pub(super) fn of_branch(reasons: &mut Reasons<'_>, union: &Union, variant: &UnionVariant, at: &Pointer) {
    type_ref::explain(reasons, &variant.ty, at);
    by_tag(reasons, union, variant);
}

/// A branch of a base: what was made from a schema that extends it, or the base itself.
pub(super) fn of_extension(
    reasons: &mut Reasons<'_>,
    union: &Union,
    variant: &UnionVariant,
    (extending, base): (&TypeDef, &Pointer),
    at: &Pointer,
) {
    let text = if extending.pointer == *base {
        format!("a value may be nothing more → `{}`", extending.name)
    } else {
        format!("`{}` extends the schema → a branch", extending.name)
    };
    reasons.because(text, at);
    by_tag(reasons, union, variant);
}

fn by_tag(reasons: &mut Reasons<'_>, union: &Union, variant: &UnionVariant) {
    if let (Some(tag), false) = (&union.tag, variant.tags.is_empty()) {
        let values: Vec<String> = variant.tags.iter().map(|value| format!("`{value}`")).collect();
        reasons.say(format!("a value with {} in `{tag}` is read as this", values.join(" or ")));
    }
}

/// A step that rests on a keyword whose value is not shown, since it is long.
fn keyword_alone(reasons: &mut Reasons<'_>, schema: &Pointer, keyword: &str, result: &str) -> bool {
    let Some(at) = reasons.find(schema, keyword) else { return false };
    reasons.because(format!("`{keyword}` → {result}"), &at);
    true
}
