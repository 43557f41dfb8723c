//! Joins the pieces into one document: names the components, and completes the references to them.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::copy::{Piece, Pieces, Site};
use super::discriminator::{self, Reference, object_of};
use super::files::Files;
use super::home::DOCUMENT;
use super::names::{self, NameParts};
use super::node::Kind;
use super::reference;
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;
use crate::source::{Origins, Target};

/// The document that is made of the pieces.
pub(super) struct Joined {
    pub(super) value: Value,
    pub(super) origins: Origins,
    /// Its problems, with pointers into the document.
    pub(super) problems: Vec<Diagnostic>,
}

pub(super) fn join(pieces: Pieces, files: &Files<'_>) -> Joined {
    let places = places(&pieces, files);
    let Pieces { list: pieces, homes, is_swagger } = pieces;
    let mut document = Value::Null;
    let mut origins = Origins::default();
    let mut problems = Vec::new();
    let mut discriminators = Vec::new();
    let mut references = Vec::new();
    for (index, (piece, place)) in pieces.into_iter().zip(&places).enumerate() {
        let Some(place) = place else { continue };
        let Piece { target, kind, value, sites, origins: starts, problems: of_piece, discriminators: of_schemas } =
            piece;
        if index == DOCUMENT {
            document = value;
        } else if let Some((name, section)) = place.split_last().map(|(_, name)| name.into_owned()).zip(kind) {
            section_of(&mut document, section, is_swagger).insert(name, value);
            origins.add(place.clone(), target);
        }
        for (start, target) in starts {
            origins.add(place.join(&start), target);
        }
        problems.extend(of_piece.iter().map(|(at, problem)| problem.to_diagnostic(&place.join(at))));
        discriminators.extend(of_schemas.iter().map(|at| place.join(at)));
        for Site { at, target, kind } in sites {
            let Some((home, rest)) = homes.covering(&target, kind, files) else { continue };
            let Some(base) = &places[home.piece] else { continue };
            let natural_name = name_parts(&target, files).natural_name();
            references.push(Reference {
                at: place.join(&at),
                place: base.join(&home.pointer).join(&rest),
                natural_name,
            });
        }
    }
    for Reference { at, place, .. } in &references {
        if let Some(text) = document.pointer_mut(at.as_str()) {
            *text = Value::from(reference::local(place));
        }
    }
    discriminator::keep_values(&mut document, &discriminators, &references);
    Joined { value: document, origins, problems }
}

fn name_parts(target: &Target, files: &Files<'_>) -> NameParts {
    NameParts::new(&files.get(target.file).path, &target.pointer)
}

/// Returns the place of each piece in the document. A piece inside another one has no place of its own.
fn places(pieces: &Pieces, files: &Files<'_>) -> Vec<Option<Pointer>> {
    let Pieces { list: pieces, homes, is_swagger } = pieces;
    let mut places = vec![None; pieces.len()];
    places[DOCUMENT] = Some(Pointer::root());
    let mut by_section: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (index, Piece { target, kind, .. }) in pieces.iter().enumerate() {
        let Some(kind) = *kind else { continue };
        let is_own = homes.covering(target, kind, files).is_some_and(|(home, _)| home.piece == index);
        if let Some(section) = kind.section(*is_swagger).filter(|_| is_own) {
            by_section.entry(section).or_default().push(index);
        }
    }
    for (section, indices) in by_section {
        let at = section.iter().fold(Pointer::root(), |at, name| at.child(name));
        let parts: Vec<NameParts> = indices.iter().map(|index| name_parts(&pieces[*index].target, files)).collect();
        let taken = pieces[DOCUMENT].value.pointer(at.as_str()).and_then(Value::as_object);
        let taken = taken.into_iter().flatten().map(|(name, _)| name.as_str());
        for (index, name) in indices.iter().zip(names::choose(&parts.iter().collect::<Vec<_>>(), taken)) {
            places[*index] = Some(at.child(&name));
        }
    }
    places
}

/// Returns the object with the components of a kind, and adds it if there is none.
fn section_of(document: &mut Value, kind: Kind, is_swagger: bool) -> &mut Map<String, Value> {
    let mut at = document;
    for name in kind.section(is_swagger).unwrap_or_default() {
        at = object_of(at).entry(*name).or_insert(Value::Null);
    }
    object_of(at)
}
