use std::borrow::Cow;

use http::{HeaderValue, Method};
use percent_encoding::utf8_percent_encode;

use super::{RequestBuilder, path::LITERAL, query::decoded_name};
use crate::client::{Upload, settings::BaseUrl};

/// The target of a request that the document lacks.
#[derive(Clone, Debug)]
pub(crate) struct RawTarget {
    pub(crate) method: Method,
    /// The path below the base URL, with the query, encoded. It begins with a slash, unless it is empty.
    target: String,
    /// True if sending the request again has no further effect, although its method is not idempotent.
    pub(crate) is_idempotent: bool,
}

impl RawTarget {
    /// Creates the target of a path below `base`, or of a URL that is below it. Both may have a query.
    ///
    /// # Errors
    /// The reason why the request would not go there.
    pub(crate) fn new(method: Method, path: &str, base: &BaseUrl) -> Result<Self, String> {
        if path.contains('#') {
            return Err("the path has a fragment (`#…`), which is not sent".to_owned());
        }
        let path = if is_absolute(path) { base.below(path)? } else { path };
        if path.starts_with("//") {
            return Err("the path begins with `//`, which would name another host".to_owned());
        }
        let segments = path.split('?').next().unwrap_or_default();
        let is_relative = |segment: &str| matches!(&*segment.to_ascii_lowercase().replace("%2e", "."), "." | "..");
        if segments.split(['/', '\\']).any(is_relative) {
            return Err("the path has a segment `.` or `..`, which would name another path".to_owned());
        }
        // A link may be the base URL itself, whose path has no slash at its end, with a query.
        let is_base = matches!(path.chars().next(), None | Some('?')) && !base.path().is_empty();
        let slash = if path.starts_with('/') || is_base { "" } else { "/" };
        let target = format!("{slash}{}", utf8_percent_encode(path, LITERAL));
        Ok(Self { method, target, is_idempotent: false })
    }

    /// Returns the path and the query, without the parameters `credentials`: a link of the server may repeat them.
    pub(crate) fn without(&self, credentials: &[&str]) -> Cow<'_, str> {
        let Some((path, query)) = self.target.split_once('?') else { return Cow::Borrowed(&self.target) };
        let is_kept = |pair: &&str| !credentials.contains(&&*decoded_name(pair));
        if query.split('&').all(|pair| is_kept(&pair)) {
            return Cow::Borrowed(&self.target);
        }
        let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
        Cow::Owned(if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) })
    }
}

/// Returns true if the text begins with a scheme and `://`.
fn is_absolute(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| scheme.chars().all(|character| character.is_ascii_alphanumeric()))
}

impl RequestBuilder {
    /// Sends the request to `target` in place of the operation's path.
    pub(crate) fn raw_target(&mut self, target: RawTarget) {
        self.raw = Some(Box::new(target));
    }

    /// Makes `content` the body, with this media type.
    pub(crate) fn raw_body(&mut self, content: Upload, media_type: HeaderValue) {
        self.set_body(content, media_type);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(path: &str) -> Result<String, String> {
        let base = BaseUrl::parse("https://api.example.com/v1", false).unwrap();
        RawTarget::new(Method::GET, path, &base).map(|target| target.without(&["api_key"]).into_owned())
    }

    #[test]
    fn a_path_is_below_the_base_url() {
        for (path, sent) in [
            ("/pets/7", "/pets/7"),
            ("pets", "/pets"),
            ("", ""),
            ("/", "/"),
            ("/pets?limit=2&q=a%20b", "/pets?limit=2&q=a%20b"),
            ("/b c/{id}/é", "/b%20c/%7Bid%7D/%C3%A9"),
            ("/to/https://example.com", "/to/https://example.com"),
            ("https://api.example.com/v1/pets?page=2", "/pets?page=2"),
            ("HTTPS://API.example.com:443/v1", ""),
            ("https://api.example.com/v1?page=2", "?page=2"),
            ("https://api.example.com/v1/?page=2", "/?page=2"),
            ("?page=2", "?page=2"),
            ("/pets?api_key=hunter2", "/pets"),
            ("/pets?page=2&api%5Fkey=hunter2&limit=3", "/pets?page=2&limit=3"),
        ] {
            assert_eq!(target(path).as_deref(), Ok(sent), "{path}");
        }
    }

    #[test]
    fn a_url_without_a_path_has_a_slash() {
        let base = BaseUrl::parse("https://api.example.com", false).unwrap();
        for (path, sent) in
            [("https://api.example.com?page=2", "/?page=2"), ("https://api.example.com", "/"), ("?a", "/?a")]
        {
            assert_eq!(RawTarget::new(Method::GET, path, &base).unwrap().without(&[]), sent, "{path}");
        }
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_an_error() {
        for (path, reason) in [
            ("https://evil.example/v1/pets", "another host"),
            ("http://api.example.com/v1/pets", "another host"),
            ("https://api.example.com:8443/v1/pets", "another host"),
            ("https://user@api.example.com/v1/pets", "another host"),
            ("https://api.example.com/v2/pets", "not below the base URL"),
            ("https://api.example.com/v10", "not below the base URL"),
            ("https://api.example.com/v1/../v2", "`..`"),
            ("//evil.example/pets", "another host"),
            ("/../v2", "`..`"),
            ("/a/%2e%2E/b", "`..`"),
            ("/a\\..\\b", "`..`"),
            ("/a#b", "fragment"),
        ] {
            let error = target(path).unwrap_err();
            assert!(error.contains(reason), "{path}: {error}");
        }
    }
}
