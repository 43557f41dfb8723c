use super::operations::{Operations, type_rule};
use crate::diff::{
    Change, Rule, Subject, doc,
    matching::matched_by,
    pair::{Pair, Side},
};
use crate::ir::ResponseHeader;

/// The old and the new header: none if only one version has it.
pub(super) type Headers<'a> = (Option<&'a ResponseHeader>, Option<&'a ResponseHeader>);

/// Builds a change of a header.
pub(super) type BuildChange<'a> = &'a dyn Fn(Rule, Headers<'_>, &str) -> Change;

/// Renders the field of a header. An enum's variant with very many headers would be repeated for each of them.
pub(super) fn field(side: &Side<'_>, header: &ResponseHeader) -> String {
    format!("{}: Option<{}>", header.name, side.type_text(&header.ty))
}

/// Compares the headers of one response. `added` is the rule for a new header.
pub(super) fn compare(
    pair: &Pair<'_>,
    (old, new): (&[ResponseHeader], &[ResponseHeader]),
    added: Rule,
    change: BuildChange<'_>,
    changes: &mut Vec<Change>,
) {
    let by_wire = |header: &ResponseHeader| header.wire.to_string();
    let by_name = |header: &ResponseHeader| header.name.to_string();
    let matched = matched_by(old, new, &[&by_wire, &by_name]);
    for header in &matched.added {
        changes.push(change(added, (None, Some(header)), &format!("the header `{}` is new", header.wire)));
    }
    for header in &matched.removed {
        changes.push(change(Rule::Removed, (Some(header), None), &format!("the header `{}` was removed", header.wire)));
    }
    for (before, after) in &matched.both {
        let ResponseHeader { wire, name, ty, is_list, doc: before_doc } = before;
        let mut push = |rule, document: &str| changes.push(change(rule, (Some(before), Some(after)), document));
        if *wire != after.wire {
            push(Rule::WireNameChanged, &format!("the header `{wire}` is now `{}`", after.wire));
        }
        if *name != after.name {
            push(Rule::Renamed, &format!("the header `{wire}` has a new name in Rust"));
        }
        if let Some(rule) = type_rule(pair.fit_types(ty, &after.ty)) {
            push(rule, &format!("the type of the header `{wire}` changed"));
        } else if *is_list != after.is_list {
            push(Rule::EncodingChanged, &format!("the header `{wire}` is a list in one version only"));
        }
        let place = change(Rule::Documentation, (Some(before), Some(after)), "");
        if let (Some(old_at), Some(new_at)) = (&place.old, &place.new) {
            let (old_at, new_at) = (&old_at.pointer, &new_at.pointer);
            doc::compare(Subject::Header, &place.path, (before_doc, old_at), (&after.doc, new_at), changes);
        }
    }
    if let (true, Some(first)) = (matched.is_reordered, new.first()) {
        changes.push(change(Rule::Reordered, (None, Some(first)), "its headers were reordered"));
    }
}

/// Compares the struct of the headers of a successful response.
pub(super) fn compare_success(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let (old, new) = (&operations.old.success_headers, &operations.new.success_headers);
    let name = format!("{}Headers", operations.new.type_name);
    let change = |rule, subject, path: String, document: &str| {
        operations
            .change(rule, subject, path, document)
            .places(Some(operations.old_at.child("responses")), Some(operations.new_at.child("responses")))
    };
    let declared = || format!("pub struct {name}");
    match (old.as_slice(), new.as_slice()) {
        ([], []) => {}
        ([], _) => {
            let document = "a successful response now has headers";
            changes.push(change(Rule::Added, Subject::Type, name.clone(), document).appears(declared()));
        }
        (_, []) => {
            let document = "a successful response no longer has headers";
            changes.push(change(Rule::Removed, Subject::Type, name.clone(), document).disappears(declared()));
        }
        (old, new) => {
            let public = |side: &Side<'_>, header: &ResponseHeader| format!("pub {}", field(side, header));
            let of_header = |rule, (old, new): Headers<'_>, document: &str| {
                let header = new.or(old).map_or_else(|| name.clone(), |header| format!("{name}.{}", header.name));
                let change = change(rule, Subject::Header, header, document);
                match (rule, old, new) {
                    (Rule::Added, _, Some(header)) => change.appears(public(&pair.new, header)),
                    (Rule::Removed, Some(header), _) => change.disappears(public(&pair.old, header)),
                    _ => change,
                }
            };
            compare(pair, (old, new), Rule::Added, &of_header, changes);
        }
    }
}
