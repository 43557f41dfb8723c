//! How far schemas lead to one another without a value in between: through references, `allOf`, `oneOf` and `anyOf`.

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;
use crate::resolve::Resolved;

/// How many components, and how many types without a name, may be put into one another. Real documents stay below 10.
pub(in crate::lower) const MAX_DEPTH: usize = 100;

/// For each component that is nothing but a reference, the component at the end of the chain; for any other, and in a
/// cycle, itself.
pub(in crate::lower) fn chain_ends(document: &Resolved<'_>) -> Vec<usize> {
    let next: Vec<Option<usize>> = document
        .schemas()
        .values()
        .map(|schema| match schema {
            ReferenceOr::Reference { reference } => document.find_schema(reference),
            ReferenceOr::Item(_) => None,
        })
        .collect();
    let mut ends: Vec<Option<usize>> = next.iter().enumerate().map(|(at, next)| next.is_none().then_some(at)).collect();
    for start in 0..next.len() {
        let mut name_path = Vec::new();
        let mut at = start;
        while ends[at].is_none() && name_path.len() <= next.len() {
            name_path.push(at);
            at = next[at].unwrap_or(at);
        }
        let end = ends[at];
        for step in name_path {
            ends[step] = end.or(Some(step));
        }
    }
    ends.into_iter().enumerate().map(|(at, end)| end.unwrap_or(at)).collect()
}

/// Whether no component is made of others beyond [`MAX_DEPTH`]; the first that is gets reported.
pub(in crate::lower) fn is_within_limit(document: &Resolved<'_>, ends: &[usize], report: &mut Report) -> bool {
    let parts: Vec<Vec<usize>> = document
        .schemas()
        .values()
        .map(|schema| {
            let mut named = Vec::new();
            references(schema, &mut |reference| named.extend(document.find_schema(reference).map(|found| ends[found])));
            named
        })
        .collect();
    let mut depths: Vec<Option<usize>> = vec![None; parts.len()];
    let mut is_open = vec![false; parts.len()];
    for start in 0..parts.len() {
        // A search of its own stack: it is about what is too deep for the program's.
        if is_open[start] {
            continue;
        }
        is_open[start] = true;
        let mut name_path = vec![(start, 0)];
        while let Some((at, next)) = name_path.last_mut() {
            let at = *at;
            if let Some(part) = parts[at].get(*next).copied() {
                *next += 1;
                if depths[part].is_none() && !is_open[part] {
                    is_open[part] = true;
                    name_path.push((part, 0));
                }
            } else {
                let inner = parts[at].iter().filter_map(|part| depths[*part]).max();
                let depth = inner.map_or(0, |inner| inner + 1);
                if depth > MAX_DEPTH {
                    let name = document.schemas().get_index(at).map_or("", |(name, _)| name.as_str());
                    let pointer = Pointer::root().child("components").child("schemas").child(name);
                    let message =
                        format!("this is made of schemas that are made of schemas, more than {MAX_DEPTH} deep");
                    report.push(Diagnostic::error(&pointer, message).help("put what they say into fewer schemas"));
                    return false;
                }
                depths[at] = Some(depth);
                name_path.pop();
            }
        }
    }
    true
}

/// Calls `found` with every reference that says what the value itself is.
fn references(schema: &ReferenceOr<Schema>, found: &mut impl FnMut(&str)) {
    match schema {
        ReferenceOr::Reference { reference } => found(reference),
        ReferenceOr::Item(schema) => match &schema.schema_kind {
            SchemaKind::AllOf { all_of: parts }
            | SchemaKind::OneOf { one_of: parts }
            | SchemaKind::AnyOf { any_of: parts } => {
                for part in parts {
                    references(part, found);
                }
            }
            SchemaKind::Any(any) => {
                for part in any.all_of.iter().chain(&any.one_of).chain(&any.any_of) {
                    references(part, found);
                }
            }
            SchemaKind::Type(_) | SchemaKind::Not { .. } => {}
        },
    }
}
