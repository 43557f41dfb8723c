//! The bindings as they are committed, and their models against what HeyGen documents.

use std::{fs, path::Path};

use heygen_api::{
    AvatarGroupItem, AvatarStatus, CreateAvatarConsentRequest, CreateAvatarConsentResponse, StandardApiError,
    runtime::Check,
};

/// The response in HeyGen's guide to avatar consent, without its envelope.
const DOCUMENTED_RESPONSE: &str = r#"{
    "avatar_group": {
        "id": "group_xyz789",
        "name": "My Digital Twin",
        "consent_status": "pending",
        "looks_count": 1,
        "created_at": 1717000000
    },
    "url": "https://heygen.com/consent/abc123..."
}"#;

/// A group with the members that it has to have, and `members` beside them.
fn group(members: &str) -> serde_json::Result<AvatarGroupItem> {
    serde_json::from_str(&format!(r#"{{"id": "g", "name": "n", "looks_count": 1, {members}}}"#))
}

fn check_error(request: &CreateAvatarConsentRequest) -> String {
    request.validate().expect_err("nothing is wrong with the request").to_string()
}

#[test]
fn the_committed_bindings() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("../generated", "**/*.rs", |path| {
            let text = fs::read_to_string(path).unwrap();
            // The comment at the top has a digest of the document.
            let header: usize =
                text.split_inclusive('\n').take_while(|line| line.starts_with("//")).map(str::len).sum();
            insta::assert_snapshot!("generated", text[header..].trim_start());
        });
    });
}

#[test]
fn every_snapshot_has_its_file() {
    let snapshots = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for snapshot in fs::read_dir(snapshots).unwrap() {
        let text = fs::read_to_string(snapshot.unwrap().path()).unwrap();
        let file = text.lines().find_map(|line| line.strip_prefix("input_file: ")).unwrap();
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists(), "`{file}` is no longer generated");
    }
}

#[test]
fn the_documented_response_is_read() {
    let response: CreateAvatarConsentResponse = serde_json::from_str(DOCUMENTED_RESPONSE).unwrap();
    assert_eq!(response.url, "https://heygen.com/consent/abc123...");
    assert_eq!(response.avatar_group.consent_status.as_deref(), Some("pending"));
    assert_eq!((response.avatar_group.looks_count, response.avatar_group.created_at), (1, 1_717_000_000));
    assert_eq!((response.avatar_group.status, response.avatar_group.gender), (None, None));
}

#[test]
fn the_documented_errors_are_read() {
    for (code, message) in [
        ("authentication_failed", "Invalid or expired API key. Verify your x-api-key header."),
        ("avatar_group_not_found", "Avatar group not found."),
        ("rate_limit_exceeded", "Too many requests. Retry after the duration specified in the Retry-After header."),
        ("request_in_progress", "A request with this Idempotency-Key is already in progress. Retry shortly."),
    ] {
        let json = serde_json::json!({ "code": code, "message": message, "param": null, "doc_url": null });
        let error: StandardApiError = serde_json::from_value(json).unwrap();
        assert_eq!((error.code.as_str(), error.message.as_str()), (code, message));
        assert_eq!((error.param, error.doc_url), (None, None));
    }
}

#[test]
fn a_time_beyond_32_bits_is_read() {
    assert_eq!(group(r#""created_at": 4102444800"#).unwrap().created_at, 4_102_444_800);
    assert_eq!(group(r#""created_at": 1711929600.0"#).unwrap().created_at, 1_711_929_600);
}

#[test]
fn a_status_that_is_not_documented_is_kept() {
    let status = group(r#""created_at": 1, "status": "archived""#).unwrap().status.unwrap();
    assert!(matches!(&status, AvatarStatus::Unknown(value) if value.as_str() == "archived"));
    let known = group(r#""created_at": 1, "status": "pending_consent", "later": {}"#).unwrap().status;
    assert_eq!(known, Some(AvatarStatus::PendingConsent));
}

#[test]
fn a_missing_member_is_named_with_its_path() {
    let error = serde_json::from_str::<CreateAvatarConsentResponse>(r#"{"avatar_group": {"id": "g"}, "url": ""}"#);
    let message = error.unwrap_err().to_string();
    assert!(message.starts_with("$.avatar_group.name: this required member is missing"), "{message}");
}

#[test]
fn unset_fields_are_not_sent() {
    let json = |request: &CreateAvatarConsentRequest| serde_json::to_string(request).unwrap();
    assert_eq!(json(&CreateAvatarConsentRequest::new()), "{}");
    let request = CreateAvatarConsentRequest::new().reroute_url("https://example.com/done");
    assert_eq!(json(&request), r#"{"reroute_url":"https://example.com/done"}"#);
    let null = serde_json::from_str::<CreateAvatarConsentRequest>(r#"{"reroute_url": null, "consent_text": null}"#);
    assert_eq!(null.unwrap(), CreateAvatarConsentRequest::new());
}

#[test]
fn a_consent_text_has_at_most_1000_characters_of_any_width() {
    let request = CreateAvatarConsentRequest::new().consent_text("日".repeat(1000));
    assert_eq!(request.validate(), Ok(()));
    let request = CreateAvatarConsentRequest::new().consent_text("日".repeat(1001));
    assert_eq!(check_error(&request), "`consent_text` must have at most 1000 characters, but has 1001");
}

#[test]
fn a_consent_text_is_not_html() {
    for (text, sign) in [("I <b>agree", "character 3 is '<'"), ("a>b", "character 2 is '>'")] {
        let request = CreateAvatarConsentRequest::new().consent_text(text);
        assert_eq!(check_error(&request), format!("`consent_text` must match `^[^<>]*$`, but {sign}"));
    }
}
