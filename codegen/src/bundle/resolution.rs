use super::problem::Problem;
use crate::pointer::Pointer;
use crate::source::Target;

/// A reference that cannot be resolved: its text in the bundle, and the reason.
#[derive(Clone, Debug)]
pub(super) struct Unresolved {
    pub(super) text: String,
    /// The missing place in the entry document, if the reference points there. Later stages report it.
    pub(super) in_entry: Option<Pointer>,
    pub(super) problem: Problem,
}

/// The target of a reference, with a possible problem.
pub(super) type Resolution = Result<(Target, Option<Problem>), Unresolved>;
