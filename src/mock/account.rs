use std::{collections::HashMap, time::Duration};

use hyper::{
    Method, StatusCode,
    header::{AUTHORIZATION, HeaderValue},
};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{
    Group, RecordedRequest, Reply,
    idempotency::{Key, Keys},
    recorded::X_API_KEY,
};

/// The API key that the mock accepts.
pub const API_KEY: &str = "mock-api-key";
/// The bearer token that the mock accepts.
pub const BEARER_TOKEN: &str = "mock-bearer-token";

/// The account at the mock: its groups, and the API over them.
#[derive(Default)]
pub(super) struct Account {
    groups: HashMap<String, Group>,
    keys: Keys,
    now: Duration,
    links: u64,
}

impl Account {
    pub(super) fn add(&mut self, group: Group) {
        self.groups.insert(group.id().to_owned(), group);
    }

    pub(super) fn consents_created(&self, group_id: &str) -> u32 {
        self.groups.get(group_id).map_or(0, Group::consents_created)
    }

    pub(super) fn advance(&mut self, duration: Duration) {
        self.now = self.now.saturating_add(duration);
    }

    /// Responds to a request. Also returns the key that is in flight until the response is sent.
    pub(super) fn answer(&mut self, request: &RecordedRequest) -> (Reply, Option<Key>) {
        if !is_authenticated(request) {
            let message = "Invalid or expired API key. Verify your x-api-key header.";
            return (Reply::error(StatusCode::UNAUTHORIZED, "authentication_failed", message), None);
        }
        let segments: Vec<_> = without_query(request.path()).split('/').skip(1).collect();
        let reply = match (request.method(), &*segments) {
            (&Method::POST, ["v3", "avatars", group_id, "consent"]) => {
                return self.create_consent(request, &decode(group_id));
            }
            (&Method::GET, ["v3", "avatars", group_id]) => self.get_group(&decode(group_id)),
            (_, ["v3", "avatars", _] | ["v3", "avatars", _, "consent"]) => {
                Reply::error(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "Method not allowed.")
            }
            _ => Reply::error(StatusCode::NOT_FOUND, "not_found", "There is no such endpoint."),
        };
        (reply, None)
    }

    /// Settles a key that [`answer`](Self::answer) gave.
    pub(super) fn settle(&mut self, key: &Key) {
        self.keys.settle(key);
    }

    fn get_group(&mut self, group_id: &str) -> Reply {
        let Some(group) = self.groups.get_mut(group_id) else {
            return group_not_found();
        };
        group.poll();
        Reply::json(StatusCode::OK, &json!({ "data": group.to_json() }))
    }

    fn create_consent(&mut self, request: &RecordedRequest, group_id: &str) -> (Reply, Option<Key>) {
        if !self.groups.contains_key(group_id) {
            return (group_not_found(), None);
        }
        let Some(key) = request.headers().get("idempotency-key") else {
            return (self.new_consent(request, group_id), None);
        };
        let key = Key {
            path: without_query(request.path()).to_owned(),
            key: String::from_utf8_lossy(key.as_bytes()).into_owned(),
        };
        if !key.is_valid() {
            let message = "The key must be 1 to 255 characters from [A-Za-z0-9_:.-].";
            return (Reply::invalid("Idempotency-Key", message), None);
        }
        if let Some(reply) = self.keys.repeat(&key, self.now) {
            return (reply, None);
        }
        let reply = self.new_consent(request, group_id);
        self.keys.begin(key.clone(), reply.clone(), self.now);
        (reply, Some(key))
    }

    fn new_consent(&mut self, request: &RecordedRequest, group_id: &str) -> Reply {
        if let Some(reply) = check_request(request.json()) {
            return reply;
        }
        let Some(group) = self.groups.get_mut(group_id) else {
            return group_not_found();
        };
        if !group.needs_consent() {
            return Reply::invalid("group_id", "Only digital twins need consent.");
        }
        group.request_consent();
        self.links += 1;
        let url = format!("https://consent.example/{}", self.links);
        Reply::json(StatusCode::OK, &json!({ "data": { "avatar_group": group.to_json(), "url": url } }))
    }
}

fn is_authenticated(request: &RecordedRequest) -> bool {
    let bearer = request.headers().get(AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    let key = request.headers().get(X_API_KEY).map(HeaderValue::as_bytes);
    key == Some(API_KEY.as_bytes()) || bearer == Some(BEARER_TOKEN.as_bytes())
}

/// Returns the error for a body that HeyGen does not accept. A body has two optional strings, and the second has
/// constraints.
fn check_request(body: Option<Value>) -> Option<Reply> {
    let Some(Value::Object(body)) = body else {
        return Some(Reply::invalid("body", "The body must be a JSON object."));
    };
    for name in ["reroute_url", "consent_text"] {
        if !matches!(body.get(name), None | Some(Value::Null | Value::String(_))) {
            return Some(Reply::invalid(name, "Must be a string."));
        }
    }
    let text = body.get("consent_text").and_then(Value::as_str).unwrap_or_default();
    if text.chars().count() > 1000 {
        return Some(Reply::invalid("consent_text", "Must have at most 1000 characters."));
    }
    text.contains(['<', '>']).then(|| Reply::invalid("consent_text", "Must not contain `<` or `>`."))
}

fn without_query(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}

fn decode(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

fn group_not_found() -> Reply {
    Reply::error(StatusCode::NOT_FOUND, "avatar_group_not_found", "Avatar group not found.")
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use hyper::HeaderMap;

    use super::*;

    fn account() -> Account {
        let mut account = Account::default();
        account.add(Group::new("g"));
        account.add(Group::photo("photo"));
        account
    }

    fn request(method: Method, path: &str, headers: &[(&'static str, &str)], body: &str) -> RecordedRequest {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_str(value).unwrap());
        }
        RecordedRequest::new(method, path.to_owned(), map, Bytes::from(body.to_owned()))
    }

    fn post(path: &str, body: &str) -> RecordedRequest {
        request(Method::POST, path, &[("x-api-key", API_KEY)], body)
    }

    fn keyed(key: &str, body: &str) -> RecordedRequest {
        let headers = [("x-api-key", API_KEY), ("idempotency-key", key)];
        request(Method::POST, "/v3/avatars/g/consent", &headers, body)
    }

    fn is_status(reply: &Reply, status: u16) -> bool {
        reply.clone().into_response().status() == status
    }

    #[test]
    fn either_credential_is_enough() {
        let bearer = format!("Bearer {BEARER_TOKEN}");
        for headers in [[("x-api-key", API_KEY)], [("authorization", &*bearer)]] {
            let (reply, _) = account().answer(&request(Method::GET, "/v3/avatars/g", &headers, ""));
            assert!(is_status(&reply, 200), "{headers:?}");
        }
        for headers in [[("x-api-key", "other")], [("authorization", API_KEY)], [("x-other", API_KEY)]] {
            let (reply, _) = account().answer(&request(Method::GET, "/v3/avatars/g", &headers, ""));
            assert!(is_status(&reply, 401), "{headers:?}");
        }
    }

    #[test]
    fn a_group_is_found_by_its_decoded_id_only() {
        let mut account = account();
        account.add(Group::new("a/b c"));
        assert!(is_status(&account.answer(&post("/v3/avatars/a%2Fb%20c/consent?a=/", "{}")).0, 200));
        for path in ["/v3/avatars/none/consent", "/v3/avatars/a/b c/consent", "/v3/avatars", "/"] {
            assert!(is_status(&account.answer(&post(path, "{}")).0, 404), "{path}");
        }
        assert!(is_status(&account.answer(&post("/v3/avatars/g", "{}")).0, 405));
    }

    #[test]
    fn the_error_for_an_invalid_body_names_the_member() {
        let long = "ä".repeat(1001);
        for (body, param) in [
            (String::new(), "body"),
            ("[]".to_owned(), "body"),
            (json!({ "reroute_url": 1 }).to_string(), "reroute_url"),
            (json!({ "consent_text": "<b>" }).to_string(), "consent_text"),
            (json!({ "consent_text": long }).to_string(), "consent_text"),
        ] {
            let (reply, _) = account().answer(&post("/v3/avatars/g/consent", &body));
            assert!(is_status(&reply, 400) && format!("{reply:?}").contains(param), "{reply:?}");
        }
        let longest = json!({ "reroute_url": null, "consent_text": "ä".repeat(1000) }).to_string();
        assert!(is_status(&account().answer(&post("/v3/avatars/g/consent", &longest)).0, 200));
    }

    #[test]
    fn a_photo_avatar_needs_no_consent() {
        assert!(is_status(&account().answer(&post("/v3/avatars/photo/consent", "{}")).0, 400));
    }

    #[test]
    fn an_empty_key_is_an_error() {
        assert!(is_status(&account().answer(&keyed("", "{}")).0, 400));
    }

    #[test]
    fn a_key_replays_even_for_another_body_until_a_day_has_passed() {
        let mut account = account();
        let (first, key) = account.answer(&keyed("k", "{}"));
        assert_eq!(account.answer(&keyed("k", "{}")).0, Reply::request_in_progress());
        account.settle(&key.unwrap());
        assert_eq!(account.answer(&keyed("k", r#"{"consent_text": "other"}"#)).0, first);
        assert_eq!(account.consents_created("g"), 1);
        account.advance(Duration::from_hours(24));
        assert_ne!(account.answer(&keyed("k", "{}")).0, first);
        assert_eq!((account.consents_created("g"), account.consents_created("photo")), (2, 0));
    }

    #[test]
    fn without_a_key_each_request_makes_a_new_link() {
        let mut account = account();
        let first = account.answer(&post("/v3/avatars/g/consent", "{}")).0;
        assert_ne!(account.answer(&post("/v3/avatars/g/consent", "{}")).0, first);
    }
}
