use serde_json::{Map, Value, json};

use super::{scalar_to_text, webhooks_member};

/// The extension of a scheme with the flows of OAuth 2.0.
pub(crate) const FLOWS: &str = "x-openapi-bindgen-flows";

/// The methods of a path item ([OpenAPI
/// 3.1.1](https://spec.openapis.org/oas/v3.1.1.html#path-item-object)).
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The keywords that the generator ignores, and that `openapiv3` rejects unless they are valid in
/// 3.0.
const UNUSED: [&str; 5] = ["callbacks", "examples", "example", "externalDocs", "links"];

/// Adds the fields that 3.0 requires and 3.1 or real documents omit: `info`, `paths`, and each
/// operation's `responses` with their descriptions. Removes unused parts. Returns the removed
/// webhooks and callbacks at their places, since references may point into them.
pub(crate) fn complete(document: &mut Value) -> Value {
    let mut taken_out = json!({});
    let webhooks_member = webhooks_member(document);
    let Some(root) = document.as_object_mut() else { return taken_out };
    complete_info(root);
    root.shift_remove("externalDocs");
    complete_servers(root.get_mut("servers"));
    if let Some(webhooks) = root.shift_remove(webhooks_member) {
        taken_out[webhooks_member] = webhooks;
    }
    for tag in root.get_mut("tags").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
    {
        tag.shift_remove("externalDocs");
    }
    let paths = root.entry("paths").or_insert_with(|| json!({}));
    for (path, item) in paths.as_object_mut().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                if let Some(callbacks) = operation.shift_remove("callbacks") {
                    taken_out["paths"][path][method]["callbacks"] = callbacks;
                }
                complete_operation(operation);
            }
        }
        for parameter in items(item.get_mut("parameters")) {
            drop_unused(parameter);
        }
        complete_servers(item.get_mut("servers"));
    }
    if let Some(components) = root.get_mut("components").and_then(Value::as_object_mut) {
        if let Some(callbacks) = components.shift_remove("callbacks") {
            taken_out["components"]["callbacks"] = callbacks;
        }
        for unused in UNUSED {
            components.shift_remove(unused);
        }
        for (kind, members) in components {
            match kind.as_str() {
                "responses" => complete_responses(members),
                "securitySchemes" => {
                    for scheme in members.as_object_mut().into_iter().flat_map(Map::values_mut) {
                        simplify_scheme(scheme);
                    }
                }
                "parameters" | "headers" | "requestBodies" => {
                    for member in members.as_object_mut().into_iter().flat_map(Map::values_mut) {
                        drop_unused(member);
                    }
                }
                _ => {}
            }
        }
    }
    taken_out
}

/// Converts the title and the version to strings. YAML reads `version: 1.0` as a number.
fn complete_info(root: &mut Map<String, Value>) {
    let info = root.entry("info").or_insert_with(|| json!({}));
    let Some(info) = info.as_object_mut() else { return };
    for required in ["title", "version"] {
        let value = info.entry(required).or_insert_with(|| Value::from(""));
        scalar_to_text(value);
    }
    for unused in ["contact", "license"] {
        info.shift_remove(unused);
    }
}

/// Converts the texts of an object to strings. YAML reads a description that is empty as null, and `405` as a number.
fn complete_texts(object: &mut Map<String, Value>) {
    for name in ["summary", "description"] {
        match object.get_mut(name) {
            Some(Value::Null) => _ = object.shift_remove(name),
            Some(value) => scalar_to_text(value),
            None => {}
        }
    }
}

fn complete_operation(operation: &mut Map<String, Value>) {
    complete_texts(operation);
    items(operation.get_mut("tags")).for_each(scalar_to_text);
    for unused in UNUSED {
        operation.shift_remove(unused);
    }
    for parameter in items(operation.get_mut("parameters")) {
        drop_unused(parameter);
    }
    if let Some(body) = operation.get_mut("requestBody") {
        drop_unused(body);
    }
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    // PHP writes an empty object as an empty list.
    if responses.is_null() || responses.as_array().is_some_and(Vec::is_empty) {
        *responses = json!({});
    }
    complete_responses(responses);
    complete_servers(operation.get_mut("servers"));
}

/// Converts the defaults and the values of server variables to strings. YAML reads `8443` as a number.
fn complete_servers(servers: Option<&mut Value>) {
    for server in items(servers) {
        let variables = server.get_mut("variables").and_then(Value::as_object_mut);
        for variable in variables.into_iter().flat_map(Map::values_mut) {
            if let Some(default) = variable.get_mut("default") {
                scalar_to_text(default);
            }
            items(variable.get_mut("enum")).for_each(scalar_to_text);
        }
    }
}

fn complete_responses(responses: &mut Value) {
    for response in responses.as_object_mut().into_iter().flat_map(Map::values_mut) {
        drop_unused(response);
        if let Some(response) = response.as_object_mut()
            && !response.contains_key("$ref")
        {
            let summary = response.get("summary").filter(|summary| summary.is_string());
            let summary = summary.cloned().unwrap_or_else(|| Value::from(""));
            response.entry("description").or_insert(summary);
            for header in
                response.get_mut("headers").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
            {
                drop_unused(header);
            }
        }
    }
}

/// Removes the unused keywords of a parameter, a header, a body or a response, and of its media
/// types.
fn drop_unused(value: &mut Value) {
    let Some(object) = value.as_object_mut() else { return };
    complete_texts(object);
    for unused in UNUSED {
        object.shift_remove(unused);
    }
    for media in object.get_mut("content").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        drop_unused(media);
        let encodings = media.get_mut("encoding").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut);
        encodings.filter_map(Value::as_object_mut).for_each(complete_encoding);
    }
}

/// Adds the defaults of `style` and `explode` if one of the related fields is present.
/// `contentType` is ignored then, and `openapiv3` cannot distinguish absent from false (OpenAPI
/// 3.1.1, "Encoding Object").
fn complete_encoding(encoding: &mut Map<String, Value>) {
    if ["style", "explode", "allowReserved"].iter().any(|member| encoding.contains_key(*member)) {
        let is_form = encoding.entry("style").or_insert_with(|| Value::from("form")) == "form";
        encoding.entry("explode").or_insert_with(|| Value::from(is_form));
    }
}

/// Replaces OAuth 2.0 and `openIdConnect` by a bearer token (RFC 6750), and a client certificate by
/// a scheme that the request does not contain.
fn simplify_scheme(scheme: &mut Value) {
    let as_http = match scheme.get("type").and_then(Value::as_str) {
        Some("oauth2" | "openIdConnect") => "bearer",
        Some("mutualTLS") => "mutualTLS",
        _ => return,
    };
    let description = scheme.get("description").filter(|description| description.is_string()).cloned();
    let flows = scheme.get("flows").filter(|flows| flows.is_object()).cloned();
    *scheme = json!({ "type": "http", "scheme": as_http });
    if let (Some(flows), "bearer") = (flows, as_http) {
        scheme[FLOWS] = flows;
    }
    if let (Some(description), Some(scheme)) = (description, scheme.as_object_mut()) {
        scheme.insert("description".to_owned(), description);
    }
}

fn items(list: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    list.and_then(Value::as_array_mut).into_iter().flatten()
}
