//! The files of a document, each read once.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::FileError;
use super::addresses::Addresses;
use super::identifiers::Identifiers;
use super::problem::{LEFT_OUT, Problem};
use super::resolution::Resolution;
use crate::budget::{self, Budget, Excess};
use crate::diagnostic::Diagnostics;
use crate::parse::parse_any;
use crate::pointer::Pointer;
use crate::source::Source;

/// The position of the entry document among the files.
pub(super) const ENTRY: usize = 0;

/// The maximum number of files of one document.
const MOST_FILES: usize = 10_000;

/// The maximum total size of the files of one document, in bytes.
const MOST_BYTES: usize = 256 << 20;

/// The maximum number of references without a target that get a suggestion.
const MOST_SUGGESTIONS: usize = 100;

/// The parts of the output that a problem with a copy counts as.
const PARTS_OF_PROBLEM: usize = 4;

/// The extensions of files that are read as one string.
pub(super) const TEXT_ENDINGS: [&str; 4] = [".md", ".markdown", ".txt", ".html"];

/// Reads a file, by its path from the folder of the entry document.
pub(super) type Read<'r> = dyn FnMut(&str) -> Result<Source, FileError> + 'r;

/// The entry document and the files that were read so far.
pub(super) struct Files<'r> {
    read: &'r mut Read<'r>,
    list: Vec<File>,
    by_path: HashMap<String, Result<usize, Problem>>,
    by_name: HashMap<String, usize>,
    bytes: usize,
    /// The files that cannot be used.
    broken: Vec<Source>,
    addresses: Addresses,
    /// The number of references without a target that may still get a suggestion. Each compares all names of a place.
    pub(super) suggestions_left: Cell<usize>,
    budget: Budget,
    /// The references of each file that [`Files::resolve_once`] has resolved.
    pub(super) resolutions: HashMap<(usize, String), Resolution>,
}

/// A file that was read.
pub(super) struct File {
    /// The path from the folder of the entry document.
    pub(super) path: String,
    source: Source,
    pub(super) value: Arc<Value>,
    identifiers: OnceCell<Identifiers>,
}

impl File {
    pub(super) fn identifiers(&self) -> &Identifiers {
        self.identifiers.get_or_init(|| Identifiers::find(&self.value))
    }

    pub(super) fn name(&self) -> &str {
        self.source.name()
    }
}

impl<'r> Files<'r> {
    /// Creates the files of the document `entry`, whose parsed text is `value`.
    pub(super) fn new(entry: &Source, value: Value, read: &'r mut Read<'r>) -> Self {
        let budget = Budget::of(&value);
        budget.places(&value, &Pointer::root());
        let path = entry.name().rsplit('/').next().unwrap_or_default().to_owned();
        Self {
            read,
            by_path: HashMap::from([(path.clone(), Ok(ENTRY))]),
            by_name: HashMap::from([(entry.name().to_owned(), ENTRY)]),
            bytes: entry.text().len(),
            broken: Vec::new(),
            addresses: Addresses::default(),
            suggestions_left: Cell::new(MOST_SUGGESTIONS),
            budget,
            resolutions: HashMap::new(),
            list: vec![File { path, source: entry.clone(), value: Arc::new(value), identifiers: OnceCell::new() }],
        }
    }

    pub(super) fn get(&self, file: usize) -> &File {
        &self.list[file]
    }

    /// Returns the addresses of the files that were read so far.
    pub(super) fn addresses(&mut self) -> &Addresses {
        self.addresses.update(&self.list);
        &self.addresses
    }

    /// Deducts the steps of one use of a place. Returns the problem if there are not as many left.
    pub(super) fn use_place(&self, place: &Pointer) -> Result<(), Problem> {
        self.budget.names(budget::of_place(place));
        self.excess()
    }

    /// Deducts the steps of a copy of a value, without those in it, to a place. Returns the problem if there are not as many
    /// left.
    pub(super) fn copy(&self, value: &Value, place: &Pointer) -> Result<(), Problem> {
        self.budget.copy_one(value);
        self.budget.texts(value.as_str().map_or(0, str::len));
        self.use_place(place)
    }

    /// Deducts the steps of following a reference in a target. Returns false if there are not as many left.
    pub(super) fn may_follow(&self, reference: &str) -> bool {
        self.budget.parts(1) && self.budget.names(budget::of_name(reference))
    }

    /// Deducts the steps of a problem with a copy.
    pub(super) fn report(&self) {
        self.budget.parts(PARTS_OF_PROBLEM);
    }

    fn excess(&self) -> Result<(), Problem> {
        match self.budget.excess() {
            Some(Excess::Targets) => Err(Problem::limit("the references expand to many times the size of the files")),
            Some(excess) => Err(Problem::limit(excess.message()).help(Some(excess.help()))),
            None => Ok(()),
        }
    }

    /// Returns the files except the entry document, in the order in which they were read, and then the broken ones.
    pub(super) fn into_sources(self) -> Vec<Source> {
        self.list.into_iter().skip(1).map(|file| file.source).chain(self.broken).collect()
    }

    /// Returns the position of the file at `path`, and reads the file if necessary.
    pub(super) fn load(&mut self, path: &str) -> Result<usize, Problem> {
        if let Some(known) = self.by_path.get(path) {
            return known.clone();
        }
        let loaded = self.load_new(path);
        self.by_path.insert(path.to_owned(), loaded.clone());
        loaded
    }

    fn load_new(&mut self, path: &str) -> Result<usize, Problem> {
        if self.list.len() >= MOST_FILES {
            return Err(Problem::limit(format!("the document is made of more than {MOST_FILES} files")));
        }
        // A build script prints the path for Cargo, which reads each line as an instruction.
        if path.contains(char::is_control) {
            let message = format!("the path `{path}` has a control character, and {LEFT_OUT}");
            return Err(Problem::lost(message).help(Some("rename the file")));
        }
        let source = (self.read)(path)
            .map_err(|FileError { message, help }| Problem::lost(format!("{message}, and {LEFT_OUT}")).help(help))?;
        // One file may have several paths.
        if let Some(known) = self.by_name.get(source.name()) {
            return Ok(*known);
        }
        self.bytes += source.text().len();
        if self.bytes > MOST_BYTES {
            return Err(Problem::limit(format!("the files of the document have more than {MOST_BYTES} bytes")));
        }
        let is_text = TEXT_ENDINGS.iter().any(|ending| path.ends_with(ending));
        let value = match if is_text { Ok(Value::from(source.text())) } else { parse_any(&source) } {
            Ok(value) => value,
            Err(errors) => {
                let problem = unreadable(&source, &errors);
                self.broken.push(source);
                return Err(problem);
            }
        };
        self.budget.extend(&value);
        self.budget.places(&value, &Pointer::root());
        self.excess()?;
        let file = self.list.len();
        self.by_name.insert(source.name().to_owned(), file);
        self.list.push(File { path: path.to_owned(), source, value: Arc::new(value), identifiers: OnceCell::new() });
        Ok(file)
    }
}

/// Returns the problem of a file whose text cannot be used.
fn unreadable(source: &Source, errors: &Diagnostics) -> Problem {
    let first = errors.iter().next();
    let what = first.map_or_else(String::new, |first| {
        first.location.map_or_else(|| first.message.clone(), |at| format!("{}, at {at}", first.message))
    });
    let message = format!("`{}` cannot be read, and {LEFT_OUT}: {what}", source.name());
    Problem::lost(message).help(first.and_then(|first| first.help.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_two_paths_is_one_file() {
        let mut count = 0;
        let mut read = |path: &str| {
            count += 1;
            Ok(Source::new(path.replace("link/", "real/"), "a: 1"))
        };
        let mut files = Files::new(&Source::new("x/api.yaml", ""), Value::Null, &mut read);
        let one = files.load("real/a.yaml").unwrap();
        assert_eq!(files.load("link/a.yaml").unwrap(), one);
        assert_eq!(files.load("link/a.yaml").unwrap(), one);
        assert_eq!(files.load("api.yaml").unwrap(), ENTRY);
        assert_eq!(files.into_sources().len(), 1);
        assert_eq!(count, 2);
    }

    #[test]
    fn a_broken_file_is_a_problem_with_its_place() {
        let mut read = |path: &str| Ok(Source::new(path, "a: 1\nb: [\n"));
        let mut files = Files::new(&Source::new("api.yaml", ""), Value::Null, &mut read);
        let message = files.load("b.yaml").unwrap_err().to_diagnostic(&crate::Pointer::root()).message;
        assert!(message.starts_with("`b.yaml` cannot be read, and what refers to it is left out: not valid YAML"));
        assert!(message.contains(", at 3:1"), "{message}");
    }

    #[test]
    fn prose_is_read_as_one_text() {
        let mut read = |path: &str| Ok(Source::new(path, "# Title: x\n"));
        let mut files = Files::new(&Source::new("api.yaml", ""), Value::Null, &mut read);
        let file = files.load("intro.md").unwrap();
        assert_eq!(*files.get(file).value, "# Title: x\n");
    }
}
