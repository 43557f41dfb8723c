use std::{fmt, str::FromStr};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::SET_COOKIE};

use super::{Event, error::Excerpt, stream};
use crate::{FromJson, ReadError, model::json};

/// A whole response as it came: status, headers and body.
///
/// [`Operation::output`](crate::Operation::output) and [`Operation::error`](crate::Operation::error) read it.
#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    /// Puts a reply together, for instance in a test of an operation.
    pub fn new(status: StatusCode, mut headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        for (name, value) in &mut headers {
            // A cookie is a credential: it must not show in anybody's logs.
            if name == SET_COOKIE {
                value.set_sensitive(true);
            }
        }
        Self { status, headers, body: body.into() }
    }

    /// The status as a number, which generated code matches on.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The status.
    pub fn http_status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, whatever its media type.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// When it is not JSON or does not fit `T`, with the JSON path.
    pub fn json<T: FromJson>(&self) -> Result<T, ReadError> {
        json::read(&self.body)
    }

    /// Reads the member `envelope` of a body that is a JSON object.
    ///
    /// # Errors
    /// When the body is not JSON, or the member is missing, null or does not fit `T`, with the JSON path.
    pub fn json_in<T: FromJson>(&self, envelope: &str) -> Result<T, ReadError> {
        json::read_in(&self.body, envelope)
    }

    /// Reads the body as text; bytes that are not UTF-8 are replaced.
    ///
    /// # Errors
    /// None: any body is text of some kind.
    pub fn text(&self) -> Result<String, ReadError> {
        Ok(String::from_utf8_lossy(&self.body).into_owned())
    }

    /// Takes the body as it is.
    ///
    /// # Errors
    /// None.
    pub fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        Ok(self.body.to_vec())
    }

    /// Reads the body as events, all of which have come, and whose data is JSON.
    ///
    /// # Errors
    /// When the data of an event does not fit.
    pub fn json_events<T: FromJson>(&self) -> Result<Vec<Event<T>>, ReadError> {
        stream::read_all(&self.body, Event::json)
    }

    /// Reads the body as events, all of which have come, and whose data is text.
    ///
    /// # Errors
    /// None: any data is text.
    pub fn text_events(&self) -> Result<Vec<Event<String>>, ReadError> {
        stream::read_all(&self.body, Event::text)
    }

    /// Reads the body as events, all of which have come, and each of which is an object with its name, its identifier and
    /// its data.
    ///
    /// # Errors
    /// When an event does not fit.
    pub fn whole_events<T: FromJson>(&self) -> Result<Vec<Event<T>>, ReadError> {
        stream::read_all(&self.body, Event::whole)
    }

    /// Takes a success whose body nobody reads.
    ///
    /// # Errors
    /// None.
    pub fn nothing(&self) -> Result<(), ReadError> {
        Ok(())
    }

    /// The value of a response header, or `None` where it is absent or not a `T`.
    ///
    /// Headers are beside the point of a reply, so one that does not fit never spoils it.
    pub fn header<T: FromStr>(&self, name: &str) -> Option<T> {
        self.headers.get(name)?.to_str().ok()?.trim().parse().ok()
    }

    /// The items of a response header that is a list with commas between them, on one line or several (RFC 9110, section
    /// 5.3), or `None` where it is absent or one of them is not a `T`.
    pub fn header_list<T: FromStr>(&self, name: &str) -> Option<Vec<T>> {
        let lines = self.headers.get_all(name).iter().map(|line| line.to_str().ok());
        let lines = lines.collect::<Option<Vec<&str>>>().filter(|lines| !lines.is_empty())?;
        let items = lines.iter().flat_map(|line| line.split(',')).map(str::trim).filter(|item| !item.is_empty());
        items.map(|item| item.parse().ok()).collect()
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &Excerpt(&self.body))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn reply(name: &'static str, value: &'static str) -> Reply {
        let headers = [(http::HeaderName::from_static(name), HeaderValue::from_static(value))].into_iter().collect();
        Reply::new(StatusCode::OK, headers, "")
    }

    #[test]
    fn a_header_that_does_not_fit_is_none() {
        assert_eq!(reply("retry-after", " 30 ").header::<i64>("Retry-After"), Some(30));
        assert_eq!(reply("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT").header::<i64>("Retry-After"), None);
        assert_eq!(reply("x-other", "30").header::<i64>("Retry-After"), None);
    }

    #[test]
    fn a_list_is_on_one_line_or_several() {
        let list = |name, value| reply(name, value).header_list::<i64>("X-List");
        assert_eq!(list("x-list", "1, 2,,3 "), Some(vec![1, 2, 3]));
        assert_eq!(list("x-list", ""), Some(Vec::new()));
        assert_eq!(list("x-list", "1, two"), None);
        assert_eq!(list("x-other", "1"), None);
        let mut headers = HeaderMap::new();
        headers.append("x-list", HeaderValue::from_static("1"));
        headers.append("x-list", HeaderValue::from_static("2, 3"));
        assert_eq!(Reply::new(StatusCode::OK, headers, "").header_list("X-List"), Some(vec![1, 2, 3]));
    }

    #[test]
    fn a_cookie_is_not_shown() {
        let shown = format!("{:?}", reply("set-cookie", "sid=abc123"));
        assert!(!shown.contains("abc123"), "{shown}");
    }
}
