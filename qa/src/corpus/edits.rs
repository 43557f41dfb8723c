//! Edits documents at random, and compares the report of `diff` with the effect of the edit on the
//! generated code.
//!
//! The difference must be empty exactly if the generated code is the same. Edits that only the
//! fallback rule explains are counted too, because each is a change without a rule of its own.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use fastrand::Rng;
use openapi_bindgen::{
    Generated, Options, Source,
    diff::{Rule, Version, compare},
    parse, read_source,
};

use crate::{document::Document, edit::edit};

/// The stack size for functions that recurse through nested schemas.
const STACK: usize = 256 << 20;

/// The number of attempts for an edit that the generator rejects.
const TRIES: usize = 20;

/// The number of edits that are shown for each kind of problem.
const SHOWN: usize = 20;

/// The results of all edits.
#[derive(Debug, Default)]
pub(crate) struct Report {
    edits: usize,
    same: usize,
    rejected: usize,
    rules: BTreeMap<Rule, usize>,
    /// The edits whose difference is empty although the code differs, or the reverse.
    wrong: Vec<String>,
    /// The edits that only the fallback rule explains.
    unexplained: Vec<String>,
}

/// Makes about `edits` edits that the generator accepts, the same number of each document. `seed`
/// selects them.
pub(crate) fn run(documents: &[Document], edits: usize, seed: u64, jobs: usize) -> Report {
    let report = Mutex::new(Report::default());
    let next = AtomicUsize::new(0);
    let of_each = edits.div_ceil(documents.len().max(1));
    let work = || {
        while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found =
                read_source(&document.path).map(|source| of_document(&source, of_each, seed)).unwrap_or_default();
            if let Ok(mut report) = report.lock() {
                report.add(&document.name, found);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            if let Err(error) = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
                eprintln!("error: {error}");
            }
        }
    });
    report.into_inner().unwrap_or_default()
}

/// Edits one document, if it is OpenAPI.
fn of_document(source: &Source, edits: usize, seed: u64) -> Report {
    let mut report = Report::default();
    let options = Options::default().envelopes(["data"]);
    let (Ok(document), Ok(old)) = (parse(source), Version::generate(source, &[], &options)) else { return report };
    for number in 0..edits {
        let mut random = Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        for _ in 0..TRIES {
            let mut edited = document.clone();
            let description = edit(&mut edited, &mut random);
            match Version::generate(&Source::new("edited.json", edited.to_string()), &[], &options) {
                Ok(new) => {
                    report.judge(&old, &new, &description);
                    break;
                }
                Err(_) => report.rejected += 1,
            }
        }
    }
    report
}

impl Report {
    /// Returns true if every edit was reported correctly.
    pub(crate) fn is_good(&self) -> bool {
        self.wrong.is_empty()
    }

    fn judge(&mut self, old: &Version, new: &Version, description: &str) {
        self.edits += 1;
        let is_same = code(old.generated()) == code(new.generated());
        self.same += usize::from(is_same);
        for (one, other) in [(old, new), (new, old)] {
            let difference = compare(one, other);
            if difference.is_empty() != is_same {
                self.wrong.push(description.to_owned());
            }
            for change in difference.changes() {
                *self.rules.entry(change.rule).or_default() += 1;
                if change.rule == Rule::DeclarationChanged || change.rule == Rule::FileChanged {
                    self.unexplained.push(format!("{description}: {}", change.path));
                }
            }
        }
    }

    fn add(&mut self, document: &str, other: Self) {
        let named = |description: String| format!("{document}: {description}");
        self.edits += other.edits;
        self.same += other.same;
        self.rejected += other.rejected;
        self.wrong.extend(other.wrong.into_iter().map(named));
        self.unexplained.extend(other.unexplained.into_iter().map(named));
        for (rule, count) in other.rules {
            *self.rules.entry(rule).or_default() += count;
        }
    }
}

/// Returns the generated code without the digest of the document.
fn code(generated: &Generated) -> Vec<(&str, String)> {
    let without_digest = |line: &&str| !line.contains("sha256 of document and overlays: ");
    let title = |text: &str| {
        text.lines()
            .find(|line| !without_digest(line))
            .and_then(|line| line.rsplit_once(", sha256"))
            .map(|(title, _)| title.to_owned())
    };
    generated
        .files
        .iter()
        .map(|file| {
            let lines: Vec<&str> = file.text.lines().filter(without_digest).collect();
            (file.path.as_str(), lines.join("\n") + &title(&file.text).unwrap_or_default())
        })
        .collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rule, count) in &self.rules {
            writeln!(f, "{count:8} {}", rule.id())?;
        }
        let problems = [("reported incorrectly", &self.wrong), ("not explained", &self.unexplained)];
        for (what, edits) in problems {
            for edit in edits.iter().take(SHOWN) {
                writeln!(f, "{what}: {edit}")?;
            }
        }
        let (wrong, unexplained) = (self.wrong.len(), self.unexplained.len());
        writeln!(f, "rejected and made again: {}", self.rejected)?;
        write!(f, "edits: {}, without effect: {}, wrong: {wrong}, unexplained: {unexplained}", self.edits, self.same)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::document::find;

    #[test]
    fn no_edit_of_a_small_document_is_silent_or_unexplained() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/specs/accepted");
        let documents = find(&folder, None).unwrap();
        assert!(documents.len() > 50, "{}", documents.len());
        let report = run(&documents, 5 * documents.len(), 1, 2);
        assert!(report.is_good() && report.unexplained.is_empty(), "{report}");
        assert!(report.edits > 4 * documents.len() && report.same < report.edits, "{report}");
    }
}
