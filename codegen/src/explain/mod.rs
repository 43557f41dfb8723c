//! Where a part of the generated code comes from, and why it is what it is.
//!
//! The reasons are read off the representation that the code was rendered from, and each names the keyword of the
//! document that it rests on. Nothing of this is kept while code is generated.

mod named;
mod operation;
mod reasons;
mod type_def;
mod type_ref;

use std::collections::BTreeSet;

use crate::diff::{Place, Places, Version};
use crate::overlay::AppliedAction;
use crate::parse::locate;
use crate::pointer::Pointer;
use named::{Named, all};
use reasons::Reasons;

/// What there is to say of one part of the generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Its path in Rust: `Order`, `Order.note`, `Color::Red`, `create_order`, `create_order.page`.
    pub path: String,
    /// Its declaration, in a line.
    pub code: String,
    /// The [path](crate::GeneratedFile::path) of the file that has it.
    pub file: String,
    /// What it was made from, in the document with the overlays applied.
    pub pointer: Pointer,
    /// Where that stands: in the document, or in the overlay that added it.
    pub place: Place,
    /// Why it is what it is, step by step.
    pub reasons: Vec<Reason>,
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

/// Says where the part of the output that is called `item` comes from, and why it is what it is; `None` if nothing is
/// called so.
///
/// An item is a type (`Order`), a field (`Order.note`), a value or a branch of an enum (`Color::Red`), an operation
/// (`create_order`, its struct `CreateOrder`, or its `operationId`) or something of it: a parameter
/// (`create_order.page`), its body (`create_order.body`), a refusal (`CreateOrderError::NotFound`). Or it is a JSON
/// Pointer into the document with the overlays applied, which stands for what was made from the nearest place around it.
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
/// let note = explain(&version, "Order.note").unwrap();
/// assert_eq!(note.code, "pub note: Option<String>");
/// assert_eq!(note.place.to_string(), "api.yaml:9:9 (/components/schemas/Order/properties/note)");
/// assert_eq!(note.reasons[1].text, "`required` does not list `note` → `Option`");
/// # Ok::<(), openapi_bindgen::Diagnostics>(())
/// ```
pub fn explain(version: &Version, item: &str) -> Option<Explanation> {
    let places = Places::of(version);
    let named = all(version);
    let found = match pointer_of(item) {
        Some(pointer) => nearest(&named, &places, &pointer)?,
        None => named.iter().find(|named| named.path == item).or_else(|| named.iter().find(|named| named.is(item)))?,
    };
    let pointer = found.pointer(&places);
    let mut reasons = Reasons::new(version, &places);
    found.explain(&pointer, &mut reasons);
    let reasons = reasons.into_found();
    let touched = actions(&places, std::iter::once(&pointer).chain(reasons.iter().filter_map(|(_, at)| at.as_ref())));
    let mut explanation = Explanation {
        path: found.path.clone(),
        code: found.code(version),
        file: found.item.file.clone(),
        place: unlocated(&pointer),
        pointer,
        reasons: reasons.into_iter().map(|(text, at)| Reason { text, place: at.as_ref().map(unlocated) }).collect(),
        actions: touched.into_iter().map(|action| touch(version, action)).collect(),
    };
    let of_reasons = explanation.reasons.iter_mut().filter_map(|reason| reason.place.as_mut());
    places.locate(std::iter::once(&mut explanation.place).chain(of_reasons));
    Some(explanation)
}

/// A JSON Pointer, as it is or behind the `#` of a reference.
fn pointer_of(item: &str) -> Option<Pointer> {
    let text = item.strip_prefix('#').unwrap_or(item);
    text.starts_with('/').then(|| Pointer::parse(text).ok()).flatten()
}

/// What was made from the value at `pointer`, or from the nearest one around it; of several, the first.
fn nearest<'n, 'a>(named: &'n [Named<'a>], places: &Places<'_>, pointer: &Pointer) -> Option<&'n Named<'a>> {
    let mut best: Option<(usize, &Named<'a>)> = None;
    for candidate in named {
        let at = candidate.pointer(places);
        let length = at.as_str().len();
        if !at.is_root() && pointer.starts_with(&at) && best.is_none_or(|(longest, _)| length > longest) {
            best = Some((length, candidate));
        }
    }
    best.map(|(_, found)| found)
}

fn actions<'p>(places: &Places<'_>, pointers: impl Iterator<Item = &'p Pointer>) -> Vec<AppliedAction> {
    let applied = places.applied();
    let positions: BTreeSet<usize> = pointers.flat_map(|pointer| applied.touching(pointer)).collect();
    positions.into_iter().filter_map(|position| applied.actions.get(position).cloned()).collect()
}

fn touch(version: &Version, action: AppliedAction) -> Touch {
    let pointer = Pointer::root().child("actions").index(action.index);
    let overlay = version.overlays.iter().find(|overlay| overlay.name() == action.source);
    let location = overlay.and_then(|overlay| locate(overlay, &pointer));
    Touch { place: Place { source: action.source.clone(), pointer, location }, action }
}

/// A place in the document with the overlays applied, whose source is to be looked up.
fn unlocated(pointer: &Pointer) -> Place {
    Place { source: String::new(), pointer: pointer.clone(), location: None }
}
