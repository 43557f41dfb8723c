//! Documents made at random from the grammar of OpenAPI: most of what is in them is right, and some is not.

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

/// The document that a seed makes: the same each time.
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

/// What a document is made with.
struct Maker {
    random: Rng,
    dialect: Dialect,
    /// The words that this document prefers, so that its names meet.
    words: Vec<String>,
    /// The names of the component schemas.
    schemas: Vec<String>,
    /// The names of the security schemes.
    schemes: Vec<String>,
    /// Whether names in Rust are chosen: most of them are refused, and the document with them.
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

    /// True in one of `n` times.
    fn one_in(&mut self, n: u32) -> bool {
        self.random.u32(..n) == 0
    }

    fn below(&mut self, n: usize) -> usize {
        self.random.usize(..n)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        words::pick(list, &mut self.random)
    }

    /// One of these values.
    fn any<const N: usize>(&mut self, values: [Value; N]) -> Value {
        let index = self.below(N);
        values.into_iter().nth(index).unwrap_or_default()
    }

    /// A name, probably one like another of this document.
    fn name(&mut self) -> String {
        if self.one_in(6) {
            return words::word(&mut self.random);
        }
        let index = self.below(self.words.len());
        let word = self.words[index].clone();
        if self.one_in(2) { words::relative(&word, &mut self.random) } else { word }
    }

    /// From `least` to `most` names, each once.
    fn names(&mut self, least: usize, most: usize) -> Vec<String> {
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

    /// Adds what `make` makes, once in `n` times.
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

    /// A reference into a section of the components.
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

/// An object with these members.
fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
