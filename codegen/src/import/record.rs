//! Records of the pages that a document was imported from.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::page::Page;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::{Members, list, located, parse, write_yaml};
use crate::pointer::Pointer;
use crate::source::Source;

/// The pages that a document was imported from, kept in a file beside the document.
///
/// ```
/// use openapi_bindgen::Source;
/// use openapi_bindgen::import::PageRecords;
///
/// let text = "pages:\n- origin: a.md\n  sha256: 2c26b46b\n  operations:\n  - get /a\n";
/// let records = PageRecords::parse(&Source::new("api.pages.yaml", text))?;
/// assert_eq!(records.records()[0].operations, ["get /a"]);
/// assert!(records.to_yaml().ends_with(text));
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRecords(Vec<PageRecord>);

/// The record of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageRecord {
    /// The address or the path of the page.
    pub origin: String,
    /// The SHA-256 digest of the page's bytes, in hexadecimal.
    pub sha256: String,
    /// The operations on the page, each as its method and path.
    pub operations: Vec<String>,
}

/// The first line of the file.
const HEADER: &str = "# The pages that the document beside this was made from. Written by `openapi-bindgen import`.\n";

impl PageRecords {
    /// Parses the result of [`PageRecords::to_yaml`].
    ///
    /// # Errors
    /// Returns an error if the text is not YAML, or if a field is missing, unknown or of the wrong
    /// type.
    pub fn parse(source: &Source) -> Result<Self, Diagnostics> {
        let value = parse(source)?;
        let mut wrong = Vec::new();
        let records = read(&value, &mut wrong);
        if wrong.is_empty() { Ok(Self(records)) } else { Err(located(source, wrong)) }
    }

    /// Returns the records in the order of their origins.
    pub fn records(&self) -> &[PageRecord] {
        &self.0
    }

    /// Records imported pages. A page replaces an earlier one with the same origin, or with
    /// operations that the new pages describe.
    ///
    /// Returns warnings about operations that an earlier page of the same origin described and no
    /// page describes now. They stay in the document.
    ///
    /// # Errors
    /// Returns an error if two of the pages have the same origin.
    pub fn add(&mut self, pages: &[Page]) -> Result<Diagnostics, Diagnostics> {
        let mut wrong = Diagnostics::new();
        let mut by_origin: HashMap<&str, &Page> = HashMap::new();
        for page in pages {
            let first = *by_origin.entry(page.origin()).or_insert(page);
            if !std::ptr::eq(first, page) {
                wrong.push(
                    Diagnostic::error(
                        &Pointer::root(),
                        format!("this page and `{}` both come from `{}`", first.name(), page.origin()),
                    )
                    .with_location(page.name(), None)
                    .help("name each page once"),
                );
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let described: HashSet<String> = pages.iter().flat_map(Page::operations).map(ToString::to_string).collect();
        let (earlier, mut records): (Vec<PageRecord>, Vec<PageRecord>) =
            std::mem::take(&mut self.0).into_iter().partition(|record| {
                by_origin.contains_key(record.origin.as_str())
                    || record.operations.iter().all(|operation| described.contains(operation))
            });
        records.extend(pages.iter().map(PageRecord::new));
        records.sort_by(|left, right| left.origin.cmp(&right.origin));
        self.0 = records;
        let recorded: HashSet<&str> = self.0.iter().flat_map(|record| &record.operations).map(String::as_str).collect();
        let abandoned = earlier.iter().flat_map(|record| {
            let page = by_origin.get(record.origin.as_str()).map_or("", |page| page.name());
            let missing = record.operations.iter().filter(|operation| !recorded.contains(operation.as_str()));
            missing.map(move |operation| abandoned_warning(operation, page))
        });
        Ok(abandoned.collect())
    }

    /// Returns the records as YAML.
    pub fn to_yaml(&self) -> String {
        let pages: Vec<Value> = self
            .0
            .iter()
            .map(|PageRecord { origin, sha256, operations }| {
                json!({ "origin": origin, "sha256": sha256, "operations": operations })
            })
            .collect();
        HEADER.to_owned() + &write_yaml(&json!({ "pages": pages }))
    }
}

/// Warns about an operation of an earlier record that no page describes now.
fn abandoned_warning(operation: &str, page: &str) -> Diagnostic {
    Diagnostic::warning(&Pointer::root(), format!("this page no longer describes `{operation}`"))
        .with_location(page, None)
        .help("it stays in the document: remove it there if the API no longer has it")
}

impl PageRecord {
    fn new(page: &Page) -> Self {
        Self {
            origin: page.origin().to_owned(),
            sha256: page.digest().to_owned(),
            operations: page.operations().iter().map(ToString::to_string).collect(),
        }
    }
}

fn read(value: &Value, wrong: &mut Vec<Diagnostic>) -> Vec<PageRecord> {
    let Some(members) = Members::read(value, Pointer::root(), wrong) else { return Vec::new() };
    members.only(&["pages"], wrong);
    let Some((pages, pointer)) = members.require("pages", wrong) else { return Vec::new() };
    let pages = list(pages, &pointer, wrong).iter().enumerate();
    pages.filter_map(|(index, page)| read_record(page, pointer.index(index), wrong)).collect()
}

fn read_record(page: &Value, pointer: Pointer, wrong: &mut Vec<Diagnostic>) -> Option<PageRecord> {
    let members = Members::read(page, pointer, wrong)?;
    members.only(&["origin", "sha256", "operations"], wrong);
    let origin = members.require_string("origin", wrong);
    let sha256 = members.require_string("sha256", wrong);
    let operations = members.strings("operations", wrong).into_iter().map(str::to_owned).collect();
    Some(PageRecord { origin: origin?.to_owned(), sha256: sha256?.to_owned(), operations })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str, origin: &str, path: &str) -> Page {
        let text = format!("```yaml\nopenapi: 3.1.0\npaths: {{{path}: {{get: {{}}}}}}\n```\n");
        Page::read(&Source::new(name, text), origin).unwrap()
    }

    fn origins(records: &PageRecords) -> Vec<&str> {
        records.records().iter().map(|record| record.origin.as_str()).collect()
    }

    #[test]
    fn records_are_sorted_by_origin() {
        let mut records = PageRecords::default();
        assert!(records.add(&[page("2", "b", "/b"), page("1", "a: #", "/a")]).unwrap().is_empty());
        assert!(records.add(&[page("3", "aa", "/c")]).unwrap().is_empty());
        assert_eq!(origins(&records), ["a: #", "aa", "b"]);
        let read = PageRecords::parse(&Source::new("p", records.to_yaml())).unwrap();
        assert_eq!(read, records);
    }

    #[test]
    fn a_page_that_describes_something_else_than_before_is_reported() {
        let mut records = PageRecords::default();
        records.add(&[page("1", "a", "/a"), page("2", "b", "/b")]).unwrap();
        let warnings = records.add(&[page("1", "a", "/new")]).unwrap().to_string();
        assert!(warnings.starts_with("warning: this page no longer describes `get /a`\n  --> 1\n"), "{warnings}");
        assert!(records.add(&[page("1", "a", "/c")]).unwrap().to_string().contains("`get /new`"));
        // Another page describes the operation.
        assert!(records.add(&[page("1", "a", "/d"), page("3", "c", "/c")]).unwrap().is_empty());
    }

    #[test]
    fn a_page_that_has_moved_is_recorded_once() {
        let mut records = PageRecords::default();
        records.add(&[page("1", "a.md", "/a"), page("2", "b.md", "/b")]).unwrap();
        assert!(records.add(&[page("3", "https://things.example/a.md", "/a")]).unwrap().is_empty());
        assert_eq!(origins(&records), ["b.md", "https://things.example/a.md"]);
    }

    #[test]
    fn one_origin_is_one_page() {
        let rejected = PageRecords::default().add(&[page("1", "a", "/a"), page("2", "a", "/b")]).unwrap_err();
        assert!(rejected.to_string().contains("this page and `1` both come from `a`\n  --> 2"), "{rejected}");
    }

    #[test]
    fn another_kind_of_file_is_rejected() {
        let rejected = |text: &str| PageRecords::parse(&Source::new("p.yaml", text)).unwrap_err().to_string();
        assert!(rejected("pages: [{origin: a}]\n").contains("`sha256` is missing\n  --> p.yaml:1:9 (/pages/0)"));
        assert!(rejected("other: 1\n").contains("unknown key `other`"));
    }
}
