use std::fmt;

use super::{Outcome, Problem};
use crate::{corpus::histogram::Histogram, table::Table};

/// The results for the values of all documents.
#[derive(Debug)]
pub(crate) struct Report<'d> {
    outcomes: Vec<Outcome<'d>>,
    /// True if strings of a format had types.
    has_formats: bool,
}

/// The counts of the last line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub values: usize,
    pub differences: usize,
    pub without_values: usize,
    /// The number of strings of a format with another spelling, if they had types.
    pub respelled: Option<usize>,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { values, differences, without_values, respelled } = self;
        write!(f, "values: {values}, differences: {differences}, components without values: {without_values}")?;
        respelled.map_or(Ok(()), |respelled| write!(f, ", respelled: {respelled}"))
    }
}

impl<'d> Report<'d> {
    pub(super) fn new(outcomes: Vec<Outcome<'d>>, has_formats: bool) -> Self {
        Self { outcomes, has_formats }
    }

    /// Returns the numbers of values, of values that changed, and of components without values.
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            values: self.outcomes.iter().map(|outcome| outcome.values).sum(),
            differences: self.outcomes.iter().map(|outcome| outcome.problems.len()).sum(),
            without_values: self.outcomes.iter().map(|outcome| outcome.left_out.len()).sum(),
            respelled: self.has_formats.then(|| self.outcomes.iter().map(|outcome| outcome.respelled.len()).sum()),
        }
    }

    /// Returns the report as text, without the last line. It has the first problem of each document
    /// or, if `verbose`, all.
    pub(crate) fn text(&self, verbose: bool) -> String {
        let mut text = self.table().text();
        let shown = if verbose { usize::MAX } else { 1 };
        for outcome in &self.outcomes {
            if outcome.problems.is_empty() && outcome.left_out.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{}\n", outcome.document.name));
            for problem in outcome.problems.iter().take(shown) {
                text.push_str(&format!("{problem}\n"));
            }
            if outcome.problems.len() > shown {
                text.push_str(&format!("    … and {} more\n", outcome.problems.len() - shown));
            }
            for (component, reason) in &outcome.left_out {
                text.push_str(&format!("    {component}: without values, {reason}\n"));
            }
        }
        for (title, histogram) in self.histograms() {
            text.push_str(&format!("\n{title}\n{}\n", histogram.lines().join("\n")));
        }
        text.push('\n');
        text
    }

    /// Returns the report in Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("\n## Round trip\n{}", self.table().markdown());
        for (title, histogram) in self.histograms() {
            text.push_str(&format!("\n### {title}\n```text\n{}\n```\n", histogram.lines().join("\n")));
        }
        text.push_str(&format!("\n{}\n", self.counts()));
        text
    }

    fn table(&self) -> Table {
        let mut table = Table::new(1, &["document", "components", "without values", "values", "differences"]);
        for outcome in &self.outcomes {
            let numbers = [outcome.components, outcome.left_out.len(), outcome.values, outcome.problems.len()];
            let mut row = vec![outcome.document.name.clone()];
            row.extend(numbers.map(|number| number.to_string()));
            table.push(row);
        }
        table
    }

    fn histograms(&self) -> Vec<(&'static str, Histogram<'_>)> {
        let [mut differences, mut left_out, mut respellings] = std::array::from_fn(|_| Histogram::default());
        for Outcome { document, problems, left_out: components, respelled, .. } in &self.outcomes {
            let shapes: Vec<String> =
                problems.iter().map(|problem| format!("{}: {}", problem.kind, problem.what)).collect();
            differences.count_all(&shapes, &document.name);
            left_out.count_all(components.iter().map(|(_, reason)| reason), &document.name);
            let respelled: Vec<String> = respelled.iter().map(ToString::to_string).collect();
            respellings.count_all(&respelled, &document.name);
        }
        let titled = [
            ("What did not come back as it went in", differences),
            ("What came back in another spelling", respellings),
            ("Why components have no values", left_out),
        ];
        titled.into_iter().filter(|(_, histogram)| !histogram.is_empty()).collect()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "    {} ({}): {} {}", self.component, self.kind, self.at, self.what)?;
        writeln!(f, "        sent {}", self.sent)?;
        write!(f, "        back {}", self.back)
    }
}
