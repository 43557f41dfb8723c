//! Compiled with three versions of the generated code: reads the JSON of one version with the types
//! of another.
#![allow(dead_code)]

mod first;
mod second;
mod third;

const OLD_RESPONSE: &str = r#"{"avatar_group": {"id": "g", "consent_status": "pending"}, "url": "https://page.example"}"#;

const NEW_RESPONSE: &str = r#"{"avatar_group": {"id": "g", "owner": "o"}, "url": "https://page.example", "video": {}}"#;

const NEW_REQUEST: &str = r#"{
    "reroute_url": "https://back.example",
    "consent_text": "I agree.",
    "consent_video": {"type": "asset_id", "asset_id": "a"}
}"#;

fn main() -> Result<(), serde_json::Error> {
    // Old JSON, new types.
    let response: second::CreateAvatarConsentResponse = serde_json::from_str(OLD_RESPONSE)?;
    assert_eq!(response.url, "https://page.example");
    let response: third::CreateAvatarConsentResponse = serde_json::from_str(OLD_RESPONSE)?;
    assert_eq!(response.url.as_deref(), Some("https://page.example"));
    assert_eq!(response.avatar_group.consent_status.as_deref(), Some("pending"));
    let sent = first::CreateAvatarConsentRequest::new().reroute_url("https://back.example");
    let request: third::CreateAvatarConsentRequest = serde_json::from_str(&serde_json::to_string(&sent)?)?;
    assert_eq!(request, third::CreateAvatarConsentRequest::new().reroute_url("https://back.example"));

    // New JSON, old types, which ignore unknown properties.
    let response: first::CreateAvatarConsentResponse = serde_json::from_str(NEW_RESPONSE)?;
    assert_eq!((response.avatar_group.id.as_str(), response.url.as_str()), ("g", "https://page.example"));
    let request: first::CreateAvatarConsentRequest = serde_json::from_str(NEW_REQUEST)?;
    assert_eq!(request.reroute_url.as_deref(), Some("https://back.example"));
    let request: second::CreateAvatarConsentRequest = serde_json::from_str(NEW_REQUEST)?;
    assert_eq!(request.consent_text.as_deref(), Some("I agree."));

    // Old types cannot read the absence of a property that was required and is now optional.
    let without = r#"{"avatar_group": {"id": "g"}, "url": null}"#;
    assert!(serde_json::from_str::<first::CreateAvatarConsentResponse>(without).is_err());
    assert_eq!(serde_json::from_str::<third::CreateAvatarConsentResponse>(without)?.url, None);

    let request: third::CreateAvatarConsentRequest = serde_json::from_str(NEW_REQUEST)?;
    match request.consent_video {
        Some(third::ConsentVideo::AssetId(video)) => assert_eq!(video.asset_id, "a"),
        other => panic!("{other:?}"),
    }
    Ok(())
}
