use std::collections::{HashMap, HashSet};

use super::{
    Version, code,
    matching::{Matched, matched_by},
    pair::replace_names,
};
use crate::generated::Item;
use crate::render::Owner;

/// The items of both versions, with the renamed types from their old to their new names.
pub(super) struct Items<'a> {
    pub matched: Matched<'a, Item>,
    pub renamed: HashMap<String, String>,
}

/// The most rounds in which types are matched by their code. Each round compares all types that are left.
const MOST_ROUNDS: usize = 32;

/// Matches the items by name, then by their place in the document, then by their code.
pub(super) fn matched<'a>(old: &'a Version, new: &'a Version) -> Items<'a> {
    let by_name = |item: &Item| format!("{} {}", kind(item), item.name);
    let by_place = |item: &Item| format!("{} {}", kind(item), item.pointer);
    let mut items = Items {
        matched: matched_by(&old.generated.items, &new.generated.items, &[&by_name, &by_place]),
        renamed: HashMap::new(),
    };
    for (before, after) in &items.matched.both {
        record_rename(&mut items.renamed, before, after);
    }
    // Each renamed type that is found can make the code of more types equal.
    for _ in 0..MOST_ROUNDS {
        if !match_by_shape(old, new, &mut items) {
            break;
        }
    }
    items
}

fn match_by_shape<'a>(old: &'a Version, new: &'a Version, items: &mut Items<'a>) -> bool {
    let shape = |version: &Version, item: &Item, renamed: &HashMap<String, String>| {
        let own = |name: &str| if name == item.name { Some("Self") } else { renamed.get(name).map(String::as_str) };
        replace_names(&code::without_docs(version.generated.text_of(item)), own)
    };
    let is_type = |item: &&Item| matches!(item.owner, Owner::Type(_));
    let mut known: HashMap<String, &Item> = HashMap::new();
    for item in items.matched.removed.iter().copied().filter(is_type) {
        known.entry(shape(old, item, &items.renamed)).or_insert(item);
    }
    let none = HashMap::new();
    let mut found = Vec::new();
    for item in items.matched.added.iter().copied().filter(is_type) {
        found.extend(known.remove(&shape(new, item, &none)).map(|before| (before, item)));
    }
    let is_found: HashSet<*const Item> =
        found.iter().flat_map(|(before, after)| [std::ptr::from_ref(*before), std::ptr::from_ref(*after)]).collect();
    items.matched.removed.retain(|item| !is_found.contains(&std::ptr::from_ref(*item)));
    items.matched.added.retain(|item| !is_found.contains(&std::ptr::from_ref(*item)));
    for (before, after) in &found {
        record_rename(&mut items.renamed, before, after);
    }
    let is_progress = !found.is_empty();
    items.matched.both.extend(found);
    is_progress
}

fn record_rename(renamed: &mut HashMap<String, String>, before: &Item, after: &Item) {
    if matches!(before.owner, Owner::Type(_)) && before.name != after.name {
        renamed.insert(before.name.clone(), after.name.clone());
    }
}

/// Returns the kind of an item. Names are unique within a kind only.
fn kind(item: &Item) -> &'static str {
    match item.owner {
        Owner::Type(_) => "type",
        Owner::Operation(_) => "operation",
        Owner::Client => "client",
        Owner::Method(_) | Owner::Credential(_) | Owner::File => "file",
    }
}
