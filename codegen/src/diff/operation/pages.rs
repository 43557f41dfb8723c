use super::operations::{Operations, type_rule};
use crate::diff::{
    Change, Rule, Subject,
    pair::{Pair, Side},
};
use crate::ir::Pages;

/// Compares the pagination of an operation.
pub(super) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let path = format!("Call<{}>::pages", operations.new.type_name);
    let change = |rule, document: &str| operations.change(rule, Subject::Operation, path.clone(), document);
    let code = |side: &Side<'_>, pages: &Pages| format!("pages of {}", side.type_text(&pages.item));
    match (&operations.old.pages, &operations.new.pages) {
        (None, None) => {}
        (None, Some(pages)) => {
            changes.push(change(Rule::Added, "its results now come in pages").appears(code(&pair.new, pages)));
        }
        (Some(pages), None) => {
            let document = "its results no longer come in pages";
            changes.push(change(Rule::Removed, document).disappears(code(&pair.old, pages)));
        }
        (Some(before), Some(after)) => {
            // The reason for the pagination does not appear in the code.
            let Pages { items, item, parameter, turn, more, by: _ } = before;
            let rule = type_rule(pair.fit_types(item, &after.item));
            changes.extend(rule.map(|rule| {
                change(rule, "the type of the elements of its pages changed")
                    .code(code(&pair.old, before), code(&pair.new, after))
            }));
            if (items, parameter, turn, more) != (&after.items, &after.parameter, &after.turn, &after.more) {
                changes.push(change(Rule::EncodingChanged, "the request for the next page changed"));
            }
        }
    }
}
