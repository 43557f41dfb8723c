//! The operations, without sending requests.

use heygen_api::{
    operations::{CreateAvatarConsent, CreateAvatarConsentError, GetAvatarGroup, GetAvatarGroupError},
    runtime::{Check, HeaderMap, Method, Operation, Reply, StatusCode},
};

fn reply(status: u16, body: &'static str) -> Reply {
    Reply::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new(), body)
}

#[test]
fn each_operation_matches_the_document_and_the_overlay() {
    let consent = CreateAvatarConsent::META;
    assert_eq!((consent.operation_id(), consent.method()), ("createAvatarConsent", Method::POST));
    assert_eq!(consent.path(), "/v3/avatars/{group_id}/consent");
    let group = GetAvatarGroup::META;
    assert_eq!((group.operation_id(), group.method()), ("getAvatarGroup", Method::GET));
    assert_eq!(group.path(), "/v3/avatars/{group_id}");
}

#[test]
fn the_documented_errors_are_read_by_status() {
    type Read = fn(&CreateAvatarConsentError) -> bool;
    let cases: [(u16, &str, Read); 4] = [
        (400, "invalid_parameter", |error| matches!(error, CreateAvatarConsentError::BadRequest(_))),
        (401, "authentication_failed", |error| matches!(error, CreateAvatarConsentError::Unauthorized(_))),
        (404, "avatar_group_not_found", |error| matches!(error, CreateAvatarConsentError::NotFound(_))),
        (409, "request_in_progress", |error| matches!(error, CreateAvatarConsentError::Conflict(_))),
    ];
    for (status, code, is_variant) in cases {
        let body = serde_json::json!({
            "error": { "code": code, "message": "Words.", "param": null, "doc_url": null }
        });
        let status = StatusCode::from_u16(status).unwrap();
        let error = CreateAvatarConsent::error(&Reply::new(status, HeaderMap::new(), body.to_string())).unwrap();
        assert!(is_variant(&error), "{status}: {error:?}");
        assert_eq!(error.body().map(|body| body.code.as_str()), Some(code));
    }
}

#[test]
fn a_rate_limit_has_a_wait() {
    let headers = [("retry-after".parse().unwrap(), "30".parse().unwrap())].into_iter().collect::<HeaderMap>();
    let body = r#"{"error": {"code": "rate_limit_exceeded", "message": "Too many requests."}}"#;
    let reply = Reply::new(StatusCode::TOO_MANY_REQUESTS, headers, body);
    let error = GetAvatarGroup::error(&reply).unwrap();
    assert!(matches!(error, GetAvatarGroupError::TooManyRequests { retry_after: Some(30), .. }), "{error:?}");
}

#[test]
fn a_status_that_is_not_documented_is_undeclared() {
    let error = CreateAvatarConsent::error(&reply(418, "<html>")).unwrap();
    assert_eq!((error.body(), &error), (None, &CreateAvatarConsentError::Undeclared));
}

#[test]
fn a_success_is_in_an_envelope() {
    let error = CreateAvatarConsent::output(&reply(200, "{}")).unwrap_err();
    assert_eq!(error.path(), "$.data");
    let group = r#"{"data": {"id": "g", "name": "n", "created_at": 1, "looks_count": 0, "consent_status": null}}"#;
    assert_eq!(GetAvatarGroup::output(&reply(200, group)).unwrap().consent_status, None);
}

#[test]
fn an_idempotency_key_is_checked_like_the_body() {
    let mut call = CreateAvatarConsent::new("group_xyz789");
    call.idempotency_key = Some("a key".to_owned());
    call.body.consent_text = Some("<".to_owned());
    let violations = call.validate().unwrap_err();
    let paths: Vec<&str> = violations.iter().map(heygen_api::runtime::Violation::path).collect();
    assert_eq!(paths, ["Idempotency-Key", "consent_text"]);
}
