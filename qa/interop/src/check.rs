//! A check, as a line of JSON between the program with the calls and the runner.

use serde_json::{Value, json};

/// The check of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The name of the check.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// The verdict on a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The server received the values that were sent, and the client read the response.
    Passed,
    /// The check failed with this message.
    Failed(String),
    /// The server does not match its document, for this reason.
    FrameworkFault(String),
}

impl Check {
    /// Returns one line of JSON.
    pub fn to_line(&self) -> String {
        let (verdict, message) = match &self.verdict {
            Verdict::Passed => ("passed", ""),
            Verdict::Failed(message) => ("failed", message.as_str()),
            Verdict::FrameworkFault(reason) => ("framework", reason.as_str()),
        };
        json!({ "name": self.name, "verdict": verdict, "message": message }).to_string()
    }

    /// Reads the line that [`to_line`](Self::to_line) wrote.
    pub fn from_line(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let verdict = match value["verdict"].as_str()? {
            "passed" => Verdict::Passed,
            "failed" => Verdict::Failed(text("message")?),
            "framework" => Verdict::FrameworkFault(text("message")?),
            _ => return None,
        };
        Some(Self { name: text("name")?, verdict })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        for verdict in [
            Verdict::Passed,
            Verdict::Failed("left\nright".to_owned()),
            Verdict::FrameworkFault("\"quoted\"".to_owned()),
        ] {
            let check = Check { name: "one".to_owned(), verdict };
            assert_eq!(Check::from_line(&check.to_line()), Some(check));
        }
        assert_eq!(Check::from_line("a log line"), None);
    }
}
