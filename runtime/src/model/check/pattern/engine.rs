use regress::Regex;

use super::{
    automaton::{Automaton, Text},
    surrogates,
    syntax::{Assertion, Node, Pattern},
};

/// A compiled pattern.
#[derive(Debug)]
pub(super) enum Engine {
    /// One that takes linear time.
    Linear { pattern: Pattern, search: Automaton, looks: Vec<Automaton> },
    /// One with back-references, for which nothing but backtracking is known.
    Backtracking { pattern: Pattern, regex: Box<Regex> },
}

/// The maximum number of steps of a backtracking search.
const MOST_STEPS: u64 = 4_000_000;

impl Engine {
    /// Compiles a pattern of ECMA-262. Returns `None` if it is not valid or not supported here.
    pub(super) fn new(source: &str) -> Option<Self> {
        let source = &surrogates::joined(source);
        // JSON Schema uses Unicode patterns; older documents have escapes that those do not allow.
        let (regex, flags) = Regex::with_flags(source, "u")
            .map(|regex| (regex, "u"))
            .or_else(|_| Regex::new(source).map(|regex| (regex, "")))
            .ok()?;
        let pattern = Pattern::read(source, flags)?;
        let looks = pattern.looks.iter().map(|look| Automaton::new(&look.node, look.is_ahead)).collect();
        Some(match (Automaton::new(&pattern.node, false), looks) {
            (Some(search), Some(looks)) => Self::Linear { pattern, search, looks },
            _ => Self::Backtracking { pattern, regex: Box::new(regex) },
        })
    }

    /// Returns whether something in the text matches, or `None` if the search could take too long.
    pub(super) fn is_match(&self, text: &str) -> Option<bool> {
        match self {
            Self::Linear { pattern, search, looks } => {
                let characters: Vec<char> = text.chars().collect();
                let mut text = Text { characters: &characters, atoms: &pattern.atoms, looks: Vec::new() };
                let mut work = 0;
                for look in looks {
                    let found = look.ends(&text, false, &mut work)?;
                    text.looks.push(found);
                }
                Some(search.ends(&text, true, &mut work)?.contains(&true))
            }
            Self::Backtracking { pattern, regex } => {
                let length = text.chars().count() as u64 + 1;
                let steps = pattern.paths(&pattern.node, length).saturating_mul(length).saturating_mul(length);
                (steps <= MOST_STEPS).then(|| regex.find(text).is_some())
            }
        }
    }
}

impl Pattern {
    /// Returns an upper bound on the number of matches of a node from one position in a text of this length.
    pub(super) fn paths(&self, node: &Node, length: u64) -> u64 {
        match node {
            Node::Assert(Assertion::Look { index, .. }) => self.paths(&self.looks[*index].node, length),
            Node::Atom(_) | Node::BackReference | Node::Assert(_) => 1,
            Node::Sequence(nodes) => nodes.iter().map(|node| self.paths(node, length)).fold(1, u64::saturating_mul),
            Node::Choice(nodes) => nodes.iter().map(|node| self.paths(node, length)).fold(0, u64::saturating_add),
            Node::Repeat { node, least, most } => {
                // Optional repetitions are never empty.
                let optional = most.map_or(length, |most| u64::from(most.saturating_sub(*least)).min(length));
                let times = optional.saturating_add(u64::from(*least));
                match self.paths(node, length) {
                    one @ 0..=1 => one.max(optional.saturating_add(1)).max(u64::from(*least)),
                    ways => ways.saturating_pow(u32::try_from(times.saturating_add(1)).unwrap_or(u32::MAX)),
                }
            }
        }
    }
}
