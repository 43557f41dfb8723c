use std::collections::BTreeSet;

use serde_json::Value;

use super::{internal, usage::reach};
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Api, Direction, Operation, TypeId};
use crate::nearest::suggestion;
use crate::options::Selection;
use crate::options_origin::option_place;
use crate::pointer::Pointer;

/// Keeps the selected operations, and the types that they reach. Webhooks and callbacks cannot be
/// selected, so their types are not kept.
pub(crate) fn apply(api: &mut Api, selection: &Selection, report: &mut Report) {
    if selection.is_everything() {
        return;
    }
    report_what_selects_nothing(api, selection, report);
    let (kept, dropped): (Vec<_>, Vec<_>) =
        std::mem::take(&mut api.operations).into_iter().partition(|own| is_selected(own, selection));
    api.operations = kept;
    let of_members = if selection.without_internal { internal::drop_members(api, report) } else { Vec::new() };
    if selection.selects_nothing() {
        let of_operations = dropped.iter().flat_map(Operation::types).filter_map(|ty| ty.named(true));
        drop_types_of(api, of_operations.chain(of_members));
        return;
    }
    api.webhook_types.clear();
    let mut reached = vec![false; api.types.len()];
    let roots = api.operations.iter().flat_map(Operation::types).filter_map(|ty| ty.named(true));
    reach(api, roots, Direction::Both, &mut reached);
    api.order.retain(|id| reached[id.0]);
}

/// Removes the types that only `dropped` reach: those of operations and members that were left out.
fn drop_types_of(api: &mut Api, dropped: impl Iterator<Item = TypeId>) {
    let mut is_dropped = vec![false; api.types.len()];
    reach(api, dropped, Direction::Both, &mut is_dropped);
    let of_operations = api.operations.iter().flat_map(Operation::types).filter_map(|ty| ty.named(true));
    let of_webhooks = api.webhook_types.iter().map(|(_, id)| *id);
    // A type that nothing uses may use one that an operation used.
    let others = api.order.iter().copied().filter(|id| !is_dropped[id.0]);
    let mut is_kept = vec![false; api.types.len()];
    reach(api, of_operations.chain(of_webhooks).chain(others), Direction::Both, &mut is_kept);
    api.order.retain(|id| is_kept[id.0]);
}

fn is_selected(operation: &Operation, selection: &Selection) -> bool {
    if selection.without_internal && operation.is_internal {
        return false;
    }
    let has = |(name, value): &(String, Value)| has_extension(operation, name, value);
    selection.extensions.iter().all(has) && (selection.lists_nothing() || is_listed(operation, selection))
}

fn is_listed(operation: &Operation, selection: &Selection) -> bool {
    selection.operations.iter().any(|id| operation.id.as_str() == id)
        || selection.tags.iter().any(|tag| operation.tags.contains(tag))
        || selection.paths.iter().any(|path| is_below(&operation.path, path))
}

/// Returns true if an operation has a vendor extension with this value.
fn has_extension(operation: &Operation, name: &str, value: &Value) -> bool {
    operation
        .extensions
        .get(name)
        .is_some_and(|text| serde_json::from_str::<Value>(text).is_ok_and(|own| own == *value))
}

/// Returns true if a path is `given`, or continues it with further segments.
fn is_below(path: &str, given: &str) -> bool {
    path.strip_prefix(given.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Reports each selector that selects nothing.
fn report_what_selects_nothing(api: &Api, selection: &Selection, report: &mut Report) {
    for (name, value) in &selection.extensions {
        if !api.operations.iter().any(|operation| has_extension(operation, name, value)) {
            let known: BTreeSet<&String> =
                api.operations.iter().flat_map(|operation| operation.extensions.0.keys()).collect();
            let message = format!("no operation has the extension `{name}` with the value `{value}`");
            let others = known.into_iter().filter(|other| *other != name);
            let diagnostic = Diagnostic::error(&Pointer::root(), message).help(spelling(name, others));
            report.push_unmatched(&option_place("where", name), diagnostic);
        }
    }
    let mut check =
        |(option, kind): (&str, &str), names: &[String], matches: &dyn Fn(&Operation, &str) -> bool, known: Names| {
            for (index, name) in names.iter().enumerate() {
                if !api.operations.iter().any(|operation| matches(operation, name)) {
                    let known: BTreeSet<&str> = api.operations.iter().flat_map(known).collect();
                    let message = format!("no operation has the {kind} `{name}`");
                    let diagnostic = Diagnostic::error(&Pointer::root(), message).help(spelling(name, known));
                    report.push_unmatched(&Pointer::root().child(option).index(index), diagnostic);
                }
            }
        };
    check(
        ("operations", "operationId"),
        &selection.operations,
        &|operation, id| operation.id.as_str() == id,
        |operation| vec![operation.id.as_str()],
    );
    check(
        ("tags", "tag"),
        &selection.tags,
        &|operation, tag| operation.tags.iter().any(|own| own == tag),
        |operation| operation.tags.iter().map(String::as_str).collect(),
    );
    check(("paths", "path"), &selection.paths, &|operation, path| is_below(&operation.path, path), |operation| {
        vec![operation.path.as_str()]
    });
}

/// Returns the names of one kind that an operation has.
type Names = fn(&Operation) -> Vec<&str>;

/// Returns a help that suggests the most similar of the names.
fn spelling<T: AsRef<str>>(name: &str, known: impl IntoIterator<Item = T>) -> String {
    suggestion(name, known).unwrap_or_else(|| "use the spelling of the document".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_selects_itself_and_the_paths_below_it() {
        assert!(is_below("/v1/files", "/v1/files"));
        assert!(is_below("/v1/files/{id}", "/v1/files/"));
        assert!(!is_below("/v1/filesystems", "/v1/files"));
    }
}
