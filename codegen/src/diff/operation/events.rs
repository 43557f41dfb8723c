use super::operations::{Operations, type_rule};
use crate::diff::{
    Change, Rule, Subject,
    pair::{Pair, Side},
};
use crate::ir::Events;

/// What is different in the events that a success may be a stream of.
pub(super) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let path = format!("Call<{}>::events", operations.new.type_name);
    let change = |rule, document: &str| {
        operations
            .change(rule, Subject::Events, path.clone(), document)
            .at(Some(operations.old_at.child("responses")), Some(operations.new_at.child("responses")))
    };
    let code = |side: &Side<'_>, events: &Events| format!("events of {}", side.type_text(&events.ty));
    match (&operations.old.events, &operations.new.events) {
        (None, None) => {}
        (None, Some(events)) => {
            changes.push(change(Rule::Added, "a success may be events").appears(code(&pair.new, events)));
        }
        (Some(events), None) => {
            changes.push(change(Rule::Removed, "a success is no longer events").disappears(code(&pair.old, events)));
        }
        (Some(before), Some(after)) => {
            let Events { ty, reading, accept, requested_by } = before;
            let change = |rule, document| change(rule, document).code(code(&pair.old, before), code(&pair.new, after));
            changes.extend(
                type_rule(pair.fit_types(ty, &after.ty)).map(|rule| change(rule, "its events have another schema")),
            );
            if (reading, accept) != (&after.reading, &after.accept) {
                changes.push(change(Rule::EncodingChanged, "its events are written otherwise"));
            }
            if *requested_by != after.requested_by {
                changes.push(change(Rule::EncodingChanged, "another property of the body turns events on"));
            }
        }
    }
}
