//! The placeholders of a path: `{id}`, `{+path}` and `{name=projects/*}`.

use crate::code::Code;

/// A placeholder of a path.
#[derive(Clone)]
pub(crate) struct Placeholder {
    pub(crate) name: String,
    segments: Segments,
}

/// The segments of the path that a placeholder stands for.
#[derive(Clone)]
enum Segments {
    One,
    /// Several, with reserved characters as they are.
    Reserved,
    /// Those of a pattern.
    Pattern(String),
}

impl Placeholder {
    /// Returns the placeholders of a path.
    pub(crate) fn all(path: &str) -> Vec<Self> {
        let mut all = Vec::new();
        let mut rest = path;
        // As the runtime fills them: a brace inside a placeholder is part of its name.
        while let Some((text, after)) = rest.split_once('{').and_then(|(_, inside)| inside.split_once('}')) {
            all.push(Self::read(text));
            rest = after;
        }
        all
    }

    fn read(text: &str) -> Self {
        let (name, segments) = match (text.split_once('='), text.strip_prefix('+')) {
            (Some((name, pattern)), _) => (name, Segments::Pattern(pattern.to_owned())),
            (None, Some(name)) => (name, Segments::Reserved),
            (None, None) => (text, Segments::One),
        };
        // Otherwise the signs are no form of a placeholder, but its name.
        let is_name = !name.is_empty() && !name.contains(['+', '*', '=', ':']);
        if is_name {
            Self { name: name.to_owned(), segments }
        } else {
            Self { name: text.to_owned(), segments: Segments::One }
        }
    }

    /// Writes the method of the parameter for more than one segment.
    pub(crate) fn put(&self, code: &mut Code) {
        match &self.segments {
            Segments::One => {}
            Segments::Reserved => put!(code, ".segments()"),
            Segments::Pattern(pattern) => put!(code, ".pattern({pattern:?})"),
        }
    }
}
