//! The results of the run.

use std::{collections::BTreeSet, fmt};

use crate::{
    requests::{
        disputed,
        http::Request,
        plan::Plan,
        program::Sent,
        verdict::{Validator, Verdict},
    },
    table::Table,
};

/// The results for one document.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The reason why the generator rejects the document.
    rejection: Option<String>,
    plan: Plan,
    sent: Vec<Sent>,
    verdicts: Vec<Verdict>,
}

/// All results for the documents.
#[derive(Debug, Default)]
pub(crate) struct Report {
    documents: Vec<(String, Outcome)>,
}

/// The numbers of checked operations and of violations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    operations: usize,
    by_prism: usize,
    by_other: usize,
    calls: usize,
    not_sent: usize,
    violations: usize,
    disputed: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operations, by_prism, by_other, violations, .. } = self;
        write!(f, "operations: {operations}, checked by Prism: {by_prism}, ")?;
        write!(f, "by the other validator: {by_other}, violations: {violations}")
    }
}

impl Outcome {
    /// Combines the results for the calls of a plan. All lists are in the order of the calls.
    pub(crate) fn new(plan: Plan, sent: Vec<Sent>, verdicts: Vec<Verdict>) -> Self {
        Self { rejection: None, plan, sent, verdicts }
    }

    /// Creates the result for a document that the generator rejects.
    pub(crate) fn rejected(why: String) -> Self {
        Self { rejection: Some(why), ..Self::default() }
    }

    /// Returns the problems and the calls that could not be checked, each with its reason.
    pub(crate) fn text(&self, document: &str) -> String {
        let mut text = String::new();
        let mut say = |operation: &str, what: &str| text.push_str(&format!("{document}: {operation}: {what}\n"));
        if let Some(rejection) = &self.rejection {
            say("rejected", rejection);
        }
        for (operation, reason) in &self.plan.operations {
            if let Some(reason) = reason {
                say(operation, &format!("cannot be called: {reason}"));
            }
        }
        for ((call, sent), verdict) in self.plan.calls.iter().zip(&self.sent).zip(&self.verdicts) {
            let (operation, _) = &self.plan.operations[call.operation];
            match verdict {
                Verdict::NotSent(reason) => say(operation, &format!("not sent: {reason}")),
                Verdict::Open(reason) => say(operation, &format!("not judged: {reason}")),
                Verdict::Judged { violations, .. } => {
                    for violation in violations {
                        let Ok(request) = sent else { continue };
                        let what = disputed::reason(call, request, violation)
                            .map_or_else(|| "violation".to_owned(), |reason| format!("disputed ({reason})"));
                        say(operation, &format!("{what}: {violation}\n{}", shown(request)));
                    }
                }
            }
        }
        text
    }

    fn counts(&self) -> Counts {
        let operations_by = |validator: Validator| {
            let calls = self.plan.calls.iter().zip(&self.verdicts);
            let judged = calls.filter(|(_, verdict)| matches!(verdict, Verdict::Judged { by, .. } if *by == validator));
            judged.map(|(call, _)| call.operation).collect::<BTreeSet<_>>()
        };
        let (prism, other) = (operations_by(Validator::Prism), operations_by(Validator::OpenapiCore));
        let mut counts = Counts {
            operations: self.plan.operations.len(),
            by_other: other.difference(&prism).count(),
            by_prism: prism.len(),
            calls: self.sent.iter().filter(|sent| sent.is_ok()).count(),
            ..Counts::default()
        };
        for ((call, sent), verdict) in self.plan.calls.iter().zip(&self.sent).zip(&self.verdicts) {
            match verdict {
                Verdict::NotSent(_) => counts.not_sent += 1,
                Verdict::Open(_) => {}
                Verdict::Judged { violations, .. } => {
                    let is_disputed = |violation: &&String| {
                        sent.as_ref().is_ok_and(|request| disputed::reason(call, request, violation).is_some())
                    };
                    let disputed = violations.iter().filter(is_disputed).count();
                    counts.disputed += disputed;
                    counts.violations += violations.len() - disputed;
                }
            }
        }
        counts
    }

    /// Returns a short text on who has validated the requests.
    fn outcome(&self) -> String {
        let counts = self.counts();
        match (&self.rejection, counts) {
            (Some(_), _) => "rejected",
            (None, Counts { operations: 0, .. }) => "no operations",
            (None, Counts { by_prism: 1.., by_other: 1.., .. }) => "Prism, openapi-core",
            (None, Counts { by_prism: 1.., .. }) => "Prism",
            (None, Counts { by_other: 1.., .. }) => "openapi-core",
            (None, _) => "not judged",
        }
        .to_owned()
    }
}

impl Report {
    pub(crate) fn add(&mut self, document: String, outcome: Outcome) {
        self.documents.push((document, outcome));
    }

    /// Returns the table of all documents.
    pub(crate) fn text(&self) -> String {
        let mut table = Table::new(
            2,
            &["document", "judged by", "operations", "checked", "calls", "not sent", "disputed", "violations"],
        );
        for (document, outcome) in &self.documents {
            let counts = outcome.counts();
            let numbers = [
                counts.operations,
                counts.by_prism + counts.by_other,
                counts.calls,
                counts.not_sent,
                counts.disputed,
                counts.violations,
            ];
            let texts = [document.clone(), outcome.outcome()];
            table.push(texts.into_iter().chain(numbers.iter().map(ToString::to_string)).collect());
        }
        let mut text = table.text();
        let counts = self.counts();
        text.push_str(&format!(
            "\ncalls: {}, not sent: {}, disputed: {}\n",
            counts.calls, counts.not_sent, counts.disputed
        ));
        text
    }

    /// Returns the counts of all documents together.
    pub(crate) fn counts(&self) -> Counts {
        self.documents.iter().map(|(_, outcome)| outcome.counts()).fold(Counts::default(), |sum, one| Counts {
            operations: sum.operations + one.operations,
            by_prism: sum.by_prism + one.by_prism,
            by_other: sum.by_other + one.by_other,
            calls: sum.calls + one.calls,
            not_sent: sum.not_sent + one.not_sent,
            violations: sum.violations + one.violations,
            disputed: sum.disputed + one.disputed,
        })
    }

    /// Returns true if there is no violation, and every call could be sent.
    pub(crate) fn is_good(&self) -> bool {
        let counts = self.counts();
        counts.violations == 0 && counts.not_sent == 0
    }
}

/// Returns the request line, and the beginning of the body.
fn shown(request: &Request) -> String {
    const LENGTH: usize = 400;
    let body = String::from_utf8_lossy(&request.body);
    let short: String = body.chars().take(LENGTH).map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("    {} {}\n    {short}", request.method, request.target)
}
