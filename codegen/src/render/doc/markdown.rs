//! Markdown of a document, as Markdown that rustdoc shows.
//!
//! The scanner reads each line once, in linear time. It is our own because build scripts compile the
//! generator: `pulldown-cmark` adds 1.7 seconds of CPU time to a clean build. The tests compare the
//! results with it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::visible::is_invisible;

/// The width of a line of documentation, without its prefix.
const WIDTH: usize = 100;

/// Converts `CommonMark` of the document for rustdoc: wraps it, and removes what rustdoc would run,
/// resolve or warn about.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let mut output: Vec<String> = Vec::new();
    let lines: Vec<Cow<'_, str>> = text.lines().map(|line| without_invisible(line.trim_end())).collect();
    // A table ends with a blank line.
    let blocks = lines.chunk_by(|one, next| one.is_empty() == next.is_empty());
    let mut lines = blocks.flat_map(|block| block.iter().zip(std::iter::repeat(has_table(block))));
    while let Some((line, has_table)) = lines.next() {
        let trimmed = line.trim_start();
        if let Some(fence) = opening_fence(trimmed) {
            let block = lines.by_ref().map(|(line, _)| line).take_while(|line| !closes_fence(line, fence));
            let block: Vec<&str> = block.map(AsRef::as_ref).collect();
            code_block(fence, &block, &mut output);
        } else if trimmed.is_empty() {
            if output.last().is_some_and(|last| !last.is_empty()) {
                output.push(String::new());
            }
        } else {
            wrap(line, has_table, &mut output);
        }
    }
    while output.last().is_some_and(String::is_empty) {
        output.pop();
    }
    output
}

/// Removes invisible characters.
fn without_invisible(line: &str) -> Cow<'_, str> {
    if line.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().filter(|&character| !is_invisible(character)).collect())
}

/// Returns the sign and the number of the ticks or tildes that open a code block. If more ticks follow, the line contains a
/// code span.
fn opening_fence(line: &str) -> Option<(char, usize)> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = leading(sign, line);
    (length >= 3 && !(sign == '`' && line[length..].contains('`'))).then_some((sign, length))
}

/// Returns true if the line closes the code block of a fence, at any depth of a list.
fn closes_fence(line: &str, (sign, length): (char, usize)) -> bool {
    let line = line.trim_start();
    let own = leading(sign, line);
    own >= length && own == line.len()
}

/// Writes a code block that rustdoc does not run. No line of its content closes it.
fn code_block((sign, length): (char, usize), content: &[&str], output: &mut Vec<String>) {
    let longest = content.iter().map(|line| leading(sign, line.trim_start())).max().unwrap_or(0);
    let marker = String::from(sign).repeat(length.max(longest + 1));
    output.push(format!("{marker}text"));
    output.extend(content.iter().map(|line| (*line).to_owned()));
    output.push(marker);
}

/// Wraps one line of text. Continuation lines keep the indentation of quotations, lists and tables.
fn wrap(line: &str, has_table: bool, output: &mut Vec<String>) {
    let content = line.trim_start();
    // Four spaces would start a code block, which rustdoc would run.
    let spaces = |count: usize| " ".repeat(count.min(3));
    let depth = line.len() - content.len();
    let indent = spaces(depth);
    let escaped = escaped(content, has_table);
    if content.starts_with('|') {
        output.push(format!("{indent}{escaped}"));
        return;
    }
    // A heading ends with its line.
    let is_heading =
        content.split_whitespace().find(|word| !is_list_marker(word)).is_some_and(|word| word.starts_with('#'));
    // A line that ends inside a code span of three ticks would start a code block.
    // In a table, each line is a row, in which a code span ends.
    let is_whole = is_heading || escaped.contains("```") || has_table && escaped.contains('`');
    let continuation = if is_list_item(content) { spaces(depth + 2) } else { indent.clone() };
    let mut width = indent.len();
    let mut current = indent;
    let mut is_empty = true;
    for word in escaped.split_whitespace() {
        let length = word.chars().count();
        if !is_whole && !is_empty && width + 1 + length > WIDTH && !begins_block(word) {
            output.push(std::mem::replace(&mut current, continuation.clone()));
            width = continuation.len();
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
        is_empty = false;
    }
    output.push(current);
}

fn is_list_item(content: &str) -> bool {
    content.starts_with("- ")
        || content.starts_with("* ")
        || content.split_once(['.', ')']).is_some_and(|(number, rest)| {
            rest.starts_with(' ') && !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit())
        })
}

/// Returns true if a line starts a list, a heading, a quotation, a code block or a table.
pub(super) fn starts_block(line: &str) -> bool {
    line.split_whitespace()
        .next()
        .is_some_and(|word| begins_block(word) || word.starts_with("```") || word.starts_with('|'))
}

/// Returns true if a word at the beginning of a line would start a list, a heading, a rule, a quotation, a footnote, the
/// target of a link, a code block, a table or HTML, also in the middle of a code span.
fn begins_block(word: &str) -> bool {
    is_list_marker(word)
        || word.starts_with(['#', '>'])
        || word.starts_with("~~~")
        || is_rule(word)
        || is_rule_of_table(word)
        || word.starts_with("[^")
        || word.starts_with('[') && word.contains("]:")
        // Links in angle brackets are no HTML.
        || word.starts_with('<') && !word.starts_with("<http")
}

/// Returns true for a word of a line such as `***`, `_ _ _` or `===`, which is a rule or makes a heading of the line above.
fn is_rule(word: &str) -> bool {
    ['*', '_', '-', '='].into_iter().any(|sign| word.trim_start_matches(sign).is_empty())
}

fn is_list_marker(word: &str) -> bool {
    matches!(word, "-" | "*" | "+")
        || word.strip_suffix(['.', ')']).is_some_and(|number| number.chars().all(|digit| digit.is_ascii_digit()))
}

/// Returns true if lines may contain a table: below the names of its columns, it has a line such as `|---|:-:|`, also in a
/// list.
fn has_table(lines: &[Cow<'_, str>]) -> bool {
    let is_rule = |line: &Cow<'_, str>| {
        let mut words = line.split_whitespace().skip_while(|word| is_list_marker(word)).peekable();
        words.peek().is_some() && words.all(is_rule_of_table)
    };
    lines.iter().any(is_rule)
}

/// Returns true for a word of the line between the names of the columns and the rows of a table.
fn is_rule_of_table(word: &str) -> bool {
    word.chars().all(|sign| matches!(sign, '|' | '-' | ':'))
}

/// Escapes HTML, links to items and nested code blocks outside code spans, and turns bare addresses
/// into links.
///
/// In a table, `|` ends a cell also in a code span. What follows it is no longer code.
fn escaped(line: &str, has_table: bool) -> String {
    let mut output = String::with_capacity(line.len() + 8);
    let ticks = Ticks::find(line);
    let mut rest = line;
    // Everything else stays as it is.
    while let Some(at) = rest.find(['`', '~', '[', ']', '<', '>', '\\', 'h']) {
        output.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(character) = rest.chars().next() else { break };
        if character == '`' {
            let start = line.len() - rest.len();
            let length = leading('`', rest);
            let end = ticks.end_of_span(start, length).filter(|end| !(has_table && line[start..*end].contains('|')));
            if let Some(end) = end {
                output.push_str(&line[start..end]);
                rest = &line[end..];
            } else {
                output.push_str(&"\\`".repeat(length));
                rest = &rest[length..];
            }
            continue;
        }
        if rest.starts_with("~~~") {
            let length = leading('~', rest);
            output.push_str(&"\\~".repeat(length));
            rest = &rest[length..];
            continue;
        }
        if character == '['
            && let Some(link) = link(rest)
        {
            output.push_str(link);
            rest = &rest[link.len()..];
            continue;
        }
        if character == 'h'
            && let Some(address) = address(rest)
        {
            output.push('<');
            output.push_str(address);
            output.push('>');
            rest = &rest[address.len()..];
            continue;
        }
        if character == '<'
            && let Some(address) = address(&rest[1..]).filter(|address| rest[1 + address.len()..].starts_with('>'))
        {
            // It is a link already.
            let (whole, after) = rest.split_at(address.len() + 2);
            output.push_str(whole);
            rest = after;
            continue;
        }
        if matches!(character, '<' | '>' | '[' | ']') {
            output.push('\\');
        }
        output.push(character);
        rest = &rest[character.len_utf8()..];
        if character == '\\'
            && let Some(next) = rest.chars().next()
        {
            output.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    output.push_str(rest);
    output
}

/// The positions of the runs of ticks in a line, by their length.
struct Ticks(HashMap<usize, Vec<usize>>);

impl Ticks {
    fn find(line: &str) -> Self {
        let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut from = 0;
        while let Some(found) = line[from..].find('`') {
            let start = from + found;
            let length = leading('`', &line[start..]);
            runs.entry(length).or_default().push(start);
            from = start + length;
        }
        Self(runs)
    }

    /// Returns the end of the code span that `length` ticks at `start` open, after the next run of
    /// the same length.
    fn end_of_span(&self, start: usize, length: usize) -> Option<usize> {
        let runs = self.0.get(&length)?;
        runs.get(runs.partition_point(|run| *run < start + length)).map(|run| run + length)
    }
}

/// Returns how often `sign`, an ASCII character, is repeated at the beginning of a text.
fn leading(sign: char, text: &str) -> usize {
    text.len() - text.trim_start_matches(sign).len()
}

/// Returns the link `[text](https://…)` at the beginning of `text`. Links relative to the
/// document's own site are invalid here.
fn link(text: &str) -> Option<&str> {
    let is_special = |character: char| matches!(character, '[' | ']' | '<' | '>' | '`');
    // The search ends at the end of a label or target, so that many brackets take no more time than
    // other characters.
    let label_end = 1 + text[1..].find(is_special)?;
    let target = text[label_end..].strip_prefix("](")?;
    let length = target.find(|character| character == ')' || character == ' ' || is_special(character))?;
    let absolute = target.starts_with("https://") || target.starts_with("http://");
    (absolute && target[length..].starts_with(')')).then(|| &text[..=label_end + 2 + length])
}

/// Returns the web address at the beginning of `text`, without the punctuation that follows it.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|character: char| {
            character.is_whitespace() || matches!(character, '<' | '>' | '"' | '\'' | '`' | ')' | '[' | ']' | '\\')
        })
        .unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    (address.len() > scheme.len()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_and_brackets_are_text_outside_code() {
        assert_eq!(escaped("See <https://a.example/b?c=d>.", false), "See <https://a.example/b?c=d>.");
        assert_eq!(escaped("See <https://a.example b>.", false), r"See \<<https://a.example> b\>.");
        assert_eq!(escaped("a <b> [c] `<d> [e]` f", false), r"a \<b\> \[c\] `<d> [e]` f");
        assert_eq!(escaped("an open ` tick", false), r"an open \` tick");
        assert_eq!(escaped(r"kept \[ escape", false), r"kept \[ escape");
        assert_eq!(escaped("``a` `b` ``` c ```d", false), r"\`\`a` `b\` ``` c ```d");
        assert_eq!(escaped(r"\``a` b", false), r"\``a` b");
    }

    #[test]
    fn addresses_become_links_and_links_stay() {
        assert_eq!(escaped("See https://a.example/b.", false), "See <https://a.example/b>.");
        assert_eq!(
            escaped("[docs](https://a.example) and [rel](/x)", false),
            r"[docs](https://a.example) and \[rel\](/x)"
        );
    }

    #[test]
    fn code_is_not_run() {
        assert_eq!(markdown("```rust\nfn main() {}\n```\nafter"), ["```text", "fn main() {}", "```", "after"]);
        assert_eq!(markdown("```\nopen"), ["```text", "open", "```"]);
        assert_eq!(markdown("    indented();"), ["   indented();"]);
    }

    #[test]
    fn indented_text_in_a_list_is_not_code() {
        assert_eq!(markdown("- ~~~rust\n  run();"), [r"- \~\~\~rust", "  run();"]);
        assert_eq!(markdown("~~gone~~"), ["~~gone~~"]);
        let span = format!("- ```rust {}```", "run(); ".repeat(30));
        assert_eq!(markdown(&span), [span]);
    }

    #[test]
    fn only_a_line_of_its_own_signs_closes_a_code_block() {
        let closed = ["````text", "```rust", "``` `", "code", "````"];
        assert_eq!(markdown("```\n```rust\n``` `\ncode\n```"), closed);
        assert_eq!(markdown("````\n```\n````"), ["````text", "```", "````"]);
        // Deeper in a list as well.
        assert_eq!(markdown("~~~\na\n      ~~~~\nb"), ["~~~text", "a", "~~~", "b"]);
    }

    #[test]
    fn code_that_ends_at_a_cell_or_a_line_is_no_html() {
        assert_eq!(markdown("| a | b |\n|--|--|\n| `x | <img>` |")[2], r"| \`x | \<img\>\` |");
        assert_eq!(markdown("a `Map | List<b>` c"), ["a `Map | List<b>` c"]);
        let wrapped = markdown(&format!("{}`a <script>run()</script> c`", "w ".repeat(47)));
        assert!(wrapped.iter().all(|line| !line.starts_with('<')), "{wrapped:?}");
    }

    #[test]
    fn a_code_span_of_three_ticks_is_not_a_fence() {
        assert_eq!(markdown("```a``` b\nc"), ["```a``` b", "c"]);
    }

    #[test]
    fn text_is_wrapped_and_lists_are_indented() {
        let lines = markdown(&format!("- {}", "word ".repeat(30)));
        assert!(lines[0].starts_with("- word") && lines[0].len() <= WIDTH);
        assert!(lines[1].starts_with("  word"));
    }

    #[test]
    fn characters_that_reorder_text_are_left_out() {
        assert_eq!(markdown("a\u{202e}b\u{7}c"), ["abc"]);
    }
}
