//! Compares two versions of a document for users of the generated code.
//!
//! The generated code decides: an item whose text is unchanged has no change, and an item whose
//! text differs has at least one. The comparison of the two representations explains the
//! difference. If it explains nothing, a general change reports the difference, so that none goes
//! unnoticed. Only the schemas of types that the caller replaces are compared although their changes
//! do not affect the generated code.

mod arguments;
mod change;
mod client;
mod code;
mod constraint;
mod doc;
mod excerpt;
mod items;
mod matching;
mod operation;
mod pair;
mod places;
mod replaced;
mod rule;
mod runtime;
mod types;
mod version;

pub use change::{Change, Difference, ItemChange, Place, Subject};
pub use rule::{Breaks, Level, Rule};
pub use version::Version;

use crate::generated::{GeneratedFile, Item};
use crate::ir::Api;
use crate::pointer::Pointer;
use crate::render::{Owner, signature};
pub(crate) use client::{credential_code, credential_text};
pub(crate) use client::{server_code, setter_code};
pub(crate) use constraint::matches_keyword;
use items::Items;
pub(crate) use operation::declaration;
use pair::{Pair, Side};
pub(crate) use places::{Places, locate_in};

/// Compares two versions of a document by the code that is generated from them.
///
/// The difference is empty exactly if the generated code is the same, apart from the digest of the
/// document in it, and if the schemas of types that the caller replaces are the same. Another change
/// of the document that does not affect the generated code is not reported.
///
/// ```
/// use openapi_bindgen::diff::{Level, Version, compare};
/// use openapi_bindgen::{Options, Source};
///
/// let version = |kind: &str| {
///     let text = format!("
/// openapi: 3.1.0
/// info: {{ title: Shop, version: 1.0.0 }}
/// components: {{ schemas: {{ Price: {{ type: {kind} }} }} }}
/// ");
///     Version::generate(&Source::new("api.yaml", text), &[], &Options::default())
/// };
/// let difference = compare(&version("number")?, &version("integer")?);
/// assert_eq!(difference.level(), Some(Level::Major));
/// let change = difference.changes().next().unwrap();
/// assert_eq!(change.before.as_deref(), Some("type Price = f64;"));
/// assert_eq!(change.after.as_deref(), Some("type Price = i64;"));
/// assert_eq!(change.old.as_ref().unwrap().to_string(), "api.yaml:4:26 (/components/schemas/Price)");
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
pub fn compare(old: &Version, new: &Version) -> Difference {
    let files = changed_files(old, new);
    let of_replaced = replaced::compare(old, new);
    if files.is_empty() {
        return Difference { items: of_replaced };
    }
    let Items { matched, renamed } = items::matched(old, new);
    let pair = Pair {
        old: Side { api: &old.api, places: Places::new(old) },
        new: Side { api: &new.api, places: Places::new(new) },
        renamed,
    };
    let mut items: Vec<(Option<&Item>, ItemChange)> = Vec::new();
    for (before, after) in &matched.both {
        let texts = (old.generated.whole_text_of(before), new.generated.whole_text_of(after));
        let changes = compare_items(&pair, (before, &texts.0), (after, &texts.1));
        if !changes.is_empty() {
            items.push((Some(after), item_change(&after.name, Some(&texts.0), Some(&texts.1), changes)));
        }
    }
    for item in &matched.added {
        let text = &new.generated.whole_text_of(item);
        items.push((Some(item), item_change(&item.name, None, Some(text), vec![added(&pair, item)])));
    }
    items.sort_by_key(|(item, _)| item.map(|item| (item.file.as_str(), item.range.start)));
    for item in &matched.removed {
        let text = &old.generated.whole_text_of(item);
        items.push((None, item_change(&item.name, Some(text), None, vec![removed(&pair, item)])));
    }
    let mut items: Vec<ItemChange> = items.into_iter().map(|(_, item)| item).collect();
    let runtime_changes = runtime::compare(old, new);
    if !runtime_changes.is_empty() {
        items.push(item_change("mod.rs", None, None, runtime_changes));
    }
    items.extend(compare_files(&pair, &files, matched.is_reordered, items.is_empty()));
    let mut difference = Difference { items };
    pair.old.places.locate(places(&mut difference, |change| change.old.as_mut()));
    pair.new.places.locate(places(&mut difference, |change| change.new.as_mut()));
    difference.items.extend(of_replaced);
    difference
}

/// Returns the paths of the files that differ in more than the digest.
fn changed_files(old: &Version, new: &Version) -> Vec<String> {
    let by_path = |file: &GeneratedFile| file.path.clone();
    let matched = matching::matched_by(&old.generated.files, &new.generated.files, &[&by_path]);
    let differs = |(before, after): &&(&GeneratedFile, &GeneratedFile)| {
        old.without_digest(&before.text) != new.without_digest(&after.text)
    };
    let changed = matched.both.iter().filter(differs).map(|(_, after)| after.path.clone());
    changed.chain(matched.added.iter().chain(&matched.removed).map(|file| file.path.clone())).collect()
}

/// Compares an item that both versions have.
fn compare_items(pair: &Pair<'_>, (old, before): (&Item, &str), (new, after): (&Item, &str)) -> Vec<Change> {
    let mut changes = Vec::new();
    let (subject, path) = subject_and_path(pair.new.api, new);
    if old.file != new.file {
        let document = "its first tag changed";
        changes
            .push(Change::new(Rule::Moved, subject, path.clone(), document).code(old.file.as_str(), new.file.as_str()));
    }
    if before != after {
        let start = changes.len();
        match (old.owner, new.owner) {
            (Owner::Type(old), Owner::Type(new)) => {
                types::compare(pair, pair.old.api.type_def(old), pair.new.api.type_def(new), &mut changes);
            }
            (Owner::Operation(old), Owner::Operation(new)) => {
                operation::compare(pair, &pair.old.api.operations[old], &pair.new.api.operations[new], &mut changes);
            }
            (Owner::Client, Owner::Client) => client::compare(pair, &mut changes),
            _ => {}
        }
        let explained = &changes[start..];
        let unexplained = unexplained(pair, before, after, explained);
        changes.extend(unexplained.map(|(rule, document)| Change::new(rule, subject, path, document)));
    }
    for change in &mut changes {
        if change.old.is_none() && change.new.is_none() {
            *change = change.clone().places(Some(old.pointer.clone()), Some(new.pointer.clone()));
        }
    }
    changes
}

/// Returns a general change for code that differs and that the `explained` changes do not cover.
fn unexplained(pair: &Pair<'_>, before: &str, after: &str, explained: &[Change]) -> Option<(Rule, &'static str)> {
    let differs = |part: fn(&str) -> String| pair.follow(&part(before)) != part(after);
    let is_code_explained = explained.iter().any(|change| change.rule != Rule::Documentation);
    if !is_code_explained && differs(code::without_docs) {
        Some((Rule::DeclarationChanged, "it is declared differently"))
    } else if !explained.is_empty() {
        None
    } else if differs(code::docs) {
        Some((Rule::Documentation, "its documentation refers to something else"))
    } else {
        Some((Rule::FollowsRename, "it uses a renamed type"))
    }
}

fn added(pair: &Pair<'_>, item: &Item) -> Change {
    let (subject, path) = subject_and_path(pair.new.api, item);
    let document = format!("the {subject} is new");
    let code = declared(pair.new.api, item);
    Change::new(Rule::Added, subject, path, document).appears(code).places(None, Some(item.pointer.clone()))
}

fn removed(pair: &Pair<'_>, item: &Item) -> Change {
    let (subject, path) = subject_and_path(pair.old.api, item);
    let document = format!("the {subject} was removed");
    let code = declared(pair.old.api, item);
    Change::new(Rule::Removed, subject, path, document).disappears(code).places(Some(item.pointer.clone()), None)
}

/// Returns the declaration of an item.
fn declared(api: &Api, item: &Item) -> String {
    match item.owner {
        Owner::Operation(index) => operation::declaration(api, &api.operations[index]),
        Owner::Type(id) => signature::type_declaration(api, api.type_def(id)),
        Owner::Client => "pub struct Client".to_owned(),
        Owner::Method(_) | Owner::Credential(_) | Owner::File => String::new(),
    }
}

/// Returns the kind and the name of an item.
fn subject_and_path(api: &Api, item: &Item) -> (Subject, String) {
    match item.owner {
        Owner::Operation(index) => (Subject::Operation, operation::endpoint(&api.operations[index])),
        Owner::Type(_) => (Subject::Type, item.name.clone()),
        Owner::Client => (Subject::Client, item.name.clone()),
        Owner::Method(_) | Owner::Credential(_) | Owner::File => (Subject::File, item.name.clone()),
    }
}

/// Compares whole files, apart from their items.
fn compare_files(pair: &Pair<'_>, files: &[String], is_reordered: bool, is_all: bool) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    let root = || (Some(Pointer::root()), Some(Pointer::root()));
    let has_client = !pair.old.api.operations.is_empty() || !pair.new.api.operations.is_empty();
    let titles = (signature::title(pair.old.api), signature::title(pair.new.api));
    if !has_client && titles.0 != titles.1 {
        let info = Some(Pointer::root().child("info"));
        let change = Change::new(Rule::Documentation, Subject::Document, "mod.rs", "its title or version changed")
            .texts(excerpt::excerpts(&titles.0, &titles.1));
        changes.push(item_change("mod.rs", None, None, vec![change.places(info.clone(), info)]));
    }
    if is_reordered {
        let document = "schemas, operations or tags were reordered";
        let change = Change::new(Rule::Reordered, Subject::Document, "mod.rs", document).places(root().0, root().1);
        changes.push(item_change("mod.rs", None, None, vec![change]));
    }
    if is_all && changes.is_empty() {
        changes.extend(files.iter().map(|path| {
            let document = "the file is assembled differently";
            let change = Change::new(Rule::FileChanged, Subject::File, path, document).places(root().0, root().1);
            item_change(path, None, None, vec![change])
        }));
    }
    changes
}

fn item_change(name: &str, before: Option<&str>, after: Option<&str>, changes: Vec<Change>) -> ItemChange {
    ItemChange { name: name.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned), changes }
}

fn places(
    difference: &mut Difference,
    side: fn(&mut Change) -> Option<&mut Place>,
) -> impl Iterator<Item = &mut Place> {
    difference.items.iter_mut().flat_map(|item| &mut item.changes).filter_map(side)
}
