//! Where a part of the generated code comes from, and why it is what it is.
//!
//! The reasons are read off the representation that the code was rendered from, and each names the keyword of the
//! document that it rests on. Nothing of this is kept while code is generated.

mod all;
mod checks;
mod client;
mod named;
mod operation;
mod reasons;
mod response;
mod type_def;
mod type_ref;

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::{Place, Places, Version, locate_in};
use crate::overlay::AppliedAction;
use crate::pointer::Pointer;
use all::all;
use named::Named;
use reasons::Reasons;

/// What there is to say of one part of the generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Its path in Rust: `Order`, `Order.note`, `Color::Red`, `create_order`, `create_order.page`, `Server::test`.
    pub path: String,
    /// Its declaration, in a line.
    pub code: String,
    /// The [path](crate::GeneratedFile::path) of the file that has it.
    pub file: String,
    /// What it was made from, in the document with the overlays applied.
    pub pointer: Pointer,
    /// The paths of what else was made from there.
    pub also: Vec<String>,
    /// Where that stands: in the document, or in the overlay that added it.
    pub place: Place,
    /// Why it is what it is, step by step.
    pub reasons: Vec<Reason>,
    /// The vendor extensions (`x-…`) of what it was made from, by name.
    pub extensions: BTreeMap<String, serde_json::Value>,
    /// The overlay actions that touched what it was made from or what a reason rests on, in order.
    pub actions: Vec<Touch>,
}

/// One step from the document to the code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// A sentence without a final full stop; what an arrow (`→`) leads to is in the code.
    pub text: String,
    /// What it rests on; `None` where that is the whole, or something that the document does not say.
    pub place: Option<Place>,
}

/// An overlay action that changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Touch {
    /// The action, and all that it changed.
    pub action: AppliedAction,
    /// Where the action stands in its overlay.
    pub place: Place,
}

/// Every name that [`explain`] knows, in the order of the output.
pub fn names(version: &Version) -> Vec<String> {
    all(version).into_iter().map(|named| named.path).collect()
}

/// Says where the parts of the output that are called `item` come from, and why they are what they are; nothing if none
/// is called so.
///
/// An item is a type (`Order`), a field (`Order.note`), a value or a branch of an enum (`Color::Red`), an operation
/// (`create_order`, its struct `CreateOrder`, or its `operationId`) or something of it: a parameter
/// (`create_order.page`), its body (`create_order.body`), an error response (`CreateOrderError::NotFound`), a success of several
/// (`CreateOrderOutput::Created`), a header (`CreateOrderHeaders.location`), its pages, events or download
/// (`create_order.pages`, `create_order.events`, `create_order.download`). Or it is the `Client`, what its builder takes (`ClientBuilder::api_key_auth`) or a server
/// (`Server::test`). Or it is a JSON Pointer into the document with the overlays applied, which stands for all that was
/// made from the nearest place around it.
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
    let places = Places::of(version);
    let all: Vec<(Pointer, Named<'_>)> =
        all(version).into_iter().map(|named| (named.pointer(&places), named)).collect();
    let by_path = || all.iter().filter(|(_, named)| named.path == item);
    let found: Vec<&(Pointer, Named<'_>)> = if let Some(pointer) = pointer_of(item) {
        nearest(&all, &pointer)
    } else if by_path().next().is_some() {
        by_path().collect()
    } else {
        all.iter().filter(|(_, named)| named.is(item)).collect()
    };
    let mut explanations: Vec<Explanation> =
        found.into_iter().map(|(pointer, named)| explanation(version, &places, pointer, named, &all)).collect();
    places.locate(explanations.iter_mut().flat_map(|explanation| {
        let of_reasons = explanation.reasons.iter_mut().filter_map(|reason| reason.place.as_mut());
        std::iter::once(&mut explanation.place).chain(of_reasons)
    }));
    // Of two overlays of one name the first counts.
    for overlay in version.overlays.iter().rev() {
        let touches = explanations.iter_mut().flat_map(|explanation| &mut explanation.actions);
        locate_in(overlay, touches.map(|touch| &mut touch.place).filter(|place| place.source == overlay.name()));
    }
    explanations
}

/// What there is to say of one part, with its places not yet located.
fn explanation(
    version: &Version,
    places: &Places<'_>,
    pointer: &Pointer,
    named: &Named<'_>,
    all: &[(Pointer, Named<'_>)],
) -> Explanation {
    let renamed = version.api.renamed.iter().find(|renamed| renamed.path == named.path);
    let mut reasons = Reasons::new(version, places, renamed.is_some());
    named.explain(pointer, &mut reasons);
    if let Some(renamed) = renamed {
        reasons.chosen(renamed);
    }
    let reasons = reasons.into_found();
    // Every action changes something in the whole document, which is not what the client is told by.
    let own = Some(pointer).filter(|pointer| !pointer.is_root());
    let touched = actions(places, own.into_iter().chain(reasons.iter().filter_map(|(_, at)| at.as_ref())));
    let also = all.iter().filter(|(at, other)| at == pointer && other.path != named.path);
    Explanation {
        path: named.path.clone(),
        code: named.code(version),
        file: named.item.file.clone(),
        pointer: pointer.clone(),
        also: also.map(|(_, other)| other.path.clone()).collect(),
        place: unlocated(pointer),
        reasons: reasons.into_iter().map(|(text, at)| Reason { text, place: at.as_ref().map(unlocated) }).collect(),
        extensions: named.extensions(),
        actions: touched.into_iter().map(touch).collect(),
    }
}

/// A JSON Pointer, as it is or behind the `#` of a reference.
fn pointer_of(item: &str) -> Option<Pointer> {
    let text = item.strip_prefix('#').unwrap_or(item);
    text.starts_with('/').then(|| Pointer::parse(text).ok()).flatten()
}

/// What was made from the value at `pointer`, or from the nearest one around it.
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

/// An action, whose place in its overlay is to be looked up.
fn touch(action: AppliedAction) -> Touch {
    let pointer = Pointer::root().child("actions").index(action.index);
    Touch { place: Place { source: action.source.clone(), pointer, location: None }, action }
}

/// A place in the document with the overlays applied, whose source is to be looked up.
fn unlocated(pointer: &Pointer) -> Place {
    Place { source: String::new(), pointer: pointer.clone(), location: None }
}
