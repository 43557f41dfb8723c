//! The retry class of an operation and its idempotency key.

use super::{endpoint, operations::Operations};
use crate::diff::{Change, Rule, Subject, pair::Pair};
use crate::ir::{Method, Operation, Parameter};
use crate::operation_settings::RetryClass;

/// Compares the retry classes and the idempotency keys of an operation.
pub(super) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let (old, new) = (operations.old, operations.new);
    let change = |rule, document: String| operations.change(rule, Subject::Operation, endpoint(new), document);
    if class(old) != class(new) {
        let name = |operation| class(operation).map_or("that of its method".to_owned(), |class| format!("`{class}`"));
        let document = format!("its retry class is {} instead of {}", name(new), name(old));
        changes.push(change(Rule::RetriesChanged, document));
    }
    let old_at = |key: &Parameter| pair.old.places.parameter(&operations.old_at, &key.wire, key.location);
    let new_at = |key: &Parameter| pair.new.places.parameter(&operations.new_at, &key.wire, key.location);
    match (old.idempotency_key(), new.idempotency_key()) {
        (Some(before), None) => {
            let effect = if class(old) == Some(RetryClass::Never) || is_repeated_without_a_key(new) {
                "so the server does not recognize a repeated call"
            } else {
                "so a failed call is not sent again"
            };
            let document = format!("the header `{}` no longer has an idempotency key, {effect}", before.wire);
            changes.push(
                change(Rule::RetriesChanged, document).places(Some(old_at(before)), Some(operations.new_at.clone())),
            );
        }
        (None, Some(after)) => {
            let effect = if class(new) == Some(RetryClass::Never) {
                "and its retry class is `never`, so the client does not repeat it"
            } else {
                "so calls are now repeated safely"
            };
            let document = format!("the header `{}` has an idempotency key, {effect}", after.wire);
            changes.push(change(Rule::KeyAdded, document).places(Some(operations.old_at.clone()), Some(new_at(after))));
        }
        (Some(before), Some(after)) if !before.wire.as_str().eq_ignore_ascii_case(after.wire.as_str()) => {
            let document = format!("the idempotency key is in the header `{}`, not `{}`", after.wire, before.wire);
            changes.push(change(Rule::RetriesChanged, document).places(Some(old_at(before)), Some(new_at(after))));
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
}

fn class(operation: &Operation) -> Option<RetryClass> {
    operation.settings.retry.as_ref().map(|chosen| chosen.value)
}

/// Returns true if the client may send a call again that has no idempotency key, as the runtime decides.
fn is_repeated_without_a_key(operation: &Operation) -> bool {
    match (class(operation), &operation.method) {
        (Some(class), _) => class != RetryClass::Never,
        (None, Method::Post | Method::Patch) => false,
        (None, Method::Other(name)) => name == "QUERY",
        (None, _) => true,
    }
}
