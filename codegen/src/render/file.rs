use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use crate::ir::TypeId;

/// A file before it is converted to text.
#[derive(Clone, Debug)]
pub(crate) struct RustFile {
    /// The path relative to the output folder.
    pub path: String,
    /// More lines for the comment at the top, without their slashes.
    pub preamble: Vec<String>,
    pub uses: Uses,
    pub sections: Vec<Section>,
}

/// The parts of a file that come from one element of the document.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub owner: Owner,
    pub parts: Vec<Part>,
}

/// The element of the document that a part of the output comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Owner {
    Type(TypeId),
    /// The operation at this index of [`Api::operations`](crate::ir::Api::operations).
    Operation(usize),
    /// The method of the client that calls the operation at this index.
    Method(usize),
    /// The client with its credentials.
    Client,
    /// The builder method for the security scheme at this index of
    /// [`Api::schemes`](crate::ir::Api::schemes).
    Credential(usize),
    /// The file itself, such as its module declarations.
    File,
}

/// A part of a file.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// An item with its documentation.
    Item(TokenStream),
    /// An `impl` block and its methods.
    Methods { header: TokenStream, methods: Vec<(Owner, TokenStream)> },
    /// Items without blank lines between them.
    Group(Vec<TokenStream>),
}

/// The documentation of an item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documentation {
    pub lines: Vec<String>,
    /// The attribute `#[deprecated]`, with its note.
    pub deprecated: Option<TokenStream>,
}

/// The name of the runtime crate in the derive macros.
const RUNTIME: &str = "openapi_bindgen_runtime";

/// The derive macros of the runtime.
const DERIVES: &[&str] = &[
    "ApiCall",
    "ApiClient",
    "ApiClientBuilder",
    "BodyContent",
    "ByStatus",
    "IntegerEnum",
    "Object",
    "Operation",
    "Parts",
    "RequestObject",
    "ResponseHeaders",
    "StringEnum",
    "Union",
];

/// The imports of a file: names by their path.
#[derive(Clone, Debug)]
pub(crate) struct Uses {
    runtime: String,
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    /// Creates an empty list of imports. `runtime` is the path of the runtime crate.
    pub(crate) fn new(runtime: &str) -> Self {
        Self { runtime: runtime.to_owned(), names: BTreeMap::new() }
    }

    /// Creates an empty list of imports for code in a message. Names that are not imported have the path of the runtime.
    pub(crate) fn in_text() -> Self {
        Self::new(RUNTIME)
    }

    /// Imports `name` from the runtime.
    pub(crate) fn add_runtime(&mut self, name: &str) {
        let runtime = self.runtime.clone();
        self.add(&runtime, name);
    }

    /// Imports `name` from a module of the runtime.
    pub(crate) fn add_from_runtime(&mut self, module: &str, name: &str) {
        self.add(&format!("{}::{module}", self.runtime), name);
    }

    /// Returns the full path of `name` in the runtime, for names that are not imported.
    pub(crate) fn runtime_path(&self, name: &str) -> TokenStream {
        format!("{}::{name}", self.runtime).parse().unwrap_or_default()
    }

    pub(crate) fn add(&mut self, path: &str, name: &str) {
        self.names.entry(path.to_owned()).or_default().insert(name.to_owned());
    }

    /// Returns one `use` declaration per path, sorted by path.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let has_derives = |names: &BTreeSet<String>| names.iter().any(|name| DERIVES.contains(&name.as_str()));
        let is_renamed = self.runtime != RUNTIME && self.names.get(&self.runtime).is_some_and(has_derives);
        let renamed = is_renamed.then(|| format!("use {} as {RUNTIME};", self.runtime));
        let lines = self.names.iter().map(|(path, names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            match names.as_slice() {
                [only] => format!("use {path}::{only};"),
                several => format!("use {path}::{{{}}};", several.join(", ")),
            }
        });
        renamed.into_iter().chain(lines)
    }
}
