//! Two parts of a document that grow together, chosen at random: a part with a reference, and a part of its target.
//!
//! The work for each use of the target times the size of the target is the usual way to need more than linear time.

mod grown;
mod link;
mod split;

use std::path::Path;
use std::{fs, io};

use fastrand::Rng;
use openapi_bindgen::Pointer;
use serde_json::Value;

use crate::document::changed;
use crate::work::Work;
use grown::Growth;
use link::{Link, links};
use split::{FILE, split};

/// The largest document in which parts grow, in bytes. A small one has little beside them.
const MOST_BYTES: u64 = 40_000;

/// The parts around a reference that may grow, from the innermost on.
const AROUND: usize = 5;

/// Documents with small parts that can grow.
pub struct Documents(Vec<Small>);

struct Small {
    name: String,
    document: Value,
    links: Vec<Link>,
    /// The places of its lists, objects and texts.
    parts: Vec<Pointer>,
}

/// A document, and two parts of it that grow.
pub struct Pair<'d> {
    small: &'d Small,
    parts: [(Pointer, Growth); 2],
    seed: u64,
}

impl Documents {
    /// Reads the documents of a folder and of those in it. Leaves out large files and those that are no documents.
    ///
    /// # Errors
    /// Returns an error if a folder or a file cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut all = Vec::new();
        let mut open = vec![folder.to_path_buf()];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                let inner = fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
                open.extend(inner.collect::<io::Result<Vec<_>>>()?);
            } else if fs::metadata(&path)?.len() <= MOST_BYTES {
                // A file can be no text.
                let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
                all.extend(Small::parse(path.display().to_string(), &text));
            }
        }
        // The order of a folder differs between machines.
        all.sort_by(|one, two| one.name.cmp(&two.name));
        Ok(Self(all))
    }

    /// Returns true if there is no document.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the pair of a seed. The same documents have the same pairs.
    ///
    /// # Panics
    /// If there is no document.
    pub fn pair(&self, seed: u64) -> Pair<'_> {
        let mut random = Rng::with_seed(seed);
        let small = &self.0[random.usize(..self.0.len())];
        let parts = small.pair(&mut random).map(|part| (part, Growth::random(&mut random)));
        Pair { small, parts, seed }
    }
}

impl Small {
    fn parse(name: String, text: &str) -> Option<Self> {
        let document: Value = serde_json::from_str(text).or_else(|_| serde_yaml::from_str(text)).ok()?;
        let is_openapi = ["openapi", "swagger"].into_iter().any(|keyword| document.get(keyword).is_some());
        let parts = parts(&document);
        (is_openapi && !parts.is_empty()).then(|| Self { name, links: links(&document), parts, document })
    }

    fn pair(&self, random: &mut Rng) -> [Pointer; 2] {
        let any = |parts: &[Pointer], random: &mut Rng| parts[random.usize(..parts.len())].clone();
        if self.links.is_empty() || random.u8(..5) == 0 {
            return [any(&self.parts, random), any(&self.parts, random)];
        }
        let link = &self.links[random.usize(..self.links.len())];
        let mut around = ancestors(&link.from);
        let far = any(&around, random);
        around.truncate(AROUND);
        let near = any(&around, random);
        if random.u8(..7) == 0 {
            return [near, far];
        }
        // The target may have a reference itself.
        let next: Vec<&Link> = self.links.iter().filter(|next| next.from.starts_with(&link.to)).collect();
        let to = if next.is_empty() || random.u8(..5) < 3 { &link.to } else { &next[random.usize(..next.len())].to };
        let inside: Vec<Pointer> = self.parts.iter().filter(|part| part.starts_with(to)).cloned().collect();
        [near, if inside.is_empty() { to.clone() } else { any(&inside, random) }]
    }
}

impl Pair<'_> {
    /// Returns the document, in which each of the two parts has about `bytes` more.
    pub fn document(&self, bytes: usize) -> Value {
        let mut document = self.small.document.clone();
        let mut random = Rng::with_seed(self.seed);
        for (at, growth) in &self.parts {
            if let Some(part) = document.pointer_mut(at.as_str()) {
                growth.apply(part, bytes, &mut random);
            }
        }
        document
    }

    /// Returns the work for the document: of most seeds generating from it or from its two parts, and of some comparing it
    /// with another one.
    pub fn work(&self, bytes: usize) -> Work {
        let document = self.document(bytes);
        match self.seed % 8 {
            0 => Work::diff(&self.small.document, &document),
            1 => Work::diff(&document, &changed(&document)),
            2 => Work::yaml(&document),
            3 | 4 => {
                let (document, file) = split(document);
                Work::files(&document, vec![(FILE.to_owned(), file)])
            }
            _ => Work::json(&document),
        }
    }
}

impl std::fmt::Display for Pair<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [(one, by_one), (two, by_two)] = &self.parts;
        write!(f, "pair {}: {by_one} in `{one}`, {by_two} in `{two}` of {}", self.seed, self.small.name)
    }
}

/// Returns the places of the lists, objects and texts of a document.
fn parts(document: &Value) -> Vec<Pointer> {
    let mut parts = Vec::new();
    let mut open = vec![(Pointer::root(), document)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (at.index(index), item)));
                parts.push(at);
            }
            Value::Object(members) => {
                open.extend(members.iter().map(|(name, member)| (at.child(name), member)));
                parts.push(at);
            }
            Value::String(_) => parts.push(at),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    parts
}

/// Returns the places around a value, the innermost first.
fn ancestors(of: &Pointer) -> Vec<Pointer> {
    std::iter::successors(of.split_last().map(|(parent, _)| parent), |at| at.split_last().map(|(parent, _)| parent))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r##"{
        "openapi": "3.1.0", "paths": { "/a": { "get": { "responses": { "200": { "$ref": "#/components/responses/A" } } } } },
        "components": { "responses": { "A": { "description": "Done" } } }
    }"##;

    #[test]
    fn a_reference_and_its_target_grow_together() {
        let all = Documents(Small::parse("a.json".to_owned(), SMALL).into_iter().collect());
        let target = Pointer::parse("/components/responses/A").unwrap();
        let is_linked = |seed: &u64| {
            let [(from, _), (to, _)] = &all.pair(*seed).parts;
            to.starts_with(&target) && Pointer::parse("/paths/~1a/get/responses/200").unwrap().starts_with(from)
        };
        let seeds: Vec<u64> = (0..100).filter(is_linked).collect();
        assert!(seeds.len() > 50, "{seeds:?}");
        for seed in seeds {
            let pair = all.pair(seed);
            let [one, two] = [1_000, 2_000].map(|bytes| pair.document(bytes).to_string().len());
            assert!(one > 1_500 && two > 3_000, "{pair}: {one}, {two}");
            assert_eq!(pair.document(1_000), all.pair(seed).document(1_000));
        }
    }

    #[test]
    fn what_is_no_document_is_left_out() {
        for text in ["", "{}", "[1]", "a: b", "\u{0}"] {
            assert!(Small::parse("a".to_owned(), text).is_none(), "{text:?}");
        }
    }
}
