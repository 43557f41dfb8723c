use crate::{
    Reply,
    client::response::media_type,
    model::{
        json::without_mark,
        lenient::{items, members, string},
    },
};

/// How many single mistakes a message lists.
const MOST: usize = 10;
/// How deep in an error body a mistake is looked for.
const DEPTH: usize = 6;
/// How many bytes a plain text has that is a message.
const LONGEST: usize = 1000;

/// The code and the message in the body of an error, in whichever of the usual forms it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// What a code is called.
const CODES: [&str; 4] = ["code", "error_code", "errorCode", "ErrorCode"];
/// What a message is called, the one that says most first.
const MESSAGES: [&str; 8] =
    ["message", "Message", "error_message", "errorMessage", "error_description", "detail", "msg", "description"];
/// What the list of single mistakes is called.
const LISTS: [&str; 3] = ["errors", "detail", "message"];

impl ErrorBody {
    /// Looks into the body of a response. A short plain text is the message, as axum writes it.
    pub(crate) fn from_reply(reply: &Reply) -> Self {
        let mut error_body = Self::parse(reply.body());
        if error_body == Self::default()
            && media_type(reply.headers()).is_some_and(|media_type| media_type == "text/plain")
        {
            error_body.message = short_text(reply.body());
        }
        error_body
    }

    /// Looks for what frameworks and vendors write:
    ///
    /// - `{"error": {"code", "message"}}`, the same two at the top, `{"error": "text"}`, and the errors of OAuth (RFC 6749);
    /// - problem details (RFC 9457), with the `errors` of ASP.NET, and the errors of Spring;
    /// - lists of mistakes: of `FastAPI`, `NestJS`, `APIFlask`, Rails, JSON:API, and Django REST framework.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(without_mark(body));
        let body = Object(members(&text));
        if body.0.is_empty() {
            return Self { code: None, message: joined(&mistakes_of(&text)) };
        }
        let error = Object(body.get("error").map(members).unwrap_or_default());
        let first = body.get("errors").map(items).unwrap_or_default();
        let first = Object(first.first().map(|first| members(first)).unwrap_or_default());
        let is_oauth = body.text("error_description").is_some();
        let code = error
            .first_of(&CODES)
            .or_else(|| body.first_of(&CODES))
            .or_else(|| is_oauth.then(|| body.text("error")).flatten())
            .or_else(|| first.first_of(&CODES))
            .or_else(|| Object(first.get("extensions").map(members).unwrap_or_default()).text("code"))
            .or_else(|| error.text("type"));
        Self { code, message: body.message(&error) }
    }
}

fn short_text(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_owned())
}

/// The members of an object, as texts.
struct Object<'t>(Vec<(String, &'t str)>);

impl<'t> Object<'t> {
    /// The last member of this name, as most readers take it.
    fn get(&self, name: &str) -> Option<&'t str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// A text that says something, or a number as text.
    fn text(&self, name: &str) -> Option<String> {
        plain(self.get(name)?)
    }

    fn first_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// What an error body says, where `error` has the members of its `error`.
    fn message(&self, error: &Object<'_>) -> Option<String> {
        let whole = error
            .first_of(&MESSAGES)
            .or_else(|| self.first_of(&MESSAGES[..5]))
            .or_else(|| self.text("error"))
            .or_else(|| self.first_of(&MESSAGES[5..]))
            .or_else(|| self.text("title"));
        // A text is the message itself, and only lists and objects hold single mistakes.
        let lists = LISTS.iter().filter_map(|name| self.get(name)).filter(|list| plain(list).is_none());
        let mistakes: Vec<String> = lists.flat_map(mistakes_of).collect();
        match (whole, joined(&mistakes)) {
            (Some(whole), Some(mistakes)) if self.is_list("message") => {
                // NestJS puts the reason phrase beside its list, which says nothing more.
                let is_phrase = self.text("error").is_some_and(|phrase| phrase == whole);
                Some(if is_phrase { mistakes } else { format!("{whole}: {mistakes}") })
            }
            (Some(whole), Some(mistakes)) => Some(format!("{}: {mistakes}", whole.trim_end_matches(['.', ':']))),
            (Some(message), None) | (None, Some(message)) => Some(message),
            // Django REST framework has the names of fields at the top, each with its list.
            (None, None) => {
                let fields = self.0.iter().filter(|(_, value)| value.starts_with('['));
                let mut found = Vec::new();
                fields.for_each(|(name, list)| collect(list, name, DEPTH, &mut found));
                joined(&found)
            }
        }
    }

    fn is_list(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.starts_with('['))
    }
}

/// A text that says something, or a number as text.
fn plain(text: &str) -> Option<String> {
    match text.as_bytes().first()? {
        b'"' => string(text).filter(|text| !text.is_empty()),
        b'-' | b'0'..=b'9' => Some(text.to_owned()),
        _ => None,
    }
}

fn joined(mistakes: &[String]) -> Option<String> {
    let shown = mistakes.get(..MOST).unwrap_or(mistakes).join("; ");
    match mistakes.len() {
        0 => None,
        count if count > MOST => Some(format!("{shown}; and more")),
        _ => Some(shown),
    }
}

fn mistakes_of(text: &str) -> Vec<String> {
    let mut mistakes = Vec::new();
    if text.trim_start().starts_with(['[', '{']) {
        collect(text.trim_start(), "", DEPTH, &mut mistakes);
    }
    mistakes
}

/// Collects the single mistakes in `text`, each with where it is.
fn collect(text: &str, place: &str, depth: usize, mistakes: &mut Vec<String>) {
    if mistakes.len() > MOST || depth == 0 {
        return;
    }
    if text.starts_with('[') {
        items(text).into_iter().take(MOST + 1).for_each(|item| collect(item, place, depth - 1, mistakes));
    } else if text.starts_with('{') {
        let object = Object(members(text));
        let said =
            object.first_of(&MESSAGES).or_else(|| object.text("defaultMessage")).or_else(|| object.text("title"));
        match said {
            Some(said) => mistakes.push(placed(&object.place().unwrap_or_else(|| place.to_owned()), &said)),
            None => object.0.iter().filter(|(name, _)| !matches!(name.as_str(), "loc" | "type")).for_each(
                |(name, value)| {
                    let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                    if !value.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
                        collect(value, &place, depth - 1, mistakes);
                    }
                },
            ),
        }
    } else if let Some(said) = plain(text) {
        mistakes.push(placed(place, &said));
    }
}

impl Object<'_> {
    /// Where a single mistake is, as `FastAPI`, Spring or JSON:API say it.
    fn place(&self) -> Option<String> {
        let steps = self.get("loc").map(items).unwrap_or_default();
        let steps: Vec<String> = steps.into_iter().filter_map(plain).collect();
        let source = || Object(self.get("source").map(members).unwrap_or_default()).first_of(&["pointer", "parameter"]);
        Some(steps.join("."))
            .filter(|place| !place.is_empty())
            .or_else(|| self.first_of(&["field", "path"]))
            .or_else(source)
    }
}

fn placed(place: &str, said: &str) -> String {
    if place.is_empty() { said.to_owned() } else { format!("{place}: {said}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> (Option<String>, Option<String>) {
        let ErrorBody { code, message } = ErrorBody::parse(body.as_bytes());
        (code, message)
    }

    fn both(code: &str, message: &str) -> (Option<String>, Option<String>) {
        (Some(code.to_owned()), Some(message.to_owned()))
    }

    #[test]
    fn every_usual_form_is_read() {
        assert_eq!(found(r#"{"data": null, "error": {"code": "gone", "message": "no"}}"#), both("gone", "no"));
        assert_eq!(found(r#"{"code": 400543, "message": "no"}"#), both("400543", "no"));
        assert_eq!(found(r#"{"error": "no"}"#).1.as_deref(), Some("no"));
        assert_eq!(found(r#"{"error": "Bad Request", "message": "no"}"#).1.as_deref(), Some("no"));
        assert_eq!(found(r#"{"type": "about:blank", "title": "t", "detail": "no"}"#).1.as_deref(), Some("no"));
        assert_eq!(found(r#"{"error": "invalid_grant", "error_description": "no"}"#), both("invalid_grant", "no"));
    }

    #[test]
    fn frameworks_say_what_is_wrong() {
        for (framework, body, code, message) in [
            (
                "NestJS",
                r#"{"statusCode": 400, "message": ["name is empty", "age is no number"], "error": "Bad Request"}"#,
                None,
                "name is empty; age is no number",
            ),
            (
                "NestJS",
                r#"{"statusCode": 404, "message": "Cannot GET /x", "error": "Not Found"}"#,
                None,
                "Cannot GET /x",
            ),
            (
                "FastAPI",
                r#"{"detail": [{"loc": ["body", "tags", 0], "msg": "Field required", "type": "missing"}]}"#,
                None,
                "body.tags.0: Field required",
            ),
            ("FastAPI", r#"{"detail": "Not Found"}"#, None, "Not Found"),
            (
                "APIFlask",
                r#"{"detail": {"json": {"name": ["Missing data."]}}, "message": "Validation error"}"#,
                None,
                "Validation error: json.name: Missing data.",
            ),
            ("APIFlask", r#"{"detail": {}, "message": "Not Found"}"#, None, "Not Found"),
            (
                "dropshot",
                r#"{"request_id": "r", "error_code": "ObjectNotFound", "message": "no such disk"}"#,
                Some("ObjectNotFound"),
                "no such disk",
            ),
            (
                "ASP.NET",
                r#"{"title": "One or more validation errors occurred.", "status": 400, "errors": {"Name": ["It is required."]}}"#,
                None,
                "One or more validation errors occurred: Name: It is required.",
            ),
            ("Spring", r#"{"status": 404, "error": "Not Found", "message": "", "path": "/x"}"#, None, "Not Found"),
            (
                "Spring",
                r#"{"error": "Bad Request", "errors": [{"field": "name", "code": "NotBlank", "defaultMessage": "is blank"}]}"#,
                Some("NotBlank"),
                "Bad Request: name: is blank",
            ),
            (
                "JSON:API",
                r#"{"errors": [{"status": "422", "code": "short", "title": "Bad", "detail": "Too short.", "source": {"pointer": "/data/a"}}]}"#,
                Some("short"),
                "/data/a: Too short.",
            ),
            (
                "DRF",
                r#"{"name": ["This field is required."], "age": ["Bad."]}"#,
                None,
                "name: This field is required.; age: Bad.",
            ),
            ("DRF", r#"["Not now."]"#, None, "Not now."),
            (
                "DRF",
                r#"{"detail": "Token is old.", "code": "token_not_valid"}"#,
                Some("token_not_valid"),
                "Token is old.",
            ),
            ("Rails", r#"{"errors": {"name": ["is blank"]}}"#, None, "name: is blank"),
            ("GraphQL", r#"{"errors": [{"message": "no", "extensions": {"code": "DENIED"}}]}"#, Some("DENIED"), "no"),
        ] {
            assert_eq!(found(body), (code.map(str::to_owned), Some(message.to_owned())), "{framework}");
        }
    }

    #[test]
    fn what_is_no_error_body_reports_nothing() {
        for body in ["", "<html>", "[]", "null", r#"{"detail": [{"loc": []}]}"#, r#"{"code": "", "message": null}"#] {
            assert_eq!(found(body), (None, None), "{body}");
        }
    }

    #[test]
    fn what_cannot_be_read_beside_them_takes_nothing_away() {
        let error = r#""error": {"code": "busy", "message": "no"}"#;
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let long = format!("\"{}\"", "x".repeat(1 << 20));
        for other in ["1e400", r#""\ud800""#, &deep, &long, r#"{"\udfff": 1}"#, "-0.0e-999999"] {
            for body in [format!("{{\"x\": {other}, {error}}}"), format!("\u{FEFF}{{{error}, \"x\": {other}}}")] {
                assert_eq!(found(&body), both("busy", "no"));
            }
        }
        assert_eq!(found(&format!("{{{error}, \"x\": ")), both("busy", "no"));
        let mut bytes = format!("{{{error}, \"x\": \"").into_bytes();
        bytes.extend(b"\xff\"}");
        assert_eq!(ErrorBody::parse(&bytes).code.as_deref(), Some("busy"));
    }

    #[test]
    fn many_mistakes_make_a_message_of_some_length() {
        let body = format!(r#"{{"errors": [{}]}}"#, vec![r#""bad""#; 5000].join(","));
        assert_eq!(found(&body).1.unwrap(), format!("{}; and more", ["bad"; MOST].join("; ")));
    }
}
