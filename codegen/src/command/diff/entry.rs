use std::collections::HashMap;

use openapi_bindgen::diff::{Change, Level, Rule};

use super::listed::Listed;

/// The number of paths that an entry lists.
const MOST_PATHS: usize = 5;

/// A change in a report.
pub(super) struct Entry<'d> {
    pub(super) change: &'d Change,
    /// The paths of the other places where the same description changed, such as all fields of a type.
    others: Vec<&'d str>,
}

impl<'d> Entry<'d> {
    /// Returns the entries for the changes of a level. One text of the document that changes in several places of the code
    /// is one entry.
    pub(super) fn list(listed: &Listed<'d>, level: Level) -> Vec<Self> {
        let mut entries: Vec<Self> = Vec::new();
        let mut by_texts = HashMap::new();
        for (_, change) in listed.of_level(level) {
            let texts = (change.old_text.as_deref(), change.new_text.as_deref());
            if change.rule == Rule::Documentation && texts != (None, None) {
                let known = *by_texts.entry(texts).or_insert(entries.len());
                if let Some(entry) = entries.get_mut(known) {
                    entry.others.push(&change.path);
                    continue;
                }
            }
            entries.push(Self { change, others: Vec::new() });
        }
        entries
    }

    /// Returns the other places, to follow the entry.
    pub(super) fn others(&self, code: fn(&str) -> String) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let mut listed: Vec<String> = self.others.iter().take(MOST_PATHS).map(|path| code(path)).collect();
        if self.others.len() > MOST_PATHS {
            listed.push(format!("{} more", self.others.len() - MOST_PATHS));
        }
        Some(format!("the same in {}", listed.join(", ")))
    }
}
