use std::sync::Arc;

use crate::{FromJson, Json, ReadError, model::json};

/// One event of a stream (WHATWG HTML, "Server-sent events").
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event; `message` by default.
    pub name: String,
    /// The identifier that the server gave to this event or to the last one before it that has one. All events after it
    /// share it, so that a long one is in memory only once.
    pub id: Option<Arc<str>>,
    /// The data of the event.
    pub data: T,
}

/// An event whose data is still text, from which generated code reads it.
impl Event<String> {
    /// Reads the data as JSON.
    ///
    /// # Errors
    /// If it is not JSON or does not fit `T`. The error has the JSON path.
    pub fn json<T: FromJson>(&self) -> Result<T, ReadError> {
        json::read(self.data.as_bytes())
    }

    /// Takes the data as it is.
    ///
    /// # Errors
    /// None.
    pub fn text(&self) -> Result<String, ReadError> {
        Ok(self.data.clone())
    }

    /// Reads the whole event as an object with the members `event`, `data` and, if it has one, `id`, for a document
    /// that describes whole events instead of their data. Data that is not JSON is a string.
    ///
    /// # Errors
    /// If it does not fit `T`. The error has the JSON path.
    pub fn whole<T: FromJson>(&self) -> Result<T, ReadError> {
        let data: Json = json::read(self.data.as_bytes()).unwrap_or_else(|_| self.data.clone().into());
        let mut event = serde_json::json!({ "event": self.name, "data": data });
        if let Some(id) = &self.id {
            event["id"] = (**id).into();
        }
        json::read(event.to_string().as_bytes())
    }

    /// Returns true if the event is `[DONE]`, with which many APIs end a stream.
    pub(crate) fn is_done(&self) -> bool {
        self.data.trim() == "[DONE]"
    }

    pub(crate) fn with<T>(self, data: T) -> Event<T> {
        Event { name: self.name, id: self.id, data }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_whole_event_is_an_object() {
        let event = |data: &str| Event { name: "add".to_owned(), id: None, data: data.to_owned() };
        let whole = |data| event(data).whole::<Json>().unwrap();
        assert_eq!(whole(r#"{"x":1}"#), serde_json::json!({ "event": "add", "data": { "x": 1 } }));
        let nested = r#"{"$serde_json::private::RawValue":"[1]"}"#;
        let expected = serde_json::json!({ "$serde_json::private::RawValue": "[1]" });
        assert_eq!(whole(nested), serde_json::json!({ "event": "add", "data": expected }));
        assert_eq!(whole("x"), serde_json::json!({ "event": "add", "data": "x" }));
        assert_eq!(event(r#"{"x":1}"#).json::<BTreeMap<String, String>>().unwrap_err().path(), "$.x");
    }
}
