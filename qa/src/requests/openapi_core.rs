//! The second validator, for the requests that Prism cannot check.

use std::{
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
};

use serde_json::{Value, json};

use crate::requests::{
    http::Request,
    program::Sent,
    verdict::{Validator, Verdict},
};

const PROGRAM: &str = include_str!("openapi_core.py");

/// Validates the requests whose verdict is still open with openapi-core.
///
/// # Errors
/// Returns an error if Python cannot be run. If the document cannot be loaded, the verdicts stay
/// open.
pub(crate) fn judge(python: &Path, document: &Path, sent: &[Sent], verdicts: &mut [Verdict]) -> io::Result<()> {
    let open: Vec<(&Request, &mut Verdict)> = sent
        .iter()
        .zip(verdicts)
        .filter(|(_, verdict)| matches!(verdict, Verdict::Open(_)))
        .filter_map(|(sent, verdict)| Some((sent.as_ref().ok()?, verdict)))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let mut child = Command::new(python)
        .args(["-c", PROGRAM])
        .arg(document)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("cannot run `{}`: {error}", python.display())))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let lines: Vec<String> = open.iter().map(|(request, _)| line(request)).collect();
    let answers: io::Result<Vec<String>> = thread::scope(|scope| {
        scope.spawn(move || {
            // This fails if the program ends early, and then the other verdicts stay open.
            let _ = stdin.map_or(Ok(()), |mut pipe| lines.iter().try_for_each(|line| writeln!(pipe, "{line}")));
        });
        stdout.map(BufReader::new).into_iter().flat_map(BufReader::lines).collect()
    });
    child.wait()?;
    for ((_, verdict), answer) in open.into_iter().zip(answers?) {
        read(&answer, verdict);
    }
    Ok(())
}

fn line(request: &Request) -> String {
    let headers: Vec<(&str, &str)> = request
        .headers
        .iter()
        .filter_map(|header| header.split_once(':'))
        .map(|(name, value)| (name, value.trim()))
        .collect();
    // JSON has no bytes, and Python reads a list of numbers as bytes.
    json!({ "method": request.method, "target": request.target, "headers": headers, "body": request.body }).to_string()
}

fn read(answer: &str, verdict: &mut Verdict) {
    match serde_json::from_str(answer) {
        Ok(Value::Array(violations)) => {
            let violations = violations.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            *verdict = Verdict::Judged { by: Validator::OpenapiCore, violations };
        }
        Ok(Value::String(reason)) => {
            if let Verdict::Open(why_not) = verdict {
                why_not.push_str(&format!("; openapi-core stumbles: {reason}"));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_list_or_a_reason() {
        let open = || Verdict::Open("Prism stumbles".to_owned());
        let read = |answer| {
            let mut verdict = open();
            read(answer, &mut verdict);
            verdict
        };
        let violations = vec!["a".to_owned()];
        assert_eq!(read(r#"["a"]"#), Verdict::Judged { by: Validator::OpenapiCore, violations });
        assert_eq!(read(r#""b""#), Verdict::Open("Prism stumbles; openapi-core stumbles: b".to_owned()));
        assert_eq!(read("Traceback"), open());
    }

    #[test]
    fn a_body_need_not_be_text() {
        let request = Request { body: b"\x00\xff".to_vec(), ..Request::default() };
        assert!(line(&request).contains(r#""body":[0,255]"#));
    }
}
