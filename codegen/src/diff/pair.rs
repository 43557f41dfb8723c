use std::collections::HashMap;

use super::places::Places;
use crate::ir::{Api, TypeRef};
use crate::pointer::Pointer;
use crate::render::signature;

/// One of the two versions.
pub(super) struct Side<'a> {
    pub api: &'a Api,
    pub places: Places<'a>,
}

/// The two versions that are compared.
pub(super) struct Pair<'a> {
    pub old: Side<'a>,
    pub new: Side<'a>,
    /// The renamed types, from their old to their new names.
    pub renamed: HashMap<String, String>,
}

/// The result of a comparison of two pieces of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Same,
    /// The same, except for the names of renamed types.
    Renamed,
    Different,
}

impl Side<'_> {
    pub(super) fn type_text(&self, ty: &TypeRef) -> String {
        signature::type_text(self.api, ty)
    }
}

impl Pair<'_> {
    /// Compares two pieces of code.
    pub(super) fn fit(&self, old: &str, new: &str) -> Fit {
        if old == new {
            Fit::Same
        } else if self.follow(old) == new {
            Fit::Renamed
        } else {
            Fit::Different
        }
    }

    pub(super) fn fit_types(&self, old: &TypeRef, new: &TypeRef) -> Fit {
        self.fit(&self.old.type_text(old), &self.new.type_text(new))
    }

    /// Returns old code with the new names of renamed types.
    pub(super) fn follow(&self, code: &str) -> String {
        if self.renamed.is_empty() {
            return code.to_owned();
        }
        replace_names(code, |name| self.renamed.get(name).map(String::as_str))
    }

    /// Returns both values if they are short, as in "`{"type":"string"}` became
    /// `{"type":"integer"}`", or else `otherwise`.
    pub(super) fn became(&self, old: &Pointer, new: &Pointer, otherwise: &str) -> String {
        match (self.old.places.quote(old), self.new.places.quote(new)) {
            (Some(before), Some(after)) if before != after => format!("`{before}` became `{after}`"),
            _ => otherwise.to_owned(),
        }
    }
}

/// Replaces names in Rust code, whole identifiers only.
pub(super) fn replace_names<'n>(code: &str, other: impl Fn(&str) -> Option<&'n str>) -> String {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut replaced = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(is_part) {
        let (between, from_name) = rest.split_at(start);
        let (name, after) = from_name.split_at(from_name.find(|sign| !is_part(sign)).unwrap_or(from_name.len()));
        replaced.push_str(between);
        replaced.push_str(other(name).unwrap_or(name));
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_whole() {
        let other = |name: &str| (name == "Pet").then_some("Animal");
        assert_eq!(replace_names("Vec<Pet> PetFood models::Pet;", other), "Vec<Animal> PetFood models::Animal;");
    }
}
