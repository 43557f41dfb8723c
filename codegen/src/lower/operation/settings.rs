//! The settings of an operation: from the option `operation-settings`, or from its extensions.

use crate::diagnostic::Diagnostic;
use crate::ir::{CallSettings, Chosen, ChosenBy, Operation, RustIdent};
use crate::lower::Lowering;
use crate::naming::chosen_module;
use crate::nearest::suggestion;
use crate::pointer::Pointer;
use crate::rename;

/// The name of the option.
const OPTION: &str = "operation-settings";

/// The names of an operation that a target can be.
pub(super) struct Names<'a> {
    pub id: &'a str,
    pub function: &'a RustIdent,
    pub type_name: &'a RustIdent,
    /// Its original place in the document.
    pub place: &'a Pointer,
    /// The name of the extension `x-rust-name`.
    pub extension: Option<&'a str>,
}

impl Names<'_> {
    fn has(&self, target: &str) -> bool {
        let pointer = target.strip_prefix('#').unwrap_or(target);
        self.id == target
            || plain(self.function.as_str()) == plain(target)
            || self.type_name.as_str() == target
            || self.place.as_str() == pointer
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

impl Lowering<'_, '_> {
    /// Returns the settings of the operation with these names, which override those of its extensions. `at` is the
    /// operation.
    pub(super) fn call_settings(&mut self, mut settings: CallSettings, names: &Names<'_>, at: &Pointer) -> CallSettings {
        let options = self.options;
        let renames = options.rename.iter().filter(|(target, _)| names.has(target)).map(|(_, name)| name.as_str());
        let new_names: Vec<&str> = renames.chain(names.extension).collect();
        let is_it = |target: &str| names.has(target) || new_names.iter().any(|name| plain(name) == plain(target));
        for (index, (target, own)) in options.operation_settings.iter().enumerate().filter(|(_, (target, _))| is_it(target)) {
            self.used_settings.insert(index);
            let module = own.module.as_deref().and_then(|name| chosen_module(name).ok());
            let pagination = own.pagination.filter(|is_detected| !is_detected).map(|_| None);
            let twice = [
                set(&mut settings.retry, &own.retry, target).then_some("retry"),
                set(&mut settings.idempotency_header, &own.idempotency_header, target).then_some("idempotency-header"),
                set(&mut settings.deadline, &own.timeout, target).then_some("timeout"),
                set(&mut settings.envelopes, &own.envelopes, target).then_some("envelopes"),
                set(&mut settings.module, &module, target).then_some("module"),
            ];
            if let Some(value) = pagination {
                settings.pagination = Some(Chosen { value, by: by_option(target) });
            }
            for key in twice.into_iter().flatten() {
                let message = format!("the option `{OPTION}` has two values of `{key}` for `{}`", names.id);
                self.report.push(Diagnostic::error(at, message).help("leave one of them out"));
            }
        }
        settings
    }

    /// Reports the settings that no operation has.
    pub(super) fn report_unused_settings(&mut self, operations: &[Operation]) {
        let names = || operations.iter().flat_map(|operation| [operation.id.as_str(), operation.function.as_str()]);
        for (index, (target, _)) in self.options.operation_settings.iter().enumerate() {
            if self.used_settings.contains(&index) {
                continue;
            }
            let message = format!("the option `{OPTION}` names `{target}`, but no operation has this name");
            let otherwise = "write an `operationId`, the name of a method, or the JSON Pointer of an operation";
            self.report.push(
                Diagnostic::error(&Pointer::root().child("paths"), message)
                    .help(suggestion(target, names()).unwrap_or_else(|| otherwise.to_owned())),
            );
        }
    }
}

/// Sets a value that the option has. Returns true if it has another one already.
fn set<T: Clone + PartialEq>(slot: &mut Option<Chosen<T>>, value: &Option<T>, target: &str) -> bool {
    let Some(value) = value else { return false };
    let before = slot.replace(Chosen { value: value.clone(), by: by_option(target) });
    before.is_some_and(|before| matches!(before.by, ChosenBy::Option(..)) && before.value != *value)
}

fn by_option(target: &str) -> ChosenBy {
    ChosenBy::Option(OPTION, target.to_owned())
}

/// Returns the name that the extension `x-rust-name` gives an operation.
pub(super) fn extension_name(given: &openapiv3::Operation) -> Option<&str> {
    given.extensions.get(rename::NAME)?.as_str()
}
