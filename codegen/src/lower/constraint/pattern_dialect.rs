//! Translates patterns of other dialects to ECMA-262. Documents that are generated from Python,
//! PHP, Ruby, Java or .NET code contain the patterns of those languages.

use std::borrow::Cow;

type Characters<'t> = std::iter::Peekable<std::str::Chars<'t>>;

/// Converts a letter to the other case.
type OtherCase = fn(&char) -> char;

/// The POSIX character classes, as members of an ECMA-262 class.
const POSIX: &[(&str, &str)] = &[
    ("alnum", "A-Za-z0-9"),
    ("alpha", "A-Za-z"),
    ("ascii", r"\x00-\x7F"),
    ("blank", r" \t"),
    ("cntrl", r"\x00-\x1F\x7F"),
    ("digit", "0-9"),
    ("graph", r"\x21-\x7E"),
    ("lower", "a-z"),
    ("print", r"\x20-\x7E"),
    ("punct", r"!-\/:-@\[-`\{-~"),
    ("space", r"\s"),
    ("upper", "A-Z"),
    ("word", r"\w"),
    ("xdigit", "A-Fa-f0-9"),
];

/// The delimiters that PHP code commonly uses.
const DELIMITERS: [char; 6] = ['/', '#', '~', '%', '@', '!'];

/// Translates a pattern to ECMA-262. Returns a valid pattern unchanged.
///
/// # Errors
///
/// Returns the construct that ECMA-262 lacks or may interpret otherwise. Checking such a pattern
/// would reject good values.
pub(super) fn translated(pattern: &str) -> Result<Cow<'_, str>, String> {
    let mut writer = Writer { ignores_case: false, dot_is_all: false, text: String::new() };
    let inner = writer.without_delimiters(pattern)?;
    let mut rest = inner.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' => writer.escape(&mut rest, false)?,
            '[' => writer.class(&mut rest)?,
            '(' => writer.group(&mut rest)?,
            '.' if writer.dot_is_all => writer.text.push_str(r"[\s\S]"),
            // Python and Ruby count from 0 if there is no lower number: `{,3}`.
            '{' if is_count_up_to(rest.clone()) => writer.text.push_str("{0"),
            '*' | '+' | '?' | '}' => {
                writer.text.push(character);
                if character == '}' && !writer.ends_with_count() {
                    continue;
                }
                // A possessive quantifier does not backtrack. One that backtracks matches at least
                // as much.
                rest.next_if_eq(&'+');
            }
            other => writer.letter(other),
        }
    }
    Ok(if writer.text == pattern { Cow::Borrowed(pattern) } else { Cow::Owned(writer.text) })
}

/// Returns true if a text after a brace is a count without its lower number: `,3}`.
fn is_count_up_to(mut rest: Characters<'_>) -> bool {
    if rest.next() != Some(',') {
        return false;
    }
    let digits = std::iter::from_fn(|| rest.next_if(char::is_ascii_digit)).count();
    digits > 0 && rest.next() == Some('}')
}

struct Writer {
    ignores_case: bool,
    dot_is_all: bool,
    text: String,
}

impl Writer {
    /// Strips the delimiters of PHP, Ruby or JavaScript, and records the flags: `/^[a-z]+$/i`.
    fn without_delimiters<'p>(&mut self, pattern: &'p str) -> Result<&'p str, String> {
        let delimiter = pattern.chars().next().filter(|first| DELIMITERS.contains(first));
        let Some((delimiter, (inner, flags))) =
            delimiter.and_then(|delimiter| Some((delimiter, pattern[1..].rsplit_once(delimiter)?)))
        else {
            return Ok(pattern);
        };
        let is_flags = flags.chars().all(|flag| flag.is_ascii_lowercase() || "DAU".contains(flag));
        let is_inside = inner.replace(&format!("\\{delimiter}"), "").contains(delimiter);
        // Other signs than the slash are common in patterns. Before the beginning of the text, none matches.
        let is_sign = delimiter != '/' && !(inner.starts_with('^') || inner.starts_with(r"\A"));
        if !is_flags || inner.is_empty() || is_inside || is_sign {
            return Ok(pattern);
        }
        if !(inner.starts_with('^') || inner.ends_with('$') || inner.contains(r"\A")) {
            return Err("the slashes around it are ambiguous".to_owned());
        }
        self.flags(flags)?;
        Ok(inner)
    }

    fn flags(&mut self, flags: &str) -> Result<(), String> {
        for flag in flags.chars() {
            match flag {
                'i' => self.ignores_case = true,
                's' => self.dot_is_all = true,
                'a' | 'A' | 'D' | 'd' | 'g' | 'u' | 'y' | 'L' => {}
                other => return Err(format!("it has the flag `{other}`")),
            }
        }
        Ok(())
    }

    /// Translates an escape.
    fn escape(&mut self, rest: &mut Characters<'_>, in_class: bool) -> Result<(), String> {
        let Some(character) = rest.next() else { return Err("it ends with a backslash".to_owned()) };
        match character {
            'A' if !in_class => self.text.push('^'),
            'z' | 'Z' if !in_class => self.text.push('$'),
            'a' => self.text.push_str(r"\x07"),
            'e' => self.text.push_str(r"\x1B"),
            'h' if in_class => self.text.push_str(r" \t"),
            'h' => self.text.push_str(r"[ \t]"),
            'p' | 'P' => self.property(character, rest, in_class)?,
            'u' | 'x' if rest.peek() == Some(&'{') => {
                let digits: String = rest.by_ref().skip(1).take_while(|character| *character != '}').collect();
                self.text.push_str(&format!("\\u{{{digits}}}"));
            }
            'U' => {
                let digits: String = rest.by_ref().take(8).collect();
                let number = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 8);
                let number = number.ok_or_else(|| unknown(character))?;
                self.text.push_str(&format!("\\u{{{number:X}}}"));
            }
            'b' | 'B' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'f' | 'n' | 'r' | 't' | 'v' | 'c' | 'u' | 'x' | 'k' => {
                self.text.extend(['\\', character]);
            }
            letter if letter.is_ascii_alphabetic() => return Err(unknown(letter)),
            other => self.text.extend(['\\', other]),
        }
        Ok(())
    }

    /// Translates a character property of Java and PCRE: `\p{Alpha}`, `\pL`.
    fn property(&mut self, sign: char, rest: &mut Characters<'_>, in_class: bool) -> Result<(), String> {
        let name = match rest.next() {
            Some('{') => rest.by_ref().take_while(|character| *character != '}').collect::<String>(),
            Some(letter) if letter.is_ascii_alphabetic() => letter.to_string(),
            _ => return Err(unknown(sign)),
        };
        let same = format!("\\{sign}{{{name}}}");
        if regress::Regex::with_flags(&same, "u").is_ok() {
            if self.ignores_case && matches!(name.as_str(), "Lu" | "Ll" | "Lt") {
                return Err(format!("it has `{same}`, and ignores case"));
            }
            self.text.push_str(&same);
            return Ok(());
        }
        let small = name.to_ascii_lowercase();
        let known = POSIX.iter().find(|(posix, _)| *posix == small).filter(|_| sign == 'p');
        let Some((_, members)) = known else { return Err(format!("it has `{same}`")) };
        let members = self.cased(members);
        self.text.push_str(&if in_class { members } else { format!("[{members}]") });
        Ok(())
    }

    /// Translates a character class, up to its end.
    fn class(&mut self, rest: &mut Characters<'_>) -> Result<(), String> {
        self.text.push('[');
        if rest.next_if_eq(&'^').is_some() {
            self.text.push('^');
        }
        // A leading `]` is a literal in every dialect but ECMA-262, where an empty class is
        // useless.
        if rest.next_if_eq(&']').is_some() {
            self.text.push_str("\\]");
        }
        loop {
            match rest.next() {
                None => return Err("it has a `[` without its `]`".to_owned()),
                Some(']') => break,
                Some('\\') => self.escape(rest, true)?,
                Some('[') if rest.peek() == Some(&':') => {
                    rest.next();
                    let name: String = rest.by_ref().take_while(|character| *character != ':').collect();
                    let known = POSIX.iter().find(|(posix, _)| *posix == name);
                    let Some((_, members)) = known.filter(|_| rest.next_if_eq(&']').is_some()) else {
                        return Err(format!("it has the class `[:{name}:]`"));
                    };
                    let members = self.cased(members);
                    self.text.push_str(&members);
                }
                Some('[') if matches!(rest.peek(), Some('.' | '=')) => {
                    return Err("it has a collating element".to_owned());
                }
                Some('&') if rest.peek() == Some(&'&') => return Err("it has an intersection of classes".to_owned()),
                Some(first) => self.member(first, rest),
            }
        }
        self.text.push(']');
        Ok(())
    }

    /// Translates a character of a class, or a range that begins with it.
    fn member(&mut self, first: char, rest: &mut Characters<'_>) {
        let mut ahead = rest.clone();
        let last = (ahead.next() == Some('-')).then(|| ahead.next()).flatten();
        let Some(last) = last.filter(|last| !matches!(last, ']' | '\\' | '[')) else {
            self.text.push(first);
            self.text.extend(self.other_case(first));
            return;
        };
        *rest = ahead;
        self.text.push_str(&format!("{first}-{last}"));
        let cases: [(char, char, OtherCase); 2] =
            [('a', 'z', char::to_ascii_uppercase), ('A', 'Z', char::to_ascii_lowercase)];
        for (begin, end, other) in cases {
            let (from, to) = (first.max(begin), last.min(end));
            if self.ignores_case && from <= to {
                self.text.push_str(&format!("{}-{}", other(&from), other(&to)));
            }
        }
    }

    /// Returns the members of a class, in both cases if the pattern ignores case.
    fn cased(&self, members: &str) -> String {
        let is_of_one_case = matches!(members, "a-z" | "A-Z");
        if self.ignores_case && is_of_one_case { "A-Za-z".to_owned() } else { members.to_owned() }
    }

    /// Translates a group.
    fn group(&mut self, rest: &mut Characters<'_>) -> Result<(), String> {
        self.text.push('(');
        if rest.next_if_eq(&'?').is_none() {
            return match rest.peek() {
                Some('*') => Err("it has a verb of PCRE".to_owned()),
                _ => Ok(()),
            };
        }
        match rest.peek().copied() {
            Some(':' | '=' | '!' | '<') => self.text.push('?'),
            // An atomic group does not backtrack. A group that does matches at least as much.
            Some('>') => {
                rest.next();
                self.text.push_str("?:");
            }
            Some('#') => {
                self.text.pop();
                rest.by_ref().take_while(|character| *character != ')').for_each(drop);
            }
            Some('P') => {
                rest.next();
                match rest.peek() {
                    Some('<') => self.text.push('?'),
                    Some('=') => {
                        rest.next();
                        let name: String = rest.by_ref().take_while(|character| *character != ')').collect();
                        self.text.pop();
                        self.text.push_str(&format!("\\k<{name}>"));
                    }
                    _ => return Err("it has a group that calls another".to_owned()),
                }
            }
            Some(letter) if letter.is_ascii_alphabetic() => {
                let flags: String = std::iter::from_fn(|| rest.next_if(char::is_ascii_alphabetic)).collect();
                let is_at_start = self.text == "(" || self.text == "(^" || self.text == "^(";
                if rest.next_if_eq(&')').is_none() || !is_at_start {
                    return Err("it has flags for only a part of it".to_owned());
                }
                self.text.pop();
                self.flags(&flags)?;
            }
            _ => return Err("it has a group that ECMA-262 lacks".to_owned()),
        }
        Ok(())
    }

    /// Returns true if the output ends with a count: `{2,3}`.
    fn ends_with_count(&self) -> bool {
        let inner = self.text.strip_suffix('}').and_then(|text| text.rsplit_once('{')).map(|(_, inner)| inner);
        inner.is_some_and(|inner| {
            inner.starts_with(|sign: char| sign.is_ascii_digit())
                && inner.chars().all(|sign| sign.is_ascii_digit() || sign == ',')
        })
    }

    fn letter(&mut self, character: char) {
        match self.other_case(character) {
            Some(other) => self.text.extend(['[', character, other, ']']),
            None => self.text.push(character),
        }
    }

    fn other_case(&self, character: char) -> Option<char> {
        let is_letter = self.ignores_case && character.is_ascii_alphabetic();
        is_letter.then(|| {
            if character.is_ascii_lowercase() { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() }
        })
    }
}

fn unknown(letter: char) -> String {
    format!("it has `\\{letter}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_ecma_262_stay_as_they_are() {
        for pattern in [
            "",
            "^[a-z]+$",
            r"^[A-Za-z0-9_\-:.]{1,255}$",
            r"^\p{L}+(?<n>a)\k<n>$",
            r"^\-?\d+\:\/$",
            "/v1/files/",
            "#[0-9a-f]{6}#",
            "~a~",
            "@^",
            "/",
            r"^(?!x)(?:a|b)*?(?<=c)$",
            r"^[^\s[\]\p{C}]+$",
            r"^\u00e9\x41\cA\0$",
            "a{2,3}b{2}",
            r"^\u{1F600}+a}+$",
        ] {
            assert_eq!(translated(pattern), Ok(Cow::Borrowed(pattern)));
        }
    }

    #[test]
    fn patterns_of_other_dialects_are_translated() {
        for (pattern, expected) in [
            ("^a{,3}c{2,}$", "^a{0,3}c{2,}$"),
            (r"\A[a-z]+\z", "^[a-z]+$"),
            (r"^[a-z]+\Z", "^[a-z]+$"),
            ("/^[a-z]+$/", "^[a-z]+$"),
            ("/^[a-f]+x$/i", "^[a-fA-F]+[xX]$"),
            (r"/\Aa\/b\z/u", r"^a\/b$"),
            ("~^[a-f]+$~", "^[a-f]+$"),
            ("#^[a-f]/x$#i", "^[a-fA-F]/[xX]$"),
            (r"@\A[a-f]+\z@D", "^[a-f]+$"),
            ("(?i)^abc$", "^[aA][bB][cC]$"),
            ("^(?i)ab$", "^[aA][bB]$"),
            ("(?s)^a.b$", r"^a[\s\S]b$"),
            ("^[[:alpha:]_]+$", "^[A-Za-z_]+$"),
            ("(?i)^[[:lower:]]$", "^[A-Za-z]$"),
            ("^(?P<n>a)(?P=n)$", r"^(?<n>a)\k<n>$"),
            ("^a++b*+c{1,2}+$", "^a+b*c{1,2}$"),
            ("^(?>a)(?#note)$", "^(?:a)$"),
            (r"^\p{Alnum}[\p{Digit}\pL]\h$", r"^[A-Za-z0-9][0-9\p{L}][ \t]$"),
            (r"^[]a]+$", r"^[\]a]+$"),
            (r"^\x{1F600}+\U0001F600$", r"^\u{1F600}+\u{1F600}$"),
        ] {
            assert_eq!(translated(pattern).as_deref(), Ok(expected), "{pattern}");
            assert!(regress::Regex::with_flags(expected, "u").is_ok(), "{expected}");
        }
    }

    #[test]
    fn constructs_that_ecma_262_lacks_are_not_checked() {
        for pattern in [
            "/[a-z]+/i",
            "/^a$/m",
            "/^a$/x",
            "^a(?i)b$",
            "(?x)^a $",
            r"^\Qa.b\E$",
            r"^\R$",
            r"^\i\c*$",
            r"^\p{IsLatin}+$",
            r"^\p{InGreek}$",
            "^[a-z&&[^b]]$",
            "^[[.hyphen.]]$",
            "^[[:^alpha:]]$",
            "^(?R)$",
            "^(?(1)a|b)$",
            r"^(?|a|b)$",
            r"(?i)^\p{Lu}$",
            "^[a-z",
            "a\\",
        ] {
            assert!(translated(pattern).is_err(), "{pattern}: {:?}", translated(pattern));
        }
    }
}
