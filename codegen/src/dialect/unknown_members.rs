//! Reports the members of path items and responses that OpenAPI does not have. `openapiv3` silently skips them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::METHODS;
use crate::diagnostic::{Diagnostic, Report};
use crate::nearest::suggestion;
use crate::pointer::Pointer;

/// The members of a path item except its operations ([OpenAPI
/// 3.1.1](https://spec.openapis.org/oas/v3.1.1.html#path-item-object)).
const PATH_ITEM: [&str; 5] = ["$ref", "summary", "description", "servers", "parameters"];

/// Leaves out unknown methods and statuses, each with a warning, and reads `2xx` as `2XX`.
pub(super) fn leave_out(document: &mut Value, report: &mut Report) {
    let at = Pointer::root().child("paths");
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    for (path, item) in paths.filter(|(path, _)| !path.starts_with("x-")) {
        let (at, Some(item)) = (at.child(path), item.as_object_mut()) else { continue };
        let is_known = |name: &str| METHODS.contains(&name) || PATH_ITEM.contains(&name) || name.starts_with("x-");
        for name in item.keys().filter(|name| !is_known(name)) {
            let message = format!("`{name}` is not a method of OpenAPI, and is left out");
            let mut warning = Diagnostic::warning(&at.child(name), message).left_out();
            warning.help = suggestion(name, METHODS);
            report.push(warning);
        }
        for method in METHODS {
            if item.get(method).is_some_and(|operation| !operation.is_object()) {
                report.leave_out(&at.child(method), "this operation is no object, and is left out");
                item.shift_remove(method);
            }
            let responses = item.get_mut(method).and_then(|operation| operation.get_mut("responses"));
            if let Some(responses) = responses.and_then(Value::as_object_mut) {
                statuses(responses, &at.child(method).child("responses"), report);
            }
        }
    }
}

fn statuses(responses: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    if responses.keys().all(|name| is_status(name)) {
        return;
    }
    let written: HashSet<String> = responses.keys().cloned().collect();
    for (name, response) in std::mem::take(responses) {
        if is_status(&name) {
            responses.insert(name, response);
            continue;
        }
        let (place, meant) = (at.child(&name), name.to_ascii_uppercase());
        if is_status(&meant) && !written.contains(&meant) {
            report.warn(&place, format!("the status `{name}` is read as `{meant}`"));
            report.record_move(at.child(&meant), place);
            responses.insert(meant, response);
        } else {
            let warning = Diagnostic::warning(&place, format!("`{name}` is not a status, and is left out")).left_out();
            report.push(warning.help("write a status (`404`), a range of them (`4XX`), or `default`"));
        }
    }
}

fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', rest @ ..] if rest.len() == 2 => rest.iter().all(u8::is_ascii_digit) || rest == b"XX",
        _ => name.starts_with("x-"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{overlay::Applied, source::Source};

    #[test]
    fn unknown_methods_and_statuses_are_reported() {
        let mut document = json!({ "paths": { "/pets": {
            "x-internal": true,
            "summary": "Pets",
            "GET": {},
            "fetch": {},
            "get": { "responses": { "200": 1, "2xx": 2, "20": 3, "ok": 4, "default": 5, "x-more": 6, "700": 7 } },
        } } });
        let mut report = Report::default();
        leave_out(&mut document, &mut report);
        let responses = &document["paths"]["/pets"]["get"]["responses"];
        assert_eq!(*responses, json!({ "200": 1, "2XX": 2, "default": 5, "x-more": 6 }));
        let diagnostics = report.locate(&Source::new("api.yaml", "{}"), &[], &Applied::default());
        let mut messages: Vec<&str> = diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect();
        messages.sort_unstable();
        assert_eq!(
            messages,
            [
                "`20` is not a status, and is left out",
                "`700` is not a status, and is left out",
                "`GET` is not a method of OpenAPI, and is left out",
                "`fetch` is not a method of OpenAPI, and is left out",
                "`ok` is not a status, and is left out",
                "the status `2xx` is read as `2XX`",
            ]
        );
    }
}
