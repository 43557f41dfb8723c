//! Converts `schemes`, `host` and `basePath` to servers.

use std::rc::Rc;

use serde_json::{Value, json};

use super::Conversion;
use crate::budget::of_name;
use crate::pointer::Pointer;

/// The parts of the URLs of a document.
#[derive(Clone)]
pub(super) struct Location {
    schemes: Vec<&'static str>,
    host: Option<Rc<str>>,
    base: Rc<str>,
}

impl Conversion<'_, '_> {
    /// Returns the location of the API. Reports its faults once.
    fn location(&mut self) -> Location {
        if let Some(location) = &self.location {
            return location.clone();
        }
        let schemes = self.schemes(self.original.get("schemes"), &Pointer::root().child("schemes"));
        let (host, base) = (self.host().map(Rc::from), Rc::from(self.base_path()));
        self.location.insert(Location { schemes, host, base }).clone()
    }

    /// Returns the servers of the document.
    pub(super) fn servers_of_document(&mut self) -> Option<Value> {
        let root = Pointer::root();
        let Location { schemes, host, base } = self.location();
        let (at, urls) = match host {
            Some(host) => {
                (root.child("host"), schemes.iter().map(|scheme| format!("{scheme}://{host}{base}")).collect())
            }
            None if base.is_empty() => return None,
            None => (root.child("basePath"), vec![base.to_string()]),
        };
        self.moves.push((root.child("servers"), at.clone()));
        let is_choice = urls.len() > 1;
        let mut servers = Vec::new();
        for (index, url) in urls.into_iter().enumerate() {
            let converted_at = root.child("servers").index(index);
            self.moves.push((converted_at.child("url"), at.clone()));
            self.moves.push((converted_at, at.clone()));
            servers.push(if is_choice {
                json!({ "url": url, "description": schemes[index] })
            } else {
                json!({ "url": url })
            });
        }
        Some(Value::Array(servers))
    }

    /// Returns the servers of an operation with `schemes`, if they differ from those of the
    /// document.
    pub(super) fn servers_of_operation(&mut self, given: &Value, operation: &Pointer) -> Option<Value> {
        let at = operation.child("schemes");
        let schemes = self.schemes(Some(given), &at);
        let of_document = self.location();
        if schemes[0] == of_document.schemes[0] {
            return None;
        }
        let Location { host: Some(host), base, .. } = of_document else { return None };
        if !self.report.budget().names(of_name(&host).saturating_add(of_name(&base))) {
            self.report.is_over_budget(operation);
            return None;
        }
        self.moves.push((operation.child("servers"), at));
        Some(schemes.iter().map(|scheme| json!({ "url": format!("{scheme}://{host}{base}") })).collect())
    }

    /// Returns the schemes with `https` first, since `http` is unencrypted. Defaults to `https`.
    fn schemes(&mut self, given: Option<&Value>, at: &Pointer) -> Vec<&'static str> {
        let listed = |name: &str| {
            let is_it = |item: &Value| item.as_str().is_some_and(|item| item.eq_ignore_ascii_case(name));
            given.is_some_and(|given| is_it(given) || given.as_array().into_iter().flatten().any(is_it))
        };
        let schemes: Vec<&str> = ["https", "http"].into_iter().filter(|name| listed(name)).collect();
        if !schemes.is_empty() {
            return schemes;
        }
        if given.is_some_and(|given| given.as_array().is_none_or(|list| !list.is_empty())) {
            self.report.warn(at, "neither `https` nor `http` is listed: calls use `https`");
        }
        vec!["https"]
    }

    fn host(&mut self) -> Option<String> {
        let at = Pointer::root().child("host");
        let given = self.original.get("host")?;
        let Some(host) = given.as_str() else {
            self.report.warn(&at, "`host` is not a string, and is left out");
            return None;
        };
        let bare = host.split_once("://").map_or(host, |(_, rest)| rest).trim_end_matches('/');
        if bare != host {
            self.report.warn(&at, format!("`host` is not just a name and a port, and is read as `{bare}`"));
        }
        (!bare.is_empty()).then(|| bare.to_owned())
    }

    /// Returns the base path without a trailing slash.
    fn base_path(&mut self) -> String {
        let at = Pointer::root().child("basePath");
        let Some(given) = self.original.get("basePath") else { return String::new() };
        let Some(path) = given.as_str() else {
            self.report.warn(&at, "`basePath` is not a string, and is left out");
            return String::new();
        };
        let path = path.trim_end_matches('/');
        if path.is_empty() || path.starts_with('/') {
            return path.to_owned();
        }
        self.report.warn(&at, format!("`basePath` does not start with `/`, and is read as `/{path}`"));
        format!("/{path}")
    }
}
