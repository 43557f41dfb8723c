use std::collections::{HashMap, HashSet};

use openapiv3::{Operation as GivenOperation, PathItem, Server as Given};

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::dialect::{LONGEST_URL as LONGEST, SERVER_NAME};
use crate::ir::{Doc, RustIdent, Server, ServerSetter, ServerVariable, WireName};
use crate::naming::{Scope, field};
use crate::pointer::Pointer;

impl Lowering<'_, '_> {
    /// Returns the first server with its variables at their defaults, if its URL is usable.
    pub(super) fn server(&mut self) -> Option<Server> {
        let given = self.document.document.servers.first()?;
        let server = lowered(given, field("server"));
        if is_whole(&server.url) {
            return Some(server);
        }
        let message = format!("{}, so the client has no base URL", fault(&server.url));
        self.report.push(
            Diagnostic::warning(&url_of(0), message)
                .help("call `base_url` on the client's builder, or correct the URL with an overlay"),
        );
        None
    }

    /// Returns the servers, if there are several, if one has variables, or if one is not the first, and the setters of their
    /// variables.
    pub(super) fn servers(&mut self) -> (Vec<Server>, Vec<ServerSetter>) {
        let all = &self.document.document.servers;
        let mut offered: Vec<&Given> = Vec::with_capacity(all.len());
        for (index, given) in all.iter().enumerate() {
            let url = with_defaults(given);
            if is_whole(&url) {
                offered.push(given);
            } else if index > 0 {
                let message = format!("{}, so this server is left out", fault(&url));
                self.report.push(Diagnostic::note(&url_of(index), message).left_out());
            }
        }
        let is_first = all.first().is_some_and(|first| is_whole(&with_defaults(first)));
        if offered.len() <= usize::from(is_first)
            && offered.iter().all(|given| given.variables.iter().flatten().next().is_none())
        {
            return (Vec::new(), Vec::new());
        }
        let mut names = Scope::with(&["clone"]);
        let own_name = |given: &Given| given.extensions.get(SERVER_NAME)?.as_str().map(str::to_owned);
        let descriptions: Vec<Option<String>> =
            offered.iter().map(|given| own_name(given).or_else(|| short_name(given.description.as_deref()?))).collect();
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for description in descriptions.iter().flatten() {
            *uses.entry(description).or_default() += 1;
        }
        let mut servers = Vec::new();
        for (given, described) in offered.iter().zip(&descriptions) {
            let by_description = described.as_deref().filter(|described| uses.get(described) == Some(&1)).map(field);
            let name = names.take(by_description.into_iter().chain([field(&host_and_path(&given.url))]));
            servers.push(lowered(given, name));
        }
        let mut setters: Vec<ServerSetter> = Vec::new();
        let mut known: HashSet<&str> = HashSet::new();
        for (wire, variable) in offered.iter().flat_map(|given| given.variables.iter().flatten()) {
            if known.insert(wire) {
                let name = names.take([field(wire), field(&format!("{wire} variable"))]);
                let doc = Doc::described(variable.description.as_deref());
                setters.push(ServerSetter { name, wire: WireName::new(wire), doc });
            }
        }
        (servers, setters)
    }

    /// Returns the server of an operation or of its path, with its variables at their defaults.
    /// `at` is the operation.
    pub(super) fn own_server(&mut self, item: &PathItem, given: &GivenOperation, at: &Pointer) -> Option<String> {
        let at = if given.servers.is_empty() {
            at.split_last().map_or_else(Pointer::root, |(parent, _)| parent).child("servers")
        } else {
            at.child("servers")
        };
        let server = given.servers.first().or(item.servers.first())?;
        let url = with_defaults(server).trim_end_matches('/').to_owned();
        let is_path = url.is_empty() || (url.starts_with('/') && !url.starts_with("//"));
        if !is_path && !is_whole(&url) {
            let message = "this is neither a URL nor a path: these calls use the client's base URL";
            self.report.warn(&at.index(0).child("url"), message);
            return None;
        }
        let first = self.document.document.servers.first();
        let of_document =
            self.first_server.get_or_init(|| Some(with_defaults(first?).trim_end_matches('/').to_owned()));
        (of_document.as_ref() != Some(&url)).then_some(url)
    }
}

fn lowered(given: &Given, name: RustIdent) -> Server {
    let variables = given.variables.iter().flatten().map(|(wire, variable)| ServerVariable {
        wire: WireName::new(wire),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
    });
    Server {
        name,
        url: with_defaults(given).trim_end_matches('/').to_owned(),
        template: given.url.clone(),
        variables: variables.collect(),
        doc: Doc::described(given.description.as_deref()),
    }
}

/// Returns the URL of a server with its variables at their defaults, in which a brace stays one. One that is too long is not
/// complete.
fn with_defaults(server: &Given) -> String {
    let mut url = String::new();
    let mut rest = server.url.as_str();
    while url.len() <= LONGEST
        && let Some((before, inside)) = rest.split_once('{')
        && let Some((name, after)) = inside.split_once('}')
    {
        url.push_str(before);
        match server.variables.as_ref().and_then(|variables| variables.get(name)) {
            Some(variable) => url.push_str(&variable.default),
            None => url.extend(["{", name, "}"]),
        }
        rest = after;
    }
    url.push_str(rest);
    url
}

/// Returns true if requests can be sent to a URL.
fn is_whole(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(['{', '}']) && url.len() <= LONGEST
}

/// Returns the reason why no request can be sent to a URL.
fn fault(url: &str) -> String {
    if url.len() > LONGEST {
        return format!("this URL is longer than {LONGEST} bytes");
    }
    let placeholder = url.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(name, _)| name);
    match placeholder {
        Some(name) => format!("the variable `{name}` of this URL has no default"),
        None => "this URL is not absolute".to_owned(),
    }
}

/// Returns the place of the URL of a server.
fn url_of(index: usize) -> Pointer {
    Pointer::root().child("servers").index(index).child("url")
}

/// Returns the name of a server from its description, unless that is a sentence: `Production` from
/// `Production server`.
fn short_name(description: &str) -> Option<String> {
    const FILLING: &[&str] = &["a", "an", "api", "endpoint", "environment", "server", "the", "url"];
    let words: Vec<&str> = description
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLING.contains(&word.to_lowercase().as_str()))
        .collect();
    (1..=3).contains(&words.len()).then(|| words.join(" "))
}

/// Returns a URL without its scheme and its placeholders.
fn host_and_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.replace(['{', '}', '/', ':'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(url: &str, defaults: &[(&str, &str)]) -> String {
        let variables: serde_json::Map<String, serde_json::Value> = defaults
            .iter()
            .map(|(name, default)| ((*name).to_owned(), serde_json::json!({ "default": default })))
            .collect();
        let server = serde_json::json!({ "url": url, "variables": variables });
        with_defaults(&serde_json::from_value(server).unwrap())
    }

    #[test]
    fn defaults_replace_variables_and_no_others() {
        assert_eq!(expanded("https://{a}.x/{b}/{a}", &[("a", "1"), ("b", "")]), "https://1.x//1");
        assert_eq!(expanded("https://{a}/{c}{", &[("a", "{b}"), ("b", "1")]), "https://{b}/{c}{");
    }

    #[test]
    fn a_url_does_not_grow_without_bounds() {
        let long = "a".repeat(LONGEST);
        for url in [expanded(&"{a}".repeat(1_000), &[("a", &long)]), format!("https://{long}")] {
            assert!(url.len() < 4 * LONGEST && !is_whole(&url), "{}", url.len());
            assert_eq!(fault(&url), "this URL is longer than 4000 bytes");
        }
    }

    #[test]
    fn a_description_is_a_name_when_it_is_short() {
        assert_eq!(short_name("The production API server").as_deref(), Some("production"));
        assert_eq!(short_name("Sandbox (EU)").as_deref(), Some("Sandbox EU"));
        for none in ["", "the server", "Use this one only for tests of your own"] {
            assert_eq!(short_name(none), None, "{none}");
        }
    }
}
