use super::error_place::{Place, shortened};
use crate::{
    Reply,
    client::response::media_type,
    model::{
        json::without_mark,
        lenient::{items, members, string},
    },
};

/// The maximum number of validation errors in a message.
const MOST: usize = 10;
/// The maximum depth at which validation errors are searched for in a body.
const DEPTH: usize = 6;
/// The maximum number of values in which validation errors are searched for in a list or an object.
const VISITS: usize = 10_000;
/// The maximum length, in bytes, of a plain text that is a message.
const LONGEST: usize = 1000;

/// The code and the message in the body of an error, which may have any of the usual forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// The names of the member with the code.
const CODES: [&str; 4] = ["code", "error_code", "errorCode", "ErrorCode"];
/// The names of the member with the message, the most specific first.
const MESSAGES: [&str; 8] =
    ["message", "Message", "error_message", "errorMessage", "error_description", "detail", "msg", "description"];
/// The names of the member with the list of validation errors.
const LISTS: [&str; 4] = ["errors", "detail", "message", "violations"];

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

    /// Reads the code and the message from the forms that frameworks and vendors use:
    ///
    /// - `{"error": {"code", "message"}}`, the same two at the top, `{"error": "text"}`, and the errors of OAuth (RFC 6749);
    /// - problem details (RFC 9457), with the `errors` of ASP.NET, and the errors of Spring;
    /// - lists of errors: of `FastAPI`, `NestJS`, `APIFlask`, Rails, JSON:API, and Django REST framework.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(without_mark(body));
        let body = Object(members(&text));
        if body.0.is_empty() {
            return Self { code: None, message: joined(&validation_errors(&text)) };
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
    /// Returns the last member of this name, as most JSON parsers do.
    fn get(&self, name: &str) -> Option<&'t str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// Returns a text that is not empty, or a number as text.
    fn text(&self, name: &str) -> Option<String> {
        plain(self.get(name)?)
    }

    fn first_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// Returns the message of an error body, where `error` has the members of its member `error`.
    fn message(&self, error: &Object<'_>) -> Option<String> {
        let whole = error
            .first_of(&MESSAGES)
            .or_else(|| self.first_of(&MESSAGES[..5]))
            .or_else(|| self.text("error"))
            .or_else(|| self.first_of(&MESSAGES[5..]))
            .or_else(|| self.first_of(&["hydra:description", "title", "hydra:title"]));
        // A text is the message itself, and only lists and objects hold validation errors.
        let lists = LISTS.iter().filter_map(|name| self.get(name)).filter(|list| plain(list).is_none());
        // tsoa lists validation errors by field in `details`, which may be anything elsewhere.
        let details = self.get("details").filter(|details| is_map_of_errors(details));
        // Litestar lists them in `extra`, which may be anything elsewhere, too.
        let extra = self.get("extra").filter(|extra| is_list_of_errors(extra));
        let errors: Vec<String> = lists.chain(details).chain(extra).flat_map(validation_errors).collect();
        match (whole, joined(&errors)) {
            (Some(whole), Some(errors)) if self.is_list("message") => {
                // NestJS adds the reason phrase to its list, which only repeats the status.
                let is_phrase = self.text("error").is_some_and(|phrase| phrase == whole);
                Some(if is_phrase { errors } else { format!("{whole}: {errors}") })
            }
            (Some(whole), Some(errors)) if whole.contains(&errors) => Some(whole),
            (Some(whole), Some(errors)) => Some(format!("{}: {errors}", whole.trim_end_matches(['.', ':']))),
            (Some(message), None) | (None, Some(message)) => Some(message),
            // Django REST framework has the names of fields at the top, each with its list.
            (None, None) => {
                let fields = self.0.iter().filter(|(_, value)| value.starts_with('['));
                let mut search = Search::default();
                fields.for_each(|(name, list)| search.collect(list, &Place::root().member(name), DEPTH));
                joined(&search.errors)
            }
        }
    }

    fn is_list(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.starts_with('['))
    }
}

/// Returns true if the text is an object and each of its members contains a message.
fn is_map_of_errors(text: &str) -> bool {
    let members = members(text);
    !members.is_empty() && members.iter().all(|(_, value)| has_message(value))
}

/// Returns true if the text is a list and each of its items contains a message.
fn is_list_of_errors(text: &str) -> bool {
    let items = items(text);
    !items.is_empty() && items.into_iter().all(has_message)
}

fn has_message(object: &str) -> bool {
    Object(members(object)).first_of(&MESSAGES).is_some()
}

/// Returns a text that is not empty, or a number as text.
fn plain(text: &str) -> Option<String> {
    match text.as_bytes().first()? {
        b'"' => string(text).filter(|text| !text.is_empty()),
        b'-' | b'0'..=b'9' => Some(text.to_owned()),
        _ => None,
    }
}

fn joined(errors: &[String]) -> Option<String> {
    let shown = errors.get(..MOST).unwrap_or(errors).join("; ");
    match errors.len() {
        0 => None,
        count if count > MOST => Some(format!("{shown}; and more")),
        _ => Some(shown),
    }
}

fn validation_errors(text: &str) -> Vec<String> {
    let mut search = Search::default();
    if text.trim_start().starts_with(['[', '{']) {
        search.collect(text.trim_start(), &Place::root(), DEPTH);
    }
    search.errors
}

/// A search for validation errors.
#[derive(Default)]
struct Search {
    /// The errors found so far, each with its location.
    errors: Vec<String>,
    /// The number of visited values, most of which have no error if the body is hostile.
    visits: usize,
}

impl Search {
    /// Collects the validation errors in `text`, which is at `place`.
    fn collect(&mut self, text: &str, place: &Place<'_>, depth: usize) {
        if self.errors.len() > MOST || self.visits >= VISITS || depth == 0 {
            return;
        }
        self.visits += 1;
        if text.starts_with('[') {
            items(text).into_iter().take(MOST + 1).for_each(|item| self.collect(item, place, depth - 1));
        } else if text.starts_with('{') {
            let object = Object(members(text));
            let message =
                object.first_of(&MESSAGES).or_else(|| object.text("defaultMessage")).or_else(|| object.text("title"));
            match message {
                Some(message) => {
                    let place = object.place().unwrap_or_else(|| place.to_string());
                    self.errors.push(placed(&place, &message));
                }
                None => {
                    for (name, value) in &object.0 {
                        let is_number = value.starts_with(|first: char| first == '-' || first.is_ascii_digit());
                        if !is_number && !matches!(name.as_str(), "loc" | "type") {
                            self.collect(value, &place.member(name), depth - 1);
                        }
                    }
                }
            }
        } else if let Some(message) = plain(text) {
            self.errors.push(placed(&place.to_string(), &message));
        }
    }
}

impl Object<'_> {
    /// Returns the location of a validation error, as `FastAPI`, Spring, huma, Symfony, Litestar or JSON:API write it.
    fn place(&self) -> Option<String> {
        let steps = self.get("loc").map(items).unwrap_or_default();
        let steps: Vec<String> = steps.into_iter().filter_map(plain).collect();
        let source = || Object(self.get("source").map(members).unwrap_or_default()).first_of(&["pointer", "parameter"]);
        Some(steps.join("."))
            .filter(|place| !place.is_empty())
            .or_else(|| self.first_of(&["field", "path", "location", "propertyPath", "key"]))
            .or_else(source)
    }
}

fn placed(place: &str, message: &str) -> String {
    let place = shortened(place);
    if place.is_empty() { message.to_owned() } else { format!("{place}: {message}") }
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

    /// Frameworks with an error body, its code and its message.
    const FRAMEWORKS: &[(&str, &str, Option<&str>, &str)] = &[
        (
            "tsoa",
            r#"{"message": "Validation failed", "details": {"filter.at": {"message": "no date", "value": "today"}}}"#,
            None,
            "Validation failed: filter.at: no date",
        ),
        (
            "a server with details of its own",
            r#"{"message": "no", "details": {"request": {"path": "/x"}}}"#,
            None,
            "no",
        ),
        (
            "NestJS",
            r#"{"statusCode": 400, "message": ["name is empty", "age is no number"], "error": "Bad Request"}"#,
            None,
            "name is empty; age is no number",
        ),
        ("NestJS", r#"{"statusCode": 404, "message": "Cannot GET /x", "error": "Not Found"}"#, None, "Cannot GET /x"),
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
            "huma",
            r#"{"title": "Unprocessable Entity", "detail": "validation failed", "errors": [{"message": "expected number", "location": "body.a", "value": "x"}]}"#,
            None,
            "validation failed: body.a: expected number",
        ),
        (
            "Quarkus",
            r#"{"title": "Constraint Violation", "status": 400, "violations": [{"field": "f", "message": "must not be blank"}]}"#,
            None,
            "Constraint Violation: f: must not be blank",
        ),
        (
            "Symfony",
            r#"{"title": "An error occurred", "detail": "name: Too short.", "violations": [{"propertyPath": "name", "message": "Too short."}]}"#,
            None,
            "name: Too short.",
        ),
        (
            "Litestar",
            r#"{"status_code": 400, "detail": "Validation failed for POST /a", "extra": [{"message": "Expected `int`", "key": "age", "source": "body"}]}"#,
            None,
            "Validation failed for POST /a: age: Expected `int`",
        ),
        ("Litestar", r#"{"status_code": 404, "detail": "Not Found", "extra": ["a"]}"#, None, "Not Found"),
        (
            "API Platform",
            r#"{"hydra:title": "An error occurred", "hydra:description": "Not Found"}"#,
            None,
            "Not Found",
        ),
        ("DRF", r#"{"detail": "Token is old.", "code": "token_not_valid"}"#, Some("token_not_valid"), "Token is old."),
        ("Rails", r#"{"errors": {"name": ["is blank"]}}"#, None, "name: is blank"),
        ("GraphQL", r#"{"errors": [{"message": "no", "extensions": {"code": "DENIED"}}]}"#, Some("DENIED"), "no"),
    ];

    #[test]
    fn the_errors_of_frameworks_are_read() {
        for &(framework, body, code, message) in FRAMEWORKS {
            assert_eq!(found(body), (code.map(str::to_owned), Some(message.to_owned())), "{framework}");
        }
    }

    #[test]
    fn another_body_has_no_code_or_message() {
        for body in ["", "<html>", "[]", "null", r#"{"detail": [{"loc": []}]}"#, r#"{"code": "", "message": null}"#] {
            assert_eq!(found(body), (None, None), "{body}");
        }
    }

    #[test]
    fn unreadable_members_do_not_hide_the_others() {
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
    fn a_long_place_is_copied_only_for_a_message_and_cut_there() {
        let name = "p".repeat(100_000);
        let members = vec![r#""a": []"#; 2000].join(",");
        let body = format!(r#"{{"errors": {{"{name}": {{"0": {{{members}}}, "b": "bad"}}}}}}"#);
        let mut message = None;
        let allocated = allocation_counter::measure(|| message = found(&body).1);
        let message = message.unwrap();
        assert!(message.starts_with("ppp") && message.ends_with("…: bad") && message.len() < 300, "{message}");
        assert!(allocated.bytes_total < 20 * body.len() as u64, "{} bytes", allocated.bytes_total);
        for long in
            [format!(r#"{{"loc": ["{name}"], "msg": "bad"}}"#), format!(r#"{{"field": "{name}", "msg": "bad"}}"#)]
        {
            let message = found(&format!(r#"{{"errors": [{long}]}}"#)).1.unwrap();
            assert!(message.ends_with("…: bad") && message.len() < 300, "{message}");
        }
        let top = format!(r#"{{"{name}": ["bad", "bad"]}}"#);
        assert!(found(&top).1.is_some_and(|message| message.ends_with("…: bad") && message.len() < 600));
    }

    #[test]
    fn a_search_visits_a_limited_number_of_values() {
        let members = vec![r#""a": []"#; 500].join(",");
        let objects = vec![format!(r#""b": {{{members}}}"#); 500].join(",");
        let mut search = Search::default();
        search.collect(&format!(r#"{{{objects}, "c": "bad"}}"#), &Place::root(), DEPTH);
        assert_eq!((search.visits, search.errors.len()), (VISITS, 0));
    }

    #[test]
    fn many_errors_make_a_message_of_limited_length() {
        let body = format!(r#"{{"errors": [{}]}}"#, vec![r#""bad""#; 5000].join(","));
        assert_eq!(found(&body).1.unwrap(), format!("{}; and more", ["bad"; MOST].join("; ")));
    }
}
