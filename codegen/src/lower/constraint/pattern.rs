/// A set of characters, as inclusive ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lower) struct CharacterClass {
    pub negated: bool,
    pub ranges: Vec<(char, char)>,
}

/// A pattern of one repeated character class: `^[A-Za-z0-9_\-:.]{1,255}$`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lower) struct Pattern {
    pub class: CharacterClass,
    pub least: usize,
    pub most: Option<usize>,
}

/// Parses a pattern. Returns `None` if it is more than one repeated character class.
pub(super) fn read_pattern(text: &str) -> Option<Pattern> {
    let inner = text.strip_prefix('^')?.strip_suffix('$')?;
    let mut rest = inner.chars().peekable();
    let class = match rest.next()? {
        '[' => bracketed(&mut rest)?,
        '\\' => CharacterClass { negated: false, ranges: escape(rest.next()?)? },
        _ => return None,
    };
    let (least, most) = repetition(&rest.collect::<String>())?;
    Some(Pattern { class, least, most })
}

type Characters<'t> = std::iter::Peekable<std::str::Chars<'t>>;

fn bracketed(rest: &mut Characters<'_>) -> Option<CharacterClass> {
    let negated = rest.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        let mut members = match rest.next()? {
            ']' => break,
            '\\' => escape(rest.next()?)?,
            character => vec![(character, character)],
        };
        // A minus between two single characters makes a range. Elsewhere it is a literal.
        if let [(first, last)] = members[..]
            && first == last
            && rest.peek() == Some(&'-')
        {
            let mut ahead = rest.clone();
            ahead.next();
            if ahead.peek() != Some(&']') {
                let end = match ahead.next()? {
                    '\\' => single(&escape(ahead.next()?)?)?,
                    character => character,
                };
                if end < first {
                    return None;
                }
                *rest = ahead;
                members = vec![(first, end)];
            }
        }
        ranges.extend(members);
    }
    (!ranges.is_empty()).then_some(CharacterClass { negated, ranges })
}

fn single(ranges: &[(char, char)]) -> Option<char> {
    match ranges {
        [(first, last)] if first == last => Some(*first),
        _ => None,
    }
}

/// Parses the character after a backslash: a class, a control character or a literal.
fn escape(character: char) -> Option<Vec<(char, char)>> {
    Some(match character {
        'd' => vec![('0', '9')],
        'w' => vec![('A', 'Z'), ('a', 'z'), ('0', '9'), ('_', '_')],
        't' => vec![('\t', '\t')],
        'n' => vec![('\n', '\n')],
        'r' => vec![('\r', '\r')],
        sign if sign.is_ascii_punctuation() || sign == ' ' => vec![(sign, sign)],
        _ => return None,
    })
}

/// Parses `*`, `+`, `?`, `{2}`, `{2,}` or `{2,5}`. An empty repetition means once.
fn repetition(text: &str) -> Option<(usize, Option<usize>)> {
    match text {
        "" => Some((1, Some(1))),
        "*" => Some((0, None)),
        "+" => Some((1, None)),
        "?" => Some((0, Some(1))),
        _ => {
            let inner = text.strip_prefix('{')?.strip_suffix('}')?;
            match inner.split_once(',') {
                None => inner.parse().ok().map(|count| (count, Some(count))),
                Some((least, "")) => least.parse().ok().map(|least| (least, None)),
                Some((least, most)) => Some((least.parse().ok()?, Some(most.parse().ok()?))),
            }
        }
    }
}

/// The same parser in the derives, which share no code with the generator.
#[cfg(test)]
#[path = "../../../../derive/src/class.rs"]
mod derived;

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses with both parsers, which must agree: generated code enables the regex engine only for
    /// patterns that the generator cannot parse.
    fn read(text: &str) -> Option<Pattern> {
        let derived = derived::Class::read(text).map(|class| Pattern {
            class: CharacterClass { negated: class.is_negated, ranges: class.ranges },
            least: class.least,
            most: class.most,
        });
        let read = read_pattern(text);
        assert_eq!(read, derived, "{text}");
        read
    }

    fn pattern(text: &str, negated: bool, ranges: &[(char, char)], least: usize, most: Option<usize>) {
        let class = CharacterClass { negated, ranges: ranges.to_vec() };
        assert_eq!(read(text), Some(Pattern { class, least, most }), "{text}");
    }

    #[test]
    fn one_class_repeated_is_read() {
        let key = [('A', 'Z'), ('a', 'z'), ('0', '9'), ('_', '_'), ('-', '-'), (':', ':'), ('.', '.')];
        pattern(r"^[A-Za-z0-9_\-:.]{1,255}$", false, &key, 1, Some(255));
        pattern("^[^<>]*$", true, &[('<', '<'), ('>', '>')], 0, None);
        pattern(r"^\d{4}$", false, &[('0', '9')], 4, Some(4));
        pattern("^[a-]+$", false, &[('a', 'a'), ('-', '-')], 1, None);
    }

    #[test]
    fn anything_more_is_left_alone() {
        for text in
            ["[a-z]+", "^a+$", "^[a-z]+[0-9]$", r"^[\p{L}]$", "^(a|b)$", r"^[\S]+$", "^[z-a]$", "^[a", "^[a]{x}$", "^"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
