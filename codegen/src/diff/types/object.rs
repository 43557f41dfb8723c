use std::collections::HashMap;

use indexmap::IndexSet;

use super::conversion::held_conversion;
use crate::diff::{
    Change, Rule, Subject, arguments, constraint, doc,
    matching::matched_by,
    pair::{Fit, Pair},
};
use crate::ir::{Api, Constant, Field, Object, Presence, RustIdent, TypeDef, TypeRef, WireName};
use crate::pointer::Pointer;
use crate::render::signature;

/// An object schema, with the type that it belongs to.
type Typed<'a> = (&'a TypeDef, &'a Object);

/// Compares the properties of an object schema.
pub(super) fn compare(pair: &Pair<'_>, old: Typed<'_>, new: Typed<'_>, changes: &mut Vec<Change>) {
    let Object { fields, additional, tags: _ } = old.1;
    let start = changes.len();
    let (by_wire, by_name) = (|field: &Field| field.wire.to_string(), |field: &Field| field.name.to_string());
    let matched = matched_by(fields, &new.1.fields, &[&by_wire, &by_name]);
    for field in &matched.added {
        changes.push(added(pair, field, old, new));
    }
    for field in &matched.removed {
        let document = format!("the property `{}` was removed", field.wire);
        changes.push(
            Change::new(Rule::Removed, Subject::Field, path(old.0, &field.name), document)
                .disappears(declared(&signature::field_text(pair.old.api, field), &field.name))
                .places(Some(pair.old.places.property(&old.0.pointer, &field.wire)), Some(new.0.pointer.clone())),
        );
    }
    for (before, after) in &matched.both {
        let places = FieldPair {
            path: path(new.0, &after.name),
            old_at: pair.old.places.property(&old.0.pointer, &before.wire),
            new_at: pair.new.places.property(&new.0.pointer, &after.wire),
            is_sent: old.0.sent && new.0.sent,
        };
        compare_field(pair, before, after, &places, changes);
    }
    compare_additional(pair, (old.0, additional.as_ref()), (new.0, new.1.additional.as_ref()), changes);
    let (places, is_sent) = ((&old.0.pointer, &new.0.pointer), old.0.sent && new.0.sent);
    compare_default(old, new, places, changes);
    if is_sent {
        compare_tags(old, new, changes);
    }
    let constructor = is_sent
        .then(|| {
            let (before, after) = (arguments_of(pair.old.api, old.1), arguments_of(pair.new.api, new.1));
            arguments::compare(pair, (&before, &after), new.0.name.as_str(), places, &changes[start..])
        })
        .flatten();
    let is_reported = constructor.is_some();
    changes.extend(constructor);
    if matched.is_reordered && !is_reported {
        changes.push(
            Change::new(Rule::Reordered, Subject::Type, new.0.name.as_str(), "its properties were reordered")
                .places(Some(places.0.clone()), Some(places.1.clone())),
        );
    }
}

/// The properties that both versions have.
struct FieldPair {
    path: String,
    old_at: Pointer,
    new_at: Pointer,
    is_sent: bool,
}

fn path(def: &TypeDef, field: &RustIdent) -> String {
    format!("{}.{field}", def.name)
}

fn declared(ty: &str, name: &RustIdent) -> String {
    format!("pub {name}: {ty}")
}

fn arguments_of(api: &Api, object: &Object) -> Vec<arguments::Argument> {
    object.arguments().map(|field| (field.name.to_string(), signature::field_text(api, field))).collect()
}

fn added(pair: &Pair<'_>, field: &Field, old: Typed<'_>, new: Typed<'_>) -> Change {
    let (rule, how) = if old.1.additional.is_some() {
        (Rule::TakenFromRest, "a separate property now")
    } else if field.fixed().is_some() && new.0.sent {
        (Rule::FixedAdded, "a new property with a single value")
    } else if field.presence != Presence::Required {
        (Rule::Added, "a new property")
    } else if old.0.sent && new.0.sent {
        (Rule::RequiredAdded, "a new required property")
    } else {
        (Rule::RequiredReceivedAdded, "a new property that is always present")
    };
    Change::new(rule, Subject::Field, path(new.0, &field.name), format!("`{}` is {how}", field.wire))
        .appears(declared(&signature::field_text(pair.new.api, field), &field.name))
        .checks(signature::field_checks(pair.new.api, new.0, field))
        .places(Some(old.0.pointer.clone()), Some(pair.new.places.property(&new.0.pointer, &field.wire)))
}

fn compare_field(pair: &Pair<'_>, old: &Field, new: &Field, places: &FieldPair, changes: &mut Vec<Change>) {
    let Field {
        wire,
        name,
        ty,
        presence,
        nullable: _,
        null_is_default: _,
        default,
        direction,
        constant,
        tag: _,
        constraints,
        doc,
        pointer: _,
        extensions: _,
    } = old;
    let FieldPair { path, old_at, new_at, is_sent } = places;
    let (before, after) = (signature::field_text(pair.old.api, old), signature::field_text(pair.new.api, new));
    let change = |rule, document: &str| {
        Change::new(rule, Subject::Field, path, document)
            .code(declared(&before, name), declared(&after, &new.name))
            .places(Some(old_at.clone()), Some(new_at.clone()))
    };
    if *wire != new.wire {
        changes.push(change(Rule::WireNameChanged, &format!("the property `{wire}` is now called `{}`", new.wire)));
    }
    if *name != new.name {
        changes.push(change(Rule::Renamed, &format!("the property `{wire}` has a new name in Rust")));
    }
    match pair.fit(&before, &after) {
        Fit::Same | Fit::Renamed if *presence != new.presence => {
            let (rule, document) = if new.default.is_some() {
                (Rule::MayBeMissing, "it is no longer required, and has its default where it is absent")
            } else if default.is_some() {
                (Rule::MustCome, "it is now required")
            } else if new.presence == Presence::Required {
                (Rule::MustCome, "it is now required, and may be null")
            } else {
                (Rule::MayBeMissing, "it is no longer required, and may be null")
            };
            changes.push(change(rule, document));
        }
        Fit::Same => {}
        Fit::Renamed => changes.push(change(Rule::FollowsRename, "it refers to a renamed type")),
        Fit::Different => {
            let (rule, document) = match pair.fit_types(ty, &new.ty) {
                Fit::Different => (Rule::TypeChanged, pair.became(old_at, new_at, "the type of its schema changed")),
                Fit::Same | Fit::Renamed if default.is_none() && new.default.is_some() => {
                    (Rule::BecameRequired, "it has its default where it is absent".to_owned())
                }
                Fit::Same | Fit::Renamed
                    if default.is_some() && new.default.is_none() && new.presence == Presence::Optional =>
                {
                    (Rule::BecameOptional, "it has no default any more".to_owned())
                }
                Fit::Same | Fit::Renamed => presence_rule(&before, &after, &pair.new.type_text(&new.ty)),
            };
            changes.push(change(rule, &document));
        }
    }
    if default.is_some() && new.default.is_some() && *default != new.default {
        let document = pair.became(old_at, new_at, "its default changed");
        changes.push(change(Rule::FilledDefaultChanged, &document));
    }
    if *direction != new.direction {
        let rule = if *is_sent && old.is_sent() != new.is_sent() { Rule::SentChanged } else { Rule::DirectionChanged };
        changes.push(change(rule, "`readOnly` or `writeOnly` changed"));
    }
    let (fixed, now_fixed) = (old.fixed(), new.fixed());
    if *is_sent && fixed.is_some() && now_fixed.is_some() && fixed != now_fixed {
        let otherwise = if constant.is_none() && new.constant.is_none() {
            "the discriminator selects the type by another value"
        } else {
            "its only value changed"
        };
        changes.push(change(Rule::FixedValueChanged, &pair.became(old_at, new_at, otherwise)));
    } else if *constant != new.constant {
        changes.push(change(Rule::FixedValueDocumented, &pair.became(old_at, new_at, "its only value changed")));
    } else if constant.is_none() && pair.old.api.only_value(ty) != pair.new.api.only_value(&new.ty) {
        let document = pair.became(old_at, new_at, "the only value of its enum changed");
        changes.push(change(Rule::FixedValueDocumented, &document));
    }
    if *is_sent && old.is_sent() && new.is_sent() {
        let constraints = constraint::collect(pair, (ty, constraints), (&new.ty, &new.constraints));
        constraint::compare(&constraints.0, &constraints.1, &|rule, document| change(rule, document), changes);
        held_conversion(pair, (ty, &new.ty), Subject::Field, path, changes);
    }
    doc::compare(Subject::Field, path, (doc, old_at), (&new.doc, new_at), changes);
}

/// Returns the rule and the description for a property that may be absent or null in one version.
/// `plain` is the type without `Option` and `Nullable`.
fn presence_rule(before: &str, after: &str, plain: &str) -> (Rule, String) {
    if after == plain {
        (Rule::BecameRequired, "it is now required".to_owned())
    } else if before.starts_with("Option<") || before.starts_with("Nullable<") {
        (Rule::NullChanged, "it may be absent or null in other cases than before".to_owned())
    } else {
        (Rule::BecameOptional, "it may now be absent or null".to_owned())
    }
}

/// Compares the additional properties.
fn compare_additional(
    pair: &Pair<'_>,
    (old, before): (&TypeDef, Option<&(RustIdent, TypeRef)>),
    (new, after): (&TypeDef, Option<&(RustIdent, TypeRef)>),
    changes: &mut Vec<Change>,
) {
    let map = |ty: &TypeRef| TypeRef::Map(Box::new(ty.clone()));
    let change = |rule, name: &RustIdent, document: &str| {
        Change::new(rule, Subject::Field, path(new, name), document)
            .places(Some(old.pointer.clone()), Some(new.pointer.clone()))
    };
    match (before, after) {
        (None, None) => {}
        (None, Some((name, ty))) => changes.push(
            change(Rule::Added, name, "it now has additional properties")
                .appears(declared(&pair.new.type_text(&map(ty)), name)),
        ),
        (Some((name, ty)), None) => changes.push(
            change(Rule::Removed, name, "it no longer has additional properties")
                .disappears(declared(&pair.old.type_text(&map(ty)), name)),
        ),
        (Some((name, ty)), Some((new_name, new_ty))) => {
            let code = |change: Change| {
                change.code(
                    declared(&pair.old.type_text(&map(ty)), name),
                    declared(&pair.new.type_text(&map(new_ty)), new_name),
                )
            };
            if name != new_name {
                changes.push(code(change(Rule::Renamed, new_name, "a property now has its name")));
            }
            match pair.fit_types(&map(ty), &map(new_ty)) {
                Fit::Same => {}
                Fit::Renamed => {
                    changes.push(code(change(Rule::FollowsRename, new_name, "its values use a renamed type")));
                }
                Fit::Different => {
                    let document = "the type of its additional properties changed";
                    changes.push(code(change(Rule::TypeChanged, new_name, document)));
                }
            }
        }
    }
}

/// Compares the discriminators that are sent with the object although they are not required.
fn compare_tags(old: Typed<'_>, new: Typed<'_>, changes: &mut Vec<Change>) {
    let tags: IndexSet<&WireName> = old.1.tags.iter().chain(&new.1.tags).map(|(tag, _)| tag).collect();
    if tags.is_empty() {
        return;
    }
    let (before, after) = (sent_values(old.1), sent_values(new.1));
    for tag in tags {
        let (rule, document) = match (before.get(tag), after.get(tag)) {
            (Some(before), Some(after)) if before == after => continue,
            (None, None) => continue,
            (Some(before), Some(after)) => (
                Rule::FixedValueChanged,
                format!("it is sent with the discriminator `{tag}`: `{after}`, not `{before}`"),
            ),
            (None, Some(after)) => {
                (Rule::FixedAdded, format!("it is now sent with the discriminator `{tag}`: `{after}`"))
            }
            (Some(before), None) => {
                (Rule::SentChanged, format!("it is no longer sent with the discriminator `{tag}`: `{before}`"))
            }
        };
        changes.push(
            Change::new(rule, Subject::Type, new.0.name.as_str(), document)
                .places(Some(old.0.pointer.clone()), Some(new.0.pointer.clone())),
        );
    }
}

/// Returns the only value of each property that has one when the struct is sent.
fn sent_values(object: &Object) -> HashMap<&WireName, Constant> {
    let fields = object.fields.iter().filter_map(|field| Some((&field.wire, field.fixed()?)));
    fields.chain(object.tags.iter().map(|(tag, value)| (tag, value.clone()))).collect()
}

/// Compares the presence of `Default`.
fn compare_default(old: Typed<'_>, new: Typed<'_>, (old_at, new_at): (&Pointer, &Pointer), changes: &mut Vec<Change>) {
    let name = new.0.name.as_str();
    let derived = || format!("impl Default for {name}");
    let change = |rule, document| {
        Change::new(rule, Subject::Type, name, document).places(Some(old_at.clone()), Some(new_at.clone()))
    };
    match (old.1.needs_nothing(), new.1.needs_nothing()) {
        (false, true) => {
            changes.push(change(Rule::DefaultAdded, "none of its properties is required any more").appears(derived()));
        }
        (true, false) => {
            changes.push(change(Rule::DefaultRemoved, "some of its properties are now required").disappears(derived()));
        }
        (true, true) | (false, false) => {}
    }
}
