use super::first_call::{Answer, FirstCall};
use crate::ir::Api;
use crate::visible::visible_json;

/// The maximum width of a line that rustfmt does not break.
const WIDTH: usize = 100;

/// The maximum width of a chain of calls, or of the arguments of a call, that rustfmt does not break.
const CHAIN: usize = 60;

/// The maximum length of an operation's name in the test.
const NAME: usize = 20;

/// Returns a file with a test of the client over a mock. `client` is the crate or the module of the client.
pub(super) fn text(api: &Api, client: &str) -> String {
    let call = FirstCall::find(api);
    let imports = match call.as_ref().map(|call| &call.answer) {
        None => "Mock, MockClock",
        Some(Answer::Error) => "Mock, MockAnswer, MockClock, StatusCode, TypedAnswer",
        Some(Answer::Json(..) | Answer::Empty) => "Mock, MockClock, StatusCode, TypedAnswer",
    };
    let mut lines = vec![
        "//! Calls the client over a mock: without a server, a port or waiting.".to_owned(),
        String::new(),
        format!("use {client}::Client;"),
    ];
    // In a group of its own, rustfmt does not move an import, whatever the edition and the name of the crate are.
    if let Some(call) = &call {
        let name = call.operation.type_name.as_str();
        let short = if name.len() > NAME { format!(" as {}", short_name(call)) } else { String::new() };
        lines.extend([String::new(), format!("use {client}::operations::{name}{short};")]);
    }
    lines.extend([String::new(), format!("use openapi_bindgen_runtime::{{{imports}}};"), String::new()]);
    match call {
        Some(call) => lines.extend(test_of(&call)),
        None => lines.extend(test_of_builder()),
    }
    lines.join("\n") + "\n"
}

/// Returns the name of the operation's struct in the test.
fn short_name<'a>(call: &FirstCall<'a>) -> &'a str {
    let name = call.operation.type_name.as_str();
    if name.len() > NAME { "FirstOperation" } else { name }
}

fn test_of(call: &FirstCall<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let answer = match &call.answer {
        Answer::Json(status, value) => {
            lines.extend([json_constant("ANSWER", value), String::new()]);
            format!("json(StatusCode::{status}, ANSWER)")
        }
        Answer::Empty => "status(StatusCode::NO_CONTENT)".to_owned(),
        Answer::Error => "unchecked(MockAnswer::status(StatusCode::IM_A_TEAPOT))".to_owned(),
    };
    let operation = call.operation;
    let function = operation.function.as_str().trim_start_matches("r#");
    let outcome = if call.answer == Answer::Error { "rejected" } else { "answered" };
    lines.push("#[tokio::test]".to_owned());
    lines.push(format!("async fn {function}_is_sent_and_{outcome}() {{"));
    let answer = format!("TypedAnswer::<{}>::{answer};", short_name(call));
    match format!("    let answer = {answer}") {
        line if line.len() <= WIDTH => lines.push(line),
        _ => lines.extend(["    let answer =".to_owned(), format!("        {answer}")]),
    }
    lines.push("    let mock = Mock::new().on(answer);".to_owned());
    lines.extend(client(&call.credentials));
    lines.push(String::new());
    let (binding, unwrap) = match call.answer {
        Answer::Error => ("let error = ", "unwrap_err"),
        Answer::Json(..) | Answer::Empty => ("", "unwrap"),
    };
    let chain = format!("{}.await.{unwrap}()", call.expression());
    if chain.len() > CHAIN {
        let expression = call.expression();
        let (_, method) = expression.split_once('.').unwrap_or_default();
        lines.extend([format!("    {binding}client"), format!("        .{method}")]);
        lines.extend(["        .await".to_owned(), format!("        .{unwrap}();")]);
    } else {
        lines.push(format!("    {binding}{chain};"));
    }
    if call.answer == Answer::Error {
        lines.push("    assert_eq!(error.status(), Some(StatusCode::IM_A_TEAPOT));".to_owned());
    }
    lines.push("    let requests = mock.requests();".to_owned());
    lines.push("    assert_eq!(requests.len(), 1);".to_owned());
    lines.push(format!("    assert_eq!(requests[0].method(), {:?});", operation.method.as_str()));
    if let Some(path) = &call.path {
        let arguments = format!("requests[0].uri().path(), {path:?}");
        if arguments.len() <= CHAIN {
            lines.push(format!("    assert_eq!({arguments});"));
        } else {
            lines.extend(["    assert_eq!(".to_owned(), "        requests[0].uri().path(),".to_owned()]);
            lines.extend([format!("        {path:?}"), "    );".to_owned()]);
        }
    }
    lines.push("}".to_owned());
    lines
}

/// Renders the test for a document without a call that needs no specific values.
fn test_of_builder() -> Vec<String> {
    let mut lines = vec!["#[test]".to_owned(), "fn a_client_sends_nothing_of_itself() {".to_owned()];
    lines.push("    let mock = Mock::new();".to_owned());
    lines.extend(client(&[]));
    lines.push("    drop(client);".to_owned());
    lines.push("    assert!(mock.requests().is_empty());".to_owned());
    lines.push("}".to_owned());
    lines
}

fn client(credentials: &[String]) -> Vec<String> {
    let mut lines = vec!["    let client = Client::builder()".to_owned()];
    lines.push("        .base_url(\"https://api.example.com\")".to_owned());
    lines.extend(credentials.iter().map(|setter| format!("        .{setter}")));
    for method in ["transport(mock.clone())", "timer(MockClock::new())", "build()"] {
        lines.push(format!("        .{method}"));
    }
    lines.push("        .unwrap();".to_owned());
    lines
}

/// Returns a constant with JSON text, on one line if that fits.
fn json_constant(name: &str, value: &serde_json::Value) -> String {
    let text = raw(&visible_json(&value.to_string()));
    let line = format!("const {name}: &str = {text};");
    if line.len() <= WIDTH {
        return line;
    }
    let lines = format!("{value:#}");
    let lines = visible_json(&lines);
    if lines.contains('\n') {
        format!("const {name}: &str = {};", raw(&lines))
    } else if format!("    {text};").len() <= WIDTH {
        format!("const {name}: &str =\n    {text};")
    } else {
        line
    }
}

/// Returns the text as a raw string literal.
fn raw(text: &str) -> String {
    let longest = text.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len()).max();
    let signs = "#".repeat(longest.map_or(0, |longest| longest + 1));
    format!("r{signs}\"{text}\"{signs}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_shows_all_of_its_text() {
        let line = json_constant("A", &serde_json::json!({ "a\u{202e}": "\u{7f}" }));
        assert_eq!(line, r##"const A: &str = r#"{"a\u202e":"\u007f"}"#;"##);
    }

    #[test]
    fn a_raw_string_ends_where_the_text_does() {
        for (text, expected) in [("1", r#"r"1""#), (r#"{"a":1}"#, r##"r#"{"a":1}"#"##), ("\"#", "r##\"\"#\"##")] {
            assert_eq!(raw(text), expected);
            assert_eq!(syn::parse_str::<syn::LitStr>(&raw(text)).unwrap().value(), text);
        }
    }
}
