//! Explains a part of the generated code: its place in the document, and the reasons for its form.
//!
//! The reasons come from the intermediate representation that the code was rendered from. Each
//! names the keyword of the document that it depends on. Generating code records none of this.

mod all;
mod checks;
mod client;
mod named;
mod operation;
mod reasons;
mod response;
mod same_place;
mod type_def;
mod type_ref;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diff::{Place, Places, Version, locate_in};
use crate::ir::Renamed;
use crate::overlay::AppliedAction;
use crate::pointer::Pointer;
use all::all;
use named::Named;
use reasons::Reasons;
use same_place::SamePlace;

/// The explanation of one part of the generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The path in Rust: `Order`, `Order.note`, `Color::Red`, `create_order`, `create_order.page`, `Server::test`.
    pub path: String,
    /// The declaration, on one line.
    pub code: String,
    /// The [path](crate::GeneratedFile::path) of the file that contains it.
    pub file: String,
    /// The pointer to its source in the document with the overlays applied.
    pub pointer: Pointer,
    /// The paths of the other parts with the same source: the first hundred. [`Explanation::more`] counts the others.
    pub also: Vec<String>,
    /// The number of other parts with the same source that [`Explanation::also`] does not list.
    pub more: usize,
    /// The place of the source: in the document, or in the overlay that added it.
    pub place: Place,
    /// The reasons for its form, in order.
    pub reasons: Vec<Reason>,
    /// The vendor extensions (`x-…`) of the source, by name.
    pub extensions: BTreeMap<String, serde_json::Value>,
    /// The overlay actions that changed the source or the place of a reason, in order.
    pub actions: Vec<Touch>,
}

/// One step from the document to the code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// A sentence without a final full stop. The part after an arrow (`→`) is the result in the code.
    pub text: String,
    /// The place that it depends on. `None` if it depends on the whole document, or on something outside it.
    pub place: Option<Place>,
}

/// An overlay action that changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Touch {
    /// The action with all its changes.
    pub action: AppliedAction,
    /// The place of the action in its overlay.
    pub place: Place,
}

/// Returns all names that [`explain`] accepts, in the order of the output.
pub fn names(version: &Version) -> Vec<String> {
    all(version).into_iter().map(|named| named.path).collect()
}

/// Explains the parts of the output with the name `item`. Returns an empty list if there are none.
///
/// An item is a type (`Order`), a field (`Order.note`), a variant of an enum (`Color::Red`), an
/// operation (`create_order`, its struct `CreateOrder`, or its `operationId`), or a part of an
/// operation: a parameter (`create_order.page`), the request body (`create_order.body`), an error
/// response (`CreateOrderError::NotFound`), one of several successful responses
/// (`CreateOrderOutput::Created`), a header (`CreateOrderHeaders.location`), or its pages, events
/// or download (`create_order.pages`, `create_order.events`, `create_order.download`). It can also
/// be the `Client`, a credential (`ClientBuilder::api_key_auth`) or a server (`Server::test`).
///
/// A JSON Pointer into the document with the overlays applied selects all parts that come from that
/// place, or else from its nearest parent.
///
/// ```
/// use openapi_bindgen::diff::Version;
/// use openapi_bindgen::explain::explain;
/// use openapi_bindgen::{Options, Source};
///
/// let document = Source::new("api.yaml", "
/// openapi: 3.1.0
/// info: { title: Shop, version: 1.0.0 }
/// components:
///   schemas:
///     Order:
///       type: object
///       properties:
///         note: { type: string, maxLength: 80 }
/// ");
/// let version = Version::generate(&document, &[], &Options::default())?;
/// let note = explain(&version, "Order.note").remove(0);
/// assert_eq!(note.code, "pub note: Option<String>");
/// assert_eq!(note.place.to_string(), "api.yaml:9:9 (/components/schemas/Order/properties/note)");
/// assert_eq!(note.reasons[1].text, "`required` does not list `note` → `Option`");
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
pub fn explain(version: &Version, item: &str) -> Vec<Explanation> {
    let places = Places::new(version);
    let all: Vec<(Pointer, Named<'_>)> =
        all(version).into_iter().map(|named| (named.pointer(&places), named)).collect();
    let by_path = || all.iter().filter(|(_, named)| named.path == item);
    let found: Vec<&(Pointer, Named<'_>)> = if let Some(pointer) = Pointer::of_target(item) {
        nearest(&all, &pointer)
    } else if by_path().next().is_some() {
        by_path().collect()
    } else {
        all.iter().filter(|(_, named)| named.has_name(item)).collect()
    };
    let same = SamePlace::new(&all);
    let mut renamed: HashMap<&str, &Renamed> = HashMap::new();
    for one in &version.api.renamed {
        renamed.entry(&one.path).or_insert(one);
    }
    let explained = found.into_iter().map(|(pointer, named)| {
        let renamed = renamed.get(named.path.as_str()).copied();
        let (also, more) = same.others(pointer, &named.path);
        Explanation { also, more, ..explanation(version, &places, pointer, named, renamed) }
    });
    let mut explanations: Vec<Explanation> = explained.collect();
    places.locate(explanations.iter_mut().flat_map(|explanation| {
        let reason_places = explanation.reasons.iter_mut().filter_map(|reason| reason.place.as_mut());
        std::iter::once(&mut explanation.place).chain(reason_places)
    }));
    // If two overlays have the same name, the first one wins.
    for overlay in version.overlays.iter().rev() {
        let touches = explanations.iter_mut().flat_map(|explanation| &mut explanation.actions);
        locate_in(overlay, touches.map(|touch| &mut touch.place).filter(|place| place.source == overlay.name()));
    }
    explanations
}

/// Returns the explanation of one part, with its places not yet located and without the others of its place.
fn explanation(
    version: &Version,
    places: &Places<'_>,
    pointer: &Pointer,
    named: &Named<'_>,
    renamed: Option<&Renamed>,
) -> Explanation {
    let mut reasons = Reasons::new(version, places, renamed.is_some());
    named.explain(pointer, &mut reasons);
    if let Some(renamed) = renamed {
        reasons.chosen(renamed);
    }
    let reasons = reasons.into_found();
    // The root contains the changes of every action, so they are not specific to the client.
    let own = Some(pointer).filter(|pointer| !pointer.is_root());
    let touched = actions(places, own.into_iter().chain(reasons.iter().filter_map(|(_, at)| at.as_ref())));
    Explanation {
        path: named.path.clone(),
        code: named.code(version),
        file: named.item.file.clone(),
        pointer: pointer.clone(),
        also: Vec::new(),
        more: 0,
        place: unlocated(pointer),
        reasons: reasons.into_iter().map(|(text, at)| Reason { text, place: at.as_ref().map(unlocated) }).collect(),
        extensions: named.extensions(),
        actions: touched.into_iter().map(touch).collect(),
    }
}

/// Returns the parts that come from the value at `pointer`, or else from its nearest parent.
fn nearest<'n, 'a>(all: &'n [(Pointer, Named<'a>)], pointer: &Pointer) -> Vec<&'n (Pointer, Named<'a>)> {
    let around = all.iter().filter(|(at, _)| !at.is_root() && pointer.starts_with(at));
    let longest = around.clone().map(|(at, _)| at.as_str().len()).max();
    around.filter(|(at, _)| Some(at.as_str().len()) == longest).collect()
}

fn actions<'p>(places: &Places<'_>, pointers: impl Iterator<Item = &'p Pointer>) -> Vec<AppliedAction> {
    let applied = places.applied();
    let positions: BTreeSet<usize> = pointers.flat_map(|pointer| applied.touching(pointer)).collect();
    positions.into_iter().filter_map(|position| applied.actions.get(position).cloned()).collect()
}

/// Returns a [`Touch`] whose location in the overlay is not known yet.
fn touch(action: AppliedAction) -> Touch {
    let pointer = Pointer::root().child("actions").index(action.index);
    Touch { place: Place { source: action.source.clone(), pointer, location: None }, action }
}

/// Returns a place in the document with the overlays applied, whose source is not known yet.
fn unlocated(pointer: &Pointer) -> Place {
    Place { source: String::new(), pointer: pointer.clone(), location: None }
}
