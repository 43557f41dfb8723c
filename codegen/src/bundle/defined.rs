//! The components of the entry document that are in other files.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::files::{ENTRY, Files};
use super::names::NameParts;
use super::node::Kind;
use crate::pointer::Pointer;
use crate::source::Target;

/// The places of these components, by the target and the kind of each. The flag is true if the component has the name of
/// its file.
pub(super) type Defined = HashMap<(Target, Kind), (Pointer, bool)>;

/// Finds the components of the document that are in other files, before an alias of one can take its place. Of several
/// with the same target, the first with the name of the target counts, or else the first.
pub(super) fn components(files: &mut Files<'_>, is_swagger: bool) -> Defined {
    let mut defined_at = Defined::new();
    // The ends of chains of references, beside their direct targets.
    let mut ends = HashMap::new();
    for kind in Kind::ALL {
        let Some(section) = kind.section(is_swagger) else { continue };
        let at = section.iter().fold(Pointer::root(), |at, name| at.child(name));
        let Some(start) = place_of_section(files, section) else { continue };
        let whole = Arc::clone(&files.get(start.file).value);
        let components = whole.pointer(start.pointer.as_str()).and_then(Value::as_object);
        for (name, component) in components.into_iter().flatten() {
            let place = at.child(name);
            if start.file != ENTRY {
                let component = Target { file: start.file, pointer: start.pointer.child(name) };
                defined_at.insert((component, kind), (place.clone(), true));
            }
            let reference = component.get("$ref").and_then(Value::as_str);
            let is_alone = component.as_object().is_some_and(|object| object.len() == 1);
            let Some(reference) = reference.filter(|_| is_alone) else { continue };
            let Ok((target, None)) = files.resolve_once(start.file, reference) else { continue };
            let end = files.follow(target.clone()).pop();
            for (target, defined) in [(Some(target), &mut defined_at), (end, &mut ends)] {
                let Some(target) = target.filter(|target| target.file != ENTRY) else { continue };
                let parts = NameParts::new(&files.get(target.file).path, &target.pointer);
                let is_natural_name = parts.natural_name() == *name;
                let known = defined.entry((target, kind)).or_insert_with(|| (place.clone(), is_natural_name));
                if is_natural_name && !known.1 {
                    *known = (place.clone(), true);
                }
            }
        }
    }
    for (target, place) in ends {
        defined_at.entry(target).or_insert(place);
    }
    defined_at
}

/// Returns the place of the components of a section, which may have its own file.
pub(super) fn place_of_section(files: &mut Files<'_>, section: &[&str]) -> Option<Target> {
    let mut at = Target { file: ENTRY, pointer: Pointer::root() };
    for name in section {
        at = Target { file: at.file, pointer: at.pointer.child(name) };
        let reference = files.value(&at)?.get("$ref").and_then(Value::as_str).map(str::to_owned);
        if let Some(reference) = reference {
            at = files.resolve_once(at.file, &reference).ok()?.0;
        }
    }
    Some(at)
}
