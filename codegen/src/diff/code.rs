//! What can be said of generated code by its text.

/// The lines that are not documentation.
pub(super) fn without_docs(code: &str) -> String {
    lines(code, false)
}

/// The lines that are documentation.
pub(super) fn docs(code: &str) -> String {
    lines(code, true)
}

/// What declares something: `pub struct Order`.
pub(super) fn declaration(code: &str) -> String {
    let declared = |line: &str| {
        if line.starts_with("pub type ") || line.starts_with("client! ") {
            return Some(line.trim_end_matches(['{', ' ']).to_owned());
        }
        let kind = ["pub struct ", "pub enum "].into_iter().find(|kind| line.contains(kind))?;
        let (_, name) = line.split_once(kind)?;
        Some(format!("{kind}{}", name.split([' ', ':']).next().unwrap_or_default()))
    };
    let mut lines = code.lines().filter(|line| !is_doc(line) && !line.starts_with(' '));
    lines.find_map(declared).unwrap_or_default()
}

fn lines(code: &str, are_docs: bool) -> String {
    let of_kind = code.lines().filter(|line| is_doc(line) == are_docs);
    of_kind.fold(String::new(), |text, line| text + line + "\n")
}

fn is_doc(line: &str) -> bool {
    line.trim_start().starts_with("///")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_and_the_rest_are_told_apart() {
        let of_struct = "/// A pet.\n";
        let head = "#[derive(Clone, RequestObject)]\npub struct Pet {\n";
        let of_field = "    /// Its name.\n";
        let field = "    pub name: String,\n}\n";
        let code = format!("{of_struct}{head}{of_field}{field}");
        assert_eq!(docs(&code), format!("{of_struct}{of_field}"));
        assert_eq!(without_docs(&code), format!("{head}{field}"));
        assert_eq!(declaration(&code), "pub struct Pet");
        assert_eq!(declaration("/// A name.\npub type Name = String;\n"), "pub type Name = String;");
    }
}
