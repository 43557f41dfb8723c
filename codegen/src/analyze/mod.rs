//! What can only be said of the whole: which types are sent, which contain themselves, which have constraints.

mod checks;
mod duplicates;
mod recursion;
mod usage;

use crate::ir::Api;

/// Completes the representation.
pub(crate) fn analyze(mut api: Api) -> Api {
    duplicates::merge(&mut api);
    usage::mark(&mut api);
    usage::mark_multipart(&mut api);
    recursion::break_cycles(&mut api);
    checks::mark(&mut api);
    api
}
