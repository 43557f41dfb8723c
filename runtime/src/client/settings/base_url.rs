use std::net::{Ipv4Addr, Ipv6Addr};

use http::{
    Uri,
    uri::{Authority, Parts, PathAndQuery, Scheme},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The base URL of an API: scheme, host, port and an optional path, to which the path of an operation is appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    /// Never ends with a slash.
    text: String,
    /// The index of the path in the text.
    path: usize,
    scheme: Scheme,
    authority: Authority,
}

impl BaseUrl {
    /// Parses a base URL.
    ///
    /// # Errors
    /// The reason why the URL is not valid. A user name, a password, a query and a fragment are never part of it, because
    /// they may be secret. So what is not known to be a host and a port is not shown either.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self, String> {
        let text = text.trim();
        if text.contains('#') {
            return Err("a base URL must not have a fragment (`#…`)".to_owned());
        }
        if text.contains('?') {
            return Err("a base URL must not have a query (`?…`)".to_owned());
        }
        // Some transports take it for a slash, and others do not.
        if text.contains('\\') {
            return Err("a base URL must not have a backslash; write `/`".to_owned());
        }
        let uri: Uri =
            text.parse().map_err(|_| "this is not a URL; write it like `https://api.example.com`".to_owned())?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err("it has no scheme and host; write it like `https://api.example.com`".to_owned());
        };
        if authority.as_str().contains('@') {
            return Err(
                "a base URL must not have a user name and password; set credentials on the client's builder".to_owned()
            );
        }
        if authority.host().is_empty() {
            return Err("it has no host".to_owned());
        }
        // The parser takes any text for a port.
        if authority.as_str() != authority.host() && authority.port_u16().is_none() {
            return Err("it has a port that is not a number from 0 to 65535".to_owned());
        }
        let wrong = |reason: &str| format!("`{scheme}://{authority}` {reason}");
        if *scheme != Scheme::HTTPS {
            if *scheme != Scheme::HTTP {
                return Err(wrong("is neither `https` nor `http`"));
            }
            if !allow_http && !is_loopback(authority.host()) {
                return Err(wrong(
                    "would send credentials unencrypted; use `https`, or allow it with `.allow_http(true)`",
                ));
            }
        }
        let origin = &text[..text.len() - uri.path_and_query().map_or(0, |path| path_length(text, path.as_str()))];
        Ok(Self {
            text: format!("{origin}{}", normal_path(uri.path())),
            path: origin.len(),
            scheme: scheme.clone(),
            authority: authority.clone(),
        })
    }

    /// Returns the path before every path of the document: empty, or one that begins with a slash.
    pub(crate) fn path(&self) -> &str {
        &self.text[self.path..]
    }

    /// Returns the address of a path on this host, [`path`](Self::path) included, which may carry a query.
    pub(crate) fn address(&self, path_and_query: String) -> Result<Uri, http::Error> {
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::try_from(path_and_query)?);
        Ok(Uri::from_parts(parts)?)
    }

    /// Returns the path and the query of an absolute URL, after this base URL.
    ///
    /// # Errors
    /// If the URL has another scheme, host or port, or another path.
    pub(crate) fn below<'u>(&self, url: &'u str) -> Result<&'u str, String> {
        let (scheme, rest) = url.split_once("://").unwrap_or_default();
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let port =
            |authority: &Authority| authority.port_u16().unwrap_or(if self.scheme == Scheme::HTTPS { 443 } else { 80 });
        let is_same = authority.parse::<Authority>().is_ok_and(|other| {
            scheme.eq_ignore_ascii_case(self.scheme.as_str())
                && !authority.contains('@')
                && other.host().eq_ignore_ascii_case(self.authority.host())
                && port(&other) == port(&self.authority)
        });
        if !is_same {
            return Err(format!("the URL is on another host than the base URL `{}`", self.text));
        }
        let below = path.strip_prefix(self.path()).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        below.ok_or_else(|| format!("the URL is not below the base URL `{}`", self.text))
    }

    /// Returns the base URL with another path.
    pub(crate) fn with_path(&self, path: &str) -> Self {
        Self { text: format!("{}{}", &self.text[..self.path], normal_path(path)), ..self.clone() }
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn is_https(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

/// Returns the length, in bytes, of `path` at the end of `text`; 0 if it is the default path.
fn path_length(text: &str, path: &str) -> usize {
    if text.ends_with(path) { path.len() } else { 0 }
}

/// Returns a path without `.` and `..` (RFC 3986, section 5.2.4) and without a slash at its end. Characters that a URL
/// must not contain are percent-encoded. Some transports would normalize the path, and others would not.
fn normal_path(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    let path: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
    utf8_percent_encode(path.trim_end_matches('/'), UNSAFE).to_string()
}

/// The characters that are encoded in the path of a URL (WHATWG URL, "path percent-encode set"), and the backslash, which
/// some transports take for a slash.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b'\\')
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Returns true if the host is the local machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || bare.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || bare.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        BaseUrl::parse(text, false).unwrap_err()
    }

    fn joined(base: &str, path: &str) -> String {
        let base = BaseUrl::parse(base, false).unwrap();
        base.address(format!("{}{path}", base.path())).unwrap().to_string()
    }

    #[test]
    fn a_path_prefix_is_kept_and_a_trailing_slash_does_not_matter() {
        for text in ["https://api.example.com/v1", " https://api.example.com/v1/ "] {
            assert_eq!(joined(text, "/orders?limit=1"), "https://api.example.com/v1/orders?limit=1");
        }
        assert_eq!(joined("https://api.example.com", "/orders"), "https://api.example.com/orders");
    }

    #[test]
    fn a_path_is_the_same_over_every_transport() {
        for (text, expected) in [
            ("https://h/a/../b", "https://h/b"),
            ("https://h/a/./b/", "https://h/a/b"),
            ("https://h/a/%2E%2e/b/%2e", "https://h/b"),
            ("https://h/../../b", "https://h/b"),
            ("https://h/a/..", "https://h"),
            ("https://h/a//b", "https://h/a//b"),
            ("https://h/a%2Fb/c", "https://h/a%2Fb/c"),
            ("https://h/{a}", "https://h/%7Ba%7D"),
            ("HTTPS://h:8443/", "HTTPS://h:8443"),
        ] {
            assert_eq!(BaseUrl::parse(text, false).unwrap().as_str(), expected, "{text}");
        }
        assert_eq!(BaseUrl::parse("https://h/v1", false).unwrap().with_path("/a/../b").as_str(), "https://h/b");
    }

    #[test]
    fn another_path_is_on_the_same_host() {
        for (base, path, expected) in [
            ("https://api.example.com:8443/v1", "/v2/", "https://api.example.com:8443/v2"),
            ("https://api.example.com", "/v2", "https://api.example.com/v2"),
            ("https://api.example.com/a/b", "", "https://api.example.com"),
            ("https://api.example.com/a/b", "/", "https://api.example.com"),
        ] {
            assert_eq!(BaseUrl::parse(base, false).unwrap().with_path(path).as_str(), expected);
        }
    }

    #[test]
    fn http_is_for_loopback_or_when_allowed() {
        for text in [
            "http://localhost:8080",
            "http://api.localhost",
            "http://127.0.0.1:1",
            "http://127.9.9.9",
            "http://[::1]:80",
            "HTTP://LOCALHOST",
        ] {
            assert!(BaseUrl::parse(text, false).is_ok(), "{text}");
        }
        for text in ["http://api.example.com", "http://localhost.example.com", "http://128.0.0.1", "http://[::2]"] {
            assert!(error(text).contains("allow_http"), "{text}");
            assert!(BaseUrl::parse(text, true).is_ok(), "{text}");
        }
    }

    #[test]
    fn an_invalid_base_url_is_an_error() {
        assert!(error("https://user:pa55word@api.example.com").contains("user name"));
        assert!(!error("https://user:pa55word@api.example.com").contains("pa55word"));
        assert!(error("https://api.example.com/?key=1").contains("query"));
        assert!(error("https://api.example.com/#top").contains("fragment"));
        assert!(error("ftp://api.example.com").contains("neither"));
        for text in [
            "",
            "api.example.com",
            "/v1",
            "https://",
            "https:///v1",
            "https://a b",
            "https://host:abc",
            "https://host:99999",
            "https://exa\nmple.com",
        ] {
            assert!(BaseUrl::parse(text, true).is_err(), "{text}");
        }
    }

    #[test]
    fn no_error_shows_what_may_be_secret() {
        for start in ["https://", "http://", "ftp://", "//", "/", "", "://", "https:/", "https:"] {
            for user in ["", "pa55word@", "user:pa55word@", "user:pa55word%40", "pa55word:", ":pa55word@", "@pa55word@"]
            {
                for host in ["", "h", "h:abc", "h:99999", ":443", "h:", "[::1", "[::1]x", "a b", "h\\x"] {
                    for end in
                        ["", "/?key=pa55word", "?key=pa55word", "/#pa55word", "#pa55word", "/a\\?pa55word#pa55word"]
                    {
                        let text = format!("{start}{user}{host}{end}");
                        let shown = BaseUrl::parse(&text, false).err().unwrap_or_default();
                        // A host that looks like one cannot be told from a secret.
                        assert!(!shown.contains("pa55word"), "{text}: {shown}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_backslash_is_an_error() {
        for text in ["https://h/v1\\..\\x", "https://h\\x", "https:\\\\h", "https://h/\\evil"] {
            assert!(error(text).contains("must not have a backslash"), "{text}");
        }
        assert_eq!(
            BaseUrl::parse("https://h/v1", false).unwrap().with_path("/a\\..\\b").as_str(),
            "https://h/a%5C..%5Cb"
        );
    }
}
