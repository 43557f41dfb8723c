//! Diagnostics that say the same about several places.

use std::collections::HashMap;

use super::{Diagnostic, Severity};
use crate::visible::{brief, visible};

/// The number of places from which a message is shown once.
const MANY: usize = 3;

/// The number of further places that are named.
const NAMED: usize = 3;

impl Diagnostic {
    /// Returns the diagnostics in groups, in the order of the first of each. A group has the notes or warnings that say
    /// the same about three or more places. Every other diagnostic is a group of its own.
    ///
    /// ```
    /// use openapi_bindgen::{Diagnostic, Pointer};
    ///
    /// let notes = ["a", "b", "c"].map(|name| Diagnostic::note(&Pointer::root().child(name), "not checked"));
    /// assert_eq!(Diagnostic::alike(&notes).len(), 1);
    /// assert_eq!(Diagnostic::alike(&notes[1..]).len(), 2);
    /// ```
    pub fn alike<'d>(diagnostics: impl IntoIterator<Item = &'d Self>) -> Vec<Vec<&'d Self>> {
        let mut groups: Vec<Vec<&Self>> = Vec::new();
        let mut known: HashMap<(Severity, &str, Option<&str>), usize> = HashMap::new();
        for diagnostic in diagnostics {
            let key = (diagnostic.severity, diagnostic.message.as_str(), diagnostic.help.as_deref());
            let group = *known.entry(key).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(group) if diagnostic.severity != Severity::Error => group.push(diagnostic),
                _ => groups.push(vec![diagnostic]),
            }
        }
        let split = |group: Vec<&'d Self>| {
            if group.len() < MANY { group.into_iter().map(|one| vec![one]).collect() } else { vec![group] }
        };
        groups.into_iter().flat_map(split).collect()
    }

    /// Returns the text that names the places of a group after the first one, or at most three of them. Returns `None` if
    /// there are none.
    pub fn other_places(group: &[&Self]) -> Option<String> {
        let (first, others) = group.split_first().filter(|(_, others)| !others.is_empty())?;
        let named: Vec<String> = others.iter().take(NAMED).map(|other| other.place(first)).collect();
        let rest = others.len() - named.len();
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let places = if others.len() == 1 { "place" } else { "places" };
        Some(format!("the same in {} other {places}: {}{rest}", others.len(), named.join(", ")))
    }

    /// Returns the line and the pointer, as far as they are known, and the file if it is another than that of `first`.
    fn place(&self, first: &Self) -> String {
        let file = if self.source == first.source { String::new() } else { format!("{}:", visible(&self.source)) };
        let pointer = brief(self.pointer.as_str());
        match self.location {
            Some(location) => format!("{file}{location} ({pointer})"),
            None => format!("{file}{pointer}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;
    use crate::pointer::Pointer;

    #[test]
    fn diagnostics_about_many_places_are_one_group() {
        let at = |name: &str| Pointer::root().child(name);
        let mut diagnostics: Vec<Diagnostic> =
            ["a", "b", "c", "d", "e"].map(|name| Diagnostic::warning(&at(name), "dropped")).to_vec();
        diagnostics[1].location = Some(Location { line: 2, column: 3 });
        diagnostics.insert(1, Diagnostic::note(&at("n"), "dropped"));
        diagnostics.extend(["x", "y", "z"].map(|name| Diagnostic::error(&at(name), "broken")));
        let groups = Diagnostic::alike(&diagnostics);
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [5, 1, 1, 1, 1]);
        assert_eq!(
            Diagnostic::other_places(&groups[0]).as_deref(),
            Some("the same in 4 other places: 2:3 (/b), /c, /d and 1 more")
        );
        assert_eq!(Diagnostic::other_places(&groups[1]), None);
    }
}
