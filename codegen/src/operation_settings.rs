//! The settings of a single operation, which replace those of the document and of the other options.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::naming::chosen_module;

/// The retry class of an operation, in place of the one that follows from its method and idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    /// The operation only reads: requests may be sent again, and an attempt has the limit of a safe method.
    Safe,
    /// Sending a request again has no effect beyond that of the first.
    Idempotent,
    /// No request is sent again.
    Never,
}

impl RetryClass {
    /// Returns the name in the project file: `safe`, `idempotent` or `never`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Idempotent => "idempotent",
            Self::Never => "never",
        }
    }
}

impl fmt::Display for RetryClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RetryClass {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Self::Safe, Self::Idempotent, Self::Never];
        all.into_iter()
            .find(|class| class.as_str() == text)
            .ok_or_else(|| format!("`{text}` is not a retry class: write `safe`, `idempotent` or `never`"))
    }
}

/// The settings of a single operation; see [`Options::operation_settings`](crate::Options::operation_settings).
///
/// ```
/// use std::time::Duration;
/// use openapi_bindgen::{OperationSettings, Options, RetryClass};
///
/// let report = OperationSettings::default().retry(RetryClass::Safe).timeout(Duration::from_mins(5));
/// let order = OperationSettings::default().idempotency_header("X-Request-Id");
/// let options = Options::default().operation("createReport", report).operation("createOrder", order);
/// assert_eq!(options.operation_settings.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationSettings {
    /// The retry class.
    pub retry: Option<RetryClass>,
    /// The header of the idempotency key. The document need not declare it.
    pub idempotency_header: Option<String>,
    /// The time limit of a whole call, with its retries, unless the call sets a deadline.
    pub timeout: Option<Duration>,
    /// The names of the properties that wrap a response, in place of [`Options::envelopes`](crate::Options::envelopes).
    pub envelopes: Option<Vec<String>>,
    /// `Some(false)` if the operation has no pages, whatever its names and the rules without operations.
    pub pagination: Option<bool>,
    /// Whether a success is a stream of events or of JSON values, whatever its media type is.
    pub streaming: Option<bool>,
    /// The module of the operation, in place of that of its first tag.
    pub module: Option<String>,
}

impl OperationSettings {
    /// The keys in the project file.
    pub(crate) const KEYS: [&str; 7] =
        ["retry", "idempotency-header", "timeout", "envelopes", "pagination", "streaming", "module"];

    /// Sets the retry class.
    #[must_use]
    pub fn retry(mut self, class: RetryClass) -> Self {
        self.retry = Some(class);
        self
    }

    /// Sets the header of the idempotency key.
    #[must_use]
    pub fn idempotency_header(mut self, name: impl Into<String>) -> Self {
        self.idempotency_header = Some(name.into());
        self
    }

    /// Sets the time limit of a whole call.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Sets the names of the properties that wrap a response. Without names, nothing is unwrapped.
    #[must_use]
    pub fn envelopes<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.envelopes = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Sets whether pagination is detected.
    #[must_use]
    pub fn pagination(mut self, is_detected: bool) -> Self {
        self.pagination = Some(is_detected);
        self
    }

    /// Sets whether a success is a stream. With `true` the call has `events()`, which reads server-sent events or lines of
    /// JSON, as the server declares them. With `false` it has none, and a stream is read whole, as text.
    #[must_use]
    pub fn streaming(mut self, is_stream: bool) -> Self {
        self.streaming = Some(is_stream);
        self
    }

    /// Sets the module.
    #[must_use]
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = Some(name.into());
        self
    }

    /// Sets the value of a key of the project file, from a text. The names of `envelopes` are separated by commas.
    ///
    /// ```
    /// let mut settings = openapi_bindgen::OperationSettings::default();
    /// settings.set("timeout", "2m")?;
    /// settings.set("envelopes", "data,error")?;
    /// assert_eq!(settings.timeout, Some(std::time::Duration::from_mins(2)));
    /// assert!(settings.set("retry", "always").is_err());
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// A message if there is no such key, or the value does not fit it.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "retry" => self.retry = Some(value.parse()?),
            "idempotency-header" => self.idempotency_header = Some(value.to_owned()),
            "timeout" => self.timeout = Some(parse_time(value)?),
            "envelopes" => {
                let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                self.envelopes = Some(names.map(str::to_owned).collect());
            }
            "pagination" => self.pagination = Some(parse_flag(value)?),
            "streaming" => self.streaming = Some(parse_flag(value)?),
            "module" => self.module = Some(value.to_owned()),
            _ => return Err(format!("unknown setting `{key}`: the known ones are {}", Self::KEYS.join(", "))),
        }
        self.mistake().map_or(Ok(()), Err)
    }

    /// Returns the reason why a value cannot be used.
    pub(crate) fn mistake(&self) -> Option<String> {
        let header = self.idempotency_header.as_deref().and_then(header_mistake);
        let timeout = self.timeout.filter(|limit| whole_milliseconds(*limit).is_none());
        let timeout = timeout.map(|_| "a timeout is at least one millisecond, in whole milliseconds".to_owned());
        header.or(timeout).or_else(|| chosen_module(self.module.as_deref()?).err())
    }
}

fn parse_flag(value: &str) -> Result<bool, String> {
    value.parse().map_err(|_| format!("`{value}` is neither `true` nor `false`"))
}

/// Returns the reason why no operation can send an idempotency key in this header.
pub(crate) fn header_mistake(name: &str) -> Option<String> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Some(format!("`{name}` is not the name of a header"));
    }
    let reserved =
        ["Accept", "Authorization", "Connection", "Content-Length", "Content-Type", "Host", "Transfer-Encoding"];
    let is_reserved = reserved.iter().any(|other| other.eq_ignore_ascii_case(name));
    is_reserved.then(|| format!("the header `{name}` cannot hold an idempotency key"))
}

/// The units of a time, from the longest, with their milliseconds.
const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

/// Parses `2m`.
pub(crate) fn parse_time(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let unit = UNITS.iter().find(|(name, _)| *name == unit.trim_start());
    let milliseconds =
        unit.and_then(|(_, milliseconds)| number.parse::<u64>().ok()?.checked_mul(*milliseconds)).filter(|ms| *ms > 0);
    milliseconds
        .map(Duration::from_millis)
        .ok_or_else(|| format!("`{text}` is not a time: write a number and `ms`, `s`, `m` or `h`, such as `2m`"))
}

/// Returns a time as [`parse_time`] reads it, in its longest unit.
pub(crate) fn time_text(time: Duration) -> String {
    let milliseconds = whole_milliseconds(time).unwrap_or(1);
    let (unit, length) =
        UNITS.into_iter().find(|(_, length)| milliseconds.is_multiple_of(*length)).unwrap_or(("ms", 1));
    format!("{}{unit}", milliseconds / length)
}

fn whole_milliseconds(time: Duration) -> Option<u64> {
    let milliseconds = u64::try_from(time.as_millis()).ok()?;
    (milliseconds > 0 && Duration::from_millis(milliseconds) == time).then_some(milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_a_unit() {
        for (text, seconds) in [("2m", 120), ("90s", 90), ("1 h", 3600), ("1500ms", 0)] {
            let time = parse_time(text).unwrap();
            assert_eq!(time.as_secs(), seconds.max(1), "{text}");
            assert_eq!(parse_time(&time_text(time)), Ok(time));
        }
        assert_eq!(time_text(Duration::from_secs(90)), "90s");
        for text in ["", "2", "m", "0s", "-1s", "1.5s", "2 minutes", "99999999999999999999h", "9999999999999999h", "é"]
        {
            assert!(parse_time(text).unwrap_err().contains("such as `2m`"), "{text}");
        }
    }

    #[test]
    fn values_that_cannot_be_used_are_rejected() {
        for (key, value, message) in [
            ("retry", "always", "`always` is not a retry class"),
            ("idempotency-header", "a b", "`a b` is not the name of a header"),
            ("idempotency-header", "host", "the header `host` cannot hold an idempotency key"),
            ("pagination", "no", "`no` is neither `true` nor `false`"),
            ("streaming", "sse", "`sse` is neither `true` nor `false`"),
            ("module", "Order Management", "`Order Management`"),
            ("module", "mod", "`mod`"),
            ("deadline", "2m", "unknown setting `deadline`"),
        ] {
            let message_of = OperationSettings::default().set(key, value).unwrap_err();
            assert!(message_of.contains(message), "{key}: {message_of}");
        }
        assert!(OperationSettings::default().timeout(Duration::ZERO).mistake().is_some());
    }
}
