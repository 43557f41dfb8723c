//! Path templates: those of OpenAPI, and the forms of other systems that documents contain.

use crate::ir::Segments;

/// A part of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'p> {
    Literal(&'p str),
    Placeholder(Placeholder<'p>),
}

/// A placeholder of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placeholder<'p> {
    /// What is between the braces.
    pub(crate) text: &'p str,
    /// The name of the parameter.
    pub(crate) name: &'p str,
    pub(crate) segments: Segments,
}

/// Returns the parts of a path template. A brace that nothing closes is text.
pub(crate) fn pieces(path: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = path;
    while let Some((literal, inside)) = rest.split_once('{') {
        let Some(end) = closing(inside) else { break };
        pieces.push(Piece::Literal(literal));
        pieces.push(Piece::Placeholder(Placeholder::read(&inside[..end])));
        rest = &inside[end + 1..];
    }
    pieces.push(Piece::Literal(rest));
    pieces
}

/// Returns the placeholders of a path template.
pub(crate) fn placeholders(path: &str) -> impl Iterator<Item = Placeholder<'_>> {
    pieces(path).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(placeholder) => Some(placeholder),
        Piece::Literal(_) => None,
    })
}

/// Returns the position of the brace that closes a placeholder. A regular expression may have braces of its own.
fn closing(inside: &str) -> Option<usize> {
    let first = inside.find('}')?;
    if !inside[..first].contains(':') {
        return Some(first);
    }
    let mut open = 0_usize;
    for (position, sign) in inside.char_indices() {
        match sign {
            '{' => open += 1,
            '}' if open == 0 => return Some(position),
            '}' => open -= 1,
            _ => {}
        }
    }
    Some(first)
}

impl<'p> Placeholder<'p> {
    fn read(text: &'p str) -> Self {
        let any = || Segments::Pattern("**".to_owned());
        let (name, segments) = if let Some((name, pattern)) = text.split_once('=') {
            // The HTTP rules of Google's APIs (google/api/http.proto).
            (name, if is_pattern(pattern) { Segments::Pattern(pattern.to_owned()) } else { Segments::One })
        } else if let Some((name, kind)) = text.split_once(':') {
            let is_any = matches!(kind, "path" | ".*" | ".+" | "**");
            (name, if is_any { any() } else { Segments::One })
        } else if let Some(name) = text.strip_prefix('+') {
            // Reserved expansion (RFC 6570, section 3.2.3).
            (name, Segments::Reserved)
        } else if let Some(name) = text.strip_suffix('+').or_else(|| text.strip_suffix("...")) {
            (name, any())
        } else if let Some(name) = text.strip_prefix('*') {
            (name.trim_start_matches('*'), any())
        } else {
            (text.strip_suffix(['?', '*']).unwrap_or(text), Segments::One)
        };
        if is_plain_name(name) {
            Self { text, name, segments }
        } else {
            Self { text, name: text, segments: Segments::One }
        }
    }
}

/// Returns true if a name has no sign with a meaning in a placeholder.
pub(crate) fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['+', '*', '=', ':'])
}

/// Returns true for `projects/*/locations/*`: segments of which `*` stands for any, and a last `**` for several.
fn is_pattern(pattern: &str) -> bool {
    let segments: Vec<&str> = pattern.split('/').collect();
    let is_segment = |(position, segment): (usize, &&str)| match *segment {
        "" | "." | ".." => false,
        "**" => position + 1 == segments.len(),
        "*" => true,
        other => !other.contains(['*', '{', '}', '?', '#']),
    };
    segments.iter().enumerate().all(is_segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (&str, Segments) {
        let placeholder = Placeholder::read(text);
        (placeholder.name, placeholder.segments)
    }

    #[test]
    fn the_forms_of_placeholders() {
        let pattern = |text: &str| Segments::Pattern(text.to_owned());
        for (text, name, segments) in [
            ("id", "id", Segments::One),
            ("a.b-c", "a.b-c", Segments::One),
            ("id?", "id", Segments::One),
            ("id*", "id", Segments::One),
            ("id:[0-9]{3}", "id", Segments::One),
            ("id:int", "id", Segments::One),
            ("+path", "path", Segments::Reserved),
            ("proxy+", "proxy", pattern("**")),
            ("path...", "path", pattern("**")),
            ("*path", "path", pattern("**")),
            ("**path", "path", pattern("**")),
            ("path:path", "path", pattern("**")),
            ("path:.*", "path", pattern("**")),
            ("name=projects/*/things/**", "name", pattern("projects/*/things/**")),
            ("name=a/**/b", "name", Segments::One),
            ("name=../*", "name", Segments::One),
            ("name=", "name", Segments::One),
            // Nothing is a name here.
            ("*", "*", Segments::One),
            ("+", "+", Segments::One),
            ("=*", "=*", Segments::One),
            ("", "", Segments::One),
        ] {
            assert_eq!(read(text), (name, segments), "{text}");
        }
    }

    #[test]
    fn a_template_is_split_at_its_placeholders() {
        let names = |path| placeholders(path).map(|placeholder| placeholder.text.to_owned()).collect::<Vec<_>>();
        assert_eq!(names("/a/{id:[0-9]{2,3}}/{name=b/*}:run"), ["id:[0-9]{2,3}", "name=b/*"]);
        assert_eq!(names("/{a}{b}/{c"), ["a", "b"]);
        assert_eq!(names("/{a{b}/c}"), ["a{b"]);
        assert_eq!(pieces("/{a"), [Piece::Literal("/{a")]);
    }
}
