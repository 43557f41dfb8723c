use std::time::{Duration, SystemTime};

use http::{HeaderMap, header::RETRY_AFTER};

/// Returns the wait that a response asks for: `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
///
/// A date in the past is a wait of zero. A fraction of a second is rounded up, and a number that is too large is the
/// longest wait. Any other value is ignored.
pub(crate) fn retry_after(headers: &HeaderMap, now: impl FnOnce() -> SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(wait) = seconds(value) {
        return Some(wait);
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now()).unwrap_or(Duration::ZERO))
}

/// Returns a number of seconds, written in digits and perhaps with a fraction.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    // Digits that do not fit into a `u64` are a larger number.
    let whole: u64 = whole.parse().unwrap_or(u64::MAX);
    let rest = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    Some(Duration::from_secs(whole.saturating_add(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(value: &'static str) -> Option<Duration> {
        let now = httpdate::parse_http_date("Wed, 21 Oct 2026 07:28:00 GMT").unwrap();
        let headers = [(RETRY_AFTER, http::HeaderValue::from_static(value))].into_iter().collect();
        retry_after(&headers, || now)
    }

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(waits("30"), Some(Duration::from_secs(30)));
        assert_eq!(waits("0"), Some(Duration::ZERO));
        assert_eq!(waits("Wed, 21 Oct 2026 07:29:30 GMT"), Some(Duration::from_secs(90)));
        assert_eq!(waits("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
    }

    #[test]
    fn a_fraction_is_rounded_up() {
        assert_eq!(waits("1.5"), Some(Duration::from_secs(2)));
        assert_eq!(waits("0.001"), Some(Duration::from_secs(1)));
        assert_eq!(waits("7.000"), Some(Duration::from_secs(7)));
    }

    #[test]
    fn a_number_beyond_all_numbers_is_the_longest_wait() {
        for value in ["18446744073709551615", "99999999999999999999999", "18446744073709551615.5"] {
            assert_eq!(waits(value), Some(Duration::from_secs(u64::MAX)), "{value}");
        }
    }

    #[test]
    fn other_values_are_ignored() {
        for value in ["", "soon", "-1", "1.", ".5", "1.5.5", "1e3", "+1", "1 2"] {
            assert_eq!(waits(value), None, "{value}");
        }
    }
}
