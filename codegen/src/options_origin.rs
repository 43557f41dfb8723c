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

    /// Sets the location of a diagnostic whose pointer is that of an option in a project file. An option from elsewhere has
    /// no location.
    pub(crate) fn locate(&self, diagnostic: &mut Diagnostic) {
        let is_there =
            |project: &&Source| parse(project).is_ok_and(|value| value.pointer(diagnostic.pointer.as_str()).is_some());
        let place = self.0.as_ref().filter(is_there).map(|project| project.places(&[&diagnostic.pointer]));
        match place.and_then(|mut places| places.pop()) {
            Some(place) => {
                diagnostic.source = place.file;
                diagnostic.location = place.location;
            }
            None => diagnostic.pointer = Pointer::root(),
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
