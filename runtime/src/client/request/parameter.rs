use std::{borrow::Cow, fmt};

use http::{HeaderName, HeaderValue, header::COOKIE};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{
    CONTROL_CHARACTER, PairStyle, ParameterStyle, RequestBuilder, RequestErrorKind, cookies::with_cookies, path,
};
use crate::{Json, ToJson, client::error::Excerpt, model::json};

/// The characters that a cookie value must not contain (RFC 6265, section 4.1.1), and `%`, which encodes them. Other
/// characters are not encoded, since many servers do not decode them.
const NOT_IN_COOKIES: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\').add(b'%');

/// The location of a parameter (OpenAPI, "Parameter Locations").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

impl Place {
    fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A parameter of a request, which waits for its value.
#[derive(Debug)]
#[must_use = "a parameter is not sent without its value"]
pub struct Parameter<'r> {
    request: &'r mut RequestBuilder,
    place: Place,
    name: &'static str,
    /// True if the value is a number, which must be finite.
    is_number: bool,
    segments: Segments,
}

/// The segments of the path that a parameter stands for.
#[derive(Clone, Copy, Debug)]
enum Segments {
    One,
    Several,
    Pattern(&'static str),
}

impl<'r> Parameter<'r> {
    pub(super) fn new(request: &'r mut RequestBuilder, place: Place, name: &'static str) -> Self {
        Self { request, place, name, is_number: false, segments: Segments::One }
    }

    /// Writes it in a style of its own, such as a list or an object.
    pub fn styled(self, style: ParameterStyle) -> StyledParameter<'r> {
        StyledParameter { parameter: self, style, pairs: PairStyle::new(style) }
    }

    /// Rejects a number that is not finite: OpenAPI has no text for it.
    pub fn finite(self) -> Self {
        Self { is_number: true, ..self }
    }

    /// Lets a value in the path have several segments, by reserved expansion (RFC 6570, section 3.2.3): slashes and other
    /// reserved characters stay, and so does what is percent-encoded already. `?` and `#` are encoded, since they would
    /// end the path. An empty segment, `.` and `..` are errors.
    pub fn segments(self) -> Self {
        Self { segments: Segments::Several, ..self }
    }

    /// Requires a value in the path to have the segments of a pattern, such as `projects/*/things/**`: `*` stands for one,
    /// and a last `**` for any number. Each segment is percent-encoded. A value of another form is an error, and so are an
    /// empty segment, `.` and `..`.
    pub fn pattern(self, pattern: &'static str) -> Self {
        Self { segments: Segments::Pattern(pattern), ..self }
    }

    /// Sends `value`, as one text.
    pub fn value<T: fmt::Display + ?Sized>(self, value: &T) {
        let text = value.to_string();
        if self.is_number && matches!(text.as_str(), "NaN" | "inf" | "-inf") {
            return self.reject("is not a finite number");
        }
        self.text(text);
    }

    /// Sends the value, if there is one.
    pub fn optional<T: fmt::Display>(self, value: &Option<T>) {
        if let Some(value) = value {
            self.value(value);
        }
    }

    fn text(self, value: String) {
        match self.place {
            Place::Path => {
                let written = match self.segments {
                    Segments::One => path::segment(value),
                    Segments::Several => path::segments(&value),
                    Segments::Pattern(pattern) => path::of_pattern(&value, pattern),
                };
                match written {
                    Ok(written) => self.request.path.push((self.name, written)),
                    Err(reason) => self.reject(reason),
                }
            }
            Place::Query => self.request.query.push(self.name, &value),
            Place::Header => self.header(value),
            Place::Cookie => self.cookie(&value),
        }
    }

    fn header(self, value: String) {
        let key = self.request.idempotency_header;
        if value.is_empty() && key.is_some_and(|key| key.eq_ignore_ascii_case(self.name)) {
            return self.reject("is empty; leave it unset for a random one");
        }
        match (HeaderName::try_from(self.name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => _ = self.request.headers.insert(name, value),
            (_, Err(_)) => self.reject(CONTROL_CHARACTER),
            (Err(_), _) => self.reject("is not a valid name for a header"),
        }
    }

    fn cookie(self, value: &str) {
        let value = utf8_percent_encode(value, NOT_IN_COOKIES);
        match with_cookies(&self.request.headers, format!("{}={value}", self.name).as_bytes()) {
            Ok(cookies) => _ = self.request.headers.insert(COOKIE, cookies),
            Err(_) => self.reject("has a name that is not valid for a cookie"),
        }
    }

    /// Records the reason why the value cannot be sent.
    fn reject(self, reason: impl Into<Cow<'static, str>>) {
        let (name, reason) = (self.name.to_owned(), reason.into());
        self.request.fail(RequestErrorKind::Parameter { location: self.place.as_str(), name, reason });
    }
}

/// A parameter with a style of its own, which waits for its value.
#[derive(Debug)]
#[must_use = "a parameter is not sent without its value"]
pub struct StyledParameter<'r> {
    parameter: Parameter<'r>,
    style: ParameterStyle,
    /// The style of the parameter in a query.
    pairs: PairStyle,
}

impl StyledParameter<'_> {
    /// Keeps reserved characters in a query, as [`PairStyle::reserved`] does.
    pub fn reserved(self) -> Self {
        Self { pairs: self.pairs.reserved(), ..self }
    }

    /// Writes empty values in a query, as [`PairStyle::empty`] does.
    pub fn empty(self) -> Self {
        Self { pairs: self.pairs.empty(), ..self }
    }

    /// Sends `value`. A value without a text form, such as a number that is not finite, is an error of the request. In a header or a cookie, so is an item or a
    /// member with the separator in it, such as a comma: it would be read as two.
    pub fn value<T: ToJson>(self, value: &T) {
        match json::to_value(value) {
            Ok(json) => self.json(&json),
            Err(error) => {
                let reason = format!("has no text form: {}", Excerpt(error.message().as_bytes()));
                self.parameter.reject(reason);
            }
        }
    }

    /// Sends the value, if there is one.
    pub fn optional<T: ToJson>(self, value: &Option<T>) {
        if let Some(value) = value {
            self.value(value);
        }
    }

    fn json(self, value: &Json) {
        let Self { parameter, style, pairs } = self;
        match parameter.place {
            Place::Path if !matches!(parameter.segments, Segments::One) => match value {
                Json::String(text) => parameter.text(text.clone()),
                Json::Number(_) | Json::Bool(_) => parameter.text(value.to_string()),
                _ => parameter.reject("is not one text, and so not several segments of the path"),
            },
            Place::Path => {
                let written = style.expanded(parameter.name, value);
                match path::check(&written) {
                    Ok(()) => parameter.request.path.push((parameter.name, written)),
                    Err(reason) => parameter.reject(reason),
                }
            }
            Place::Query => {
                for pair in pairs.pairs(parameter.name, value) {
                    parameter.request.query.push_encoded(&pair);
                }
            }
            Place::Header | Place::Cookie => {
                let is_header = matches!(parameter.place, Place::Header);
                let reason = if is_header { style.runs_together_in_header(value) } else { style.runs_together(value) };
                match reason {
                    Some(reason) => parameter.reject(reason),
                    None => parameter.text(style.joined(value)),
                }
            }
        }
    }
}
