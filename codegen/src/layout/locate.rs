//! Finds the places of pointers in a layout, all in one pass.

use std::collections::HashMap;

use super::{Layout, Step};
use crate::diagnostic::Location;
use crate::pointer::Pointer;

/// Finds the places of several values in one pass over a layout, in the order of the pointers.
pub(crate) fn locate_in(layout: &Layout, pointers: &[&Pointer]) -> Vec<Option<Location>> {
    if pointers.is_empty() {
        return Vec::new();
    }
    let mut search = Search::new(pointers);
    search.run(layout);
    pointers.iter().map(|pointer| search.nearest(pointer)).collect()
}

/// The wanted pointers as a tree, so that the pass can skip all other values.
struct Search {
    wanted: Vec<Wanted>,
}

#[derive(Default)]
struct Wanted {
    children: HashMap<String, usize>,
    location: Option<Location>,
}

/// The position of the whole document in the tree.
const ROOT: usize = 0;

/// An object or array around the current position, with its place in the tree if a value in it is wanted.
enum Frame {
    Sequence { wanted: Option<usize>, next: usize },
    Mapping { wanted: Option<usize>, member: Option<Member> },
}

/// A member whose key has been read and whose value comes next.
struct Member {
    wanted: Option<usize>,
    start: Location,
}

impl Search {
    fn new(pointers: &[&Pointer]) -> Self {
        let mut wanted = vec![Wanted::default()];
        for pointer in pointers {
            let mut at = ROOT;
            for segment in pointer.segments() {
                let next = wanted.len();
                at = *wanted[at].children.entry(segment.into_owned()).or_insert(next);
                if at == next {
                    wanted.push(Wanted::default());
                }
            }
        }
        Self { wanted }
    }

    fn run(&mut self, layout: &Layout) {
        let mut frames: Vec<Frame> = Vec::new();
        for step in layout.steps() {
            match step {
                Step::End => {
                    frames.pop();
                }
                Step::MappingStart(start) => {
                    let wanted = self.enter(&mut frames, None, start);
                    frames.push(Frame::Mapping { wanted, member: None });
                }
                Step::SequenceStart(start) => {
                    let wanted = self.enter(&mut frames, None, start);
                    frames.push(Frame::Sequence { wanted, next: 0 });
                }
                Step::Scalar(key, start) => {
                    self.enter(&mut frames, key, start);
                }
            }
        }
    }

    /// Records a key or value that starts at `start`. Returns the place of a wanted value in the tree.
    fn enter(&mut self, frames: &mut [Frame], text: Option<&str>, start: Location) -> Option<usize> {
        let (found, start) = match frames.last_mut() {
            None => (Some(ROOT), start),
            Some(Frame::Sequence { wanted, next }) => {
                let found = wanted.and_then(|at| self.child(at, &next.to_string()));
                *next += 1;
                (found, start)
            }
            Some(Frame::Mapping { wanted, member }) => {
                let Some(member) = member.take() else {
                    let wanted = wanted.zip(text).and_then(|(at, key)| self.child(at, key));
                    *member = Some(Member { wanted, start });
                    return None;
                };
                (member.wanted, member.start)
            }
        };
        if let Some(at) = found {
            self.wanted[at].location = Some(start);
        }
        found
    }

    fn child(&self, at: usize, segment: &str) -> Option<usize> {
        self.wanted[at].children.get(segment).copied()
    }

    fn nearest(&self, pointer: &Pointer) -> Option<Location> {
        let mut at = ROOT;
        let mut nearest = self.wanted[at].location;
        for segment in pointer.segments() {
            at = self.child(at, &segment)?;
            nearest = self.wanted[at].location.or(nearest);
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;

    fn place(text: &str, pointer: &str) -> Option<(usize, usize)> {
        let pointer = Pointer::parse(pointer).unwrap();
        locate_in(&layout(text), &[&pointer])[0].map(|at| (at.line, at.column))
    }

    const YAML: &str = "# A comment.\nopenapi: 3.1.0\ntags:\n- name: ä\n- {name: b, x: [1, 2]}\n? [odd]\n: 1\nlast: &a\n  k: v\nalias: *a\n";

    #[test]
    fn a_member_is_where_its_key_is_and_an_element_where_it_starts() {
        assert_eq!(place(YAML, ""), Some((2, 1)));
        assert_eq!(place(YAML, "/openapi"), Some((2, 1)));
        assert_eq!(place(YAML, "/tags/0/name"), Some((4, 3)));
        assert_eq!(place(YAML, "/tags/1/x/1"), Some((5, 20)));
        assert_eq!(place(YAML, "/last/k"), Some((9, 3)));
    }

    #[test]
    fn missing_values_are_at_the_nearest_value_around_them() {
        assert_eq!(place(YAML, "/alias/k"), Some((10, 1)));
        assert_eq!(place(YAML, "/tags/7"), Some((3, 1)));
        assert_eq!(place(YAML, "/nothing/at/all"), Some((2, 1)));
        assert_eq!(place("", "/a"), None);
    }

    #[test]
    fn json_is_read_with_tabs_escapes_and_surrogates() {
        let text = "{\n\t\"a\\/b\": \"\\ud83d\\uDE00\",\n\t\"é\": {\"c\": [true]}\n}";
        assert_eq!(place(text, "/a~1b"), Some((2, 2)));
        assert_eq!(place(text, "/é/c/0"), Some((3, 14)));
    }

    #[test]
    fn of_two_members_of_one_name_the_last_is_found() {
        assert_eq!(place("a: 1\nb: 2\na: 3\n", "/a"), Some((3, 1)));
    }

    #[test]
    fn places_before_a_mistake_are_found() {
        assert_eq!(place("a: 1\nb: [\n", "/a"), Some((1, 1)));
    }
}
