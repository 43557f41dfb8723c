//! The actions of an overlay.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::applied::{AppliedAction, Outcome};
use super::target::{DEEPEST, LONGEST, nesting};
use crate::diagnostic::Diagnostic;
use crate::parse::{Members, list};
use crate::pointer::Pointer;
use crate::source::Source;

/// An overlay action.
pub(super) struct Action {
    /// Its place in the overlay.
    pub(super) pointer: Pointer,
    index: usize,
    /// The JSONPath as written.
    pub(super) target: String,
    pub(super) path: JsonPath,
    description: Option<String>,
    pub(super) change: Change,
}

/// The change of an action to the values that it selects.
pub(super) enum Change {
    Update(Value),
    Remove,
}

impl Action {
    /// Records the outcome of the action.
    pub(super) fn applied(self, source: &Source, outcome: Outcome, pointers: Vec<Pointer>) -> AppliedAction {
        AppliedAction {
            source: source.name().to_owned(),
            index: self.index,
            target: self.target,
            description: self.description,
            outcome,
            pointers,
        }
    }
}

/// Reads the actions of an overlay, and adds its faults to `wrong`.
pub(super) fn read(overlay: &Value, wrong: &mut Vec<Diagnostic>) -> Vec<Action> {
    let Some(members) = Members::read(overlay, Pointer::root(), wrong) else { return Vec::new() };
    members.only(&["overlay", "info", "extends", "actions"], wrong);
    check_version(&members, wrong);
    if let Some((info, pointer)) = members.require("info", wrong)
        && let Some(info) = Members::read(info, pointer, wrong)
    {
        info.require_string("title", wrong);
        info.require_string("version", wrong);
    }
    members.string("extends", wrong);
    let Some((actions, pointer)) = members.require("actions", wrong) else { return Vec::new() };
    if actions.as_array().is_some_and(Vec::is_empty) {
        wrong.push(Diagnostic::error(&pointer, "an overlay needs at least one action"));
    }
    let actions = list(actions, &pointer, wrong).iter().enumerate();
    actions.filter_map(|(index, action)| read_action(index, action, pointer.index(index), wrong)).collect()
}

fn check_version(members: &Members<'_>, wrong: &mut Vec<Diagnostic>) {
    let Some(version) = members.require_string("overlay", wrong) else { return };
    if !matches!(version.split('.').collect::<Vec<_>>()[..], ["1", "0" | "1", ..]) {
        wrong.push(
            Diagnostic::error(
                &members.pointer().child("overlay"),
                format!("version `{version}` of the Overlay specification is not supported"),
            )
            .help("the supported versions are 1.0 and, without `copy`, 1.1"),
        );
    }
}

fn read_action(index: usize, action: &Value, pointer: Pointer, wrong: &mut Vec<Diagnostic>) -> Option<Action> {
    let members = Members::read(action, pointer, wrong)?;
    members.only(&["target", "description", "update", "remove", "copy"], wrong);
    let description = members.string("description", wrong).map(str::to_owned);
    let change = read_change(&members, wrong);
    let target = members.require_string("target", wrong)?.to_owned();
    let pointer = members.pointer().child("target");
    if target.len() > LONGEST {
        wrong.push(
            Diagnostic::error(&pointer, format!("the target is longer than {LONGEST} bytes")).help("select less"),
        );
        return None;
    }
    if nesting(&target) > DEEPEST {
        let message = format!("the target nests brackets deeper than {DEEPEST} levels");
        wrong.push(Diagnostic::error(&pointer, message).help("select the place by its names, or with fewer filters"));
        return None;
    }
    let path = JsonPath::parse(&target)
        .map_err(|error| {
            wrong.push(
                Diagnostic::error(&pointer, format!("`{target}` is not a JSONPath: {error}"))
                    .help("a JSONPath starts with `$`, as in `$.paths['/things'].get`"),
            );
        })
        .ok()?;
    Some(Action { pointer: members.pointer().clone(), index, target, path, description, change: change? })
}

fn read_change(members: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Option<Change> {
    if let Some((_, pointer)) = members.get("copy") {
        wrong.push(
            Diagnostic::error(&pointer, "`copy` is not supported").help("write the values to add under `update`"),
        );
        return None;
    }
    let remove = match members.get("remove") {
        None => false,
        Some(_) => members.boolean("remove", wrong)?,
    };
    match (members.get("update"), remove) {
        (update, true) => {
            if let Some((_, pointer)) = update {
                wrong.push(
                    Diagnostic::warning(&pointer, "`update` has no effect beside `remove: true`")
                        .help("remove one of the two"),
                );
            }
            Some(Change::Remove)
        }
        (Some((update, _)), false) => Some(Change::Update(update.clone())),
        (None, false) => {
            wrong.push(
                Diagnostic::error(members.pointer(), "the action does nothing")
                    .help("give it `update` with what to merge, or `remove: true`"),
            );
            None
        }
    }
}
