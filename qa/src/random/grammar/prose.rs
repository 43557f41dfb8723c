use super::Maker;
use crate::random::words;

const TEXTS: &[&str] = &[
    "Plain words.",
    "",
    " ",
    "\n\n",
    "Ends with a backslash \\",
    "Quotes \" and ' and ` alone",
    "``` \nunclosed fence",
    "```rust\nlet x: NotAType = 1;\n```",
    "```\ncode\n```\n",
    "    indented code { }",
    "\tindented by a tab",
    "A [link](https://example.com) and [`Code`] and [broken](",
    "[Self] [crate::x] [`String`] [text][ref] [a]: b",
    "<b>html</b> <script>alert(1)</script> <T> <Vec<T>> Option<String>",
    "*/ fn main() {} /*",
    "//! inner\n/// outer",
    "#![allow(x)] #[derive(X)]",
    "# Heading\n\n## Other\n===\n---\n",
    "* a\n  * b\n    * c\n1. d\n 2) e\n- [ ] f",
    "| a | b |\n|---|---|\n| `|` | c |",
    "a\r\nb\rc\u{2028}d\u{2029}e\u{85}f",
    "\u{202e}reversed\u{202c} \u{2066}isolated\u{2069}",
    "\u{0}\u{1}\u{7f}\u{9b} control",
    "\u{feff}\u{200b}\u{200d}\u{ad} invisible",
    "💥 日本語 العربية e\u{301}",
    "https://example.com/a_b_(c)?d=e&f=%20#g and www.example.com",
    "ends with a url https://example.com.",
    "snake_case __dunder__ **bold** _it_ ~~x~~ $x^2$ $$y$$",
    "&amp; &lt; &#x41; &unknown;",
    "{} {{}} {0} {name} {:?} %s %d",
    "Line that is much longer than a hundred letters, so that it has to be wrapped somewhere, but where is up to whoever wraps it.",
    "averyverylongwordwithoutanyspaceinitthatcannotbewrappedatallbecausethereisnowheretobreakitwithoutchangingwhatitmeans",
    "> quote\n> > deeper\nlazy",
    "[^1] footnote\n\n[^1]: note",
    "`a``b` ``c`d`` `",
    "\\[ \\] \\` \\\\",
    "TODO(x): FIXME",
    "!?.,;: . leading",
];

impl Maker {
    /// Returns a description.
    pub(super) fn prose(&mut self) -> String {
        match self.below(8) {
            0 => self.name(),
            1 => {
                let (one, other) = (self.pick(TEXTS), self.pick(TEXTS));
                format!("{one}\n\n{other}")
            }
            2 => {
                let (one, other) = (self.pick(TEXTS), words::word(&mut self.random));
                format!("{one} {other}")
            }
            _ => self.pick(TEXTS).to_owned(),
        }
    }
}
