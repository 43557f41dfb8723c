use serde_json::{Map, Value, json};

use super::{Conversion, extensions};
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;

/// The names of the OAuth 2.0 flows in Swagger 2.0 and in OpenAPI 3.0.
const FLOWS: [(&str, &str); 4] = [
    ("implicit", "implicit"),
    ("password", "password"),
    ("application", "clientCredentials"),
    ("accessCode", "authorizationCode"),
];

impl Conversion<'_, '_> {
    pub(super) fn security_scheme(&mut self, given: &Value, at: &Pointer) -> Value {
        let mut scheme = match given.get("type").and_then(Value::as_str) {
            Some("basic") => json!({ "type": "http", "scheme": "basic" }),
            Some("oauth2") => json!({ "type": "oauth2", "flows": self.flows(given, at) }),
            _ => return given.clone(),
        };
        if let Some(description) = given.get("description") {
            scheme["description"] = description.clone();
        }
        for (name, value) in extensions(given) {
            scheme[name] = value;
        }
        scheme
    }

    fn flows(&mut self, given: &Value, at: &Pointer) -> Value {
        let name = given.get("flow").and_then(Value::as_str).unwrap_or_default();
        let Some((_, flow)) = FLOWS.iter().find(|(own, _)| *own == name) else {
            let (at, message) = match given.get("flow") {
                Some(_) => (
                    at.child("flow"),
                    format!("`{name}` is not a flow of OAuth 2.0: the caller has to provide a token"),
                ),
                None => (at.clone(), "this has no `flow`: the caller has to provide a token".to_owned()),
            };
            self.report.push(
                Diagnostic::warning(&at, message).help("the flows are implicit, password, application and accessCode"),
            );
            return json!({});
        };
        let members = ["authorizationUrl", "tokenUrl"].into_iter();
        let mut members: Map<String, Value> =
            members.filter_map(|name| Some((name.to_owned(), given.get(name)?.clone()))).collect();
        members.insert("scopes".to_owned(), given.get("scopes").cloned().unwrap_or_else(|| json!({})));
        json!({ *flow: members })
    }
}
