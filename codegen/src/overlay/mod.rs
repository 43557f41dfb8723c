//! Overlays: files of changes to a document.
//!
//! [OpenAPI Overlay 1.0](https://spec.openapis.org/overlay/v1.0.0.html): each action selects values
//! by JSONPath, and merges a value into them or removes them. An action that selects nothing is an
//! error, since the document has changed. An action that changes nothing is skipped with a note,
//! since the document already has its change.

mod action;
mod applied;
mod budget;
mod edits;
#[cfg(feature = "command")]
mod effective;
mod history;
mod merge;
mod regex_cost;
mod remove;
mod target;

use serde_json::Value;

pub(crate) use applied::Applied;
pub use applied::{AppliedAction, Outcome};
#[cfg(feature = "command")]
pub use effective::{Effective, apply_overlays};

use crate::diagnostic::{Diagnostic, Diagnostics, Report};
use crate::parse::parse;
use crate::pointer::Pointer;
use crate::source::Source;
use action::{Action, Change};
use budget::Budget;
use edits::Edits;

/// Applies the overlays to the document in order.
///
/// Skips an overlay with an error in it, so that one mistake is not reported many times.
pub(crate) fn apply(document: &mut Value, overlays: &[Source], report: &mut Report) -> Applied {
    let mut applied = Applied::default();
    let mut budget = Budget::new(document);
    for (index, source) in overlays.iter().enumerate() {
        let actions = match read(source) {
            Ok((actions, warnings)) => {
                report.extend_overlay(index, warnings);
                actions
            }
            Err(errors) => {
                report.extend_overlay(index, errors);
                continue;
            }
        };
        for action in actions {
            let mut edits = Edits::new(index, applied.actions.len(), &mut applied.history);
            match perform(document, &action, &mut budget, &mut edits) {
                Ok(()) => {
                    let pointers = edits.into_pointers();
                    let outcome = if pointers.is_empty() { Outcome::Skipped } else { Outcome::Applied };
                    if outcome == Outcome::Skipped {
                        report.extend_overlay(index, [superfluous(&action)]);
                    }
                    applied.actions.push(action.applied(source, outcome, pointers));
                }
                Err(errors) => report.extend_overlay(index, errors),
            }
            if budget.is_spent() {
                return applied;
            }
        }
    }
    applied
}

fn read(source: &Source) -> Result<(Vec<Action>, Diagnostics), Diagnostics> {
    let overlay = parse(source)?;
    let mut wrong = Vec::new();
    let actions = action::read(&overlay, &mut wrong);
    let wrong: Diagnostics = wrong.into_iter().collect();
    if wrong.has_errors() { Err(wrong) } else { Ok((actions, wrong)) }
}

fn perform(
    document: &mut Value,
    action: &Action,
    budget: &mut Budget,
    edits: &mut Edits<'_>,
) -> Result<(), Diagnostics> {
    budget.select(action)?;
    let mut targets: Vec<Pointer> = Vec::new();
    for location in action.path.query_located(document).dedup().locations() {
        // The query returns valid pointers to values of the document.
        targets.extend(Pointer::parse(&location.to_json_pointer()));
    }
    if targets.is_empty() {
        return Err(Diagnostic::error(
            &action.pointer.child("target"),
            format!("`{}` selects nothing in the document", action.target),
        )
        .help("the document may have changed; no file was written: correct the target, or remove the action")
        .into());
    }
    match &action.change {
        Change::Update(update) => {
            budget.update(document, &targets, update, action)?;
            let from = action.pointer.child("update");
            targets.iter().try_for_each(|target| merge::merge(document, target, update, &from, edits))
        }
        Change::Remove => remove::remove(document, targets, action, budget, edits),
    }
}

fn superfluous(action: &Action) -> Diagnostic {
    Diagnostic::note(&action.pointer, format!("the document already has what this action adds to `{}`", action.target))
        .help("remove the action")
}

#[cfg(test)]
mod tests;
