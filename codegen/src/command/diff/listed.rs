//! The changes that a report for people lists.

use openapi_bindgen::diff::{Change, Difference, Level};

use super::LEVELS;
use crate::command::count;

/// The number of changes that a report lists. References repeat a change: documents of 70 kB can differ in 200,000.
const MOST_LISTED: usize = 5_000;

/// The changes that a report lists. Those with the highest level come first.
pub(super) struct Listed<'d> {
    /// The changes in the order of the difference, each with its number.
    changes: Vec<(usize, &'d Change)>,
    omitted: usize,
}

impl<'d> Listed<'d> {
    pub(super) fn of(difference: &'d Difference) -> Self {
        Self::at_most(MOST_LISTED, difference)
    }

    fn at_most(most: usize, difference: &'d Difference) -> Self {
        let numbered = || (1..).zip(difference.changes());
        let of_level = |level| numbered().filter(move |(_, change)| change.level() == level);
        let mut changes: Vec<_> = LEVELS.into_iter().flat_map(of_level).take(most).collect();
        changes.sort_by_key(|(number, _)| *number);
        let omitted = numbered().count() - changes.len();
        Self { changes, omitted }
    }

    /// Returns the changes of a level, each with its number.
    pub(super) fn of_level(&self, level: Level) -> impl Iterator<Item = (usize, &'d Change)> {
        self.changes.iter().copied().filter(move |(_, change)| change.level() == level)
    }

    /// Returns true if the change with a number is listed.
    pub(super) fn has(&self, number: usize) -> bool {
        self.changes.binary_search_by_key(&number, |(known, _)| *known).is_ok()
    }

    /// Returns a sentence about the changes that are not listed, if there are any.
    pub(super) fn note(&self) -> Option<String> {
        (self.omitted > 0).then(|| {
            let (changes, are) = (count(self.omitted, "more change"), if self.omitted == 1 { "is" } else { "are" });
            format!("{changes} {are} not listed here. The report in JSON has all changes.")
        })
    }
}

#[cfg(test)]
mod tests {
    use openapi_bindgen::diff::{Version, compare};
    use openapi_bindgen::{Options, Source};

    use super::*;

    #[test]
    fn changes_that_break_users_are_listed_first() {
        let version = |schemas: &str| {
            let text = format!(
                r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "components": {{"schemas": {schemas}}}}}"#
            );
            Version::generate(&Source::new("api.json", text), &[], &Options::default()).unwrap()
        };
        let fields = |names: &[&str]| {
            let fields: Vec<String> = names.iter().map(|name| format!(r#""{name}": {{"type": "string"}}"#)).collect();
            format!(r#"{{"type": "object", "properties": {{{}}}}}"#, fields.join(", "))
        };
        let old = version(&format!(r#"{{"A": {}, "B": {}}}"#, fields(&["a"]), fields(&["b"])));
        let new = version(&format!(r#"{{"A": {}}}"#, fields(&["a", "c"])));
        let difference = compare(&old, &new);
        let levels: Vec<Level> = difference.changes().map(Change::level).collect();
        assert_eq!(levels, [Level::Minor, Level::Major]);

        let listed = Listed::at_most(1, &difference);
        assert_eq!(listed.of_level(Level::Major).map(|(number, _)| number).collect::<Vec<_>>(), [2]);
        assert_eq!(listed.of_level(Level::Minor).count(), 0);
        assert!(listed.has(2) && !listed.has(1));
        assert_eq!(
            listed.note().as_deref(),
            Some("1 more change is not listed here. The report in JSON has all changes.")
        );
        assert_eq!(Listed::of(&difference).note(), None);
    }
}
