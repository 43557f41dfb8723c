use std::time::{Duration, SystemTime};

use http::{HeaderMap, header::RETRY_AFTER};

/// How long a response asks to wait: `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
///
/// A date that has passed is no wait at all. A value that is neither says nothing.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(value: &'static str) -> Option<Duration> {
        let now = httpdate::parse_http_date("Wed, 21 Oct 2026 07:28:00 GMT").unwrap();
        let headers = [(RETRY_AFTER, http::HeaderValue::from_static(value))].into_iter().collect();
        retry_after(&headers, now)
    }

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(waits("30"), Some(Duration::from_secs(30)));
        assert_eq!(waits("0"), Some(Duration::ZERO));
        assert_eq!(waits("Wed, 21 Oct 2026 07:29:30 GMT"), Some(Duration::from_secs(90)));
        assert_eq!(waits("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
    }

    #[test]
    fn anything_else_says_nothing() {
        for value in ["", "soon", "-1", "1.5", "99999999999999999999999"] {
            assert_eq!(waits(value), None, "{value}");
        }
    }
}
