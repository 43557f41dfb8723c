//! Security requirements whose scopes are not a list: `- Key:` in YAML, which is null, or the name alone.

use serde_json::{Value, json};

use super::METHODS;
use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// The part of a URI before the name of a security scheme.
const SCHEMES: &str = "#/components/securitySchemes/";

/// Makes the scopes of every security requirement a list, so that the credential is still sent.
pub(super) fn repair(document: &mut Value, report: &mut Report) {
    let root = Pointer::root();
    requirements(document, &root, "and is left out", report);
    let at = root.child("paths");
    for (path, item) in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        let at = at.child(path);
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                let outcome = "and is left out: the `security` of the document applies";
                requirements(operation, &at.child(method), outcome, report);
            }
        }
    }
}

/// Repairs the requirements of an operation or the document. `outcome` is what becomes of them if they are no list.
fn requirements(holder: &mut Value, at: &Pointer, outcome: &str, report: &mut Report) {
    let at = at.child("security");
    let Some(members) = holder.as_object_mut() else { return };
    let Some(security) = members.get_mut("security") else { return };
    if security.is_object() {
        report.warn(&at, "`security` is a list, and this is read as its only item");
        *security = json!([security.take()]);
    } else if !security.is_array() {
        report.leave_out(&at, format!("this is no list, {outcome}"));
        members.shift_remove("security");
        return;
    }
    for (index, requirement) in security.as_array_mut().into_iter().flatten().enumerate() {
        let at = at.index(index);
        if let Some(name) = requirement.as_str() {
            report.warn(&at, format!("this is read as `{name}: []`"));
            *requirement = json!({ name: [] });
        }
        if let Some(names) = requirement.as_object_mut() {
            *names = std::mem::take(names)
                .into_iter()
                .filter(|(name, _)| !name.starts_with("x-"))
                .map(|(name, scopes)| {
                    // OpenAPI 3.2 also allows the URI of a scheme.
                    let name = name.split_once(SCHEMES).map(|(_, name)| name.to_owned()).unwrap_or(name);
                    let scopes = as_list(&name, scopes, &at, report);
                    (name, scopes)
                })
                .collect();
        }
    }
}

/// Returns the scopes of a scheme as a list. `at` is the requirement.
fn as_list(name: &str, scopes: Value, at: &Pointer, report: &mut Report) -> Value {
    let read = match scopes {
        Value::Array(scopes) if scopes.iter().all(Value::is_string) => return Value::Array(scopes),
        Value::Array(scopes) => scopes.into_iter().filter(Value::is_string).collect(),
        Value::String(scope) => json!([scope]),
        _ => json!([]),
    };
    report.warn(&at.child(name), format!("the scopes of `{name}` are a list: this is read as `{read}`"));
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scopes_of_a_requirement_become_a_list() {
        let security =
            |given: &Value| json!({ "security": given, "paths": { "/a": { "get": { "security": given } } } });
        for (given, expected) in [
            (json!([{ "A": null }, { "B": [] }]), json!([{ "A": [] }, { "B": [] }])),
            (json!([{ "A": {}, "B": "read" }]), json!([{ "A": [], "B": ["read"] }])),
            (json!(["A", { "B": ["read", 5] }]), json!([{ "A": [] }, { "B": ["read"] }])),
            (json!({ "A": [] }), json!([{ "A": [] }])),
            (json!([]), json!([])),
            (json!([{ "A": [], "x-b": 1 }]), json!([{ "A": [] }])),
            (json!([{ "#/components/securitySchemes/A": [] }]), json!([{ "A": [] }])),
        ] {
            let mut document = security(&given);
            let mut report = Report::default();
            repair(&mut document, &mut report);
            assert_eq!(document, security(&expected));
            let is_wrong = !given.to_string().contains(['#', '-']);
            assert_eq!(report.len() > 0, is_wrong && given != expected);
        }
        let mut document = json!({ "security": null, "paths": { "/a": { "get": { "security": "A" } } } });
        repair(&mut document, &mut Report::default());
        assert_eq!(document, json!({ "paths": { "/a": { "get": {} } } }));
        let right = security(&json!([{}, { "A": ["read", "write"] }]));
        let mut document = right.clone();
        let mut report = Report::default();
        repair(&mut document, &mut report);
        assert_eq!((document, report.len()), (right, 0));
    }
}
