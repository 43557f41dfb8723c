use super::{
    operations::{Operations, endpoint, type_rule},
    response,
};
use crate::diff::{Change, Rule, Subject, pair::Pair};
use crate::ir::{Api, Operation, Success};
use crate::render::signature;

/// Compares what a successful call returns.
pub(super) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let (old_at, new_at) = (operations.old_at.child("responses"), operations.new_at.child("responses"));
    match (&operations.old.success, &operations.new.success) {
        (Success::Nothing, Success::Nothing) => {}
        (Success::One(before), Success::One(after)) => {
            let path = endpoint(operations.new);
            let change = |rule, document: &str| {
                operations
                    .change(rule, Subject::Output, path.clone(), document)
                    .code(signature::type_text(pair.old.api, &before.ty), signature::type_text(pair.new.api, &after.ty))
                    .places(Some(old_at.clone()), Some(new_at.clone()))
            };
            response::body(pair, before, after, &change, changes);
        }
        (Success::ByStatus(before), Success::ByStatus(after)) => {
            let name = format!("{}Output", operations.new.type_name);
            response::compare(pair, operations, &name, (before, after), changes);
        }
        _ => {
            let (before, after) = (text(pair.old.api, operations.old), text(pair.new.api, operations.new));
            let document = "the type of a successful response changed";
            let rule = type_rule(pair.fit(&before, &after)).unwrap_or(Rule::TypeChanged);
            changes.push(
                operations
                    .change(rule, Subject::Output, endpoint(operations.new), document)
                    .code(before, after)
                    .places(Some(old_at), Some(new_at)),
            );
        }
    }
}

/// Returns the type that a successful call returns.
pub(super) fn text(api: &Api, operation: &Operation) -> String {
    match &operation.success {
        Success::Nothing => "()".to_owned(),
        Success::One(body) => signature::type_text(api, &body.ty),
        Success::ByStatus(_) => format!("{}Output", operation.type_name),
    }
}
