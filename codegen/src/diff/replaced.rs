//! Compares the schemas of types that the caller replaces with own ones. The generated code does not show a change of them,
//! but the type of the caller may have to follow it.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{
    Change, Difference, ItemChange, Level, Pair, Places, Rule, Side, Subject, Version, compare_items, item_change,
    items, places,
};
use crate::generated::Item;
use crate::ir::{Api, RustIdent, Scalar, TypeKind, TypeRef};
use crate::pointer::Pointer;
use crate::render::Owner;

/// Compares the types that would be generated without the caller's.
pub(super) fn compare(old: &Version, new: &Version) -> Vec<ItemChange> {
    if old.api.custom.is_empty() || new.api.custom.is_empty() || old.options != new.options {
        return Vec::new();
    }
    let mut options = new.options.clone();
    options.without_replaced_schemas = true;
    let both = Version::generate_both((&old.document, &old.overlays), (&new.document, &new.overlays), &options);
    // A name that only a replaced schema has may be in the way of another.
    let Ok((plain_old, plain_new)) = both else { return Vec::new() };
    let items::Items { matched, renamed } = items::matched(&plain_old, &plain_new);
    let pair = Pair {
        old: Side { api: &plain_old.api, places: Places::new(&plain_old) },
        new: Side { api: &plain_new.api, places: Places::new(&plain_new) },
        renamed,
    };
    let (of_old, of_new) = (Customs::new(&old.api), Customs::new(&new.api));
    let mut found = Vec::new();
    for (before, after) in &matched.both {
        let is_type = matches!(after.owner, Owner::Type(_));
        if !is_type || !of_old.replace(&before.pointer) || !of_new.replace(&after.pointer) {
            continue;
        }
        let texts = (plain_old.generated.whole_text_of(before), plain_new.generated.whole_text_of(after));
        let name = of_new.name(after);
        let mut changes: Vec<Change> = compare_items(&pair, (before, &texts.0), (after, &texts.1))
            .into_iter()
            .filter(|change| is_of_schema(change.rule))
            .map(|change| of_replaced(change, &name))
            .collect();
        if changes.is_empty() {
            changes.extend(other_change(&pair, before, after, &name));
        }
        if !changes.is_empty() {
            found.push(item_change(&after.name, Some(&texts.0), Some(&texts.1), changes));
        }
    }
    let mut difference = Difference { items: found };
    pair.old.places.locate(places(&mut difference, |change| change.old.as_mut()));
    pair.new.places.locate(places(&mut difference, |change| change.new.as_mut()));
    difference.items
}

/// The types of the caller in one version.
struct Customs<'a> {
    /// The places of the types that are generated, except aliases of the caller's.
    generated: HashSet<&'a Pointer>,
    /// The names of those aliases with their positions, by place.
    aliases: HashMap<&'a str, (usize, &'a RustIdent)>,
}

impl<'a> Customs<'a> {
    fn new(api: &'a Api) -> Self {
        let mut customs = Self { generated: HashSet::new(), aliases: HashMap::new() };
        for (position, def) in api.order.iter().map(|id| api.type_def(*id)).enumerate() {
            if matches!(def.kind, TypeKind::Alias(TypeRef::Scalar(Scalar::Custom(_)))) {
                customs.aliases.entry(def.pointer.as_str()).or_insert((position, &def.name));
            } else {
                customs.generated.insert(&def.pointer);
            }
        }
        customs
    }

    /// Returns true if no type is generated for the schema at a place, except an alias of the caller's.
    fn replace(&self, place: &Pointer) -> bool {
        !self.generated.contains(place)
    }

    /// Returns the name of the replaced type that contains the schema of an item, or of the item itself.
    fn name(&self, item: &Item) -> String {
        let around = item.pointer.around().filter_map(|place| self.aliases.get(place));
        let first = around.min_by_key(|(position, _)| *position);
        first.map_or_else(|| item.name.clone(), |(_, name)| name.to_string())
    }
}

/// Returns true for a change of the values. Other changes are about code that is not generated.
fn is_of_schema(rule: Rule) -> bool {
    !matches!(
        rule,
        Rule::Documentation
            | Rule::Deprecated
            | Rule::NoLongerDeprecated
            | Rule::Reordered
            | Rule::Moved
            | Rule::Renamed
            | Rule::FollowsRename
            | Rule::ConstructorAdded
            | Rule::ConstructorRemoved
            | Rule::ConstructorChanged
            | Rule::ArgumentsReordered
            | Rule::ArgumentsSwapped
            | Rule::DefaultAdded
            | Rule::DefaultRemoved
            | Rule::DirectionChanged
            | Rule::PartsChanged
    )
}

/// Returns the change of a generated type as one of the type that replaces it.
fn of_replaced(mut change: Change, name: &str) -> Change {
    change.rule = if change.rule.level() == Level::Major { Rule::ReplacedChanged } else { Rule::ReplacedExtended };
    change.document = about(name, &change.document);
    change
}

fn about(name: &str, what: &str) -> String {
    format!("the schema of the replaced type `{name}` changed: {what}")
}

/// Returns a general change for a schema that differs in more than its descriptions.
fn other_change(pair: &Pair<'_>, old: &Item, new: &Item, name: &str) -> Option<Change> {
    let schema = |places: &Places<'_>, pointer| places.get(pointer).cloned().map(without_texts);
    let (before, after) = (schema(&pair.old.places, &old.pointer), schema(&pair.new.places, &new.pointer));
    if before == after {
        return None;
    }
    let what = pair.became(&old.pointer, &new.pointer, "its keywords differ");
    let change = Change::new(Rule::ReplacedChanged, Subject::Type, name, about(name, &what));
    Some(change.places(Some(old.pointer.clone()), Some(new.pointer.clone())))
}

/// Removes the texts of a schema, which say nothing to a program.
fn without_texts(value: Value) -> Value {
    const TEXTS: [&str; 6] = ["title", "description", "example", "examples", "externalDocs", "deprecated"];
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(key, _)| !TEXTS.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key, without_texts(value))).collect())
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(without_texts).collect()),
        other => other,
    }
}
