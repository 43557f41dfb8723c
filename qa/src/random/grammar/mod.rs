//! Random documents from the grammar of OpenAPI, mostly valid.

mod body;
mod document;
mod operation;
mod parameter;
mod prose;
mod response;
mod schema;
mod security;
mod swagger;
mod value;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::words;

/// Returns the document of a seed, which is always the same.
pub(crate) fn document(seed: u64) -> Value {
    Maker::new(seed).document()
}

/// The versions of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Dialect {
    Swagger,
    V30,
    V31,
    V32,
}

/// The state of making one document.
struct Maker {
    random: Rng,
    dialect: Dialect,
    /// The words that this document prefers, so that its names collide.
    words: Vec<String>,
    /// The names of the component schemas.
    schemas: Vec<String>,
    /// The names of the security schemes.
    schemes: Vec<String>,
    /// True if the document chooses Rust names. The generator rejects most of them, and the document with them.
    chooses_names: bool,
}

impl Maker {
    fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let dialect = match random.u8(..10) {
            0 => Dialect::Swagger,
            1..=3 => Dialect::V30,
            4..=7 => Dialect::V31,
            _ => Dialect::V32,
        };
        let words = (0..random.usize(2..9)).map(|_| words::word(&mut random)).collect();
        let mut maker = Self { random, dialect, words, schemas: Vec::new(), schemes: Vec::new(), chooses_names: false };
        maker.chooses_names = maker.one_in(30);
        maker.schemas = maker.names(0, 9);
        maker.schemes = maker.names(0, 3);
        maker
    }

    /// Returns true in one of `n` cases.
    fn one_in(&mut self, n: u32) -> bool {
        self.random.u32(..n) == 0
    }

    fn below(&mut self, n: usize) -> usize {
        self.random.usize(..n)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        words::pick(list, &mut self.random)
    }

    /// Returns one of these values.
    fn any<const N: usize>(&mut self, values: [Value; N]) -> Value {
        let index = self.below(N);
        values.into_iter().nth(index).unwrap_or_default()
    }

    /// Returns a name, probably similar to another name of this document.
    fn name(&mut self) -> String {
        if self.one_in(6) {
            return words::word(&mut self.random);
        }
        let index = self.below(self.words.len());
        let word = self.words[index].clone();
        if self.one_in(2) { words::relative(&word, &mut self.random) } else { word }
    }

    /// Returns `least` to `most` distinct names, or rarely several hundred: more than rustc allows of some things.
    fn names(&mut self, least: usize, most: usize) -> Vec<String> {
        if self.one_in(3_000) {
            return (0..self.random.usize(130..400)).map(|number| format!("{}{number}", self.name())).collect();
        }
        let count = self.random.usize(least..=most);
        let mut names: Vec<String> = Vec::new();
        for _ in 0..count {
            let name = self.name();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Adds a member made by `make`, in one of `n` cases.
    fn maybe(&mut self, n: u32, members: &mut Map<String, Value>, name: &str, make: impl FnOnce(&mut Self) -> Value) {
        if self.one_in(n) {
            let value = make(self);
            members.insert(name.to_owned(), value);
        }
    }

    /// Adds the extension by which a document chooses a name in Rust.
    fn maybe_choose_name(&mut self, members: &mut Map<String, Value>) {
        if self.chooses_names {
            self.maybe(10, members, "x-rust-name", |maker| json!(maker.name()));
        }
    }

    /// Returns a reference to a component of this section.
    fn reference_to(&self, section: &str, name: &str) -> Value {
        let name = name.replace('~', "~0").replace('/', "~1");
        let at = match (self.dialect, section) {
            (Dialect::Swagger, "schemas") => format!("#/definitions/{name}"),
            (Dialect::Swagger, section) => format!("#/{section}/{name}"),
            _ => format!("#/components/{section}/{name}"),
        };
        json!({ "$ref": at })
    }
}

/// Returns an object with these members.
fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
