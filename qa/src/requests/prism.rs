//! Prism's mock server, which responds to a request with every difference from the document.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::requests::{
    http::{Request, Response},
    program::Sent,
    verdict::{Validator, Verdict},
};

/// The time limit for one response.
const ANSWER: Duration = Duration::from_secs(30);

/// Prism's codes for invalid requests. All others are about the response that it would create.
const REJECTIONS: [&str; 8] = [
    "UNPROCESSABLE_ENTITY",
    "UNAUTHORIZED",
    "INVALID_CONTENT_TYPE",
    "NO_PATH_MATCHED_ERROR",
    "NO_METHOD_MATCHED_ERROR",
    "NO_SERVER_MATCHED_ERROR",
    "NOT_ACCEPTABLE",
    "NO_BASE_URL_ERROR",
];

/// Validates the requests with Prism. Calls that it cannot validate stay open.
///
/// # Errors
/// Returns an error if Prism cannot be run. If it does not load the document, that is not an error.
pub(crate) fn judge(program: &Path, document: &Path, limit: Duration, sent: &[Sent]) -> io::Result<Vec<Verdict>> {
    let server = Server::start(program, document, limit)?;
    let verdict = |sent: &Sent| match (sent, &server) {
        (Err(why_not), _) => Verdict::NotSent(why_not.clone()),
        (Ok(_), Err(why_not)) => Verdict::Open(why_not.clone()),
        (Ok(request), Ok(server)) => match server.ask(request) {
            Ok(response) => read(&response),
            Err(error) => Verdict::Open(format!("Prism does not answer: {error}")),
        },
    };
    Ok(sent.iter().map(verdict).collect())
}

/// A running Prism, which ends when this is dropped.
#[derive(Debug)]
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts Prism. The inner error is the reason why it has not loaded the document.
    fn start(program: &Path, document: &Path, limit: Duration) -> io::Result<Result<Self, String>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut child = Command::new(program)
            .args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg(document)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| io::Error::new(error.kind(), format!("cannot run `{}`: {error}", program.display())))?;
        let (sender, receiver) = mpsc::channel();
        let stdout = child.stdout.take();
        // The pipe is drained while Prism runs, because Prism waits if it is full.
        thread::spawn(move || {
            for line in stdout.map(BufReader::new).into_iter().flat_map(BufReader::lines).map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let server = Self { child, port };
        let until = Instant::now() + limit;
        let mut last_line = String::new();
        loop {
            match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains("Prism is listening") => return Ok(Ok(server)),
                Ok(line) => last_line = line,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    return Ok(Err(format!("Prism has not loaded it within {} s", limit.as_secs())));
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Ok(Err(format!("Prism ends: {}", last_line.trim())));
                }
            }
        }
    }

    fn ask(&self, request: &Request) -> io::Result<Response> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.write_all(&request.bytes())?;
        Response::read(&mut BufReader::new(stream))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already, or ends now. If neither works, there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns Prism's verdict on the request, which is in a header of the response that it creates, or
/// in a problem (RFC 9457) if it has no response to create.
fn read(response: &Response) -> Verdict {
    let judged = |violations| Verdict::Judged { by: Validator::Prism, violations };
    if let Some(header) = response.header("sl-violations") {
        let is_departure = |one: &Value| one["location"][0] == "request" && one["severity"] == "Error";
        return judged(items(header).iter().filter(|one| is_departure(one)).map(shown).collect());
    }
    let problem: Value = match response.header("content-type") {
        Some(media_type) if media_type.starts_with("application/problem+json") => {
            serde_json::from_slice(&response.body).unwrap_or_default()
        }
        _ => return judged(Vec::new()),
    };
    let kind = problem["type"].as_str().unwrap_or_default();
    let Some((_, kind)) = kind.split_once("prism/errors#") else {
        // An exception within Prism, or else the document's own problem, which Prism creates like
        // any response.
        return if response.status == 500 && kind.ends_with("Error") {
            Verdict::Open(format!("Prism stumbles: {kind}: {}", problem["title"]))
        } else {
            judged(Vec::new())
        };
    };
    match problem["validation"].as_array() {
        Some(list) => judged(list.iter().map(shown).collect()),
        None if REJECTIONS.contains(&kind) => {
            let text = |name: &str| problem[name].as_str().unwrap_or_default();
            judged(vec![format!("{}: {}", text("title"), text("detail"))])
        }
        None if kind == "UNKNOWN" => Verdict::Open(format!("Prism stumbles: {}", problem["title"])),
        None => judged(Vec::new()),
    }
}

/// Returns the items of a list. A list that is too long is cut off after a remark, and the items
/// about the request come first.
fn items(header: &str) -> Vec<Value> {
    let mut rest = header.trim_start_matches(|c| c != '[');
    let mut items = Vec::new();
    while let Some(inner) = rest.strip_prefix(['[', ',']) {
        let mut values = serde_json::Deserializer::from_str(inner).into_iter();
        let Some(Ok(item)) = values.next() else { break };
        items.push(item);
        rest = inner[values.byte_offset()..].trim_start();
    }
    items
}

fn shown(violation: &Value) -> String {
    let location: Vec<String> = violation["location"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|step| *step != "request")
        .map(|step| step.as_str().map_or_else(|| step.to_string(), str::to_owned))
        .collect();
    format!("{}: {}", location.join("."), violation["message"].as_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(headers: &[&str], body: &str) -> Verdict {
        let headers = headers.iter().map(|header| format!("{header}\r\n")).collect();
        read(&Response { status: 200, headers, body: body.as_bytes().to_vec() })
    }

    fn violations(list: &[&str]) -> Verdict {
        let violations = list.iter().map(ToString::to_string).collect();
        Verdict::Judged { by: Validator::Prism, violations }
    }

    #[test]
    fn only_items_about_the_request_count() {
        let one = r#"{"location": ["request", "query", "a"], "severity": "Error", "message": "must be integer"}"#;
        let others = r#"{"location": ["request", "query", "b"], "severity": "Warning", "message": "is deprecated"},
            {"location": ["response", "body"], "severity": "Error", "message": "must be object"}"#;
        let expected = violations(&["query.a: must be integer"]);
        assert_eq!(judged(&[&format!("sl-violations: [{one}, {others}]")], "{}"), expected);
        assert_eq!(judged(&[&format!(r#"sl-violations: Too many violations! [{one},{{"loca"#)], "{}"), expected);
        assert_eq!(judged(&[], "{}"), violations(&[]));
    }

    #[test]
    fn a_problem_is_about_the_request_or_the_response() {
        let problem = |kind: &str| {
            let body = format!(
                r#"{{"type": "https://stoplight.io/prism/errors#{kind}", "title": "No", "detail": "because"}}"#
            );
            judged(&["content-type: application/problem+json"], &body)
        };
        assert_eq!(problem("UNAUTHORIZED"), violations(&["No: because"]));
        assert_eq!(problem("NO_COMPLEX_OBJECT_TEXT"), violations(&[]));
        assert_eq!(problem("UNKNOWN"), Verdict::Open("Prism stumbles: \"No\"".to_owned()));
    }
}
