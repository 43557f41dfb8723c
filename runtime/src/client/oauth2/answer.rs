use std::{collections::BTreeMap, time::Duration};

use http::StatusCode;

use super::OAuth2Error;
use crate::{
    Json, Reply,
    client::{Secret, Token, error::Excerpt, security::Masks},
    model::json,
};

/// The members of a response that are credentials.
const TOKENS: [&str; 3] = ["access_token", "refresh_token", "id_token"];

/// A successful response of a token endpoint (RFC 6749, section 5.1).
pub(super) struct Answer {
    pub(super) token: Token,
    pub(super) refresh_token: Option<String>,
}

impl Answer {
    /// Reads a response. `masks` are the credentials that an error does not show, and neither does it show the tokens of the
    /// response.
    pub(super) fn read(reply: &Reply, masks: &Masks) -> Result<Self, OAuth2Error> {
        let status = reply.http_status();
        let body = json::read::<BTreeMap<String, Json>>(reply.body()).ok();
        let text = |name: &str| body.as_ref()?.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty());
        let masks = &masks.with(TOKENS.into_iter().filter_map(text));
        let shown = |text: &str| Excerpt(text.as_bytes()).without(masks).to_string().into_boxed_str();
        let error = |description: Box<str>| OAuth2Error { status, code: None, description: Some(description) };
        // Some servers send errors with the status 200.
        if let Some(code) = text("error") {
            let description = text("error_description").or_else(|| text("error_uri")).map(shown);
            return Err(OAuth2Error { status, code: Some(shown(code)), description });
        }
        if !status.is_success() {
            return Err(excerpt(reply, status, masks));
        }
        if body.is_none() {
            return Err(error("the body is not a JSON object".into()));
        }
        let Some(access_token) = text("access_token") else { return Err(error("there is no `access_token`".into())) };
        if let Some(token_type) = text("token_type").filter(|token_type| !token_type.eq_ignore_ascii_case("bearer")) {
            return Err(error(format!("`token_type` is `{}`, and not `Bearer`", shown(token_type)).into()));
        }
        let token = Token::new(Secret::from(access_token));
        let lifetime = body.as_ref().and_then(|body| body.get("expires_in")).and_then(seconds);
        Ok(Self {
            token: match lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            },
            refresh_token: text("refresh_token").map(str::to_owned),
        })
    }
}

/// Returns a number of seconds, which some servers write as a string.
fn seconds(value: &Json) -> Option<Duration> {
    let seconds = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

fn excerpt(reply: &Reply, status: StatusCode, masks: &Masks) -> OAuth2Error {
    let body = Excerpt(reply.body());
    let is_shown = !body.is_empty() && reply.check().is_ok();
    OAuth2Error { status, code: None, description: is_shown.then(|| body.without(masks).to_string().into()) }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    fn read(status: u16, body: &'static str) -> Result<Answer, String> {
        let reply = Reply::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new(), body);
        Answer::read(&reply, &Masks::new(["hunter2"])).map_err(|error| error.to_string())
    }

    fn error(status: u16, body: &'static str) -> String {
        read(status, body).err().unwrap()
    }

    #[test]
    fn errors_have_their_code_and_description() {
        assert_eq!(
            error(401, r#"{"error": "invalid_client", "error_description": "no such client"}"#),
            "invalid_client: no such client"
        );
        assert_eq!(error(400, r#"{"error": "invalid_scope"}"#), "invalid_scope");
        assert_eq!(error(200, r#"{"error": "bad_verification_code"}"#), "bad_verification_code");
        assert_eq!(
            error(400, r#"{"error": "invalid_grant", "error_description": "hunter2 is not known"}"#),
            "invalid_grant: [redacted] is not known"
        );
        assert_eq!(error(503, "overloaded"), "the token endpoint answered 503 Service Unavailable: overloaded");
        assert_eq!(error(502, ""), "the token endpoint answered 502 Bad Gateway");
        assert_eq!(error(302, ""), "the token endpoint answered 302 Found");
    }

    #[test]
    fn a_success_without_a_token_is_an_error() {
        assert_eq!(error(200, "<html>"), "the token endpoint answered 200 OK: the body is not a JSON object");
        assert_eq!(error(200, "[]"), "the token endpoint answered 200 OK: the body is not a JSON object");
        let hidden = r#"{"$serde_json::private::RawValue": "{\"access_token\": \"t\"}"}"#;
        let in_token = r#"{"access_token": {"$serde_json::private::RawValue": "\"t\""}}"#;
        for body in ["{}", r#"{"access_token": " "}"#, r#"{"access_token": 7}"#, hidden, in_token] {
            assert_eq!(error(200, body), "the token endpoint answered 200 OK: there is no `access_token`");
        }
        let body = r#"{"access_token": "t", "token_type": "mac"}"#;
        assert!(error(200, body).contains("`token_type` is `mac`"));
    }

    #[test]
    fn an_error_shows_no_token_of_the_response() {
        for (status, body, shown) in [
            (200, r#"{"access_token": "t-0123", "token_type": "T-0123"}"#, "`token_type` is `[redacted]`, and not"),
            (
                200,
                r#"{"id_token": "t-0123", "error": "no", "error_description": "t-0123 is bad"}"#,
                "no: [redacted] is",
            ),
            (403, r#"{"refresh_token": "t-0123", "error": "t-0123"}"#, "[redacted]"),
            (403, r#"{"access_token": "t-0123", "refresh_token": "r-0123"}"#, "\"refresh_token\": \"[redacted]\""),
            (403, r#"{"access_token": "t-\u00301\u0032\u0033"}"#, "[redacted]"),
        ] {
            let error = error(status, body);
            assert!(error.contains(shown) && !error.contains("-0"), "{error}");
        }
    }

    #[test]
    fn the_time_to_live_has_several_forms() {
        for (text, lifetime) in [
            ("3600", Some(3600)),
            ("\"60\"", Some(60)),
            ("59.0", Some(59)),
            ("-1", Some(0)),
            ("null", None),
            ("\"soon\"", None),
            ("1e300", None),
        ] {
            let value: Json = serde_json::from_str(text).unwrap();
            assert_eq!(seconds(&value), lifetime.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn the_type_of_a_token_may_be_absent_or_in_lower_case() {
        assert!(read(200, r#"{"access_token": "t"}"#).is_ok());
        let answer = read(200, r#"{"access_token": "t", "token_type": "bearer", "refresh_token": "r"}"#).unwrap();
        assert_eq!(answer.refresh_token.as_deref(), Some("r"));
    }
}
