use crate::diff::{
    Change, Rule, Subject,
    operation::{Operations, endpoint},
    pair::Pair,
};
use crate::ir::{Api, Operation, SchemeId};

/// An alternative: the schemes that are used together.
type Together<'a> = Vec<&'a str>;

/// What is different in the credentials that an operation takes.
pub(in crate::diff) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let before = alternatives(pair.old.api, operations.old);
    let after = alternatives(pair.new.api, operations.new);
    if before == after {
        return;
    }
    // Who could call it has the credentials of one of the old alternatives: is there a new one for them?
    let is_open = before.iter().all(|had| after.iter().any(|asked| asked.iter().all(|scheme| had.contains(scheme))));
    let is_same = is_open && before.len() == after.len() && after.iter().all(|asked| before.contains(asked));
    let rule = match (is_same, is_open) {
        (true, _) => Rule::SecurityReordered,
        (false, true) => Rule::SecurityLoosened,
        (false, false) => Rule::SecurityTightened,
    };
    let document = format!("it takes {}, where it took {}", words(&after), words(&before));
    changes.push(
        operations
            .change(rule, Subject::Security, endpoint(operations.new), document)
            .code(words(&before), words(&after)),
    );
}

/// The alternatives, by the names in the document. Without any, no credential is the only one.
fn alternatives<'a>(api: &'a Api, operation: &Operation) -> Vec<Together<'a>> {
    if operation.security.is_empty() {
        return vec![Vec::new()];
    }
    let names = |ids: &Vec<SchemeId>| ids.iter().map(|id| api.schemes[id.0].wire.as_str()).collect();
    operation.security.iter().map(names).collect()
}

fn words(alternatives: &[Together<'_>]) -> String {
    let together =
        |names: &Together<'_>| if names.is_empty() { "no credential".to_owned() } else { names.join(" and ") };
    alternatives.iter().map(together).collect::<Vec<_>>().join(" or ")
}
