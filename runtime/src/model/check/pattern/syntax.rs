//! The structure of a pattern: groups, alternatives, repetitions and assertions around atoms.

use std::str::CharIndices;

use super::{atom::Atom, surrogates::has_range_of_halves};

#[derive(Debug)]
pub(super) enum Node {
    /// The atom at this index.
    Atom(usize),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
    },
    Assert(Assertion),
    BackReference,
}

/// A condition on a position between two characters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Assertion {
    Start,
    End,
    WordBoundary {
        is_negated: bool,
    },
    /// The look-around at this index.
    Look {
        index: usize,
        is_negated: bool,
    },
}

/// A look-ahead or a look-behind.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) node: Node,
    pub(super) is_ahead: bool,
}

#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) node: Node,
    pub(super) atoms: Vec<Atom>,
    /// The look-arounds. One that is nested in another comes before it.
    pub(super) looks: Vec<Look>,
}

impl Pattern {
    /// Parses a pattern that `regress` accepts with these flags. Returns `None` if it is not supported here.
    pub(super) fn read(source: &str, flags: &str) -> Option<Self> {
        let rest = source.char_indices();
        let mut parser = Parser { source, flags, rest, depth: 0, atoms: Vec::new(), looks: Vec::new() };
        let node = parser.choice()?;
        let is_whole = parser.rest.next().is_none();
        is_whole.then_some(Self { node, atoms: parser.atoms, looks: parser.looks })
    }
}

/// The maximum depth of groups, since the parser and the compiler are recursive.
const DEEPEST: usize = 100;

struct Parser<'s> {
    source: &'s str,
    flags: &'s str,
    rest: CharIndices<'s>,
    depth: usize,
    atoms: Vec<Atom>,
    looks: Vec<Look>,
}

impl Parser<'_> {
    fn choice(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut branches = vec![self.sequence()?];
        while self.take("|") {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        Some(if branches.len() == 1 { branches.remove(0) } else { Node::Choice(branches) })
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let node = self.term()?;
            nodes.push(match self.quantifier() {
                Some((least, most)) => Node::Repeat { node: Box::new(node), least, most },
                None => node,
            });
        }
        Some(Node::Sequence(nodes))
    }

    fn term(&mut self) -> Option<Node> {
        let from = self.offset();
        match self.next()? {
            '^' => Some(Node::Assert(Assertion::Start)),
            '$' => Some(Node::Assert(Assertion::End)),
            '(' => self.group(),
            '\\' => self.escape(from),
            '[' => {
                loop {
                    match self.next()? {
                        ']' => break,
                        '\\' => drop(self.next()?),
                        _ => {}
                    }
                }
                if has_range_of_halves(&self.source[from..self.offset()]) {
                    return None;
                }
                self.atom(from)
            }
            '*' | '+' | '?' => None,
            _ => self.atom(from),
        }
    }

    fn group(&mut self) -> Option<Node> {
        let look = if self.take("?=") {
            Some((true, false))
        } else if self.take("?!") {
            Some((true, true))
        } else if self.take("?<=") {
            Some((false, false))
        } else if self.take("?<!") {
            Some((false, true))
        } else {
            if self.take("?<") {
                while self.next()? != '>' {}
            } else if !self.take("?:") && self.peek() == Some('?') {
                return None;
            }
            None
        };
        let node = self.choice()?;
        if !self.take(")") {
            return None;
        }
        let Some((is_ahead, is_negated)) = look else { return Some(node) };
        self.looks.push(Look { node, is_ahead });
        Some(Node::Assert(Assertion::Look { index: self.looks.len() - 1, is_negated }))
    }

    /// Parses the part after a backslash. The number of groups decides which digits are back-references; `regress`
    /// handles those.
    fn escape(&mut self, from: usize) -> Option<Node> {
        let is_unicode = self.flags.contains('u');
        match self.next()? {
            'b' => return Some(Node::Assert(Assertion::WordBoundary { is_negated: false })),
            'B' => return Some(Node::Assert(Assertion::WordBoundary { is_negated: true })),
            '1'..='9' => {
                while self.peek().is_some_and(|character| character.is_ascii_digit()) {
                    self.next();
                }
                return Some(Node::BackReference);
            }
            'k' => {
                if self.take("<") {
                    while self.next()? != '>' {}
                }
                return Some(Node::BackReference);
            }
            '0' if self.peek().is_some_and(|character| character.is_ascii_digit()) => return None,
            'c' if !self.peek()?.is_ascii_alphabetic() => return None,
            'c' => drop(self.next()),
            'p' | 'P' if is_unicode => while self.next()? != '}' {},
            // `regress` reads these without the flag as well.
            'u' if self.peek() == Some('{') => while self.next()? != '}' {},
            'u' => {
                // A half without its other one: no text has it.
                if let Some(0xD800..=0xDFFF) = self.hexadecimal(4) {
                    return None;
                }
            }
            'x' => drop(self.hexadecimal(2)),
            _ => {}
        }
        self.atom(from)
    }

    /// Takes this many hexadecimal digits, if they are present. Without them, the letter before is a literal.
    fn hexadecimal(&mut self, digits: usize) -> Option<u32> {
        let at = self.offset();
        let text = self.source.get(at..at + digits)?;
        let is_number = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = is_number.then(|| u32::from_str_radix(text, 16).ok())??;
        for _ in 0..digits {
            self.next();
        }
        Some(number)
    }

    /// Returns the quantifier that follows, if one does.
    fn quantifier(&mut self) -> Option<(u32, Option<u32>)> {
        let counts = if self.take("*") {
            (0, None)
        } else if self.take("+") {
            (1, None)
        } else if self.take("?") {
            (0, Some(1))
        } else if let Some((counts, length)) = self.counts() {
            for _ in 0..length {
                self.next();
            }
            counts
        } else {
            return None;
        };
        self.take("?");
        Some(counts)
    }

    /// Returns the counts of `{2}`, `{2,}` or `{2,5}`, and its length. Anything else in braces is text, where the flags
    /// allow it.
    fn counts(&self) -> Option<((u32, Option<u32>), usize)> {
        let inner = self.source[self.offset()..].strip_prefix('{')?;
        let inner = &inner[..inner.find('}')?];
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number beyond all is as good as the greatest: both are too many.
        let number = |text: &str| is_number(text).then(|| text.parse().unwrap_or(u32::MAX));
        let counts = match inner.split_once(',') {
            None => (number(inner)?, Some(number(inner)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        Some((counts, inner.len() + 2))
    }

    /// Returns the atom that began at `from` and ends here.
    fn atom(&mut self, from: usize) -> Option<Node> {
        let atom = Atom::new(&self.source[from..self.offset()], self.flags)?;
        self.atoms.push(atom);
        Some(Node::Atom(self.atoms.len() - 1))
    }

    fn offset(&self) -> usize {
        self.rest.offset()
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next().map(|(_, character)| character)
    }

    fn next(&mut self) -> Option<char> {
        self.rest.next().map(|(_, character)| character)
    }

    fn take(&mut self, text: &str) -> bool {
        let is_next = self.source[self.offset()..].starts_with(text);
        if is_next {
            for _ in text.chars() {
                self.next();
            }
        }
        is_next
    }
}
