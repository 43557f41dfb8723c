/// Returns the token URL of a flow. A relative one is resolved against the server of the document (OpenAPI 3.1.1,
/// "Relative References in URLs"), and is `None` if there is no server.
pub(super) fn absolute(url: &str, server: Option<&str>) -> Option<String> {
    let url = url.trim();
    let is_valid =
        |url: &str| !url.contains(|sign: char| sign.is_whitespace() || sign.is_control() || "{}#".contains(sign));
    if url.starts_with("https://") || url.starts_with("http://") {
        return is_valid(url).then(|| url.to_owned());
    }
    let has_scheme = url.split(['/', '?']).next().is_some_and(|first| first.contains(':'));
    let has_dot_segments = url.split(['/', '?']).any(|segment| matches!(segment, "." | ".."));
    if url.is_empty() || url.starts_with("//") || has_scheme || has_dot_segments || !is_valid(url) {
        return None;
    }
    let server = server?;
    let authority = server.find("://")? + 3;
    let path = server[authority..].find('/').map_or(server.len(), |slash| authority + slash);
    if url.starts_with('/') {
        return Some(format!("{}{url}", &server[..path]));
    }
    // The last segment of the server's path is replaced (RFC 3986, section 5.2.3).
    let folder = server[path..].rfind('/').map_or(path, |slash| path + slash);
    Some(format!("{}/{url}", &server[..folder]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_url_is_that_of_the_server() {
        let server = Some("https://api.example.com/v1");
        for (url, resolved) in [
            ("https://auth.example.com/token?a=b", Some("https://auth.example.com/token?a=b")),
            ("/oauth/token", Some("https://api.example.com/oauth/token")),
            ("token", Some("https://api.example.com/token")),
            ("oauth/token?tenant=a:b", Some("https://api.example.com/oauth/token?tenant=a:b")),
            ("../token", None),
            ("//auth.example.com/token", None),
            ("urn:token", None),
            ("", None),
            ("https://{tenant}.example.com/token", None),
            ("https://auth.example.com/the token", None),
        ] {
            assert_eq!(absolute(url, server).as_deref(), resolved, "{url}");
        }
        assert_eq!(
            absolute("token", Some("https://api.example.com")).as_deref(),
            Some("https://api.example.com/token")
        );
        assert_eq!(absolute("/token", None), None);
    }
}
