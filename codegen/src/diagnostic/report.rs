//! Collects the diagnostics of the stages.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Diagnostic, Diagnostics, Origin, Severity};
use crate::budget::Budget;
use crate::options_origin::OptionsOrigin;
use crate::overlay::Applied;
use crate::pointer::Pointer;
use crate::source::Source;

/// Collects diagnostics through all stages. After an error, a stage continues as far as possible,
/// and the run stops at the end of the stage.
#[derive(Debug, Default)]
pub(crate) struct Report {
    entries: Vec<(Origin, Diagnostic)>,
    /// The messages and their places, so that a component with several uses is reported once.
    reported: HashSet<(Pointer, String)>,
    /// The values that a stage has moved, each with the number of the move and its previous place.
    moved: HashMap<Pointer, (usize, Pointer)>,
    /// The number of moves.
    moves: usize,
    /// The diagnostics of references to files that cannot be read, by the texts of the references.
    unresolved: HashMap<String, Diagnostic>,
    /// The options that name something that the document lacks, if these are no errors.
    unmatched: Option<Vec<Diagnostic>>,
    /// The work that the document may still need.
    budget: Budget,
}

impl Report {
    /// Adds a diagnostic about the document.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.pointer = self.place_of(&diagnostic.pointer);
        if self.reported.insert((diagnostic.pointer.clone(), diagnostic.message.clone())) {
            self.entries.push((Origin::Document, diagnostic));
        }
    }

    /// Sets the budget for a document of this size.
    pub(crate) fn set_budget(&mut self, document: &Value) {
        self.budget = Budget::of(document);
    }

    /// Returns the budget of the document.
    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Deducts the steps of a copy of a value for the reference at `pointer`. Returns false if there are not as many left,
    /// which is an error.
    pub(crate) fn may_copy(&mut self, value: &Value, pointer: &Pointer) -> bool {
        self.budget.copy(value, pointer) || !self.is_over_budget(pointer)
    }

    /// Returns true if the budget is spent. The first call after that reports an error at `pointer`.
    pub(crate) fn is_over_budget(&mut self, pointer: &Pointer) -> bool {
        if let Some(excess) = self.budget.to_report() {
            self.push(Diagnostic::error(pointer, excess.message()).help(excess.help()));
        }
        self.budget.is_spent()
    }

    /// Returns a report for which an option that names something that the document lacks is no error.
    pub(crate) fn tolerant() -> Self {
        Self { unmatched: Some(Vec::new()), ..Self::default() }
    }

    /// Adds a diagnostic about the value of an option, which is at `place` below the options: `/rename/Order`.
    pub(crate) fn push_option(&mut self, place: &Pointer, mut diagnostic: Diagnostic) {
        diagnostic.pointer = place_of_option(place);
        if self.reported.insert((diagnostic.pointer.clone(), diagnostic.message.clone())) {
            self.entries.push((Origin::Options, diagnostic));
        }
    }

    /// Adds an error about an option at `place` that names something that the document lacks.
    pub(crate) fn push_unmatched(&mut self, place: &Pointer, diagnostic: Diagnostic) {
        match &mut self.unmatched {
            Some(unmatched) => unmatched.push(Diagnostic { pointer: place_of_option(place), ..diagnostic }),
            None => self.push_option(place, diagnostic),
        }
    }

    /// Adds the diagnostics of the references between the files of `source`, whose bundle is `document`. Those of values
    /// that an overlay has changed are left out.
    pub(crate) fn extend_bundle(&mut self, source: &Source, document: &Value) {
        let Some(bundle) = source.bundle() else { return };
        self.unresolved.clone_from(&bundle.unresolved);
        for problem in &bundle.problems {
            let value_at = |document: &Value| document.pointer(problem.pointer.as_str()).cloned();
            if problem.severity == Severity::Error || value_at(document) == value_at(&bundle.value) {
                self.push(problem.clone());
            }
        }
    }

    /// Returns the diagnostic of a reference at `at` to a file that cannot be read.
    pub(crate) fn unresolved(&self, reference: &str, at: &Pointer) -> Option<Diagnostic> {
        let mut diagnostic = self.unresolved.get(reference)?.clone();
        at.clone_into(&mut diagnostic.pointer);
        Some(diagnostic)
    }

    /// Adds diagnostics about the overlay at `index`.
    pub(crate) fn extend_overlay(&mut self, index: usize, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.entries.extend(diagnostics.into_iter().map(|diagnostic| (Origin::Overlay(index), diagnostic)));
    }

    /// Adds an error about the value at `pointer`.
    pub(crate) fn error(&mut self, pointer: &Pointer, message: impl Into<String>) {
        self.push(Diagnostic::error(pointer, message));
    }

    /// Adds a warning: the output lacks the value at `pointer`.
    pub(crate) fn warn(&mut self, pointer: &Pointer, message: impl Into<String>) {
        self.push(Diagnostic::warning(pointer, message));
    }

    /// Adds a warning: the part at `pointer` is left out.
    pub(crate) fn leave_out(&mut self, pointer: &Pointer, message: impl Into<String>) {
        self.push(Diagnostic::warning(pointer, message).left_out());
    }

    /// Adds a warning: the value at `pointer` may be any JSON.
    pub(crate) fn loosen(&mut self, pointer: &Pointer, message: impl Into<String>) {
        self.push(Diagnostic::warning(pointer, message).loosened());
    }

    /// Records that the value which is now at `now_at` was at `place` before.
    pub(crate) fn record_move(&mut self, now_at: Pointer, place: Pointer) {
        self.moves += 1;
        self.moved.insert(now_at, (self.moves, place));
    }

    /// Records several moves at once, none of which affects another.
    pub(crate) fn record_moves(&mut self, moves: impl IntoIterator<Item = (Pointer, Pointer)>) {
        self.moves += 1;
        for (now_at, place) in moves {
            self.moved.insert(now_at, (self.moves, place));
        }
    }

    /// Returns the original place of the value at `pointer`.
    pub(crate) fn place_of(&self, pointer: &Pointer) -> Pointer {
        let mut place = pointer.clone();
        let mut until = usize::MAX;
        // The moves are undone from the last to the first.
        while let Some((number, original)) = self.last_move(&place, until) {
            (until, place) = (number, original);
        }
        place
    }

    /// Returns the last move before number `until` of the value at `place` or of a value that
    /// contains it: its number, and the place before it.
    fn last_move(&self, place: &Pointer, until: usize) -> Option<(usize, Pointer)> {
        let moves = place.around().filter_map(|here| {
            let (now_at, (number, from)) = self.moved.get_key_value(here)?;
            Some((*number, now_at, from))
        });
        let (number, now_at, from) = moves
            .filter(|(number, ..)| *number < until)
            .max_by_key(|(number, here, _)| (*number, here.as_str().len()))?;
        Some((number, from.join(&place.strip_prefix(now_at)?)))
    }

    /// Removes the warnings and notes about places that `is_kept` rejects.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&Pointer) -> bool) {
        self.entries.retain(|(origin, diagnostic)| {
            *origin != Origin::Document || diagnostic.severity == Severity::Error || is_kept(&diagnostic.pointer)
        });
    }

    /// Returns the number of diagnostics.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if the run must stop at the end of this stage.
    pub(crate) fn has_errors(&self) -> bool {
        self.entries.iter().any(|(_, diagnostic)| diagnostic.severity == Severity::Error)
    }

    /// Returns true if there is a diagnostic about the value at `pointer` or inside it.
    #[cfg(test)]
    pub(crate) fn mentions(&self, pointer: &Pointer) -> bool {
        let place = self.place_of(pointer);
        self.entries.iter().any(|(_, diagnostic)| diagnostic.pointer.starts_with(&place))
    }

    /// Sets the source and the location of the diagnostics about options.
    pub(crate) fn locate_options(&mut self, origin: &OptionsOrigin) {
        let of_options = self.entries.iter_mut().filter(|(of, _)| *of == Origin::Options);
        origin.locate(of_options.map(|(_, diagnostic)| diagnostic));
    }

    /// Takes the diagnostics that a tolerant report has kept, with their sources and locations.
    pub(crate) fn take_unmatched(&mut self, origin: &OptionsOrigin) -> Vec<Diagnostic> {
        let mut unmatched = self.unmatched.take().unwrap_or_default();
        origin.locate(unmatched.iter_mut());
        unmatched
    }

    /// Ends the run: sets the source and the location of every diagnostic.
    ///
    /// A pointer to a value that an overlay added becomes a pointer into that overlay. Each source
    /// is read at most once, and only if there is a diagnostic about it.
    pub(crate) fn locate(self, document: &Source, overlays: &[Source], applied: &Applied) -> Diagnostics {
        let mut entries = self.entries;
        for (origin, diagnostic) in &mut entries {
            if *origin == Origin::Document {
                (*origin, diagnostic.pointer) = applied.origin(&diagnostic.pointer);
            }
        }
        let sources = std::iter::once((Origin::Document, document))
            .chain(overlays.iter().enumerate().map(|(index, source)| (Origin::Overlay(index), source)));
        for (origin, source) in sources {
            let mut of_source: Vec<&mut Diagnostic> =
                entries.iter_mut().filter(|(of, _)| *of == origin).map(|(_, diagnostic)| diagnostic).collect();
            let pointers: Vec<&Pointer> = of_source.iter().map(|diagnostic| &diagnostic.pointer).collect();
            let places = source.places(&pointers);
            for (diagnostic, place) in of_source.iter_mut().zip(places) {
                diagnostic.source = place.file;
                diagnostic.pointer = place.pointer;
                diagnostic.location = diagnostic.location.or(place.location);
            }
        }
        entries.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }
}

/// Returns the place in a project file of an option at `place` below the options.
fn place_of_option(place: &Pointer) -> Pointer {
    Pointer::root().child("options").join(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_moves_at_once_the_innermost_counts_and_no_other() {
        let pointer = |text: &str| Pointer::parse(text).unwrap();
        let mut report = Report::default();
        let moves = [("/l/0", "/l/1"), ("/l/1", "/l/2"), ("/l/0/schema", "/l/1"), ("/a", "/l/0")];
        report.record_moves(moves.map(|(now_at, original)| (pointer(now_at), pointer(original))));
        for (now, expected) in
            [("/l/0/schema/type", "/l/1/type"), ("/l/0/x", "/l/1/x"), ("/l/1", "/l/2"), ("/a", "/l/0")]
        {
            assert_eq!(report.place_of(&pointer(now)), pointer(expected), "{now}");
        }
    }

    #[test]
    fn moved_values_are_found_at_their_first_places() {
        let pointer = |text: &str| Pointer::parse(text).unwrap();
        let mut report = Report::default();
        for (now_at, original) in [("/x/a", "/x"), ("/l/1", "/l/2"), ("/l/2", "/l/3"), ("/y", "/x/a/b"), ("/o/0", "/o")]
        {
            report.record_move(pointer(now_at), pointer(original));
        }
        for (now, expected) in [
            ("/x/a/b", "/x/b"),
            ("/l/1/k", "/l/2/k"),
            ("/l/2", "/l/3"),
            ("/y/c", "/x/b/c"),
            ("/o/0/o/0", "/o/o/0"),
            ("/z", "/z"),
        ] {
            assert_eq!(report.place_of(&pointer(now)), pointer(expected), "{now}");
        }
    }
}
