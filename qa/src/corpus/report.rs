//! The results of the run, as text and as Markdown.

use std::fmt;

use crate::{
    corpus::{
        check::{Check, Checks},
        generation::{Generation, Outcome, Size},
        histogram::Histogram,
    },
    document::Document,
    table::Table,
};

/// All results for the documents.
#[derive(Debug)]
pub(crate) struct Report<'d> {
    entries: Vec<Entry<'d>>,
    skipped: usize,
    /// The CPU seconds of all checks.
    check_seconds: Option<f64>,
    /// True to show all diagnostics of a document, not only the first.
    verbose: bool,
}

#[derive(Debug)]
struct Entry<'d> {
    document: &'d Document,
    generation: &'d Generation,
    check: Option<&'d Check>,
}

/// The counts of the last line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    documents: usize,
    generated: usize,
    compiled: usize,
    rejected: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { documents, generated, compiled, rejected } = self;
        write!(f, "documents: {documents}, generated: {generated}, compiled: {compiled}, rejected: {rejected}")
    }
}

impl<'d> Report<'d> {
    /// Combines the results for each document. `checks` is `None` if nothing was compiled.
    pub(crate) fn new(
        documents: &'d [Document],
        generations: &'d [Generation],
        checks: Option<&'d Checks>,
        verbose: bool,
    ) -> Self {
        let entries: Vec<Entry<'_>> = documents
            .iter()
            .zip(generations)
            .filter(|(_, generation)| !matches!(generation.outcome, Outcome::Skipped))
            .map(|(document, generation)| {
                let check = checks.and_then(|checks| checks.of_module.get(&document.module));
                Entry { document, generation, check }
            })
            .collect();
        let skipped = documents.len() - entries.len();
        Self { entries, skipped, check_seconds: checks.and_then(|checks| checks.seconds), verbose }
    }

    /// Returns the number of documents with each outcome.
    pub(crate) fn counts(&self) -> Counts {
        let count = |has: &dyn Fn(&Entry<'_>) -> bool| self.entries.iter().filter(|entry| has(entry)).count();
        Counts {
            documents: self.entries.len(),
            generated: count(&|entry| entry.size().is_some()),
            compiled: count(&|entry| entry.check.is_some_and(|check| check.errors.is_empty())),
            rejected: count(&|entry| matches!(entry.generation.outcome, Outcome::Rejected(_))),
        }
    }

    /// Returns true if all generated code compiles without warnings and keeps the types of the
    /// document, and every rejection has a place.
    pub(crate) fn is_good(&self) -> bool {
        self.entries.iter().all(|entry| match &entry.generation.outcome {
            Outcome::Skipped => true,
            Outcome::Generated(size) => {
                let compiles = entry.check.is_none_or(|check| check.errors.is_empty() && check.warnings.is_empty());
                compiles && !size.loses_too_much()
            }
            Outcome::Rejected(errors) => !errors.is_empty() && errors.iter().all(|error| error.located),
            Outcome::Crashed(_) => false,
        })
    }

    /// Returns the report as text, without the last line.
    pub(crate) fn text(&self) -> String {
        let mut text = self.table().text();
        for entry in &self.entries {
            let shown = if self.verbose { usize::MAX } else { 1 };
            let problems = entry.problems();
            for problem in problems.iter().take(shown) {
                text.push_str(&format!("\n{}\n{}\n", entry.document.name, indented(problem)));
            }
            if problems.len() > shown {
                text.push_str(&format!("    … and {} more\n", problems.len() - shown));
            }
        }
        for (title, histogram) in self.histograms() {
            text.push_str(&format!("\n{title}\n{}\n", histogram.lines().join("\n")));
        }
        text.push('\n');
        for line in self.remarks() {
            text.push_str(&format!("{line}\n"));
        }
        text
    }

    /// Returns the report in Markdown: the table, the reasons and the counts.
    pub(crate) fn markdown(&self) -> String {
        let mut text = self.table().markdown();
        for (title, histogram) in self.histograms() {
            text.push_str(&format!("\n## {title}\n```text\n{}\n```\n", histogram.lines().join("\n")));
        }
        let mut lines = self.remarks();
        lines.push(self.counts().to_string());
        text.push_str(&format!("\n{}\n", lines.join("  \n")));
        text
    }

    fn table(&self) -> Table {
        let mut table = Table::new(
            2,
            &["document", "outcome", "operations", "types", "untyped", "lost", "lines", "generate s", "MB", "check s"],
        );
        for entry in &self.entries {
            table.push(entry.row());
        }
        table
    }

    fn histograms(&self) -> Vec<(&'static str, Histogram<'_>)> {
        let [mut rejections, mut crashes, mut errors, mut warnings] = std::array::from_fn(|_| Histogram::default());
        for Entry { document, generation, check } in &self.entries {
            match &generation.outcome {
                Outcome::Rejected(errors) => {
                    rejections.count_all(errors.iter().map(|error| &error.message), &document.name);
                }
                Outcome::Crashed(why) => crashes.count_all([why], &document.name),
                Outcome::Skipped | Outcome::Generated(_) => {}
            }
            if let Some(check) = check {
                errors.count_all(check.errors.iter().map(|error| &error.summary), &document.name);
                warnings.count_all(check.warnings.iter().map(|warning| &warning.summary), &document.name);
            }
        }
        let titled = [
            ("Errors of rejected documents", rejections),
            ("Crashes of the generator", crashes),
            ("Errors of the compiler", errors),
            ("Warnings of the compiler", warnings),
        ];
        titled.into_iter().filter(|(_, histogram)| !histogram.is_empty()).collect()
    }

    /// Returns remarks beyond the table.
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.skipped > 0 {
            remarks.push(format!("skipped, because they are not OpenAPI documents: {}", self.skipped));
        }
        let unlocated = self.entries.iter().filter(|entry| entry.is_rejected_without_place()).count();
        if unlocated > 0 {
            remarks.push(format!("rejected without a line and column: {unlocated}"));
        }
        let sum = |number: fn(&Size) -> u64| self.entries.iter().filter_map(Entry::size).map(number).sum::<u64>();
        remarks.push(format!(
            "places with a type in the document: {}, without one in the output: {}",
            sum(|size| size.fields - size.untyped.min(size.fields)) + sum(|size| size.lost.len() as u64),
            sum(|size| size.lost.len() as u64),
        ));
        let measured = self.entries.iter().filter_map(|entry| entry.generation.seconds);
        let generate = decimal(measured.reduce(|sum, seconds| sum + seconds), 2);
        remarks.push(format!("CPU seconds: {generate} to generate, {} to check", decimal(self.check_seconds, 1)));
        remarks
    }
}

impl Entry<'_> {
    fn size(&self) -> Option<&Size> {
        match &self.generation.outcome {
            Outcome::Generated(size) => Some(size),
            _ => None,
        }
    }

    fn is_rejected_without_place(&self) -> bool {
        matches!(&self.generation.outcome, Outcome::Rejected(errors) if !errors.iter().all(|error| error.located))
    }

    fn outcome(&self) -> String {
        let counted = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
        match (&self.generation.outcome, self.check) {
            (Outcome::Skipped, _) => "skipped".to_owned(),
            (Outcome::Rejected(errors), _) => format!("rejected: {}", counted(errors.len(), "error")),
            (Outcome::Crashed(_), _) => "crashed".to_owned(),
            (Outcome::Generated(_), None) => "generated".to_owned(),
            (Outcome::Generated(_), Some(check)) if !check.errors.is_empty() => {
                format!("does not compile: {}", counted(check.errors.len(), "error"))
            }
            (Outcome::Generated(_), Some(check)) if !check.warnings.is_empty() => {
                format!("compiled: {}", counted(check.warnings.len(), "warning"))
            }
            (Outcome::Generated(_), Some(_)) => "compiled".to_owned(),
        }
    }

    fn row(&self) -> Vec<String> {
        let of_size = |number: fn(&Size) -> u64| {
            self.size().map(number).map_or_else(|| "-".to_owned(), |number| number.to_string())
        };
        vec![
            self.document.name.clone(),
            self.outcome(),
            of_size(|size| size.operations),
            of_size(|size| size.types),
            of_size(|size| size.untyped),
            of_size(|size| size.lost.len() as u64),
            of_size(|size| size.lines),
            decimal(self.generation.seconds, 3),
            decimal(self.generation.megabytes, 0),
            decimal(self.check.and_then(|check| check.seconds), 2),
        ]
    }

    /// Returns the problems to fix, each in full.
    fn problems(&self) -> Vec<&str> {
        let mut problems: Vec<&str> = match &self.generation.outcome {
            Outcome::Rejected(errors) => errors.iter().map(|error| error.text.as_str()).collect(),
            Outcome::Crashed(why) => vec![why],
            Outcome::Skipped | Outcome::Generated(_) => Vec::new(),
        };
        if let Some(check) = self.check {
            problems.extend(check.errors.iter().chain(&check.warnings).map(|message| message.text.as_str()));
        }
        problems
    }
}

fn decimal(number: Option<f64>, places: usize) -> String {
    number.map_or_else(|| "-".to_owned(), |number| format!("{number:.places$}"))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
