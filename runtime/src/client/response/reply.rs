use std::{fmt, str::FromStr};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::SET_COOKIE};

use super::{
    content_coding::{self, Undecoded},
    media_type::{foreign_charset, has_ascii, is_json, is_text, media_type},
};
use crate::{
    FromJson, Json, ReadContext, ReadError,
    client::{Event, TransportErrorKind, stream},
    model::json,
};

/// A whole response as it was received: status, headers and body.
///
/// [`Operation::output`](crate::Operation::output) and [`Operation::error`](crate::Operation::error) read it.
#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The reason why the body cannot be read as any type.
    trouble: Option<Box<str>>,
}

impl Reply {
    /// Puts a reply together, for instance in a test of an operation.
    pub fn new(status: StatusCode, mut headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        for (name, value) in &mut headers {
            // A cookie is a credential, which must not appear in logs.
            if name == SET_COOKIE {
                value.set_sensitive(true);
            }
        }
        Self { status, headers, body: body.into(), trouble: None }
    }

    /// Creates a reply as it was received, with its body decoded to at most `limit` bytes.
    pub(crate) fn received(
        status: StatusCode,
        mut headers: HeaderMap,
        body: Bytes,
        limit: usize,
    ) -> Result<Self, TransportErrorKind> {
        match content_coding::decode(&mut headers, body.clone(), limit) {
            Ok(decoded) => Ok(Self::new(status, headers, decoded)),
            Err(Undecoded::TooLong) => Err(TransportErrorKind::BodyLimit(limit)),
            Err(Undecoded::Unreadable(reason)) => Ok(Self::new(status, headers, body).with_trouble(Some(reason))),
        }
    }

    /// Creates the head of a reply whose body is streamed. A body with a content coding cannot be read.
    pub(crate) fn head(status: StatusCode, headers: HeaderMap) -> Self {
        let trouble = content_coding::handed_over(&headers);
        Self::new(status, headers, Bytes::new()).with_trouble(trouble)
    }

    fn with_trouble(mut self, trouble: Option<String>) -> Self {
        self.trouble = trouble.map(Into::into);
        self
    }

    /// Returns the reason why the body cannot be read as any type.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Checks that the body can be read at all.
    pub(crate) fn check(&self) -> Result<(), ReadError> {
        match &self.trouble {
            Some(trouble) => Err(ReadError::new(&ReadContext::new(), trouble)),
            None => Ok(()),
        }
    }

    /// Adds the charset to the error if it may be the reason.
    fn named<T>(&self, result: Result<T, ReadError>) -> Result<T, ReadError> {
        result.map_err(|error| match foreign_charset(&self.headers) {
            Some(charset) => error.because(unread_charset(&charset)),
            None => error,
        })
    }

    /// Returns the status as a number, which generated code matches on.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Returns the status.
    pub fn http_status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body, of any media type.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON.
    ///
    /// An empty body is read as null. A body whose media type is `text/*` or another of text, such as XML, is read as a JSON
    /// string if it is not JSON that fits `T`, since some servers send text in spite of their document. So is a body whose
    /// media type is JSON and that begins like none: some frameworks write a string as it is, and call it JSON. The words
    /// that other languages have for values, such as `NaN` and `None`, are strings only if nothing but a string fits `T`.
    ///
    /// # Errors
    /// If the body is not JSON or does not fit `T`. The error has the JSON path.
    pub fn json<T: FromJson>(&self) -> Result<T, ReadError> {
        self.check()?;
        let result = json::read(&self.body).or_else(|error| self.json_of_another().ok_or(error));
        self.named(result.map_err(|error| self.no_body().unwrap_or(error)))
    }

    /// Returns the error for a missing body, if the body is empty.
    fn no_body(&self) -> Option<ReadError> {
        self.body.trim_ascii().is_empty().then(|| ReadError::new(&ReadContext::new(), "there is no body"))
    }

    /// Reads a body that is not JSON: an empty one as null, and text as a JSON string.
    fn json_of_another<T: FromJson>(&self) -> Option<T> {
        if self.body.trim_ascii().is_empty() {
            return json::read(b"null").ok();
        }
        if foreign_charset(&self.headers).is_some() {
            return None;
        }
        let text = std::str::from_utf8(json::without_mark(&self.body)).ok()?;
        let media_type = media_type(&self.headers)?;
        let is_text = if is_json(&media_type) {
            !json::begins_like_json(text) && (!is_word_for_value(text) || is_always_string::<T>())
        } else {
            is_text(&media_type)
        };
        if !is_text {
            return None;
        }
        json::read(Json::from(text).to_string().as_bytes()).ok()
    }

    /// Reads the member `envelope` of a body that is a JSON object.
    ///
    /// # Errors
    /// If the body is not JSON, or the member is missing, null or does not fit `T`. The error has the JSON path.
    pub fn json_in<T: FromJson>(&self, envelope: &str) -> Result<T, ReadError> {
        self.check()?;
        self.named(json::read_in(&self.body, envelope).map_err(|error| self.no_body().unwrap_or(error)))
    }

    /// Returns true if the body is a JSON object whose member `name` is present and not null.
    pub(crate) fn has_member(&self, name: &str) -> bool {
        // Most bodies do not contain the name, and a text search is much faster than parsing. A name may be written with
        // escapes.
        let is_absent = str::from_utf8(&self.body).is_ok_and(|body| !body.contains(name) && !body.contains("\\u"));
        !is_absent && json::has_member(&self.body, name)
    }

    /// Reads the body as text. Bytes that are not UTF-8 are replaced, and a byte order mark is removed.
    ///
    /// # Errors
    /// If the headers name another charset than UTF-8, unless the body is ASCII, or if the body has a content coding
    /// that is not decoded.
    pub fn text(&self) -> Result<String, ReadError> {
        self.check()?;
        if let Some(charset) = foreign_charset(&self.headers)
            && !(self.body.is_ascii() && has_ascii(&charset))
        {
            return Err(ReadError::new(&ReadContext::new(), unread_charset(&charset)));
        }
        Ok(String::from_utf8_lossy(json::without_mark(&self.body)).into_owned())
    }

    /// Takes the body as it is.
    ///
    /// # Errors
    /// If it has a content coding that is not decoded.
    pub fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        self.check()?;
        Ok(self.body.to_vec())
    }

    /// Reads a whole body as events with JSON data.
    ///
    /// # Errors
    /// If the data of an event does not fit.
    pub fn json_events<T: FromJson>(&self) -> Result<Vec<Event<T>>, ReadError> {
        self.check()?;
        stream::read_all(&self.body, Event::json)
    }

    /// Reads a whole body as events with text data.
    ///
    /// # Errors
    /// If the body cannot be decoded.
    pub fn text_events(&self) -> Result<Vec<Event<String>>, ReadError> {
        self.check()?;
        stream::read_all(&self.body, Event::text)
    }

    /// Reads a whole body as events, each as an object with its name, its identifier and its data.
    ///
    /// # Errors
    /// If an event does not fit, or if the identifiers of all events, repeated ones included, are together longer than 32
    /// times the body.
    pub fn whole_events<T: FromJson>(&self) -> Result<Vec<Event<T>>, ReadError> {
        self.check()?;
        stream::read_all_whole(&self.body)
    }

    /// Reads a whole body as lines of JSON, up to the line `[DONE]` if there is one.
    ///
    /// # Errors
    /// If a line does not fit or is not UTF-8.
    pub fn json_lines<T: FromJson>(&self) -> Result<Vec<T>, ReadError> {
        self.check()?;
        stream::read_lines(&self.body)
    }

    /// Ignores the body of a success that has no declared content.
    ///
    /// # Errors
    /// None.
    pub fn nothing(&self) -> Result<(), ReadError> {
        Ok(())
    }

    /// Returns the value of a response header, or `None` if it is absent or not a `T`.
    ///
    /// A header that does not fit is not an error, since the body is more important.
    pub fn header<T: FromStr>(&self, name: &str) -> Option<T> {
        self.headers.get(name)?.to_str().ok()?.trim().parse().ok()
    }

    /// Returns the items of a response header that is a comma-separated list, on one line or several (RFC 9110, section
    /// 5.3). Returns `None` if the header is absent or one of its items is not a `T`. Each line of `Set-Cookie` is one
    /// item.
    pub fn header_list<T: FromStr>(&self, name: &str) -> Option<Vec<T>> {
        let lines = self.headers.get_all(name).iter().map(|line| line.to_str().ok());
        let lines = lines.collect::<Option<Vec<&str>>>().filter(|lines| !lines.is_empty())?;
        // A cookie's date has a comma, so that each line is one cookie (RFC 6265, section 3).
        let is_cookie = SET_COOKIE.as_str().eq_ignore_ascii_case(name);
        let items = |line| if is_cookie { vec![line] } else { list_items(line) };
        let items = lines.into_iter().flat_map(items).map(str::trim).filter(|item| !item.is_empty());
        items.map(|item| item.parse().ok()).collect()
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }
}

/// Shows only the length of the body, which may be a credential, such as the token that a provider requests.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// Returns the items of a comma-separated list. A comma in quotes or in the `<…>` of a link separates none.
pub(crate) fn list_items(line: &str) -> Vec<&str> {
    let (mut items, mut start) = (Vec::new(), 0);
    let (mut is_quoted, mut is_escaped, mut is_in_link) = (false, false, false);
    let last_close = line.rfind('>');
    for (index, byte) in line.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' if !is_in_link => is_quoted = !is_quoted,
            b'<' if !is_quoted => is_in_link = last_close > Some(index),
            b'>' => is_in_link = false,
            b',' if !is_quoted && !is_in_link => {
                items.push(&line[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    items.push(&line[start..]);
    items
}

/// Returns true if the text is a value as other languages write it, which a server failed to write as JSON.
fn is_word_for_value(text: &str) -> bool {
    let words = ["true", "false", "null", "none", "nil", "undefined", "nan", "inf", "infinity"];
    words.iter().any(|word| text.trim_ascii().eq_ignore_ascii_case(word))
}

/// Returns true if values of the type are strings in JSON: it rejects all others because they are none.
fn is_always_string<T: FromJson>() -> bool {
    let of_string = |value| json::read::<String>(value).err();
    let others: [&[u8]; 5] = [b"null", b"true", b"0", b"[]", b"{}"];
    others.into_iter().all(|value| json::read::<T>(value).err().is_some_and(|error| Some(error) == of_string(value)))
}

fn unread_charset(charset: &str) -> String {
    format!("its charset is `{charset}`, and only UTF-8 is supported")
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
    fn debug_shows_no_text_of_the_body() {
        let reply = Reply::new(StatusCode::OK, HeaderMap::new(), r#"{"access_token": "t-1"}"#);
        assert_eq!(format!("{reply:?}"), "Reply { status: 200, headers: {}, body: 23 bytes, .. }");
    }

    #[test]
    fn a_header_that_does_not_fit_is_none() {
        assert_eq!(reply("retry-after", " 30 ").header::<i64>("Retry-After"), Some(30));
        assert_eq!(reply("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT").header::<i64>("Retry-After"), None);
        assert_eq!(reply("x-other", "30").header::<i64>("Retry-After"), None);
    }

    #[test]
    fn a_member_is_found_however_it_is_written() {
        let has_error = |body: &'static [u8]| Reply::new(StatusCode::OK, HeaderMap::new(), body).has_member("error");
        assert!(has_error(br#"{"error": {}}"#));
        assert!(has_error(br#"{"\u0065rror": {}}"#));
        assert!(has_error(b"{\"error\": \"gr\xFCn\"}"));
        assert!(!has_error(br#"{"data": {"error": 1}}"#));
        assert!(!has_error(br#"{"data": 1}"#));
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
    fn a_comma_in_quotes_or_in_an_address_separates_no_items() {
        let list = |value| reply("link", value).header_list::<String>("Link").unwrap();
        assert_eq!(
            list("<https://a/?x=1,2>; rel=\"next, x\", <b>; title=\"a\\\", b\""),
            ["<https://a/?x=1,2>; rel=\"next, x\"", "<b>; title=\"a\\\", b\""]
        );
        assert_eq!(list("a < b, c"), ["a < b", "c"]);
    }

    #[test]
    fn no_body_is_null_and_a_text_is_read_as_one() {
        let empty = |body: &'static str| Reply::new(StatusCode::OK, HeaderMap::new(), body);
        assert_eq!(empty("").json::<Option<i64>>(), Ok(None));
        assert_eq!(empty(" \n").json::<Json>(), Ok(Json::Null));
        assert_eq!(empty("").json::<i64>().unwrap_err().message(), "there is no body");
        assert_eq!(empty("").json_in::<i64>("data").unwrap_err().message(), "there is no body");
        let text = |body: &'static str| {
            let headers = [(http::header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
            Reply::new(StatusCode::OK, headers.into_iter().collect(), body)
        };
        assert_eq!(text("hello there").json::<String>(), Ok("hello there".to_owned()));
        assert_eq!(text("7").json::<String>(), Ok("7".to_owned()));
        assert_eq!(text("7").json::<i64>(), Ok(7));
        assert!(text("hello").json::<i64>().is_err());
        assert!(empty("hello there").json::<String>().is_err());
        let called_json = |body: &'static str| {
            let headers = [(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
            Reply::new(StatusCode::OK, headers.into_iter().collect(), body).json::<String>()
        };
        assert_eq!(called_json("hello there"), Ok("hello there".to_owned()));
        assert_eq!(called_json("None of them"), Ok("None of them".to_owned()));
        for cut_off in ["\"hello", "{\"a\":", "[1", "tru", "n", "-", "1e", "<html>"] {
            assert!(called_json(cut_off).is_err(), "{cut_off}");
        }
    }

    /// An enum of strings.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, crate::StringEnum)]
    enum Level {
        #[json(rename = "high")]
        High,
        Unknown(crate::UnknownValue),
    }

    /// A union of a string and something else.
    #[derive(Clone, Debug, PartialEq, crate::Union)]
    #[json(untagged)]
    enum TextOrNote {
        Text(String),
        Note(Note),
        #[json(other)]
        Unknown(Json),
    }

    #[derive(Clone, Debug, PartialEq, crate::Object)]
    struct Note {
        pub title: String,
    }

    #[test]
    fn a_word_for_a_value_is_a_string_only_where_nothing_else_fits() {
        fn called_json<T: FromJson>(body: &'static str) -> Result<T, ReadError> {
            let headers = [(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
            Reply::new(StatusCode::OK, headers.into_iter().collect(), body).json()
        }
        for word in ["none", "None", "nil", "undefined", "inf", "NaN", "Infinity", "True"] {
            assert_eq!(called_json::<String>(word), Ok(word.to_owned()), "{word}");
            assert!(called_json::<Level>(word).is_ok_and(|level| level.to_string() == word), "{word}");
            assert!(called_json::<Json>(word).is_err(), "{word}");
            assert!(called_json::<Option<String>>(word).is_err(), "{word}");
            assert!(called_json::<crate::Nullable<String>>(word).is_err(), "{word}");
            assert!(called_json::<TextOrNote>(word).is_err(), "{word}");
            assert!(called_json::<f64>(word).is_err(), "{word}");
            assert!(called_json::<bool>(word).is_err(), "{word}");
        }
        assert!(matches!(called_json("hello"), Ok(TextOrNote::Text(text)) if text == "hello"));
        assert!(called_json::<String>("-Infinity").is_err());
    }

    #[test]
    fn only_a_text_is_read_as_a_string() {
        let read = |media_type: &'static str, body: &'static [u8]| {
            let headers = [(http::header::CONTENT_TYPE, HeaderValue::from_static(media_type))];
            Reply::new(StatusCode::OK, headers.into_iter().collect(), body).json::<Json>()
        };
        for media_type in [
            "text/plain",
            "Text/HTML; charset=utf-8",
            "text/csv",
            "application/xml",
            "application/problem+xml",
            "application/yaml",
            "application/x-yaml",
            "application/openapi+yaml",
            "application/jwt",
            "application/javascript",
            "application/x-pem-file",
            "application/pem-certificate-chain",
        ] {
            assert_eq!(read(media_type, b"hello there"), Ok("hello there".into()), "{media_type}");
        }
        for media_type in [
            "image/png",
            "image/svg+xml",
            "audio/ogg",
            "video/mp4",
            "font/woff",
            "application/octet-stream",
            "application/zip",
            "application/pdf",
            "multipart/mixed",
            "textual/x",
            "",
        ] {
            assert!(read(media_type, b"hello there").is_err(), "{media_type}");
            assert_eq!(read(media_type, b"[1]"), Ok(serde_json::json!([1])), "{media_type}");
        }
    }

    #[test]
    fn a_body_in_another_charset_is_an_error_that_names_it() {
        let reply = |charset: &str, body: &'static [u8]| {
            let value = HeaderValue::try_from(format!("text/plain; charset={charset}")).unwrap();
            Reply::new(StatusCode::OK, HeaderMap::from_iter([(http::header::CONTENT_TYPE, value)]), body)
        };
        assert_eq!(reply("iso-8859-1", b"plain").text().unwrap(), "plain");
        assert_eq!(reply("utf-8", b"\xEF\xBB\xBFgr\xC3\xBCn").text().unwrap(), "grün");
        for (charset, body) in [("iso-8859-1", &b"gr\xFCn"[..]), ("utf-16le", b"h\0i\0"), ("shift_jis", b"\x83e")] {
            let reply = reply(charset, body);
            let errors =
                [reply.text().unwrap_err(), reply.json::<String>().unwrap_err()].map(|error| error.to_string());
            assert!(errors.iter().all(|error| error.contains(&format!("its charset is `{charset}`"))), "{errors:?}");
        }
        assert_eq!(reply("iso-8859-1", b"\"plain\"").json::<String>().unwrap(), "plain");
    }

    #[test]
    fn each_line_is_one_cookie() {
        let mut headers = HeaderMap::new();
        headers.append("set-cookie", HeaderValue::from_static("a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"));
        headers.append("set-cookie", HeaderValue::from_static("b=2"));
        let cookies = Reply::new(StatusCode::OK, headers, "").header_list::<String>("Set-Cookie").unwrap();
        assert_eq!(cookies, ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]);
    }

    #[test]
    fn a_cookie_is_not_shown() {
        let shown = format!("{:?}", reply("set-cookie", "sid=abc123"));
        assert!(!shown.contains("abc123"), "{shown}");
    }
}
