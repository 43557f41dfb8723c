use serde_json::Value;

use crate::diff::{Places, Version};
use crate::ir::{Api, Renamed, RenamedBy, RustIdent, WireName};
use crate::options::Options;
use crate::pointer::Pointer;
use crate::rename;

/// The steps that have been found so far, each with what it rests on.
pub(super) struct Reasons<'a> {
    pub api: &'a Api,
    pub options: &'a Options,
    pub places: &'a Places<'a>,
    /// Whether the name is the caller's choice.
    pub is_renamed: bool,
    found: Vec<(String, Option<Pointer>)>,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(version: &'a Version, places: &'a Places<'a>, is_renamed: bool) -> Self {
        Self { api: &version.api, options: &version.options, places, is_renamed, found: Vec::new() }
    }

    /// Adds that a name is the caller's choice.
    pub(super) fn chosen(&mut self, renamed: &Renamed) {
        let Renamed { path, before, by } = renamed;
        match by {
            RenamedBy::Option(target) => {
                self.say(format!("the option `rename` for `{target}` → `{path}`, in the place of `{before}`"));
            }
            RenamedBy::Extension(at) => {
                let text = format!("{} → `{path}`, in the place of `{before}`", self.quoted(rename::NAME, at));
                self.because(text, at);
            }
        }
    }

    /// Adds a step that rests on the value at `at`, or on what would have it.
    pub(super) fn because(&mut self, text: impl Into<String>, at: &Pointer) {
        self.found.push((text.into(), Some(self.places.nearest(at))));
    }

    /// Adds a step that rests on nothing in particular.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.found.push((text.into(), None));
    }

    /// Adds that a name is not the one on the wire, if it is not; `what` are such names, in the plural.
    pub(super) fn renamed(&mut self, wire: &WireName, name: &RustIdent, what: &str) {
        if name.as_str() != wire.as_str() && !self.is_renamed {
            self.say(format!("`{wire}` is `{name}` as Rust writes {what}"));
        }
    }

    /// Where the schema at `schema` has a keyword.
    pub(super) fn find(&self, schema: &Pointer, keyword: &str) -> Option<Pointer> {
        self.places.keyword(schema, keyword, |_| true)
    }

    /// Adds a step that rests on a keyword of the schema at `schema`, if it has it: what the keyword says, and what
    /// comes of it.
    pub(super) fn keyword(&mut self, schema: &Pointer, keyword: &str, result: &str) -> bool {
        self.keyword_if(schema, keyword, |_| true, result)
    }

    /// The same, for a keyword with a value that `is_meant` takes.
    pub(super) fn keyword_if(
        &mut self,
        schema: &Pointer,
        keyword: &str,
        is_meant: impl Fn(&Value) -> bool,
        result: &str,
    ) -> bool {
        let Some(at) = self.places.keyword(schema, keyword, is_meant) else { return false };
        let text = format!("{} → {result}", self.quoted(keyword, &at));
        self.because(text, &at);
        true
    }

    /// A keyword with its value, as YAML writes it, where that is short: `` `type: string` ``.
    pub(super) fn quoted(&self, keyword: &str, at: &Pointer) -> String {
        let plain = |text: &str| !text.is_empty() && !text.contains(['`', '\n', '\r']);
        match self.places.get(at) {
            Some(Value::String(text)) if plain(text) && self.places.quote(at).is_some() => {
                format!("`{keyword}: {text}`")
            }
            _ => match self.places.quote(at).filter(|text| plain(text)) {
                Some(text) => format!("`{keyword}: {text}`"),
                None => format!("`{keyword}`"),
            },
        }
    }

    /// Why the value at `at` stays JSON, if it does.
    pub(super) fn untyped(&self, at: &Pointer) -> Option<&'a str> {
        self.api.untyped.iter().find(|untyped| untyped.pointer == *at).map(|untyped| untyped.reason.as_str())
    }

    pub(super) fn into_found(self) -> Vec<(String, Option<Pointer>)> {
        self.found
    }
}
