//! Headers and query parameters that the caller adds to a client or to a call.

mod reserved;

use std::{fmt, sync::Arc};

use http::{
    HeaderName, HeaderValue,
    header::{AUTHORIZATION, COOKIE},
};

pub(crate) use self::reserved::is_of_connection;
use super::{
    Secret,
    request::{CONTROL_CHARACTER, pair},
    security::{Masks, Setters},
};

/// The headers and query parameters that the caller added. A call starts with those of its client.
#[derive(Clone, Default)]
pub(crate) struct Added {
    headers: Vec<AddedHeader>,
    query: Vec<AddedPair>,
    /// The sensitive values, which no message shows.
    secrets: Vec<Secret>,
    /// The first one that cannot be sent.
    error: Option<AddedError>,
}

#[derive(Clone)]
pub(crate) struct AddedHeader {
    pub(crate) name: HeaderName,
    pub(crate) value: HeaderValue,
    pub(crate) level: Level,
}

#[derive(Clone)]
pub(crate) struct AddedPair {
    name: String,
    /// The name and the value, percent-encoded.
    pub(crate) encoded: String,
    pub(crate) level: Level,
}

/// The encoded query parameters that the caller added, in the extensions of a request, so that a transport in memory does not
/// take them for parameters of the operation.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "mock"), allow(dead_code, reason = "only that transport compares requests"))]
pub(crate) struct AddedQuery(pub(crate) Arc<[String]>);

/// The place where a header or query parameter was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// A client, for each of its calls.
    Client,
    Call,
}

/// A header or query parameter that cannot be sent, and why, without its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddedError {
    /// `header` or `query parameter`.
    pub(crate) location: &'static str,
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl Added {
    /// Adds a header. It replaces one of the same name.
    pub(crate) fn header<V: TryInto<HeaderValue>>(&mut self, level: Level, setters: Setters, name: &str, value: V) {
        self.checked_header(level, setters, name, value.try_into().ok());
    }

    fn checked_header(&mut self, level: Level, setters: Setters, name: &str, value: Option<HeaderValue>) {
        let Ok(header) = HeaderName::try_from(name) else {
            return self.fail("header", name, "is not a valid name for a header");
        };
        if let Some(reason) = reserved::header(&header, level, setters) {
            return self.fail("header", name, reason);
        }
        let Some(mut value) = value else {
            return self.fail("header", name, CONTROL_CHARACTER);
        };
        if header == AUTHORIZATION || header == COOKIE {
            value.set_sensitive(true);
        }
        if value.is_sensitive() {
            let text = String::from_utf8_lossy(value.as_bytes());
            if header == COOKIE {
                let values = text.split(';').filter_map(|pair| pair.split_once('='));
                self.secrets.extend(values.map(|(_, value)| Secret::from(value.trim())));
            }
            self.secrets.push(text.into_owned().into());
        }
        self.headers.retain(|known| known.name != header);
        self.headers.push(AddedHeader { name: header, value, level });
    }

    /// Adds a query parameter. Those of a call replace those of its client with the same name.
    pub(crate) fn query(&mut self, level: Level, setters: Setters, name: &str, value: &dyn fmt::Display) {
        if name.is_empty() {
            return self.fail("query parameter", name, "has no name");
        }
        if let Some(reason) = reserved::query(name, setters) {
            return self.fail("query parameter", name, reason);
        }
        self.query.retain(|known| known.name != name || known.level == level);
        self.query.push(AddedPair { name: name.to_owned(), encoded: pair(name, &value.to_string()), level });
    }

    /// Adds a query parameter, and removes all others of the same name.
    pub(crate) fn replace_query(&mut self, level: Level, setters: Setters, name: &str, value: &dyn fmt::Display) {
        self.query.retain(|known| known.name != name);
        self.query(level, setters, name, value);
    }

    pub(crate) fn headers(&self) -> &[AddedHeader] {
        &self.headers
    }

    /// Returns the query parameters as an extension of requests, if there are some.
    pub(crate) fn extension(&self) -> Option<AddedQuery> {
        (!self.query.is_empty()).then(|| AddedQuery(self.query.iter().map(|pair| pair.encoded.clone()).collect()))
    }

    pub(crate) fn pairs(&self) -> &[AddedPair] {
        &self.query
    }

    /// Returns true if nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.headers.is_empty() && self.query.is_empty() && self.error.is_none()
    }

    pub(crate) fn has_header(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|header| header.name == *name)
    }

    /// Adds the sensitive values to `masks`, if there are some.
    pub(crate) fn masks(&self, masks: &Masks) -> Option<Masks> {
        (!self.secrets.is_empty()).then(|| masks.with(self.secrets.iter().map(Secret::expose)))
    }

    /// Returns the first header or query parameter that cannot be sent.
    pub(crate) fn error(&self) -> Option<&AddedError> {
        self.error.as_ref()
    }

    fn fail(&mut self, location: &'static str, name: &str, reason: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some(AddedError::new(location, name, reason));
        }
    }
}

impl AddedError {
    pub(crate) fn new(location: &'static str, name: &str, reason: impl Into<String>) -> Self {
        Self { location, name: name.escape_debug().to_string(), reason: reason.into() }
    }
}

/// Shows names and no values, which may be credentials.
impl fmt::Debug for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Added")
            .field("headers", &self.headers.iter().map(|header| &header.name).collect::<Vec<_>>())
            .field("query", &self.query.iter().map(|pair| &pair.name).collect::<Vec<_>>())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(add: impl FnOnce(&mut Added)) -> Added {
        let mut added = Added::default();
        add(&mut added);
        added
    }

    fn pairs(added: &Added) -> Vec<&str> {
        added.pairs().iter().map(|pair| &*pair.encoded).collect()
    }

    #[test]
    fn a_call_replaces_the_values_of_its_client() {
        let added = added(|added| {
            added.query(Level::Client, &[], "a", &1);
            added.query(Level::Client, &[], "a", &2);
            added.query(Level::Client, &[], "b", &3);
            added.header(Level::Client, &[], "X-Tenant", "one");
            added.query(Level::Call, &[], "a", &"4 & 5");
            added.query(Level::Call, &[], "a", &6);
            added.header(Level::Call, &[], "x-tenant", "two");
        });
        assert_eq!(pairs(&added), ["b=3", "a=4%20%26%205", "a=6"]);
        assert_eq!(added.headers().iter().map(|header| &header.value).collect::<Vec<_>>(), ["two"]);
    }

    #[test]
    fn the_first_error_is_kept_without_the_value() {
        let added = added(|added| {
            added.header(Level::Call, &[], "X-A", "hunter2\r\nX-Evil: 1");
            added.header(Level::Call, &[], "X B", "1");
        });
        let error = added.error().unwrap();
        assert_eq!((error.location, &*error.name), ("header", "X-A"));
        assert_eq!(error.reason, "contains a control character, such as a line break");
        assert!(added.headers().is_empty());
    }

    #[test]
    fn debug_shows_no_values() {
        let added = added(|added| {
            added.header(Level::Call, &[], "Authorization", "hunter2");
            added.query(Level::Call, &[], "token", &"hunter2");
        });
        let shown = format!("{added:?}");
        assert!(shown.contains("authorization") && shown.contains("token") && !shown.contains("hunter2"), "{shown}");
        assert!(added.headers()[0].value.is_sensitive());
        assert_eq!(added.masks(&Masks::default()).unwrap().cover("it is hunter2"), "it is [redacted]");
    }
}
