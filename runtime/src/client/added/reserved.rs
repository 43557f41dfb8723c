use http::{
    HeaderName,
    header::{
        ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, PROXY_AUTHORIZATION, TE, TRAILER,
        TRANSFER_ENCODING, UPGRADE,
    },
};

use super::Level;
use crate::client::security::Setters;

/// Returns the reason why the caller must not set this header, with the method to use instead.
pub(super) fn header(name: &HeaderName, level: Level, setters: Setters) -> Option<String> {
    let is_of_scheme = |header: &str| name.as_str().eq_ignore_ascii_case(header);
    let scheme = setters.iter().find(|(_, scheme)| scheme.header_name().is_some_and(is_of_scheme));
    if let Some((setter, _)) = scheme {
        return Some(credential(setter));
    }
    let reason = match name.as_str() {
        // All calls of the client would have the same key, and the server would apply only the first of them.
        "idempotency-key" | "x-idempotency-key" if level == Level::Client => {
            "is the key of one call; set it on the call"
        }
        _ => controlled(name)?,
    };
    Some(reason.to_owned())
}

/// Returns the reason why only the client or the transport may set this header.
fn controlled(name: &HeaderName) -> Option<&'static str> {
    Some(match name {
        name if name == HOST => "is set by the client; use `.base_url(…)` on the client's builder",
        name if name == CONTENT_TYPE => {
            "is set by the client; for a body of another media type, use `.request(…)` with `.body(…)`"
        }
        name if name == ACCEPT_ENCODING => "is set by the client; use its features `gzip`, `brotli` and `zstd`",
        name if name == PROXY_AUTHORIZATION => "is set by the transport; use `.proxy(…)` on the client's builder",
        name if is_of_connection(name) => {
            "is set by the transport; for another connection, use `.transport(…)` on the client's builder"
        }
        _ => return None,
    })
}

/// Returns true for a header that belongs to the connection or delimits the body.
pub(crate) fn is_of_connection(name: &HeaderName) -> bool {
    [CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, EXPECT, TE, TRAILER, UPGRADE].contains(name)
        || matches!(name.as_str(), "keep-alive" | "proxy-connection")
}

/// Returns the reason why the caller must not set this query parameter, with the method to use instead.
pub(super) fn query(name: &str, setters: Setters) -> Option<String> {
    let (setter, _) = setters.iter().find(|(_, scheme)| scheme.query_parameter() == Some(name))?;
    Some(credential(setter))
}

fn credential(setter: &str) -> String {
    format!("is a credential; use `.{setter}(…)` on the client's builder")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SecurityScheme;

    const SETTERS: Setters = &[
        ("api_key", SecurityScheme::header("Key", "X-API-Key")),
        ("token", SecurityScheme::bearer("Token")),
        ("signature", SecurityScheme::query("Signature", "sig")),
    ];

    fn reason(name: &'static str, level: Level) -> Option<String> {
        header(&HeaderName::from_static(name), level, SETTERS)
    }

    #[test]
    fn a_header_of_the_client_names_the_method_to_use() {
        for (name, method) in [
            ("host", "`.base_url(…)`"),
            ("content-type", "`.body(…)`"),
            ("content-length", "`.transport(…)`"),
            ("transfer-encoding", "`.transport(…)`"),
            ("connection", "`.transport(…)`"),
            ("keep-alive", "`.transport(…)`"),
            ("accept-encoding", "`gzip`"),
            ("proxy-authorization", "`.proxy(…)`"),
            ("authorization", "`.token(…)`"),
            ("x-api-key", "`.api_key(…)`"),
        ] {
            assert!(reason(name, Level::Call).is_some_and(|reason| reason.contains(method)), "{name}");
        }
    }

    #[test]
    fn other_headers_are_the_callers() {
        for name in ["x-tenant", "traceparent", "accept", "accept-language", "user-agent", "cookie", "if-match"] {
            assert_eq!(reason(name, Level::Client), None);
        }
        assert_eq!(header(&HeaderName::from_static("authorization"), Level::Client, &[]), None);
    }

    #[test]
    fn a_key_is_of_one_call() {
        assert!(reason("idempotency-key", Level::Client).is_some());
        assert_eq!(reason("idempotency-key", Level::Call), None);
    }

    #[test]
    fn a_query_parameter_with_a_credential_names_its_setter() {
        assert!(query("sig", SETTERS).unwrap().contains("`.signature(…)`"));
        assert_eq!(query("debug", SETTERS), None);
    }
}
