use super::{
    atom::Atom,
    syntax::{Assertion, Node},
};

#[derive(Clone, Copy, Debug)]
enum Step {
    /// A character of the atom at this index, and the step after it.
    Atom(usize, usize),
    Either(usize, usize),
    Assert(Assertion, usize),
    Goal,
}

/// A pattern as steps, all of which a text is followed through at once (Thompson's construction).
#[derive(Debug)]
pub(super) struct Automaton {
    steps: Vec<Step>,
    start: usize,
    is_backward: bool,
}

/// Repetitions are written out; a pattern that needs more steps is too large.
const MOST_STEPS: usize = 50_000;

/// The maximum number of steps through a text.
const MOST_WORK: u64 = 64_000_000;

impl Automaton {
    /// Reads text forward or backward; `None` if the node has a back-reference or is too large.
    pub(super) fn new(node: &Node, is_backward: bool) -> Option<Self> {
        let mut automaton = Self { steps: vec![Step::Goal], start: 0, is_backward };
        automaton.start = automaton.put(node, 0)?;
        Some(automaton)
    }

    fn add(&mut self, step: Step) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() <= MOST_STEPS).then_some(self.steps.len() - 1)
    }

    /// Adds the steps of a node that lead to `next`, and returns the first.
    fn put(&mut self, node: &Node, next: usize) -> Option<usize> {
        match node {
            Node::Atom(index) => self.add(Step::Atom(*index, next)),
            Node::Assert(assertion) => self.add(Step::Assert(*assertion, next)),
            Node::BackReference => None,
            Node::Sequence(nodes) if self.is_backward => nodes.iter().try_fold(next, |next, node| self.put(node, next)),
            Node::Sequence(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.put(node, next)),
            Node::Choice(nodes) => {
                let (last, others) = nodes.split_last()?;
                let last = self.put(last, next)?;
                others.iter().rev().try_fold(last, |other, node| {
                    let first = self.put(node, next)?;
                    self.add(Step::Either(first, other))
                })
            }
            Node::Repeat { node, least, most } => {
                let mut first = next;
                if let Some(most) = most {
                    for _ in *least..*most {
                        let again = self.put(node, first)?;
                        first = self.add(Step::Either(again, next))?;
                    }
                } else {
                    first = self.add(Step::Goal)?;
                    let again = self.put(node, first)?;
                    self.steps[first] = Step::Either(again, next);
                }
                // A repeated node without steps has no steps either.
                for _ in 0..*least {
                    let before = self.steps.len();
                    first = self.put(node, first)?;
                    if self.steps.len() == before {
                        break;
                    }
                }
                Some(first)
            }
        }
    }

    /// Follows the text from every position, and returns the positions at which a match ends, or only the first of
    /// them. Returns `None` after too many steps.
    pub(super) fn ends(&self, text: &Text<'_>, is_first_enough: bool, work: &mut u64) -> Option<Vec<bool>> {
        let length = text.characters.len();
        let mut ends = vec![false; length + 1];
        let (mut here, mut there) = (Set::new(self.steps.len()), Set::new(self.steps.len()));
        for done in 0..=length {
            let at = if self.is_backward { length - done } else { done };
            ends[at] = self.reach(self.start, at, text, &mut here) | here.has_goal;
            if ends[at] && is_first_enough {
                break;
            }
            *work += here.members.len() as u64 + 1;
            if *work > MOST_WORK {
                return None;
            }
            if done < length {
                let (character, after) = if self.is_backward { (at - 1, at - 1) } else { (at, at + 1) };
                let character = text.characters[character];
                for step in &here.members {
                    if let Step::Atom(atom, next) = self.steps[*step]
                        && text.atoms[atom].matches(character)
                    {
                        self.reach(next, after, text, &mut there);
                    }
                }
            }
            here.clear();
            std::mem::swap(&mut here, &mut there);
        }
        Some(ends)
    }

    /// Adds a step and all that follow from it without a character. Returns true if the goal is among them.
    fn reach(&self, step: usize, at: usize, text: &Text<'_>, set: &mut Set) -> bool {
        set.waiting.push(step);
        while let Some(step) = set.waiting.pop() {
            if !set.insert(step) {
                continue;
            }
            match self.steps[step] {
                Step::Atom(..) => {}
                Step::Goal => set.has_goal = true,
                Step::Either(one, other) => set.waiting.extend([other, one]),
                Step::Assert(assertion, next) => {
                    if text.holds(assertion, at) {
                        set.waiting.push(next);
                    }
                }
            }
        }
        set.has_goal
    }
}

/// The searched text, with the results of its look-arounds.
pub(super) struct Text<'t> {
    pub(super) characters: &'t [char],
    pub(super) atoms: &'t [Atom],
    /// The positions at which each look-around matches.
    pub(super) looks: Vec<Vec<bool>>,
}

impl Text<'_> {
    fn holds(&self, assertion: Assertion, at: usize) -> bool {
        match assertion {
            Assertion::Start => at == 0,
            Assertion::End => at == self.characters.len(),
            Assertion::WordBoundary { is_negated } => {
                let is_word =
                    |at: usize| self.characters.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_');
                (at.checked_sub(1).is_some_and(is_word) != is_word(at)) != is_negated
            }
            Assertion::Look { index, is_negated } => self.looks[index][at] != is_negated,
        }
    }
}

/// The steps that a text has led to.
struct Set {
    members: Vec<usize>,
    is_member: Vec<bool>,
    waiting: Vec<usize>,
    has_goal: bool,
}

impl Set {
    fn new(steps: usize) -> Self {
        Self { members: Vec::new(), is_member: vec![false; steps], waiting: Vec::new(), has_goal: false }
    }

    fn insert(&mut self, step: usize) -> bool {
        let is_new = !std::mem::replace(&mut self.is_member[step], true);
        if is_new {
            self.members.push(step);
        }
        is_new
    }

    fn clear(&mut self) {
        for member in self.members.drain(..) {
            self.is_member[member] = false;
        }
        self.has_goal = false;
    }
}
