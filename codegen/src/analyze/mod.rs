//! Analyses of the whole API: sent types, cycles, duplicates, pagination.

mod any_json;
mod defaults;
mod depth;
mod direction;
mod duplicates;
mod internal;
mod pagination;
mod parameter_defaults;
mod read_only;
mod recursion;
mod selection;
mod tags;
mod usage;

pub(crate) use recursion::groups;
pub(crate) use usage::reach;

use crate::diagnostic::Report;
use crate::ir::Api;
use crate::options::Options;
use crate::rename::{self, ListedValues};

/// Completes the representation. `values` are the targets of the option `rename`.
pub(crate) fn analyze(mut api: Api, options: &Options, values: &ListedValues, report: &mut Report) -> Api {
    // A type has the discriminator also if the union that says so is not selected.
    tags::mark(&mut api);
    selection::apply(&mut api, &options.select, report);
    duplicates::merge(&mut api);
    any_json::drop_null(&mut api);
    read_only::loosen(&mut api, report);
    direction::split(&mut api);
    usage::mark(&mut api);
    usage::mark_multipart(&mut api);
    recursion::break_cycles(&mut api);
    depth::shorten_chains(&mut api);
    defaults::fill(&mut api, &options.defaults, report);
    parameter_defaults::drop_invalid(&mut api, report);
    // Pages refer to fields and parameters by name.
    rename::apply(&mut api, &options.rename, values, report);
    pagination::mark(&mut api, options, report);
    api
}
