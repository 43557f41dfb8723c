//! Every declaration in the output can be explained, and the explanation points into the document.

#[path = "../documents.rs"]
mod documents;
#[path = "../sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use openapi_bindgen::diff::Version;
use openapi_bindgen::explain::{Explanation, explain, names};
use openapi_bindgen::{Generated, Pointer, Source, parse};
use serde_json::Value;
use syn::{Fields, ImplItem, Item, Visibility};

/// Returns every document with its version.
fn documents() -> impl Iterator<Item = (String, Source, Version)> {
    sources::accepted().unwrap().into_iter().map(|(name, source)| {
        let version = Version::generate(&source, &[], &documents::options(&name)).unwrap();
        (name, source, version)
    })
}

/// Returns the declarations in the text of the output, by Rust path: types, public fields, variants
/// with their fields, endpoint functions, and the methods for credentials and servers.
fn declared(generated: &Generated) -> Vec<String> {
    let mut found = Vec::new();
    for file in &generated.files {
        for item in syn::parse_file(&file.text).unwrap().items {
            add_declarations(&item, &mut found);
        }
    }
    found
}

fn add_declarations(item: &Item, found: &mut Vec<String>) {
    match item {
        Item::Struct(declared) => {
            found.push(declared.ident.to_string());
            for field in declared.fields.iter().filter(|field| matches!(field.vis, Visibility::Public(_))) {
                found.push(format!("{}.{}", declared.ident, field.ident.as_ref().unwrap()));
            }
        }
        Item::Enum(declared) => {
            found.push(declared.ident.to_string());
            for variant in &declared.variants {
                let path = format!("{}::{}", declared.ident, variant.ident);
                if let Fields::Named(fields) = &variant.fields {
                    found.extend(fields.named.iter().map(|field| format!("{path}.{}", field.ident.as_ref().unwrap())));
                }
                found.push(path);
            }
        }
        Item::Type(declared) => found.push(declared.ident.to_string()),
        Item::Impl(block) => {
            let syn::Type::Path(owner) = &*block.self_ty else { return };
            let owner = &owner.path.segments.last().unwrap().ident;
            for item in &block.items {
                let ImplItem::Fn(function) = item else { continue };
                found.push(format!("{owner}::{}", function.sig.ident));
            }
        }
        _ => {}
    }
}

/// Returns the faults of an explanation, one per line.
fn mistakes<'e>(document: &'e Value, explanation: &'e Explanation) -> impl Iterator<Item = String> + 'e {
    let of_reasons = explanation.reasons.iter().filter_map(|reason| reason.place.as_ref());
    let places = std::iter::once(&explanation.place).chain(of_reasons);
    let nowhere = places
        .filter(|place| place.location.is_none() || document.pointer(place.pointer.as_str()).is_none())
        .map(|place| format!("leads to {}, which is not there", place.pointer));
    nowhere.chain(explanation.reasons.is_empty().then(|| "has no reason".to_owned()))
}

#[test]
fn everything_that_is_declared_is_explained_with_a_place_in_the_document() {
    let mut wrong = Vec::new();
    for (name, source, version) in documents() {
        let document = parse(&source).unwrap();
        let generated = version.generated();
        let named: BTreeSet<String> = names(&version).into_iter().collect();
        let items = generated.items.iter().map(|item| item.name.clone());
        // An operation's struct and its fields can also be found by the function's name.
        let others = declared(generated).into_iter().chain(items).filter(|item| !named.contains(item));
        let mut by_place: BTreeMap<Pointer, BTreeSet<String>> = BTreeMap::new();
        for item in named.iter().cloned().chain(others) {
            let explanations = explain(&version, &item);
            if explanations.is_empty() {
                wrong.push(format!("{name}: {item} is not explained"));
            }
            for explanation in explanations {
                wrong.extend(mistakes(&document, &explanation).map(|mistake| format!("{name}: {item} {mistake}")));
                by_place.entry(explanation.pointer).or_default().insert(explanation.path);
            }
        }
        assert_eq!(by_place.values().flatten().collect::<BTreeSet<_>>(), named.iter().collect(), "{name}");
        for item in &generated.items {
            assert!(by_place.contains_key(&item.pointer), "{name}: {}", item.name);
        }
        let shared = by_place.iter().filter(|(pointer, paths)| paths.len() > 1 && !pointer.is_root());
        for (pointer, paths) in shared {
            for one in explain(&version, pointer.as_str()) {
                let explained = one.also.into_iter().chain([one.path]).collect::<BTreeSet<_>>();
                assert_eq!(explained, *paths, "{name}: {pointer}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
