//! Sends JSON through the generated types and compares the results.
//!
//! For each component of each document, values are made from its schema, read into the generated
//! type and written again. The result must equal the original, after the normalisations of
//! [`compare::Comparison`], and must match the schema again.

mod compare;
mod plan;
mod program;
mod report;
mod sent;
mod spelling;

use std::{
    collections::HashMap,
    io::{self, IsTerminal},
    thread,
};

use serde_json::Value;

use crate::{
    corpus::{check, formats::Formats, generation::Types},
    document::Document,
    values::{Kind, Made},
    workspace::Workspace,
};
use compare::{Comparison, short};
use plan::{Component, Plan};
use program::{Program, Trip};
pub(crate) use report::{Counts, Report};
use spelling::Respelling;

/// The stack size for functions that recurse through nested schemas.
const STACK: usize = 256 << 20;

/// The choice of the values to make.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValuesMade {
    /// The approximate number of values for each component.
    pub count: usize,
    /// The seed of the values.
    pub seed: u64,
    /// The formats whose strings have types, if any.
    pub formats: Option<Formats>,
}

/// The results for the values of one document.
#[derive(Debug)]
struct Outcome<'d> {
    document: &'d Document,
    components: usize,
    values: usize,
    /// The components without values, each with the reason.
    left_out: Vec<(String, String)>,
    problems: Vec<Problem>,
    /// The changes of spelling in strings of a format.
    respelled: Vec<Respelling>,
}

/// A value that changed in the round trip.
#[derive(Debug)]
struct Problem {
    component: String,
    kind: Kind,
    /// The problem, without the place.
    what: String,
    /// The place in the value.
    at: String,
    sent: String,
    back: String,
}

/// Sends values through the types of these documents, each given with its lines of code. `types`
/// has the types of each module.
///
/// # Errors
/// Returns an error if a program cannot be built or run.
pub(crate) fn run<'d>(
    workspace: &Workspace,
    documents: &[(&'d Document, u64)],
    types: &HashMap<&str, &Types>,
    wanted: ValuesMade,
) -> io::Result<Report<'d>> {
    thread::scope(|scope| {
        let run = || -> io::Result<Report<'d>> {
            let mut outcomes = Vec::new();
            let groups = check::groups(documents);
            for (position, group) in groups.iter().enumerate() {
                if io::stderr().is_terminal() {
                    eprintln!("round trip {} of {}", position + 1, groups.len());
                }
                let plans: io::Result<Vec<Plan<'_>>> = group
                    .iter()
                    .filter_map(|document| Some((document, types.get(document.module.as_str())?)))
                    .map(|(document, types)| Plan::new(document, types, wanted))
                    .collect();
                outcomes.extend(send(workspace, &format!("round_trip_{position}"), plans?, wanted.formats.is_some())?);
            }
            Ok(Report::new(outcomes, wanted.formats.is_some()))
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run)?;
        thread.join().unwrap_or_else(|_| Err(io::Error::other("making values panicked")))
    })
}

/// Sends the values of all plans through one program.
fn send<'d>(
    workspace: &Workspace,
    name: &str,
    plans: Vec<Plan<'d>>,
    has_formats: bool,
) -> io::Result<Vec<Outcome<'d>>> {
    let types: Vec<(&str, &str)> = plans
        .iter()
        .flat_map(|plan| {
            plan.components.iter().map(|component| (plan.document.module.as_str(), component.type_name.as_str()))
        })
        .collect();
    let values: Vec<(usize, &Value)> = plans
        .iter()
        .flat_map(|plan| &plan.components)
        .enumerate()
        .flat_map(|(number, component)| component.values.iter().map(move |(_, made)| (number, &made.value)))
        .collect();
    let mut trips = if values.is_empty() {
        Vec::new()
    } else {
        Program::build(workspace, name, &types, has_formats)?.run(workspace, &values)?
    }
    .into_iter();
    Ok(plans.into_iter().map(|plan| judge(plan, &mut trips)).collect())
}

/// Takes as many trips as the plan has values, and compares each with the original.
fn judge<'d>(plan: Plan<'d>, trips: &mut impl Iterator<Item = Trip>) -> Outcome<'d> {
    let (mut problems, mut respelled) = (Vec::new(), Vec::new());
    let mut values = 0;
    for component in &plan.components {
        for ((kind, made), trip) in component.values.iter().zip(trips.by_ref()) {
            values += 1;
            problems.extend(problem(component, *kind, made, trip, &mut respelled));
        }
    }
    let components = plan.components.len();
    Outcome { document: plan.document, components, values, left_out: plan.left_out, problems, respelled }
}

fn problem(
    component: &Component,
    kind: Kind,
    made: &Made,
    trip: Trip,
    respelled: &mut Vec<Respelling>,
) -> Option<Problem> {
    let found = |what: String, at: String, back: String| {
        Some(Problem { component: component.name.clone(), kind, what, at, sent: short(&made.value), back })
    };
    let back = match trip {
        Ok(back) => back,
        Err(error) => {
            let (at, what) = error.split_once(": ").unwrap_or(("", &error));
            return found(what.to_owned(), at.to_owned(), "nothing".to_owned());
        }
    };
    let back: Value = match serde_json::from_str(&back) {
        Ok(back) => back,
        Err(error) => return found(format!("the result is not JSON: {error}"), String::new(), back),
    };
    let mut comparison = Comparison::new(made);
    let difference = comparison.difference(&back);
    respelled.extend(comparison.respelled());
    if let Some(difference) = difference {
        return found(difference.what.to_string(), difference.at, short(&back));
    }
    if kind.is_valid()
        && !made.needs_droppable
        && let Err(error) = component.validator.validate(&back)
    {
        let at = error.instance_path().to_string();
        return found(format!("the result does not match the schema: {}", error.masked()), at, short(&back));
    }
    None
}
