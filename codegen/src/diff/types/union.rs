use std::collections::HashSet;

use crate::diff::{
    Change, Rule, Subject, constraint, doc,
    matching::matched,
    pair::{Fit, Pair},
};
use crate::ir::{TypeDef, Union, UnionVariant, WireName};

/// Compares the variants of a union.
pub(super) fn compare(
    pair: &Pair<'_>,
    (old, before): (&TypeDef, &Union),
    (new, after): (&TypeDef, &Union),
    changes: &mut Vec<Change>,
) {
    // The properties of the variants show whether the discriminator is optional.
    let Union { tag, is_tag_scalar: _, is_tag_optional: _, variants, is_base } = before;
    let places = (Some(old.pointer.clone()), Some(new.pointer.clone()));
    let change = |rule, subject, path: String, document: String| {
        Change::new(rule, subject, path, document).places(places.0.clone(), places.1.clone())
    };
    if *tag != after.tag {
        let document = format!(
            "the variants are selected by {} instead of {}",
            selector(after.tag.as_ref()),
            selector(tag.as_ref())
        );
        changes.push(change(Rule::DiscriminatorChanged, Subject::Type, new.name.to_string(), document));
    }
    let by_name = |variant: &UnionVariant| variant.name.to_string();
    let by_old_type = |variant: &UnionVariant| pair.follow(&pair.old.type_text(&variant.ty));
    let by_new_type = |variant: &UnionVariant| pair.new.type_text(&variant.ty);
    let matched = matched(variants, &after.variants, &[(&by_name, &by_name), (&by_old_type, &by_new_type)]);
    let path = |variant: &UnionVariant| format!("{}::{}", new.name, variant.name);
    for variant in &matched.added {
        let ty = pair.new.type_text(&variant.ty);
        let why = if after.is_base { format!(", because `{ty}` extends it") } else { String::new() };
        let document = format!("a value may now be a `{ty}`{why}");
        changes.push(
            change(Rule::Added, Subject::Variant, path(variant), document)
                .appears(format!("{}({ty})", variant.name))
                .places(places.0.clone(), Some(variant.pointer.clone())),
        );
    }
    for variant in &matched.removed {
        let ty = pair.old.type_text(&variant.ty);
        let why = if *is_base { format!(", because `{ty}` no longer extends it") } else { String::new() };
        let document = format!("a value may no longer be a `{ty}`{why}");
        changes.push(
            change(Rule::Removed, Subject::Variant, path(variant), document)
                .disappears(format!("{}({ty})", variant.name))
                .places(Some(variant.pointer.clone()), places.1.clone()),
        );
    }
    for (before, after) in &matched.both {
        let UnionVariant { name, ty, constraints, tags, doc, pointer } = before;
        let path = path(after);
        let code = |change: Change| {
            change.code(
                format!("{name}({})", pair.old.type_text(ty)),
                format!("{}({})", after.name, pair.new.type_text(&after.ty)),
            )
        };
        let places = (Some(pointer.clone()), Some(after.pointer.clone()));
        let change = |rule, document: String| {
            change(rule, Subject::Variant, path.clone(), document).places(places.0.clone(), places.1.clone())
        };
        if *name != after.name {
            changes.push(code(change(Rule::Renamed, format!("the variant `{name}` has a new name"))));
        }
        match pair.fit_types(ty, &after.ty) {
            Fit::Same => {}
            Fit::Renamed => {
                changes.push(code(change(Rule::FollowsRename, "it refers to a renamed type".to_owned())));
            }
            Fit::Different => {
                changes.push(code(change(Rule::TypeChanged, "the type of the variant changed".to_owned())));
            }
        }
        changes.extend(
            difference(&after.tags, tags)
                .map(|tag| change(Rule::TagAdded, format!("the value `{tag}` of the discriminator now selects it"))),
        );
        changes.extend(difference(tags, &after.tags).map(|tag| {
            change(Rule::TagRemoved, format!("the value `{tag}` of the discriminator no longer selects it"))
        }));
        // The values of a union that is not sent are not checked.
        let (before, now) = constraint::collect(pair, (ty, constraints), (&after.ty, &after.constraints));
        match (old.sent, new.sent) {
            (true, true) => {
                constraint::compare(&before, &now, &|rule, document| change(rule, document.to_owned()), changes);
            }
            (false, true) if !now.is_empty() => changes.push(change(
                Rule::ChecksChanged,
                "its values are now checked, since callers may send them".to_owned(),
            )),
            (true, false) if !before.is_empty() => changes.push(change(
                Rule::ChecksChanged,
                "its values are no longer checked, since callers only receive them".to_owned(),
            )),
            _ => {}
        }
        doc::compare(Subject::Variant, &path, (doc, pointer), (&after.doc, &after.pointer), changes);
    }
    if matched.is_reordered {
        let rule = if after.tag.is_some() { Rule::Reordered } else { Rule::BranchesReordered };
        let document = "its variants were reordered".to_owned();
        changes.push(change(rule, Subject::Type, new.name.to_string(), document));
    }
}

fn selector(tag: Option<&WireName>) -> String {
    tag.map_or_else(|| "the first match".to_owned(), |tag| format!("`{tag}`"))
}

/// Returns the values that only the first list has.
fn difference<'a>(all: &'a [WireName], without: &'a [WireName]) -> impl Iterator<Item = &'a WireName> {
    let without: HashSet<&WireName> = without.iter().collect();
    all.iter().filter(move |tag| !without.contains(tag))
}
