use serde_json::Value;

use crate::diff::{Places, Version};
use crate::ir::{Api, ChosenBy, Renamed, RenamedBy, RustIdent, WireName};
use crate::options::Options;
use crate::pointer::Pointer;
use crate::rename;

/// The reasons that have been found so far, each with the place that it depends on.
pub(super) struct Reasons<'a> {
    pub api: &'a Api,
    pub options: &'a Options,
    pub places: &'a Places<'a>,
    /// True if the caller chose the name.
    pub is_renamed: bool,
    found: Vec<(String, Option<Pointer>)>,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(version: &'a Version, places: &'a Places<'a>, is_renamed: bool) -> Self {
        Self { api: &version.api, options: &version.options, places, is_renamed, found: Vec::new() }
    }

    /// Adds the option or extension that chose a name.
    pub(super) fn chosen(&mut self, renamed: &Renamed) {
        let Renamed { path, before, by } = renamed;
        match by {
            RenamedBy::Option(target) => {
                self.add(format!("the option `rename` for `{target}` → `{path}`, instead of `{before}`"));
            }
            RenamedBy::Extension(at) => {
                let text = format!("{} → `{path}`, instead of `{before}`", self.quoted(rename::NAME, at));
                self.because(text, at);
            }
        }
    }

    /// Adds the option or extension that a setting comes from.
    pub(super) fn set_by(&mut self, by: &ChosenBy, result: &str) {
        match by {
            ChosenBy::Option(option, target) => {
                self.add(format!("the option `{option}` for `{target}` → {result}"));
            }
            ChosenBy::Extension(name, at) => self.because(format!("{} → {result}", self.quoted(name, at)), at),
        }
    }

    /// Adds a reason that depends on the value at `at`, or else on its nearest parent.
    pub(super) fn because(&mut self, text: impl Into<String>, at: &Pointer) {
        self.found.push((text.into(), Some(self.places.nearest(at))));
    }

    /// Adds a reason without a place.
    pub(super) fn add(&mut self, text: impl Into<String>) {
        self.found.push((text.into(), None));
    }

    /// Adds the change from a name on the wire to a name in Rust, if the two differ. `what` names the kind in the plural.
    pub(super) fn renamed(&mut self, wire: &WireName, name: &RustIdent, what: &str) {
        if name.as_str() != wire.as_str() && !self.is_renamed {
            self.add(format!("`{wire}` → `{name}`, by Rust's naming convention for {what}"));
        }
    }

    /// Returns the place of a keyword of the schema at `schema`.
    pub(super) fn find(&self, schema: &Pointer, keyword: &str) -> Option<Pointer> {
        self.places.keyword(schema, keyword, |_| true)
    }

    /// Adds a reason that depends on a keyword of the schema at `schema`. Returns false if the schema does not have it.
    pub(super) fn keyword(&mut self, schema: &Pointer, keyword: &str, result: &str) -> bool {
        self.keyword_if(schema, keyword, |_| true, result)
    }

    /// Adds the keyword and the extensions that make the part at `at` deprecated.
    pub(super) fn deprecated(&mut self, at: &Pointer) {
        for keyword in ["deprecated", "x-deprecated", "x-sunset"] {
            self.keyword(at, keyword, "`#[deprecated]`");
        }
    }

    /// Adds a reason as [`keyword`](Self::keyword) does, for a keyword whose value `is_wanted` accepts.
    pub(super) fn keyword_if(
        &mut self,
        schema: &Pointer,
        keyword: &str,
        is_wanted: impl Fn(&Value) -> bool,
        result: &str,
    ) -> bool {
        let Some(at) = self.places.keyword(schema, keyword, is_wanted) else { return false };
        self.keyword_at(&at, keyword, result);
        true
    }

    /// Adds a reason that depends on the keyword whose value is at `at`.
    pub(super) fn keyword_at(&mut self, at: &Pointer, keyword: &str, result: &str) {
        let text = format!("{} → {result}", self.quoted(keyword, at));
        self.because(text, at);
    }

    /// Returns a keyword as a code span in YAML, with its value if that is short: `` `type: string` ``.
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

    /// Returns the reason why the value at `at` is rendered as `Json`, if it is.
    pub(super) fn untyped(&self, at: &Pointer) -> Option<&'a str> {
        self.places.untyped(at)
    }

    pub(super) fn into_found(self) -> Vec<(String, Option<Pointer>)> {
        self.found
    }
}
