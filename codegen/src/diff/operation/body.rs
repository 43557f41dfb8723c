use super::{
    content,
    operations::{self, Operations, type_rule},
};
use crate::diff::{
    Change, Rule, Subject,
    matching::matched_by,
    pair::{Fit, Pair, Side},
};
use crate::ir::{Api, Body};
use crate::render::signature::{self, BodyGiven};

/// Compares the request bodies.
pub(super) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let (given_before, given_after) =
        (signature::body_given(pair.old.api, operations.old), signature::body_given(pair.new.api, operations.new));
    let (old_at, new_at) = (operations.old_at.child("requestBody"), operations.new_at.child("requestBody"));
    let change = |rule, document: &str| {
        operations.field(rule, Subject::Body, "body", document).places(Some(old_at.clone()), Some(new_at.clone()))
    };
    match (&operations.old.body, &operations.new.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let (rule, document) = match given_after {
                BodyGiven::WithTheCall => (Rule::RequiredAdded, "it now has a required request body"),
                BodyGiven::Not | BodyGiven::ByMember | BodyGiven::AsAWhole => {
                    (Rule::Added, "it now has a request body")
                }
            };
            changes.push(change(rule, document).appears(declared(pair.new.api, body)));
        }
        (Some(body), None) => {
            changes.push(
                change(Rule::Removed, "it no longer has a request body").disappears(declared(pair.old.api, body)),
            );
        }
        (Some(before), Some(after)) => {
            let Body { required, contents: _, choice: _ } = before;
            let code = |change: Change| change.code(declared(pair.old.api, before), declared(pair.new.api, after));
            match (required, after.required) {
                (false, true) => changes.push(code(change(Rule::BecameRequired, "the body is now required"))),
                (true, false) => changes.push(code(change(Rule::BecameOptional, "the body is no longer required"))),
                (same, _) if given_before != given_after && *same => {
                    let document = "the method of the client takes the body in one version only";
                    let declared = |side: &Side<'_>, operation| operations::declaration(side.api, operation);
                    changes.push(
                        change(Rule::ConstructorChanged, document)
                            .code(declared(&pair.old, operations.old), declared(&pair.new, operations.new)),
                    );
                }
                _ => {}
            }
            content::compare(
                pair,
                operations,
                (before, after),
                &|rule, document| code(change(rule, document)),
                changes,
            );
        }
    }
}

/// Compares the setters for the properties of the request body.
pub(super) fn setters(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let before = signature::setters(pair.old.api, operations.old);
    let after = signature::setters(pair.new.api, operations.new);
    let by_target = |setter: &(String, String)| setter.0.clone();
    let by_name = |setter: &(String, String)| name_of(&setter.1).to_owned();
    let matched = matched_by(&before, &after, &[&by_target, &by_name]);
    // A setter for a parameter or the whole body is reported with that parameter or body.
    let is_property = |setter: &&&(String, String)| setter.0.starts_with("body.");
    let call = &operations.new.type_name;
    let change = |rule, setter: &str, document: &str| {
        let path = format!("Call<{call}>::{}", name_of(setter));
        operations
            .change(rule, Subject::Setter, path, document)
            .places(Some(operations.old_at.child("requestBody")), Some(operations.new_at.child("requestBody")))
    };
    let is_split = |side: &Side<'_>, operation| signature::body_given(side.api, operation) == BodyGiven::ByMember;

    for (_, setter) in matched.added.iter().filter(is_property) {
        let document = if is_split(&pair.old, operations.old) {
            "a property of the body is new"
        } else {
            "the properties of the body now have setters"
        };
        changes.push(change(Rule::Added, setter, document).appears(setter.as_str()));
    }
    for (_, setter) in matched.removed.iter().filter(is_property) {
        let document = if is_split(&pair.new, operations.new) {
            "a property of the body was removed"
        } else {
            "the properties of the body no longer have setters"
        };
        changes.push(change(Rule::Removed, setter, document).disappears(setter.as_str()));
    }
    if matched.is_reordered {
        let document = "its setters were reordered";
        changes.push(operations.change(Rule::Reordered, Subject::Operation, call.as_str(), document));
    }
    for ((target, before), (new_target, after)) in matched.both {
        let code = |rule, document: &str| change(rule, after, document).code(before.as_str(), after.as_str());
        if name_of(before) != name_of(after) {
            changes.push(code(Rule::Renamed, "another setter now has its name"));
        } else if new_target.starts_with("body.") {
            let rule = match pair.fit(before, after) {
                Fit::Same if target != new_target => Some(Rule::WireNameChanged),
                fit => type_rule(fit),
            };
            changes.extend(rule.map(|rule| code(rule, "the type of the property of the body changed")));
        }
    }
}

fn name_of(setter: &str) -> &str {
    setter.split('(').next().unwrap_or(setter)
}

fn declared(api: &Api, body: &Body) -> String {
    let ty = signature::body_text(api, body);
    if body.required { format!("pub body: {ty}") } else { format!("pub body: Option<{ty}>") }
}
