//! The pagination of operations.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A pagination rule. Operations that it fits get the methods `pages()` and `items()`.
///
/// ```
/// use openapi_bindgen::{Options, Pagination};
///
/// let by_cursor = Pagination::cursor("page_token", "paging.next").items("results");
/// let by_number = Pagination::page("page", 1).operation("listOldThings");
/// let options = Options::default().pagination(by_cursor).pagination(by_number);
/// assert_eq!(options.pagination.len(), 2);
/// ```
///
/// A rule without operations applies to every operation that it fits: a GET operation with the
/// query parameter, whose success is an object with the properties of the rule, or an array.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The operations of the rule, by `operationId`. If empty, all operations that the rule fits.
    pub operations: Vec<String>,
    /// The query parameter that selects the page.
    pub parameter: String,
    /// The value of the parameter for the next page.
    pub next: NextPage,
    /// The dotted path to the array in a page. `None` means the page itself, or its only array.
    pub items: Option<String>,
    /// The dotted path to the property that marks further pages, and its value if there are more.
    pub more: Option<(String, bool)>,
}

/// The value of the parameter for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextPage {
    /// A property of the page, as a dotted path.
    Cursor(String),
    /// A property of the last item.
    Last(String),
    /// The value of the parameter in the URL of the header `Link` with `rel="next"`.
    Link,
    /// The page number, with the number of the first page.
    Page(i64),
    /// The number of items before the page.
    Offset,
}

impl Pagination {
    fn new(parameter: impl Into<String>, next: NextPage) -> Self {
        Self { operations: Vec::new(), parameter: parameter.into(), next, items: None, more: None }
    }

    /// Creates a rule with a cursor at the path `next`: `paging.next`. A page without the cursor is
    /// the last.
    #[must_use]
    pub fn cursor(parameter: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Cursor(next.into()))
    }

    /// Creates a rule with the property `member` of the last item as the cursor: `id`.
    #[must_use]
    pub fn last_item(parameter: impl Into<String>, member: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Last(member.into()))
    }

    /// Creates a rule for pages with the header `Link`, as GitHub and GitLab send it. The parameter takes the value
    /// that it has in the URL with `rel="next"`. A page without such a link is the last.
    #[must_use]
    pub fn link(parameter: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Link)
    }

    /// Creates a rule with page numbers that start at `first`. A page without items is the last.
    #[must_use]
    pub fn page(parameter: impl Into<String>, first: i64) -> Self {
        Self::new(parameter, NextPage::Page(first))
    }

    /// Creates a rule with the number of items before the page. A page without items is the last.
    #[must_use]
    pub fn offset(parameter: impl Into<String>) -> Self {
        Self::new(parameter, NextPage::Offset)
    }

    /// Adds an operation to the rule.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.operations.push(id.into());
        self
    }

    /// Sets the path to the array in a page.
    #[must_use]
    pub fn items(mut self, items: impl Into<String>) -> Self {
        self.items = Some(items.into());
        self
    }

    /// Sets the property of a page that is true while there are more. With page numbers or offsets,
    /// it can also be a string or a number that is null, absent or empty on the last page, such as
    /// the URL of the next page.
    #[must_use]
    pub fn more(mut self, member: impl Into<String>) -> Self {
        self.more = Some((member.into(), true));
        self
    }

    /// Sets the property of a page that is true on the last page.
    #[must_use]
    pub fn done(mut self, member: impl Into<String>) -> Self {
        self.more = Some((member.into(), false));
        self
    }
}

/// Reads a rule from the vendor extension of an operation, if its form is known: the keys of the project file and their
/// usual synonyms, or the lists `inputs` and `outputs`.
pub(crate) fn from_extension(value: &Value) -> Option<Pagination> {
    let members = value.as_object()?;
    match members.get("inputs") {
        Some(inputs) => from_inputs(inputs, members.get("outputs").and_then(Value::as_object)),
        None => from_members(members),
    }
}

/// Reads `{ cursor: after, next_cursor: meta.next, results: data, limit: limit }`.
fn from_members(members: &Map<String, Value>) -> Option<Pagination> {
    let mut roles: BTreeMap<&str, String> = BTreeMap::new();
    for (key, value) in members {
        let plain: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
        let role = match plain.to_ascii_lowercase().as_str() {
            "cursor" | "cursorparam" | "cursorparameter" | "pagetoken" => "cursor",
            "next" | "nextcursor" | "nextcursorfield" | "nextpagetoken" => "next",
            "last" => "last",
            "link" => "link",
            "page" | "pageparam" | "pageparameter" | "pagenumber" => "page",
            "offset" | "offsetparam" | "offsetparameter" => "offset",
            "items" | "itemsfield" | "results" | "resultsfield" | "data" => "items",
            "more" | "hasmore" | "hasmorefield" | "hasnextpage" => "more",
            "done" => "done",
            // They describe the rule, or limit a page, which its caller sets.
            "type" | "style" | "strategy" | "limit" | "limitparam" | "limitparameter" | "pagesize"
            | "pagesizeparam" => {
                continue;
            }
            _ => return None,
        };
        let text = plain_path(value.as_str()?)?;
        if roles.insert(role, text).is_some() {
            return None;
        }
    }
    let mut take = |role| roles.remove(role);
    let selectors = (take("cursor"), take("next"), take("last"), take("link"), take("page"), take("offset"));
    let rule = match selectors {
        (Some(cursor), Some(next), None, None, None, None) => Pagination::cursor(cursor, next),
        (Some(cursor), None, Some(last), None, None, None) => Pagination::last_item(cursor, last),
        (None, None, None, Some(link), None, None) => Pagination::link(link),
        (None, None, None, None, Some(page), None) => Pagination::page(page, 1),
        (None, None, None, None, None, Some(offset)) => Pagination::offset(offset),
        _ => return None,
    };
    let rule = take("items").into_iter().fold(rule, Pagination::items);
    match (take("more"), take("done")) {
        (Some(more), None) => Some(rule.more(more)),
        (None, Some(done)) => Some(rule.done(done)),
        (None, None) => Some(rule),
        (Some(_), Some(_)) => None,
    }
}

/// Reads `inputs: [{ name: page, in: parameters, type: page }]` and `outputs: { results: $.data }`.
fn from_inputs(inputs: &Value, outputs: Option<&Map<String, Value>>) -> Option<Pagination> {
    let output = |name: &str| match outputs.and_then(|outputs| outputs.get(name)) {
        Some(value) => value.as_str().and_then(plain_path).map(Some),
        None => Some(None),
    };
    let mut selectors = inputs.as_array()?.iter().filter(|input| input["type"] != "limit");
    let (selector, None) = (selectors.next()?, selectors.next()) else { return None };
    if selector["in"] != "parameters" && selector["in"] != "query" {
        return None;
    }
    let name = selector["name"].as_str()?;
    let rule = match selector["type"].as_str()? {
        "page" => Pagination::page(name, 1),
        "offset" => Pagination::offset(name),
        "cursor" => Pagination::cursor(name, output("nextCursor")??),
        _ => return None,
    };
    Some(output("results")?.into_iter().fold(rule, Pagination::items))
}

/// Returns a dotted path without the prefix of a runtime expression or a JSONPath: `$response.next`, `$.data`.
fn plain_path(text: &str) -> Option<String> {
    let prefixes = ["$request.query.", "$request.", "$response.body.", "$response.", "$."];
    let path = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
    let is_plain = !path.is_empty() && !path.contains(['$', '[', ']', '#', '*', ' ']);
    is_plain.then(|| path.to_owned())
}

/// Usual names of a flag that there are further pages.
pub(crate) const MORE: [&str; 6] = ["has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage"];

/// Returns the rules that apply by names alone: a parameter and the property with its next value.
pub(crate) fn plain() -> Vec<Pagination> {
    let cursors = [
        ("cursor", "next_cursor"),
        ("cursor", "nextCursor"),
        ("page_token", "next_page_token"),
        ("pageToken", "nextPageToken"),
        ("next_token", "next_token"),
        ("nextToken", "nextToken"),
    ];
    let mut rules: Vec<Pagination> =
        cursors.into_iter().map(|(parameter, next)| Pagination::cursor(parameter, next)).collect();
    rules.push(Pagination::cursor("after", "last_id").more("has_more"));
    rules.push(Pagination::last_item("starting_after", "id").more("has_more"));
    rules
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn usual_forms_of_an_extension_are_understood() {
        let by_cursor = Pagination::cursor("after", "meta.next").items("data");
        for (value, expected) in [
            (json!({ "cursor": "after", "next": "meta.next", "items": "data" }), by_cursor.clone()),
            (
                json!({ "cursor_param": "after", "nextCursor": "meta.next", "results": "data", "limit": "limit" }),
                by_cursor.clone(),
            ),
            (
                json!({ "cursor": "$request.after", "next_cursor": "$response.meta.next", "results": "$response.data" }),
                by_cursor.clone(),
            ),
            (
                json!({ "type": "cursor", "inputs": [{ "name": "after", "in": "parameters", "type": "cursor" },
                    { "name": "limit", "in": "parameters", "type": "limit" }],
                    "outputs": { "nextCursor": "$.meta.next", "results": "$.data" } }),
                by_cursor,
            ),
            (json!({ "page": "page", "hasMore": "more" }), Pagination::page("page", 1).more("more")),
            (json!({ "offset": "skip", "pageSize": "take" }), Pagination::offset("skip")),
            (
                json!({ "type": "offsetLimit", "inputs": [{ "name": "skip", "in": "parameters", "type": "offset" }] }),
                Pagination::offset("skip"),
            ),
        ] {
            assert_eq!(from_extension(&value), Some(expected), "{value}");
        }
    }

    #[test]
    fn other_forms_are_not_guessed() {
        for value in [
            json!(true),
            json!("cursor"),
            json!({}),
            json!({ "cursor": "after" }),
            json!({ "cursor": "after", "next": "next", "page": "page" }),
            json!({ "cursor": 1, "next": "next" }),
            json!({ "cursor": "after", "next": "$.a[0]" }),
            json!({ "page": "page", "more": "a", "done": "b" }),
            json!({ "page": "page", "unknown": "x" }),
            json!({ "inputs": [{ "name": "page", "in": "requestBody", "type": "page" }] }),
            json!({ "inputs": [{ "name": "c", "in": "parameters", "type": "cursor" }] }),
            json!({ "inputs": [] }),
        ] {
            assert_eq!(from_extension(&value), None, "{value}");
        }
    }
}
