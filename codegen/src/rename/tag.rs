use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Api, Chosen, ChosenBy};
use crate::naming::chosen_module;
use crate::nearest::suggestion;
use crate::options_origin::option_place;
use crate::pointer::Pointer;

/// The prefix of a target that is a tag.
const PREFIX: &str = "tag:";

/// Returns the tag that a target of the option names.
pub(super) fn tag_of(target: &str) -> Option<&str> {
    target.strip_prefix(PREFIX)
}

/// Renames the module of the operations with the tag. Their own modules stay the same.
pub(super) fn rename(api: &mut Api, target: &str, tag: &str, name: &str, report: &mut Report) {
    let at = Pointer::root();
    let module = match chosen_module(name) {
        Ok(module) => module,
        Err(message) => {
            let message = format!("the option `rename` for `{target}`: {message}");
            return report.push_option(&option_place("rename", target), Diagnostic::error(&at, message));
        }
    };
    let mut is_used = false;
    for operation in api.operations.iter_mut().filter(|operation| operation.tag() == Some(tag)) {
        is_used = true;
        let by = ChosenBy::Option("rename", target.to_owned());
        operation.settings.module.get_or_insert(Chosen { value: module.clone(), by });
    }
    if !is_used {
        let tags = api.operations.iter().filter_map(|operation| operation.tag());
        let message = format!("the option `rename` names `{target}`, but no operation has this tag as its first");
        let help = suggestion(tag, tags).unwrap_or_else(|| "use the spelling of the document".to_owned());
        report.push_unmatched(&option_place("rename", target), Diagnostic::error(&at, message).help(help));
    }
}
