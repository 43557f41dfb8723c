//! The depth of nested schemas without a value in between: references, `allOf`, `oneOf` and
//! `anyOf`.

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;
use crate::resolve::Resolved;

/// The maximum depth of nested components, and of nested inline types. Real documents stay below
/// 10.
pub(in crate::lower) const MAX_DEPTH: usize = 100;

/// Returns the last component of the chain of references that starts at each component. A component
/// that is not a reference, or is part of a cycle, is its own end.
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

/// Returns true if no component nests others deeper than [`MAX_DEPTH`]. Reports the first that
/// does.
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
        // The search keeps its own stack, since deep documents would overflow that of the program.
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
                    let message = format!("this schema nests other schemas more than {MAX_DEPTH} deep");
                    report.push(Diagnostic::error(&pointer, message).help("merge some of these schemas"));
                    return false;
                }
                depths[at] = Some(depth);
                name_path.pop();
            }
        }
    }
    true
}

/// Calls `found` with each reference that describes the value itself, not a part of it.
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
