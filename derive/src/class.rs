/// A pattern that is one class of characters, repeated, such as `^[A-Za-z0-9_]{1,255}$`. It is checked without an engine.
pub(crate) struct Class {
    pub(crate) is_negated: bool,
    pub(crate) ranges: Vec<(char, char)>,
    pub(crate) least: usize,
    pub(crate) most: Option<usize>,
}

type Characters<'t> = std::iter::Peekable<std::str::Chars<'t>>;

impl Class {
    /// Parses an ECMA-262 pattern. Returns `None` if it is more than one class.
    pub(crate) fn read(pattern: &str) -> Option<Self> {
        let mut rest = pattern.strip_prefix('^')?.strip_suffix('$')?.chars().peekable();
        let (is_negated, ranges) = match rest.next()? {
            '[' => bracketed(&mut rest)?,
            '\\' => (false, escape(rest.next()?)?),
            _ => return None,
        };
        let (least, most) = repetition(&rest.collect::<String>())?;
        Some(Self { is_negated, ranges, least, most })
    }
}

fn bracketed(rest: &mut Characters<'_>) -> Option<(bool, Vec<(char, char)>)> {
    let is_negated = rest.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        let mut members = match rest.next()? {
            ']' => break,
            '\\' => escape(rest.next()?)?,
            character => vec![(character, character)],
        };
        // A minus between two single characters makes a range; elsewhere it is a character like any other.
        if let Some(first) = single(&members) {
            let mut ahead = rest.clone();
            if ahead.next_if_eq(&'-').is_some() && ahead.peek() != Some(&']') {
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
    (!ranges.is_empty()).then_some((is_negated, ranges))
}

fn single(ranges: &[(char, char)]) -> Option<char> {
    match ranges {
        [(first, last)] if first == last => Some(*first),
        _ => None,
    }
}

/// Returns the characters of the escape after a backslash: a class, a control character, or a literal sign.
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

/// Reads `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`, or nothing, which is once.
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
