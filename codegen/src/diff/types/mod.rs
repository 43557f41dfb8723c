mod conversion;
mod object;
mod open_enum;
mod union;

use crate::diff::{
    Change, Rule, Subject, constraint, doc,
    pair::{Fit, Pair},
};
use crate::ir::{Direction, OpenEnum, TypeDef, TypeKind, Usage, Values};
pub(super) use conversion::held_conversion;

/// Compares two versions of a type.
pub(super) fn compare(pair: &Pair<'_>, old: &TypeDef, new: &TypeDef, changes: &mut Vec<Change>) {
    let TypeDef {
        name,
        doc,
        kind,
        constraints,
        pointer,
        extensions: _,
        is_inline: _,
        sent,
        usage,
        split,
        is_multipart,
    } = old;
    let path = new.name.as_str();
    let places = (Some(pointer.clone()), Some(new.pointer.clone()));
    let change = |rule, document: &str| {
        Change::new(rule, Subject::Type, path, document).places(places.0.clone(), places.1.clone())
    };
    if *name != new.name {
        let document = format!("the schema `{pointer}` is now `{}`", new.pointer);
        changes.push(change(Rule::Renamed, &document).code(name.as_str(), path));
    }
    match (split, &new.split) {
        (None, Some(split)) => {
            let (together, apart) = (name.as_str(), [path, pair.new.api.type_def(split.counterpart).name.as_str()]);
            changes.push(
                change(Rule::Split, "sent and received values have different properties").code(together, listed(apart)),
            );
        }
        (Some(split), None) => {
            let (apart, together) = ([name.as_str(), pair.old.api.type_def(split.counterpart).name.as_str()], path);
            changes.push(
                change(Rule::Joined, "sent and received values have the same properties").code(listed(apart), together),
            );
        }
        _ => {}
    }
    doc::compare(Subject::Type, path, (doc, pointer), (&new.doc, &new.pointer), changes);
    match (kind, &new.kind) {
        (TypeKind::Object(before), TypeKind::Object(after)) => {
            object::compare(pair, (old, before), (new, after), changes);
        }
        (TypeKind::OpenEnum(before), TypeKind::OpenEnum(after)) if before.values == after.values => {
            open_enum::compare(pair, (old, before), (new, after), changes);
        }
        (TypeKind::Union(before), TypeKind::Union(after)) => union::compare(pair, (old, before), (new, after), changes),
        (TypeKind::Alias(before), TypeKind::Alias(after)) => {
            let rule = match pair.fit_types(before, after) {
                Fit::Same => None,
                Fit::Renamed => Some(Rule::FollowsRename),
                Fit::Different => Some(Rule::TypeChanged),
            };
            let document = pair.became(pointer, &new.pointer, "the type of the schema changed");
            let declared = |target: String| format!("type {path} = {target};");
            changes.extend(rule.map(|rule| {
                change(rule, &document).code(declared(pair.old.type_text(before)), declared(pair.new.type_text(after)))
            }));
            return;
        }
        (before, after) => {
            let otherwise = match (before, after) {
                (TypeKind::Object(_), TypeKind::Union(union)) if union.is_base => "other schemas now extend it",
                (TypeKind::Union(union), TypeKind::Object(_)) if union.is_base => "no other schema extends it any more",
                _ => "the schema is now of another kind",
            };
            let document = pair.became(pointer, &new.pointer, otherwise);
            changes.push(change(Rule::KindChanged, &document).code(noun(before), noun(after)));
            return;
        }
    }
    if *sent && new.sent {
        constraint::compare(constraints, &new.constraints, &change, changes);
    }
    let has_constructor = matches!(kind, TypeKind::Object(_));
    match (sent, new.sent) {
        (false, true) if has_constructor => {
            let document = reason_to_construct(new.usage);
            changes.push(change(Rule::ConstructorAdded, document).appears(format!("{path}::new")));
        }
        (true, false) if has_constructor => {
            let document = reason_not_to_construct(*usage, new.usage);
            changes.push(change(Rule::ConstructorRemoved, &document).disappears(format!("{name}::new")));
        }
        _ => {}
    }
    if *is_multipart != new.is_multipart {
        changes.push(change(Rule::PartsChanged, "other operations send it as `multipart/form-data`"));
    }
}

/// Returns the reason why a type that was only received now has a constructor.
fn reason_to_construct(new: Usage) -> &'static str {
    if new.has(Direction::Sent) {
        "it is now sent as well"
    } else if new.direction().is_none() {
        "no operation uses it any more, so it is generated for callers"
    } else {
        "a type that no operation uses contains it, and is generated for callers"
    }
}

/// Returns the reason why a type with a constructor no longer has one.
fn reason_not_to_construct(old: Usage, new: Usage) -> String {
    if old.has(Direction::Sent) {
        "it is now only received".to_owned()
    } else if old.direction().is_none() {
        format!("nothing used it before, so it was generated for callers; now {new}")
    } else {
        "nothing that callers may send contains it any more".to_owned()
    }
}

fn listed(names: [&str; 2]) -> String {
    names.join(", ")
}

/// Returns the kind of item that a type is, as a noun.
pub(super) fn noun(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "struct",
        TypeKind::OpenEnum(OpenEnum { values: Values::Texts, .. }) => "enum of strings",
        TypeKind::OpenEnum(OpenEnum { values: Values::Integers, .. }) => "enum of integers",
        TypeKind::Union(_) => "enum of types",
        TypeKind::Alias(_) => "type alias",
    }
}
