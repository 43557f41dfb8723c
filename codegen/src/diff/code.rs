//! The documentation and the declarations of generated code, apart from each other.

/// The beginning of a deprecation. A note may follow.
const DEPRECATED: &str = "#[deprecated";

/// Returns the lines that are not documentation. The note of a deprecation is documentation too.
pub(super) fn without_docs(code: &str) -> String {
    lines(code, false)
}

/// Returns the lines that are documentation.
pub(super) fn docs(code: &str) -> String {
    lines(code, true)
}

fn lines(code: &str, are_docs: bool) -> String {
    let of_kind = code.lines().filter(|line| is_doc(line) == are_docs);
    let of_kind = of_kind.map(|line| if line.trim_start().starts_with(DEPRECATED) { DEPRECATED } else { line });
    of_kind.fold(String::new(), |text, line| text + line + "\n")
}

fn is_doc(line: &str) -> bool {
    line.trim_start().starts_with("///")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_is_separated_from_code() {
        let of_struct = "/// A pet.\n";
        let head = "#[derive(Clone, RequestObject)]\npub struct Pet {\n";
        let of_field = "    /// Its name.\n";
        let field = "    pub name: String,\n}\n";
        let code = format!("{of_struct}{head}{of_field}{field}");
        assert_eq!(docs(&code), format!("{of_struct}{of_field}"));
        assert_eq!(without_docs(&code), format!("{head}{field}"));
        assert_eq!(without_docs("    #[deprecated(note = \"Too slow\")]\n"), "#[deprecated\n");
    }
}
