//! The bundled document is the one that HeyGen publishes for the consent flow. When HeyGen changes what is listed here,
//! change the list in the same pull request.

use serde_json::{Value, json};

const TEXT: &str = include_str!("../openapi/external-api.json");

fn document() -> Value {
    serde_json::from_str(TEXT).unwrap()
}

#[test]
fn it_is_written_as_a_tool_writes_json() {
    // Members keep their order, so that a newer document gives a diff that shows what changed and nothing else.
    let expected = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    assert!(
        expected == TEXT,
        "expected JSON with an indentation of two spaces and a newline at the end: format the document"
    );
}

#[test]
fn it_has_the_consent_operation_and_no_other() {
    let document = document();
    assert_eq!((&document["openapi"], &document["info"]["version"]), (&json!("3.1.0"), &json!("1.0.0")));
    assert_eq!(document["servers"][0]["url"], "https://api.heygen.com");
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/v3/avatars/{group_id}/consent"]);
    let operation = &document["paths"]["/v3/avatars/{group_id}/consent"]["post"];
    assert_eq!(operation["operationId"], "createAvatarConsent");
    assert_eq!(operation["security"], json!([{ "ApiKeyAuth": [] }, { "BearerAuth": [] }]));
    let statuses: Vec<&String> = operation["responses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200", "400", "401", "404", "409", "429"]);
}

#[test]
fn it_has_both_credentials() {
    let schemes = &document()["components"]["securitySchemes"];
    let key = &schemes["ApiKeyAuth"];
    assert_eq!((&key["type"], &key["in"], &key["name"]), (&json!("apiKey"), &json!("header"), &json!("x-api-key")));
    let bearer = &schemes["BearerAuth"];
    assert_eq!((&bearer["type"], &bearer["scheme"]), (&json!("http"), &json!("bearer")));
    assert_eq!(schemes.as_object().unwrap().len(), 2);
}

#[test]
fn constraints_limit_requests() {
    let components = &document()["components"];
    let text = &components["schemas"]["CreateAvatarConsentRequest"]["properties"]["consent_text"];
    assert_eq!(text["anyOf"], json!([{ "maxLength": 1000, "type": "string" }, { "type": "null" }]));
    assert_eq!((&text["default"], &text["x-cli-visible"]), (&Value::Null, &json!(false)));
    let key = &components["parameters"]["IdempotencyKey"];
    assert_eq!((&key["name"], &key["required"]), (&json!("Idempotency-Key"), &json!(false)));
    assert_eq!(
        key["schema"],
        json!({ "type": "string", "pattern": r"^[A-Za-z0-9_\-:.]{1,255}$", "maxLength": 255, "minLength": 1 })
    );
}
