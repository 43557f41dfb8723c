use std::{fmt, ops::Deref};

use base64::{DecodeError, Engine, engine::general_purpose::STANDARD};
use serde_core::{
    Serializer,
    de::{Deserializer, Error},
};

use crate::{FromJson, ReadContext, ToJson, Written};

/// Bytes that are a text in Base64 on the wire (`format: byte`; RFC 4648, section 4).
///
/// ```
/// use openapi_bindgen_runtime::Base64;
///
/// let bytes = Base64::from(*b"hello");
/// assert_eq!(bytes.to_string(), "aGVsbG8=");
/// assert_eq!(bytes.len(), 5);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Base64(Vec<u8>);

impl Base64 {
    fn parse(text: &str) -> Result<Self, DecodeError> {
        STANDARD.decode(text).map(Self)
    }

    /// The bytes themselves.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<T: Into<Vec<u8>>> From<T> for Base64 {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

/// As it is on the wire.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base64::display::Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

/// Shows no content, which may be large and private.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Base64").field("bytes", &self.0.len()).finish()
    }
}

impl FromJson for Base64 {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        let text = String::from_json(deserializer, context)?;
        Self::parse(&text).map_err(|error| D::Error::custom(format_args!("this is no Base64: {error}")))
    }
}

impl ToJson for Base64 {
    fn to_json<S: Serializer>(&self, serializer: S, _: Written) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Writing;

    #[test]
    fn bytes_are_a_text() {
        let bytes = Base64::from_json(&serde_json::json!("+/8="), &ReadContext::new()).unwrap();
        assert_eq!(*bytes, [0xfb, 0xff]);
        assert_eq!(serde_json::to_string(&Writing(&bytes, Written::All)).unwrap(), r#""+/8=""#);
        let error = Base64::from_json(&serde_json::json!("-_8="), &ReadContext::new()).unwrap_err();
        assert!(error.to_string().starts_with("this is no Base64: "), "{error}");
        assert_eq!(format!("{bytes:?}"), "Base64 { bytes: 2 }");
    }
}
