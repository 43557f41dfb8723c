use super::operations::Operations;
use crate::diff::{Change, Rule, Subject};
use crate::render::signature::download_text;

/// What is different in what of a success can be received in pieces.
pub(super) fn compare(operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let path = format!("Call<{}>::download", operations.new.type_name);
    let change = |rule, document: &str| {
        operations
            .change(rule, Subject::Download, path.clone(), document)
            .at(Some(operations.old_at.child("responses")), Some(operations.new_at.child("responses")))
    };
    match (&operations.old.download, &operations.new.download) {
        (None, None) => {}
        (None, Some(after)) => {
            changes.push(change(Rule::Added, "a success may be text or bytes").appears(download_text(after)));
        }
        (Some(before), None) => {
            changes
                .push(change(Rule::Removed, "a success is no longer text or bytes").disappears(download_text(before)));
        }
        (Some(before), Some(after)) if before == after => {}
        (Some(before), Some(after)) => {
            let document = "a success may be other text or bytes";
            changes.push(change(Rule::AcceptChanged, document).code(download_text(before), download_text(after)));
        }
    }
}
