use std::collections::{HashMap, HashSet};

use super::place::Place;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Api, Operation, TypeId, TypeKind};

/// Reports the new names that another item of the same scope has.
pub(super) fn report(api: &Api, renamed: &[Place], report: &mut Report) {
    let mut seen: HashSet<Scope> = HashSet::new();
    let scopes: Vec<Scope> = renamed.iter().map(|place| Scope::containing(*place)).collect();
    let renamed: HashSet<Place> = renamed.iter().copied().collect();
    for scope in scopes {
        if !seen.insert(scope) {
            continue;
        }
        let mut taken: HashMap<String, Option<Place>> = HashMap::new();
        for reserved in scope.reserved(api) {
            taken.insert(reserved, None);
        }
        // Items that keep their names come first, so that the renamed one is reported.
        let (new, kept): (Vec<Place>, Vec<Place>) =
            scope.places(api).into_iter().partition(|place| renamed.contains(place));
        for place in kept.into_iter().chain(new) {
            for name in scope.names(api, place) {
                let Some(other) = taken.insert(name.clone(), Some(place)) else { continue };
                let what = match other {
                    Some(other) if other == place => continue,
                    Some(other) => format!("`{}` has this name, too", other.pointer(api).as_str()),
                    None => "the generated code uses it".to_owned(),
                };
                if renamed.contains(&place) {
                    report.push(
                        Diagnostic::error(place.pointer(api), format!("`{name}` is taken: {what}"))
                            .help("give one of them another name, with the option `rename` or `x-rust-name`"),
                    );
                    // The names of an operation collide together.
                    break;
                }
            }
        }
    }
}

/// A scope in which names are unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Scope {
    Types,
    Members(TypeId),
    Functions,
    Parameters(usize),
}

impl Scope {
    fn containing(place: Place) -> Self {
        match place {
            Place::Type(_) => Self::Types,
            Place::Field(id, _) | Place::Variant(id, _) => Self::Members(id),
            Place::Operation(_) => Self::Functions,
            Place::Parameter(index, _) => Self::Parameters(index),
        }
    }

    /// Returns the names that are reserved.
    fn reserved(self, api: &Api) -> Vec<String> {
        let names: Vec<&str> = match self {
            Self::Types => Vec::new(),
            Self::Members(id) => match &api.type_def(id).kind {
                TypeKind::Object(object) => {
                    let rest = object.additional.iter().map(|(name, _)| name.as_str());
                    ["new"].into_iter().chain(rest).collect()
                }
                _ => vec!["Unknown"],
            },
            Self::Functions => crate::render::CLIENT_METHODS.to_vec(),
            Self::Parameters(_) => vec!["body"],
        };
        names.into_iter().map(str::to_owned).collect()
    }

    fn places(self, api: &Api) -> Vec<Place> {
        match self {
            Self::Types => api.order.iter().map(|id| Place::Type(*id)).collect(),
            Self::Members(id) => match &api.type_def(id).kind {
                TypeKind::Object(object) => (0..object.fields.len()).map(|index| Place::Field(id, index)).collect(),
                TypeKind::OpenEnum(listed) => {
                    (0..listed.variants.len()).map(|index| Place::Variant(id, index)).collect()
                }
                TypeKind::Union(union) => (0..union.variants.len()).map(|index| Place::Variant(id, index)).collect(),
                TypeKind::Alias(_) => Vec::new(),
            },
            Self::Functions => (0..api.operations.len()).map(Place::Operation).collect(),
            Self::Parameters(index) => {
                (0..api.operations[index].parameters.len()).map(|own| Place::Parameter(index, own)).collect()
            }
        }
    }

    /// Returns the names of an item in the scope.
    fn names(self, api: &Api, place: Place) -> Vec<String> {
        match (self, place) {
            // The struct of a call, and the types named after it. No method has the case of a type.
            (Self::Functions, Place::Operation(index)) => {
                let operation = &api.operations[index];
                let choice = operation.body.as_ref().and_then(|body| body.choice.as_ref()).map(ToString::to_string);
                let own = [operation.function.to_string(), operation.type_name.to_string()];
                let types = Operation::TYPE_SUFFIXES.map(|suffix| format!("{}{suffix}", operation.type_name));
                own.into_iter().chain(types).chain(choice).collect()
            }
            _ => vec![place.name(api).to_owned()],
        }
    }
}
