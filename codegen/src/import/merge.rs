//! Merges the parts of pages into a document.

use std::collections::HashMap;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde_json::{Map, Value};

use super::page::Page;
use super::part::{Effect, Part, PartValue, first_difference, parts, tag_name};
use crate::budget::Budget;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::json_text::{pretty, rewrite};
use crate::parse::{kind, locate_all, located, parse};
use crate::pointer::Pointer;
use crate::source::Source;

/// A document with the parts of imported pages.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Imported {
    /// The document as JSON. An existing document keeps its lines, except those of parts that are
    /// not [`Effect::Unchanged`].
    pub text: String,
    /// The parts of the pages, in the order of their first page.
    pub parts: Vec<Part>,
}

/// Merges the pages into `document`, or into a new one. New parts come after existing ones.
///
/// Replaces a part that differs in the document. To keep it, look for [`Effect::Changed`] before
/// you use the text.
///
/// ```
/// use openapi_bindgen::Source;
/// use openapi_bindgen::import::{Effect, Page, import};
///
/// let text = "```yaml get /things\nopenapi: 3.1.0\npaths: { /things: { get: {} } }\n```\n";
/// let page = Page::read(&Source::new("get-thing.md", text), "get-thing.md")?;
/// let document = Source::new("api.json", "{\"openapi\": \"3.1.0\"}\n");
/// let imported = import(Some(&document), &[page])?;
/// assert_eq!(imported.text, "{\"openapi\": \"3.1.0\",\"paths\": {\"/things\":{\"get\":{}}}}\n");
/// assert_eq!(imported.parts[0].effect, Effect::Unchanged);
/// assert_eq!(imported.parts[1].pointer.as_str(), "/paths/~1things/get");
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
///
/// # Errors
/// Returns an error if two pages describe one part differently, if the document is not JSON, if
/// another value is at the place of a part, or if too many parts are below long names.
pub fn import(document: Option<&Source>, pages: &[Page]) -> Result<Imported, Diagnostics> {
    check_names(pages)?;
    let agreed = agree(pages)?;
    let before = document.map_or_else(|| Ok(Value::Object(Map::new())), parse)?;
    let mut after = before.clone();
    let mut wrong = Vec::new();
    let mut effects = Vec::with_capacity(agreed.len());
    let mut tags = TagIndex::default();
    for (pointer, (_, part)) in &agreed {
        match put(&mut after, &mut tags, pointer, part.value) {
            Ok(effect) => effects.push(effect),
            Err(errors) => wrong.extend(errors),
        }
    }
    let text = match document {
        Some(document) if !wrong.is_empty() => return Err(located(document, wrong)),
        Some(document) => rewrite(document.text(), &before, &after).ok_or_else(|| not_json(document))?,
        None => pretty(&after) + "\n",
    };
    Ok(Imported { text, parts: with_places(pages, agreed, effects) })
}

/// Returns an error if the places of all values have too many bytes, since each part keeps its place.
fn check_names(pages: &[Page]) -> Result<(), Diagnostics> {
    let budget = Budget::of(&Value::Null);
    for page in pages {
        budget.extend(&page.fragment);
        budget.places(&page.fragment, &Pointer::root());
        if let Some(excess) = budget.to_report() {
            let place = budget.place_of_excess(&page.fragment);
            let error = Diagnostic::error(&place, excess.message()).help(excess.help());
            return Err(located(&page.fenced, vec![error]));
        }
    }
    Ok(())
}

type Agreed<'p> = IndexMap<Pointer, (usize, PartValue<'p>)>;

/// Returns each part once, with the index of the first page that describes it.
fn agree(pages: &[Page]) -> Result<Agreed<'_>, Diagnostics> {
    let mut agreed = Agreed::new();
    let mut disagreements = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for part in parts(&page.fragment) {
            match agreed.entry(part.pointer.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert((index, part));
                }
                Entry::Occupied(entry) => {
                    let (first, other) = entry.get();
                    if other.value != part.value {
                        let inside = first_difference(other.value, part.value);
                        let (first_at, at) = (other.at.join(&inside), part.at.join(&inside));
                        disagreements.push(Disagreement {
                            part: part.pointer,
                            first: *first,
                            first_at,
                            page: index,
                            at,
                        });
                    }
                }
            }
        }
    }
    if disagreements.is_empty() { Ok(agreed) } else { Err(reported(pages, &disagreements)) }
}

/// A part that a page and the first page with it describe differently.
struct Disagreement {
    part: Pointer,
    /// The index of the first page with the part.
    first: usize,
    /// The place of the difference on the first page.
    first_at: Pointer,
    page: usize,
    at: Pointer,
}

/// Reports disagreements in the order of their pages. Reads each page at most twice.
fn reported(pages: &[Page], disagreements: &[Disagreement]) -> Diagnostics {
    let mut of_first: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, disagreement) in disagreements.iter().enumerate() {
        of_first.entry(disagreement.first).or_default().push(index);
    }
    let mut lines: Vec<Option<Location>> = vec![None; disagreements.len()];
    for (first, indices) in of_first {
        let at: Vec<&Pointer> = indices.iter().map(|index| &disagreements[*index].first_at).collect();
        for (index, location) in indices.iter().zip(locate_all(&pages[first].fenced, &at)) {
            lines[*index] = location;
        }
    }
    let mut wrong = Diagnostics::new();
    let mut rest = disagreements.iter().zip(lines).peekable();
    for (index, page) in pages.iter().enumerate() {
        let mut of_page = Vec::new();
        while let Some((Disagreement { part, first, at, .. }, line)) = rest.next_if(|(one, _)| one.page == index) {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            let first = pages[*first].name();
            of_page.push(
                Diagnostic::error(at, format!("two pages disagree about `{part}`: `{first}{line}` differs"))
                    .help("the pages differ in age: fetch both again, or import only the newer one"),
            );
        }
        wrong.extend(located(&page.fenced, of_page));
    }
    wrong
}

/// The positions of the tags of a document by name, once a tag is put there.
#[derive(Default)]
struct TagIndex(Option<HashMap<String, usize>>);

impl TagIndex {
    /// Returns the position of the tag `name`, or adds it as one that follows `tags`.
    fn position_or_next(&mut self, tags: &[Value], name: &str) -> Option<usize> {
        let positions = self.0.get_or_insert_with(|| {
            let mut positions = HashMap::new();
            for (position, name) in tags.iter().enumerate().filter_map(|(at, tag)| Some((at, tag_name(tag)?))) {
                positions.entry(name.to_owned()).or_insert(position);
            }
            positions
        });
        if let Some(position) = positions.get(name) {
            return Some(*position);
        }
        positions.insert(name.to_owned(), tags.len());
        None
    }
}

/// Inserts a part at its place.
fn put(document: &mut Value, index: &mut TagIndex, pointer: &Pointer, new: &Value) -> Result<Effect, Diagnostics> {
    let Some((parent, name)) = pointer.split_last() else { return Ok(Effect::Unchanged) };
    let mut place = &mut *document;
    let mut at = Pointer::root();
    let is_tag = parent.as_str() == "/tags";
    if pointer.as_str() == "/tags" {
        // The list is replaced.
        *index = TagIndex::default();
    }
    for segment in parent.segments() {
        let members = members(place, &at)?;
        at = at.child(&segment);
        let empty = if is_tag { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
        place = members.entry(segment).or_insert(empty);
    }
    let old = if is_tag {
        let Value::Array(tags) = place else { return Err(misplaced(place, &at, "a list")) };
        let Some(position) = index.position_or_next(tags, &name) else {
            tags.push(new.clone());
            return Ok(Effect::Added);
        };
        &mut tags[position]
    } else {
        match members(place, &at)?.entry(name) {
            serde_json::map::Entry::Occupied(entry) => entry.into_mut(),
            serde_json::map::Entry::Vacant(entry) => {
                entry.insert(new.clone());
                return Ok(Effect::Added);
            }
        }
    };
    if old == new {
        return Ok(Effect::Unchanged);
    }
    Ok(Effect::Changed { before: std::mem::replace(old, new.clone()), after: new.clone() })
}

fn members<'v>(value: &'v mut Value, at: &Pointer) -> Result<&'v mut Map<String, Value>, Diagnostics> {
    match value {
        Value::Object(members) => Ok(members),
        other => Err(misplaced(other, at, "an object")),
    }
}

fn misplaced(value: &Value, at: &Pointer, expected: &str) -> Diagnostics {
    Diagnostic::error(at, format!("expected {expected} to import into, found {}", kind(value))).into()
}

fn not_json(document: &Source) -> Diagnostics {
    Diagnostic::error(&Pointer::root(), "pages can only be imported into JSON, and this is YAML")
        .with_location(document.name(), None)
        .help("write it as JSON once: in YAML, comments and formatting would be lost")
        .into()
}

fn with_places(pages: &[Page], agreed: Agreed<'_>, effects: Vec<Effect>) -> Vec<Part> {
    let mut places = Vec::with_capacity(agreed.len());
    // The parts of one page are adjacent, since the pages were read in order.
    let mut parts = agreed.values().peekable();
    for (index, page) in pages.iter().enumerate() {
        let of_page: Vec<&Pointer> =
            std::iter::from_fn(|| parts.next_if(|(of, _)| *of == index)).map(|(_, part)| &part.at).collect();
        places.extend(locate_all(&page.fenced, &of_page));
    }
    let parts = agreed.into_iter().zip(effects).zip(places);
    parts
        .map(|(((pointer, (page, _)), effect), location)| Part {
            pointer,
            page: pages[page].name().to_owned(),
            location,
            effect,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str, fragment: &str) -> Page {
        let text = format!("# A page\n\n```yaml\nopenapi: 3.1.0\n{fragment}```\n");
        Page::read(&Source::new(name, text), name).unwrap()
    }

    fn effects(imported: &Imported) -> Vec<(&str, &'static str)> {
        let effect = |part: &Part| match part.effect {
            Effect::Added => "added",
            Effect::Unchanged => "unchanged",
            Effect::Changed { .. } => "changed",
        };
        imported.parts.iter().map(|part| (part.pointer.as_str(), effect(part))).collect()
    }

    #[test]
    fn pages_make_a_document_in_their_order() {
        let pages = [
            page("b.md", "tags: [{name: B}]\npaths: {/b: {get: {}}}\ncomponents: {schemas: {Z: {}, Y: {}}}\n"),
            page(
                "a.md",
                "tags: [{name: A}, {name: B}]\npaths: {/b: {put: {}}, /a: {get: {}}}\ncomponents: {schemas: {Y: {}, X: {}}}\n",
            ),
        ];
        let imported = import(None, &pages).unwrap();
        let expected = serde_json::json!({
            "openapi": "3.1.0",
            "tags": [{ "name": "B" }, { "name": "A" }],
            "paths": { "/b": { "get": {}, "put": {} }, "/a": { "get": {} } },
            "components": { "schemas": { "Z": {}, "Y": {}, "X": {} } },
        });
        assert_eq!(imported.text, pretty(&expected) + "\n");
        let again = import(Some(&Source::new("api.json", imported.text.as_str())), &pages).unwrap();
        assert_eq!(again.text, imported.text);
        assert!(effects(&again).iter().all(|(_, effect)| *effect == "unchanged"));
    }

    #[test]
    fn only_the_parts_of_the_pages_change() {
        let document = "{\n\t\"paths\": {\n\t\t\"/kept\": {\"get\": {\"n\": 1.0e2}},\n\t\t\"/a\": {\n\t\t\t\"get\": {\"x\": 1}\n\t\t}\n\t},\n\t\"openapi\": \"3.1.0\"\n}";
        let pages = [page("a.md", "paths: {/a: {get: {x: 2}, put: {y: [é]}}}\n")];
        let imported = import(Some(&Source::new("api.json", document)), &pages).unwrap();
        assert_eq!(
            effects(&imported),
            [("/openapi", "unchanged"), ("/paths/~1a/get", "changed"), ("/paths/~1a/put", "added")]
        );
        assert_eq!(
            imported.text,
            document.replace(
                "{\"x\": 1}",
                "{\"x\": 2},\n\t\t\t\"put\": {\n\t\t\t\t\"y\": [\n\t\t\t\t\t\"é\"\n\t\t\t\t]\n\t\t\t}"
            )
        );
        let Effect::Changed { before, after, .. } = &imported.parts[1].effect else { panic!("it changes") };
        assert_eq!((before, after), (&serde_json::json!({ "x": 1 }), &serde_json::json!({ "x": 2 })));
        assert_eq!(imported.parts[1].location.map(|at| (at.line, at.column)), Some((5, 14)));
    }

    #[test]
    fn pages_that_disagree_are_rejected_with_both_places() {
        let fragment = "components:\n  schemas:\n    X:\n      type: string\n";
        let pages = [page("a.md", fragment), page("b.md", &fragment.replace("string", "integer"))];
        assert_eq!(
            import(None, &pages).unwrap_err().to_string(),
            "error: two pages disagree about `/components/schemas/X`: `a.md:8:7` differs\n  \
             --> b.md:8:7 (/components/schemas/X/type)\n  \
             help: the pages differ in age: fetch both again, or import only the newer one"
        );
        let tags =
            [page("a.md", "tags: [{name: T}]\n"), page("b.md", "tags: [{name: U}, {name: T, description: t}]\n")];
        assert!(import(None, &tags).unwrap_err().to_string().contains("b.md:5:19 (/tags/1)"));
    }

    #[test]
    fn many_parts_below_a_long_name_are_rejected() {
        let members: Map<String, Value> = (0..2_000).map(|at| (format!("m{at}"), Value::Null)).collect();
        let document = serde_json::json!({ "openapi": "3.1.0", "paths": { "a".repeat(20_000): members } });
        let page = Source::new("a.md", format!("```json\n{document}\n```\n"));
        let pages = [Page::read(&page, "a.md").unwrap()];
        let error = import(None, &pages).unwrap_err().to_string();
        assert!(error.starts_with("error: the document repeats too much up to here"), "{error}");
        assert!(error.contains("--> a.md:2:29 (/paths/aaa"), "{error}");
    }

    #[test]
    fn a_document_that_does_not_fit_the_parts_is_rejected() {
        let pages = [page("a.md", "tags: [{name: T}]\npaths: {/a: {get: {}}}\n")];
        let rejected = |name: &str, text: &str| import(Some(&Source::new(name, text)), &pages).unwrap_err().to_string();
        assert!(rejected("api.yaml", "openapi: 3.1.0\n").contains("pages can only be imported into JSON"));
        let odd = rejected("api.json", "{\"paths\": {\"/a\": []},\n\"tags\": {}}");
        assert!(
            odd.contains("expected an object to import into, found a list\n  --> api.json:1:12 (/paths/~1a)"),
            "{odd}"
        );
        assert!(odd.contains("expected a list to import into, found an object\n  --> api.json:2:1 (/tags)"), "{odd}");
    }
}
