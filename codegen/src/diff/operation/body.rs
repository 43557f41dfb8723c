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

/// What is different in the body of a request.
pub(super) fn compare(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let (given_before, given_after) =
        (signature::body_given(pair.old.api, operations.old), signature::body_given(pair.new.api, operations.new));
    let (old_at, new_at) = (operations.old_at.child("requestBody"), operations.new_at.child("requestBody"));
    let change = |rule, document: &str| {
        operations.field(rule, Subject::Body, "body", document).at(Some(old_at.clone()), Some(new_at.clone()))
    };
    match (&operations.old.body, &operations.new.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let (rule, document) = match given_after {
                BodyGiven::WithTheCall => (Rule::RequiredAdded, "it has a request body, which is required"),
                BodyGiven::Not | BodyGiven::ByMember | BodyGiven::AsAWhole => (Rule::Added, "it has a request body"),
            };
            changes.push(change(rule, document).appears(declared(pair.new.api, body)));
        }
        (Some(body), None) => {
            changes.push(change(Rule::Removed, "it has no request body").disappears(declared(pair.old.api, body)));
        }
        (Some(before), Some(after)) => {
            let Body { required, contents: _, choice: _ } = before;
            let code = |change: Change| change.code(declared(pair.old.api, before), declared(pair.new.api, after));
            match (required, after.required) {
                (false, true) => changes.push(code(change(Rule::BecameRequired, "the body is required"))),
                (true, false) => changes.push(code(change(Rule::BecameOptional, "the body is no longer required"))),
                (same, _) if given_before != given_after && *same => {
                    let document = "whether the body has to be given is another";
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

/// The setters for the members of the body.
pub(super) fn setters(pair: &Pair<'_>, operations: &Operations<'_>, changes: &mut Vec<Change>) {
    let before = signature::setters(pair.old.api, operations.old);
    let after = signature::setters(pair.new.api, operations.new);
    let by_target = |setter: &(String, String)| setter.0.clone();
    let by_name = |setter: &(String, String)| name_of(&setter.1).to_owned();
    let matched = matched_by(&before, &after, &[&by_target, &by_name]);
    // What sets a parameter or the body as a whole was told of that.
    let of_member = |setter: &&&(String, String)| setter.0.starts_with("body.");
    let call = &operations.new.type_name;
    let change = |rule, setter: &str, document: &str| {
        let path = format!("Call<{call}>::{}", name_of(setter));
        operations
            .change(rule, Subject::Setter, path, document)
            .at(Some(operations.old_at.child("requestBody")), Some(operations.new_at.child("requestBody")))
    };
    let is_split = |side: &Side<'_>, operation| signature::body_given(side.api, operation) == BodyGiven::ByMember;

    for (_, setter) in matched.added.iter().filter(of_member) {
        let document = if is_split(&pair.old, operations.old) {
            "a property of the body is new"
        } else {
            "the body is given by its members"
        };
        changes.push(change(Rule::Added, setter, document).appears(setter.as_str()));
    }
    for (_, setter) in matched.removed.iter().filter(of_member) {
        let document = if is_split(&pair.new, operations.new) {
            "a property of the body is gone"
        } else {
            "the body is given as a whole, or not at all"
        };
        changes.push(change(Rule::Removed, setter, document).disappears(setter.as_str()));
    }
    if matched.is_reordered {
        let document = "what it can be told stands in another order";
        changes.push(operations.change(Rule::Reordered, Subject::Operation, call.as_str(), document));
    }
    for ((target, before), (new_target, after)) in matched.both {
        let code = |rule, document: &str| change(rule, after, document).code(before.as_str(), after.as_str());
        if name_of(before) != name_of(after) {
            changes.push(code(Rule::Renamed, "something else has its name"));
        } else if new_target.starts_with("body.") {
            let rule = match pair.fit(before, after) {
                Fit::Same if target != new_target => Some(Rule::WireNameChanged),
                fit => type_rule(fit),
            };
            changes.extend(rule.map(|rule| code(rule, "the property of its body has another type")));
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
