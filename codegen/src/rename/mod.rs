//! The Rust names that the caller chooses, by the option `rename` or the extension `x-rust-name`.

mod by_path;
mod collisions;
mod pattern;
mod place;
mod tag;
#[cfg(test)]
mod tests;

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Api, Renamed, RenamedBy, TypeId, TypeKind};
use crate::name_pattern::NamePattern;
use crate::nearest::suggestion;
use crate::options_origin::option_place;
use crate::pointer::Pointer;
use by_path::ByPath;
use place::{NewName, Place};

/// The extension with the Rust name.
pub(crate) const NAME: &str = "x-rust-name";

/// The listed values that the option points to: the schema of each, and the value.
pub(crate) type ListedValues = HashMap<Pointer, (Pointer, String)>;

/// Finds the values of `enum` that targets point to, as in `/components/schemas/Color/enum/0`.
pub(crate) fn listed_values(document: &Value, rename: &[(String, String)]) -> ListedValues {
    let found = rename.iter().filter_map(|(target, _)| {
        let pointer = Pointer::of_target(target)?;
        let (list, _) = pointer.split_last()?;
        let (schema, keyword) = list.split_last()?;
        let value = document.pointer(pointer.as_str())?;
        let value = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        (keyword == "enum").then_some((pointer, (schema, value)))
    });
    found.collect()
}

/// Applies all chosen names.
pub(crate) fn apply(api: &mut Api, rename: &[(String, String)], values: &ListedValues, report: &mut Report) {
    for (target, name) in rename {
        if let Some(tag) = tag::tag_of(target) {
            tag::rename(api, target, tag, name, report);
        }
    }
    let all = Place::list(api);
    let by_path = LazyCell::new(|| ByPath::new(api, &all));
    let firsts = first_types(api);
    let requests = by_extension(api, &all, &firsts, report);
    let mut requests: IndexMap<Place, NameRequest> =
        requests.into_iter().map(|request| (request.place, request)).collect();
    let by_pattern = pattern::requests(api, rename, &firsts, report);
    // A single name is more specific than a pattern.
    for request in by_pattern {
        requests.entry(request.place).or_insert(request);
    }
    for (target, name) in rename {
        if NamePattern::of_target(target).is_some() || tag::tag_of(target).is_some() {
            continue;
        }
        let pointer = Pointer::of_target(target);
        let places = match &pointer {
            Some(pointer) => find_by_pointer(api, &all, pointer, name, values, report),
            None => by_path.find(target).into_iter().collect(),
        };
        if places.is_empty() {
            report.push_unmatched(&option_place("rename", target), nothing(api, &all, target));
        }
        for place in places {
            let name = if pointer.is_some() { name_at(api, &firsts, place, name) } else { Some(name.clone()) };
            let Some(name) = name else { continue };
            if let Some(before) = requests.get(&place) {
                let is_exact =
                    matches!(&before.by, RenamedBy::Option(target) if NamePattern::of_target(target).is_none());
                if is_exact && before.name != name {
                    let message = format!("the option `rename` has two names for `{}`", place.path(api));
                    let message = format!("{message}: `{}` and `{name}`", before.name);
                    report.push_option(
                        &option_place("rename", target),
                        Diagnostic::error(&Pointer::root(), message).help("leave one of them out"),
                    );
                }
            }
            requests.insert(place, NameRequest { place, name, by: RenamedBy::Option(target.clone()) });
        }
    }
    if requests.is_empty() {
        return;
    }
    let mut made: Vec<(Place, NewName, String, RenamedBy)> = Vec::new();
    for NameRequest { place, name, by } in requests.into_values() {
        match place.parse_name(&name) {
            Ok(new) => made.push((place, new, place.path(api), by)),
            Err(message) => match &by {
                RenamedBy::Option(target) => {
                    let message = format!("the option `rename` for `{target}`: {message}");
                    report.push_option(&option_place("rename", target), Diagnostic::error(&Pointer::root(), message));
                }
                RenamedBy::Extension(_) => report.error(place.pointer(api), format!("`{NAME}`: {message}")),
            },
        }
    }
    for (place, new, _, _) in &made {
        place.rename(api, new.clone());
    }
    let places: Vec<Place> = made.iter().map(|(place, ..)| *place).collect();
    collisions::report(api, &places, report);
    let renamed = made.into_iter().map(|(place, _, before, by)| Renamed { path: place.path(api), before, by });
    let renamed: Vec<Renamed> = renamed.collect();
    api.renamed = renamed;
}

/// A requested name.
struct NameRequest {
    place: Place,
    name: String,
    by: RenamedBy,
}

/// Collects the names in the document. On a property, a name in upper camel case is that of the
/// type of its values.
fn by_extension<'a>(
    api: &'a Api,
    all: &[Place],
    firsts: &HashMap<&'a Pointer, TypeId>,
    report: &mut Report,
) -> Vec<NameRequest> {
    let mut requests: Vec<NameRequest> = Vec::new();
    let pointers_of = |is_meant: fn(&Place) -> bool| -> HashSet<&Pointer> {
        all.iter().filter(|place| is_meant(place)).map(|place| place.pointer(api)).collect()
    };
    let types = LazyCell::new(|| pointers_of(|place| matches!(place, Place::Type(_))));
    let fields = LazyCell::new(|| pointers_of(|place| matches!(place, Place::Field(..))));
    for &place in all {
        let extensions = match place {
            Place::Type(id) => &api.type_def(id).extensions,
            Place::Field(id, index) => match &api.type_def(id).kind {
                TypeKind::Object(object) => &object.fields[index].extensions,
                _ => continue,
            },
            Place::Operation(index) => &api.operations[index].extensions,
            Place::Parameter(index, parameter) => &api.operations[index].parameters[parameter].extensions,
            Place::Variant(..) => continue,
        };
        let Some(value) = extensions.get(NAME) else { continue };
        let at = place.pointer(api);
        let Ok(Value::String(name)) = serde_json::from_str(value) else {
            report.push(Diagnostic::error(&at.child(NAME), format!("`{NAME}` is not a string")));
            continue;
        };
        let is_upper = name.starts_with(char::is_uppercase);
        let is_meant = match place {
            Place::Type(_) => is_upper || !fields.contains(at),
            Place::Field(..) => !is_upper || !types.contains(at),
            _ => true,
        };
        if is_meant {
            let by = RenamedBy::Extension(at.child(NAME));
            requests.extend(name_at(api, firsts, place, &name).map(|name| NameRequest { place, name, by }));
        }
    }
    requests
}

/// Returns the name for an item of a place with a chosen name. Of several types at a place, the
/// first has the name, and the names of the others start with it: `PurchaseInput` for `OrderInput`.
fn name_at(api: &Api, firsts: &HashMap<&Pointer, TypeId>, place: Place, name: &str) -> Option<String> {
    let Place::Type(id) = place else { return Some(name.to_owned()) };
    let first = firsts[&api.type_def(id).pointer];
    if id == first {
        return Some(name.to_owned());
    }
    let rest = api.type_def(id).name.as_str().strip_prefix(api.type_def(first).name.as_str())?;
    Some(format!("{name}{rest}"))
}

/// Returns the first type of each place.
fn first_types(api: &Api) -> HashMap<&Pointer, TypeId> {
    let mut firsts = HashMap::new();
    for id in &api.order {
        firsts.entry(&api.type_def(*id).pointer).or_insert(*id);
    }
    firsts
}

/// Returns the items of a place in the document that the name fits.
fn find_by_pointer(
    api: &Api,
    all: &[Place],
    pointer: &Pointer,
    name: &str,
    values: &ListedValues,
    report: &Report,
) -> Vec<Place> {
    if let Some((schema, value)) = values.get(pointer) {
        let is_it = |place: &Place| match place {
            Place::Variant(id, index) => match &api.type_def(*id).kind {
                TypeKind::OpenEnum(listed) => listed.variants[*index].wire.as_str() == value,
                _ => false,
            },
            _ => false,
        };
        let is_there = |place: &&Place| is_it(place) && report.place_of(place.pointer(api)) == *schema;
        return all.iter().filter(is_there).copied().collect();
    }
    let is_value = |place: &Place| match place {
        Place::Variant(id, _) => matches!(api.type_def(*id).kind, TypeKind::OpenEnum(_)),
        _ => false,
    };
    let found: Vec<Place> = all
        .iter()
        .copied()
        .filter(|place| {
            !is_value(place) && !place.is_undeclared(api) && report.place_of(place.pointer(api)) == *pointer
        })
        .collect();
    let is_upper = name.starts_with(char::is_uppercase);
    let is_type = |place: &Place| matches!(place, Place::Type(_));
    let mut fitting: Vec<Place> = found
        .iter()
        .copied()
        .filter(|place| place.is_upper() == is_upper || matches!(place, Place::Operation(_)))
        .collect();
    if fitting.iter().any(is_type) {
        fitting.retain(is_type);
    }
    if fitting.is_empty() { found } else { fitting }
}

fn nothing(api: &Api, all: &[Place], target: &str) -> Diagnostic {
    let paths: Vec<String> = all.iter().map(|place| place.path(api)).collect();
    let diagnostic =
        Diagnostic::error(&Pointer::root(), format!("the option `rename` names `{target}`, but nothing has this name"));
    let otherwise =
        "write the name in Rust of a type, field, variant, operation or parameter (`Order.note`), or a JSON Pointer";
    diagnostic.help(suggestion(target, &paths).unwrap_or_else(|| otherwise.to_owned()))
}
