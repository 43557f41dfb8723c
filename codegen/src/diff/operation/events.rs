use super::operations::{Operations, type_rule};
use crate::diff::{
    Change, Rule, Subject,
    pair::{Pair, Side},
};
use crate::ir::Events;

/// Compares the events of a response that is a stream of events.
pub(super) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let path = format!("Call<{}>::events", operations.new.type_name);
    let change = |rule, document: &str| {
        operations
            .change(rule, Subject::Events, path.clone(), document)
            .places(Some(operations.old_at.child("responses")), Some(operations.new_at.child("responses")))
    };
    let code = |side: &Side<'_>, events: &Events| format!("events of {}", side.type_text(&events.ty));
    match (&operations.old.events, &operations.new.events) {
        (None, None) => {}
        (None, Some(events)) => {
            changes.push(
                change(Rule::Added, "a successful response may now be a stream of events")
                    .appears(code(&pair.new, events)),
            );
        }
        (Some(events), None) => {
            changes.push(
                change(Rule::Removed, "a successful response is no longer a stream of events")
                    .disappears(code(&pair.old, events)),
            );
        }
        (Some(before), Some(after)) => {
            let Events { ty, reading, accept, requested_by } = before;
            let change = |rule, document| change(rule, document).code(code(&pair.old, before), code(&pair.new, after));
            changes.extend(
                type_rule(pair.fit_types(ty, &after.ty)).map(|rule| change(rule, "the schema of its events changed")),
            );
            if (reading, accept) != (&after.reading, &after.accept) {
                changes.push(change(Rule::EncodingChanged, "the format of its events changed"));
            }
            if *requested_by != after.requested_by {
                changes.push(change(Rule::EncodingChanged, "another property of the body turns events on"));
            }
        }
    }
}
