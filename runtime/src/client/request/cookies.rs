use http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, InvalidHeaderValue},
};

/// Returns the cookies of a request and `more`, as one header (RFC 6265, section 5.4).
///
/// # Errors
/// If a character cannot be sent in a header.
pub(super) fn with_cookies(headers: &HeaderMap, more: &[u8]) -> Result<HeaderValue, InvalidHeaderValue> {
    let others = headers.get(COOKIE).map(HeaderValue::as_bytes);
    let all: Vec<&[u8]> = others.into_iter().chain([more]).collect();
    HeaderValue::from_bytes(&all.join(&b"; "[..]))
}

/// Adds cookies that were checked before, and that no message shows.
pub(crate) fn add_secret_cookies(headers: &mut HeaderMap, more: &[u8]) {
    // Valid values stay valid when they are joined.
    if let Ok(mut cookies) = with_cookies(headers, more) {
        cookies.set_sensitive(true);
        headers.insert(COOKIE, cookies);
    }
}
