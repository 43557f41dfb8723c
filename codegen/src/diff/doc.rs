use super::excerpt::excerpts;
use super::{Change, Rule, Subject};
use crate::ir::Doc;
use crate::pointer::Pointer;
use crate::render::signature;

/// Compares the documentation and the deprecation of an item.
pub(super) fn compare(
    subject: Subject,
    path: &str,
    (old, old_at): (&Doc, &Pointer),
    (new, new_at): (&Doc, &Pointer),
    changes: &mut Vec<Change>,
) {
    let change = |rule, document: &str| {
        Change::new(rule, subject, path, document).places(Some(old_at.clone()), Some(new_at.clone()))
    };
    match (old.deprecated, new.deprecated) {
        (false, true) => changes.push(change(Rule::Deprecated, "it is deprecated")),
        (true, false) => changes.push(change(Rule::NoLongerDeprecated, "it is no longer deprecated")),
        (true, true) | (false, false) => {}
    }
    if (old.deprecated, new.deprecated) == (true, true) && old.deprecation_note != new.deprecation_note {
        changes.push(change(Rule::Documentation, "the note of its deprecation changed"));
    }
    let (before, after) = (signature::doc_lines(old), signature::doc_lines(new));
    if before != after {
        let texts = excerpts(&before.join("\n"), &after.join("\n"));
        let document = match &texts {
            (None, None) => "the formatting of its description changed",
            (None, Some(_)) => "it has a description now",
            (Some(_), None) => "it no longer has a description",
            (Some(_), Some(_)) => "its description changed",
        };
        changes.push(change(Rule::Documentation, document).texts(texts));
    }
}
