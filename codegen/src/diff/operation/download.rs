use super::operations::Operations;
use crate::diff::{Change, Rule, Subject};
use crate::render::signature::download_text;

/// Compares the responses whose body can be downloaded in chunks.
pub(super) fn compare(operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let path = format!("Call<{}>::download", operations.new.type_name);
    let change = |rule, document: &str| {
        operations
            .change(rule, Subject::Download, path.clone(), document)
            .places(Some(operations.old_at.child("responses")), Some(operations.new_at.child("responses")))
    };
    match (&operations.old.download, &operations.new.download) {
        (None, None) => {}
        (None, Some(after)) => {
            changes.push(
                change(Rule::Added, "a successful response may now be text or bytes").appears(download_text(after)),
            );
        }
        (Some(before), None) => {
            changes.push(
                change(Rule::Removed, "a successful response is no longer text or bytes")
                    .disappears(download_text(before)),
            );
        }
        (Some(before), Some(after)) if before == after => {}
        (Some(before), Some(after)) => {
            let document = "the text or bytes of a successful response changed";
            changes.push(change(Rule::AcceptChanged, document).code(download_text(before), download_text(after)));
        }
    }
}
