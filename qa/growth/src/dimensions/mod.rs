//! What an input can have many of.

mod components;
mod contents;
mod dialects;
mod discriminators;
mod examples;
mod explained;
mod files;
mod keywords;
mod lengths;
mod messages;
mod names;
mod operations;
mod others;
mod overlays;
mod pages;
mod parameters;
mod products;
mod rows;
mod schemas;
mod security;
mod text;
mod values;

use serde_json::Value;

use crate::document::changed;
use crate::work::Work;
use others::Works;

/// A name, a number, and a function that creates the document with that many of them.
type DocumentRow = (&'static str, usize, fn(usize) -> Value);

type Documents = &'static [DocumentRow];

const DOCUMENTS: [Documents; 14] = [
    schemas::DIMENSIONS,
    values::DIMENSIONS,
    text::DIMENSIONS,
    operations::DIMENSIONS,
    parameters::DIMENSIONS,
    contents::DIMENSIONS,
    security::DIMENSIONS,
    components::DIMENSIONS,
    rows::DIMENSIONS,
    discriminators::DIMENSIONS,
    keywords::DIMENSIONS,
    names::DIMENSIONS,
    messages::DIMENSIONS,
    dialects::DIMENSIONS,
];

/// Something that an input can have many of.
pub struct Dimension {
    /// The name: `query parameters`.
    pub name: String,
    /// The number of them in the smallest input.
    pub count: usize,
    work: Box<dyn Fn(usize) -> Work>,
}

impl Dimension {
    fn new(name: String, count: usize, work: impl Fn(usize) -> Work + 'static) -> Self {
        Self { name, count, work: Box::new(work) }
    }

    /// Returns the work for an input with `count` of them.
    pub fn work(&self, count: usize) -> Work {
        (self.work)(count)
    }
}

/// Returns the dimensions of documents.
pub fn of_documents() -> impl Iterator<Item = Dimension> {
    in_json(documents())
}

/// Returns the pairs of dimensions, and the lengths with their uses, whose product the library limits.
pub fn products() -> impl Iterator<Item = Dimension> {
    let documents = [
        products::DIMENSIONS,
        rows::PRODUCTS,
        discriminators::PRODUCTS,
        keywords::PRODUCTS,
        messages::PRODUCTS,
        dialects::PRODUCTS,
    ];
    let others = works(files::PRODUCTS).chain(works(examples::PRODUCTS));
    in_json(documents.into_iter().flatten()).chain(others).chain(lengths())
}

/// Returns the lengths of names, each with the uses of the name.
pub fn lengths() -> impl Iterator<Item = Dimension> {
    let others = [files::LENGTHS, pages::LENGTHS, examples::LENGTHS];
    in_json(lengths::DIMENSIONS).chain(others.into_iter().flat_map(works))
}

fn in_json(documents: impl IntoIterator<Item = &'static DocumentRow>) -> impl Iterator<Item = Dimension> {
    let dimension = |(name, count, document): &'static DocumentRow| {
        Dimension::new((*name).to_owned(), *count, |count| Work::json(&document(count)))
    };
    documents.into_iter().map(dimension)
}

fn works(works: Works) -> impl Iterator<Item = Dimension> {
    works.iter().map(|(name, count, work)| Dimension::new((*name).to_owned(), *count, work))
}

/// Returns all dimensions: those of documents in JSON and in YAML, those of two documents that are compared, and those of
/// other inputs. A document is compared with one that has half as many, and with one where each of them differs.
pub fn all() -> impl Iterator<Item = Dimension> {
    let yaml = documents().map(|(name, count, document)| {
        Dimension::new(format!("{name}, in YAML"), *count, |count| Work::yaml(&document(count)))
    });
    let diff = documents().map(|(name, count, document)| {
        let work = |count| Work::diff(&document(count), &document(count / 2));
        Dimension::new(format!("{name}, compared with half"), *count, work)
    });
    let changed = documents().map(|(name, count, document)| {
        let work = |count| {
            let document = document(count);
            Work::diff(&document, &changed(&document))
        };
        Dimension::new(format!("{name}, each changed"), *count, work)
    });
    let others = works(others::DIMENSIONS)
        .chain(works(overlays::DIMENSIONS))
        .chain(works(files::DIMENSIONS))
        .chain(works(pages::DIMENSIONS))
        .chain(works(explained::DIMENSIONS))
        .chain(works(examples::DIMENSIONS));
    of_documents().chain(yaml).chain(diff).chain(changed).chain(others)
}

fn documents() -> impl Iterator<Item = &'static DocumentRow> {
    DOCUMENTS.into_iter().flatten()
}
