use serde_json::Value;

/// No error that a person should read is longer; what is, may be built to fill memory.
const LONGEST: usize = 256 * 1024;

/// The code and the message in the body of an error, in whichever of the usual forms it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reported {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

impl Reported {
    /// Looks for `{"error": {"code", "message"}}`, the same two at the top, `{"error": "text"}`, and the `detail` and
    /// `title` of RFC 9457.
    pub(crate) fn find(body: &[u8]) -> Self {
        if body.len() > LONGEST {
            return Self::default();
        }
        let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
            return Self::default();
        };
        let at_top = |name: &str| body.get(name).and_then(text);
        let within = |name: &str| body.get("error")?.get(name).and_then(text);
        Self {
            code: within("code").or_else(|| at_top("code")),
            message: within("message").or_else(|| ["message", "error", "detail", "title"].into_iter().find_map(at_top)),
        }
    }
}

/// A text that says something, or a number as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> (Option<String>, Option<String>) {
        let Reported { code, message } = Reported::find(body.as_bytes());
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
    }

    #[test]
    fn what_is_no_error_body_reports_nothing() {
        for body in ["", "<html>", "[]", "null", r#"{"detail": [{"loc": []}]}"#, r#"{"code": "", "message": null}"#] {
            assert_eq!(found(body), (None, None), "{body}");
        }
    }

    #[test]
    fn an_enormous_body_is_not_searched() {
        let body = format!(r#"{{"code": "x", "padding": "{}"}}"#, " ".repeat(LONGEST));
        assert_eq!(found(&body), (None, None));
    }
}
