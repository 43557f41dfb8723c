use crate::diff::{
    Change, Rule, Subject,
    operation::{Operations, endpoint},
    pair::Pair,
};
use crate::ir::{Api, Operation, SchemeId};

/// The schemes of one security requirement, which apply together.
type Requirement<'a> = Vec<&'a str>;

/// Compares the security requirements of an operation.
pub(in crate::diff) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let before = requirements(pair.old.api, operations.old);
    let after = requirements(pair.new.api, operations.new);
    if before == after {
        return;
    }
    // The change is compatible if each old requirement satisfies a new one.
    let is_open =
        before.iter().all(|had| after.iter().any(|required| required.iter().all(|scheme| had.contains(scheme))));
    let is_same = is_open && before.len() == after.len() && after.iter().all(|required| before.contains(required));
    let rule = match (is_same, is_open) {
        (true, _) => Rule::SecurityReordered,
        (false, true) => Rule::SecurityLoosened,
        (false, false) => Rule::SecurityTightened,
    };
    let document = format!("it takes {} instead of {}", words(&after), words(&before));
    changes.push(
        operations
            .change(rule, Subject::Security, endpoint(operations.new), document)
            .code(words(&before), words(&after)),
    );
}

/// Returns the security requirements by their names in the document. An operation without any takes
/// no credential.
fn requirements<'a>(api: &'a Api, operation: &Operation) -> Vec<Requirement<'a>> {
    if operation.security.is_empty() {
        return vec![Vec::new()];
    }
    let names = |ids: &Vec<SchemeId>| ids.iter().map(|id| api.schemes[id.0].wire.as_str()).collect();
    operation.security.iter().map(names).collect()
}

fn words(requirements: &[Requirement<'_>]) -> String {
    let together =
        |names: &Requirement<'_>| if names.is_empty() { "no credential".to_owned() } else { names.join(" and ") };
    requirements.iter().map(together).collect::<Vec<_>>().join(" or ")
}
