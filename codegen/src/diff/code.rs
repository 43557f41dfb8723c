//! What can be said of generated code by its text.

/// The lines that are not documentation.
pub(super) fn without_docs(code: &str) -> String {
    lines(code, false)
}

/// The lines that are documentation.
pub(super) fn docs(code: &str) -> String {
    lines(code, true)
}

/// The line that declares something: `pub struct Order`.
pub(super) fn declaration(code: &str) -> String {
    let declares =
        |line: &&str| ["pub struct ", "pub enum ", "pub type ", "client! "].iter().any(|word| line.starts_with(word));
    let line = code.lines().find(declares).unwrap_or_default();
    line.trim_end_matches(['{', ' ']).to_owned()
}

fn lines(code: &str, are_docs: bool) -> String {
    let of_kind = code.lines().filter(|line| line.trim_start().starts_with("///") == are_docs);
    of_kind.fold(String::new(), |text, line| text + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_and_the_rest_are_told_apart() {
        let code = "/// A pet.\npub struct Pet {\n    /// Its name.\n    pub name: String,\n}\n";
        assert_eq!(docs(code), "/// A pet.\n    /// Its name.\n");
        assert_eq!(without_docs(code), "pub struct Pet {\n    pub name: String,\n}\n");
        assert_eq!(declaration(code), "pub struct Pet");
    }
}
