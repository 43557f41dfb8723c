use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::parse::parse;
use crate::pointer::Pointer;
use crate::source::Source;

/// Returns the place below the options of the entry `key` of an option.
pub(crate) fn option_place(option: &str, key: &str) -> Pointer {
    Pointer::root().child(option).child(key)
}

/// The project file that the options are from, if there is one, for the places of messages. It has no effect on the
/// output, so all are equal.
#[derive(Clone, Default)]
pub(crate) struct OptionsOrigin(Option<Source>);

impl OptionsOrigin {
    /// Returns the origin of options that are read from `project`.
    pub(crate) fn new(project: &Source) -> Self {
        Self(Some(project.clone()))
    }

    /// Sets the locations of diagnostics whose pointers are those of options in a project file. An option from elsewhere
    /// has no location.
    pub(crate) fn locate<'d>(&self, diagnostics: impl Iterator<Item = &'d mut Diagnostic>) {
        let diagnostics: Vec<&mut Diagnostic> = diagnostics.collect();
        let Some(project) = self.0.as_ref().filter(|_| !diagnostics.is_empty()) else {
            return diagnostics.into_iter().for_each(|diagnostic| diagnostic.pointer = Pointer::root());
        };
        let value = parse(project).unwrap_or_default();
        let (located, others): (Vec<_>, Vec<_>) =
            diagnostics.into_iter().partition(|diagnostic| value.pointer(diagnostic.pointer.as_str()).is_some());
        for diagnostic in others {
            diagnostic.pointer = Pointer::root();
        }
        let pointers: Vec<&Pointer> = located.iter().map(|diagnostic| &diagnostic.pointer).collect();
        let places = project.places(&pointers);
        for (diagnostic, place) in located.into_iter().zip(places) {
            diagnostic.source = place.file;
            diagnostic.location = place.location;
        }
    }
}

impl fmt::Debug for OptionsOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map(Source::name).fmt(f)
    }
}

impl PartialEq for OptionsOrigin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for OptionsOrigin {}
