use crate::diff::{Change, Rule, Subject, doc, matching::matched_by, pair::Pair};
use crate::ir::{OpenEnum, TypeDef, Variant};

/// Compares the values of an enum of strings or integers.
pub(super) fn compare(
    pair: &Pair<'_>,
    (old, before): (&TypeDef, &OpenEnum),
    (new, after): (&TypeDef, &OpenEnum),
    changes: &mut Vec<Change>,
) {
    let OpenEnum { values, variants } = before;
    let (by_wire, by_name) = (|value: &Variant| value.wire.to_string(), |value: &Variant| value.name.to_string());
    let matched = matched_by(variants, &after.variants, &[&by_wire, &by_name]);
    let path = |variant: &Variant| format!("{}::{}", new.name, variant.name);
    let old_at = |variant: &Variant| Some(pair.old.places.value(&old.pointer, &variant.wire));
    let new_at = |variant: &Variant| Some(pair.new.places.value(&new.pointer, &variant.wire));
    for value in &matched.added {
        let document = format!("the value `{}` is new", value.wire);
        changes.push(
            Change::new(Rule::Added, Subject::Value, path(value), document)
                .appears(path(value))
                .places(Some(old.pointer.clone()), new_at(value)),
        );
    }
    for value in &matched.removed {
        let document = format!("the value `{}` was removed", value.wire);
        changes.push(
            Change::new(Rule::Removed, Subject::Value, path(value), document)
                .disappears(path(value))
                .places(old_at(value), Some(new.pointer.clone())),
        );
    }
    for (before, after) in &matched.both {
        let Variant { wire, name, doc } = before;
        let change = |rule, document: String| {
            Change::new(rule, Subject::Value, path(after), document)
                .code(
                    format!("{name} is {}", values.literal(wire)),
                    format!("{} is {}", after.name, values.literal(&after.wire)),
                )
                .places(old_at(before), new_at(after))
        };
        if *name != after.name {
            changes.push(change(Rule::Renamed, format!("the value `{wire}` has a new name in Rust")));
        }
        if *wire != after.wire {
            changes.push(change(Rule::WireNameChanged, format!("the value `{wire}` is now `{}`", after.wire)));
        }
        doc::compare(Subject::Value, &path(after), (doc, &old.pointer), (&after.doc, &new.pointer), changes);
    }
    if matched.is_reordered {
        changes.push(
            Change::new(Rule::Reordered, Subject::Type, new.name.as_str(), "its values were reordered")
                .places(Some(old.pointer.clone()), Some(new.pointer.clone())),
        );
    }
}
