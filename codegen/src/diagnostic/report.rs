//! Where the stages put what they have to say.

use std::collections::{HashMap, HashSet};

use super::{Diagnostic, Diagnostics};
use crate::overlay::Applied;
use crate::parse::locate_all;
use crate::pointer::Pointer;
use crate::source::Source;

/// Collects diagnostics through all stages. A stage that met an error goes on as long as it can, and the run stops at
/// the stage's end.
#[derive(Debug, Default)]
pub(crate) struct Report {
    entries: Vec<(Origin, Diagnostic)>,
    /// What has been said of which place of the document: a component is met wherever it is used, and reported once.
    said: HashSet<(Pointer, String)>,
    /// The values that a stage has put elsewhere, each with where it stands in the document.
    moved: HashMap<Pointer, Pointer>,
}

/// The text that a diagnostic's pointer points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The document, as the overlays left it.
    Document,
    /// The overlay at this index.
    Overlay(usize),
}

impl Report {
    /// Says something about the document.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.pointer = self.place_of(&diagnostic.pointer);
        if self.said.insert((diagnostic.pointer.clone(), diagnostic.message.clone())) {
            self.entries.push((Origin::Document, diagnostic));
        }
    }

    /// Says something about the overlay at `index`.
    pub(crate) fn extend_overlay(&mut self, index: usize, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.entries.extend(diagnostics.into_iter().map(|diagnostic| (Origin::Overlay(index), diagnostic)));
    }

    /// Says that the value at `pointer` stops the generator.
    pub(crate) fn error(&mut self, pointer: &Pointer, message: impl Into<String>) {
        self.push(Diagnostic::error(pointer, message));
    }

    /// Says that the output lacks what the value at `pointer` says.
    pub(crate) fn warn(&mut self, pointer: &Pointer, message: impl Into<String>) {
        self.push(Diagnostic::warning(pointer, message));
    }

    /// Says that what the stages from here on meet at `met_at` stands at `place` in the document.
    pub(crate) fn stands_at(&mut self, met_at: Pointer, place: Pointer) {
        self.moved.insert(met_at, place);
    }

    /// Where in the document that stands which is met at `pointer`.
    pub(crate) fn place_of(&self, pointer: &Pointer) -> Pointer {
        let mut place = pointer.clone();
        // What was moved may have been moved before, but not more often than there are moves.
        for _ in 0..self.moved.len() {
            let mut above = Some(place.clone());
            let moved = std::iter::from_fn(|| {
                let here = above.take()?;
                above = here.split_last().map(|(parent, _)| parent);
                Some(self.moved.get(&here).map(|from| (here, from)))
            });
            let Some((met_at, from)) = moved.flatten().next() else { break };
            place = from.join(&place.strip_prefix(&met_at).unwrap_or_default());
        }
        place
    }

    /// Whether the run has to stop at the end of this stage.
    pub(crate) fn has_errors(&self) -> bool {
        self.entries.iter().any(|(_, diagnostic)| diagnostic.severity == super::Severity::Error)
    }

    /// Whether something at `pointer` or inside it is wrong already.
    pub(crate) fn has_error_within(&self, pointer: &Pointer) -> bool {
        let place = self.place_of(pointer);
        self.entries.iter().any(|(_, diagnostic)| {
            diagnostic.severity == super::Severity::Error && diagnostic.pointer.starts_with(&place)
        })
    }

    /// Ends the run: fills in the source and the location of every diagnostic.
    ///
    /// A pointer to something that an overlay added leads into that overlay. Each source is read at most once, and not
    /// at all when there is nothing to say about it.
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
            let locations = locate_all(source, &pointers);
            for (diagnostic, location) in of_source.iter_mut().zip(locations) {
                source.name().clone_into(&mut diagnostic.source);
                diagnostic.location = diagnostic.location.or(location);
            }
        }
        entries.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }
}
