//! Everything that the output declares can be explained, and the explanation leads into the document.

#[path = "../documents.rs"]
mod documents;

use std::{collections::BTreeMap, fs};

use openapi_bindgen::diff::Version;
use openapi_bindgen::explain::{Explanation, explain, names};
use openapi_bindgen::{Generated, Pointer, Source, parse};
use syn::{Fields, ImplItem, Item, Visibility};

/// Every document, with what is generated from it.
fn documents() -> impl Iterator<Item = (String, Source, Version)> {
    let mut paths: Vec<_> = fs::read_dir("accepted").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let source = Source::new(format!("{name}.yaml"), fs::read_to_string(&path).unwrap());
        let version = Version::generate(&source, &[], &documents::options(&name)).unwrap();
        (name, source, version)
    })
}

/// What the output declares, by its path in Rust, as its text says: types, public fields, variants with their fields,
/// endpoint functions, and what the tables of the client declare.
fn declared(generated: &Generated) -> Vec<String> {
    let mut found = Vec::new();
    for file in &generated.files {
        for item in syn::parse_file(&file.text).unwrap().items {
            of_item(&item, &mut found);
        }
        for (table, owner) in [("client", "ClientBuilder"), ("servers", "Server"), ("server_variables", "Server")] {
            found.extend(rows(&file.text, table).into_iter().map(|row| format!("{owner}::{row}")));
        }
    }
    found
}

fn of_item(item: &Item, found: &mut Vec<String>) {
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
            // What an enum or a struct does is the generator's; what the client calls is the document's.
            for item in block.items.iter().filter(|_| owner == "Client") {
                let ImplItem::Fn(function) = item else { continue };
                found.push(format!("Client::{}", function.sig.ident));
            }
        }
        _ => {}
    }
}

/// The names before the arrows in the rows of a table.
fn rows(text: &str, table: &str) -> Vec<String> {
    let Some((_, table)) = text.split_once(&format!("\n{table}! {{\n")) else { return Vec::new() };
    let rows = table.split_once("\n}").unwrap().0.lines().filter(|row| !row.trim_start().starts_with("///"));
    rows.filter_map(|row| Some(row.split_once(" => ")?.0.trim().to_owned())).collect()
}

#[test]
fn everything_that_is_declared_is_explained_with_a_place_in_the_document() {
    let mut wrong = Vec::new();
    for (name, source, version) in documents() {
        let document = parse(&source).unwrap();
        for item in declared(version.generated()) {
            let explanations = explain(&version, &item);
            if explanations.is_empty() {
                wrong.push(format!("{name}: {item} is not explained"));
            }
            for explanation in explanations {
                let places = explanation.reasons.iter().filter_map(|reason| reason.place.as_ref());
                for place in std::iter::once(&explanation.place).chain(places) {
                    if place.location.is_none() || document.pointer(place.pointer.as_str()).is_none() {
                        wrong.push(format!("{name}: {item} leads to {}, which is not there", place.pointer));
                    }
                }
                if explanation.reasons.is_empty() {
                    wrong.push(format!("{name}: {item} has no reason"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_item_of_the_output_has_a_name_that_is_explained() {
    for (name, _, version) in documents() {
        for item in &version.generated().items {
            let explanations = explain(&version, &item.name);
            let is_item = |found: &Explanation| found.file == item.file && found.pointer == item.pointer;
            assert!(explanations.iter().any(is_item), "{name}: {}", item.name);
        }
    }
}

#[test]
fn every_name_is_found_by_itself_and_all_that_share_a_place_by_that() {
    for (name, _, version) in documents() {
        let mut places: BTreeMap<Pointer, Vec<String>> = BTreeMap::new();
        for path in names(&version) {
            let found = explain(&version, &path);
            assert_eq!(found.len(), 1, "{name}: {path}");
            assert_eq!(found[0].path, path, "{name}");
            places.entry(found[0].pointer.clone()).or_default().push(path);
        }
        for (pointer, paths) in places.into_iter().filter(|(pointer, _)| !pointer.is_root()) {
            let found = explain(&version, pointer.as_str());
            assert_eq!(found.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), paths, "{name}: {pointer}");
            for one in found {
                let others: Vec<&String> = paths.iter().filter(|path| **path != one.path).collect();
                assert_eq!(one.also.iter().collect::<Vec<_>>(), others, "{name}: {pointer}");
            }
        }
    }
}
