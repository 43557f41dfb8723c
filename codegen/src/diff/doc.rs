use super::{Change, Rule, Subject};
use crate::ir::Doc;
use crate::pointer::Pointer;
use crate::render::signature;

/// What is different in the documentation of one thing, and in whether it is deprecated.
pub(super) fn compare(
    subject: Subject,
    path: &str,
    (old, old_at): (&Doc, &Pointer),
    (new, new_at): (&Doc, &Pointer),
    changes: &mut Vec<Change>,
) {
    let mut push = |rule, document: &str| {
        changes.push(Change::new(rule, subject, path, document).at(Some(old_at.clone()), Some(new_at.clone())));
    };
    match (old.deprecated, new.deprecated) {
        (false, true) => push(Rule::Deprecated, "it is deprecated"),
        (true, false) => push(Rule::NoLongerDeprecated, "it is no longer deprecated"),
        (true, true) | (false, false) => {}
    }
    if signature::doc_lines(old) != signature::doc_lines(new) {
        push(Rule::Documentation, "its description changed");
    }
}
