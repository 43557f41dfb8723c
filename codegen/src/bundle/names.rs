//! Chooses names for components from other files: from the path and the keys of each, and as short as possible.

use std::collections::{HashMap, HashSet};

use crate::pointer::Pointer;

/// The words for the name of a value: its folders, its file and its keys, without those that only describe structure.
#[derive(Debug)]
pub(super) struct NameParts(Vec<String>);

impl NameParts {
    /// Returns the words for the value at a pointer in the file at `path`.
    pub(super) fn new(path: &str, pointer: &Pointer) -> Self {
        let mut words: Vec<String> = Vec::new();
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        words.extend(folders.split('/').filter(|name| !is_structure(name)).map(clean));
        let stem = file_stem(file);
        // The folder has the better name.
        if words.is_empty() || !matches!(stem, "index" | "_index") {
            words.push(clean(stem));
        }
        let segments: Vec<_> = pointer.segments().collect();
        let last = segments.len().checked_sub(1);
        // A key below a map is a name, whatever it is: the inner one of two nested `properties` is the name of a property.
        let is_name = |index: usize| index > 0 && !is_position(&segments[index]) && is_map(&segments[index - 1]);
        let kept = segments.iter().enumerate().filter(|(index, segment)| {
            let is_last_name = Some(*index) == last && is_name(*index);
            is_last_name || !(is_structure(segment) || is_position(segment) || segment.contains("application/"))
        });
        words.extend(kept.map(|(_, segment)| clean(segment)));
        words.retain(|word| !word.is_empty());
        Self(words)
    }

    /// Returns the name that people would choose: the last word that has letters.
    pub(super) fn natural_name(&self) -> String {
        self.name(self.shortest())
    }

    fn shortest(&self) -> usize {
        let words = self.0.iter().rev();
        words.take_while(|word| !word.contains(char::is_alphabetic)).count() + 1
    }

    fn name(&self, length: usize) -> String {
        let start = self.0.len().saturating_sub(length);
        if self.0.is_empty() { "Component".to_owned() } else { self.0[start..].join("_") }
    }
}

/// Chooses names for components of one kind, none of which is in `taken`. If two would get the same name, both get longer
/// ones, so that no name depends on their order.
pub(super) fn choose<'a>(list: &[&'a NameParts], taken: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let taken: HashSet<String> = taken.into_iter().map(folded).collect();
    let mut lengths: Vec<usize> = list.iter().map(|parts| parts.shortest()).collect();
    loop {
        let names: Vec<String> =
            list.iter().zip(&lengths).map(|(parts, length)| folded(&parts.name(*length))).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for name in &names {
            *counts.entry(name).or_default() += 1;
        }
        let mut is_settled = true;
        for ((parts, length), name) in list.iter().zip(&mut lengths).zip(&names) {
            let clashes = counts[name.as_str()] > 1 || taken.contains(name);
            if clashes && *length < parts.0.len() {
                *length += 1;
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    let mut used = taken;
    // The next number of each name, so that the numbers of many equal names are not tried again and again.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let names = list.iter().zip(lengths).map(|(parts, length)| {
        let name = parts.name(length);
        let number = numbers.entry(folded(&name)).or_insert(1);
        loop {
            let candidate = if *number == 1 { name.clone() } else { format!("{name}_{number}") };
            *number += 1;
            if used.insert(folded(&candidate)) {
                return candidate;
            }
        }
    });
    names.collect()
}

/// Returns the key of a name, which is the same for names that most languages cannot tell apart.
fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the name of a file without its extension.
fn file_stem(file: &str) -> &str {
    let stem = [".yaml", ".yml", ".json"].iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(file);
    stem.strip_suffix(".schema").unwrap_or(stem)
}

/// Returns a word with only the characters that a component name may contain (OpenAPI 3.1.1, "Components Object").
pub(super) fn clean(word: &str) -> String {
    let is_allowed = |character: char| character.is_alphanumeric() || ".-_".contains(character);
    let cleaned: String = word.chars().map(|character| if is_allowed(character) { character } else { '_' }).collect();
    cleaned.trim_matches('_').to_owned()
}

fn is_position(segment: &str) -> bool {
    segment.bytes().all(|byte| byte.is_ascii_digit()) && segment.len() < 3
}

fn is_map(segment: &str) -> bool {
    matches!(
        segment,
        "schemas"
            | "definitions"
            | "$defs"
            | "properties"
            | "parameters"
            | "responses"
            | "requestBodies"
            | "headers"
            | "examples"
            | "links"
            | "callbacks"
            | "securitySchemes"
            | "securityDefinitions"
    )
}

fn is_structure(segment: &str) -> bool {
    is_map(segment)
        || matches!(
            segment,
            "" | "."
                | ".."
                | "components"
                | "component"
                | "schema"
                | "models"
                | "model"
                | "paths"
                | "content"
                | "items"
                | "allOf"
                | "anyOf"
                | "oneOf"
                | "requestBody"
                | "resources"
                | "shared"
                | "src"
                | "spec"
                | "specs"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(path: &str, pointer: &str) -> NameParts {
        NameParts::new(path, &Pointer::parse(pointer).unwrap())
    }

    #[test]
    fn a_name_is_the_natural_one() {
        for (path, pointer, expected) in [
            ("schemas/Pet.yaml", "", "Pet"),
            ("common.yaml", "/definitions/Error", "Error"),
            ("../common.json", "/components/schemas/Error", "Error"),
            ("models/pet.schema.json", "", "pet"),
            ("pets/index.yaml", "", "pets"),
            ("index.yaml", "", "index"),
            ("pets.yaml", "/properties/items", "items"),
            ("paths/pets.yaml", "/get/responses/200/content/application~1json/schema", "get_200"),
            ("pets.yaml", "/allOf/0", "pets"),
            ("my pets.yaml", "", "my_pets"),
        ] {
            assert_eq!(parts(path, pointer).natural_name(), expected, "{path}#{pointer}");
        }
    }

    #[test]
    fn a_clash_makes_both_longer() {
        let list = [parts("a/Error.yaml", ""), parts("b.yaml", "/definitions/error"), parts("Pet.yaml", "")];
        let names = choose(&list.iter().collect::<Vec<_>>(), []);
        assert_eq!(names, ["a_Error", "b_error", "Pet"]);
    }

    #[test]
    fn a_name_that_is_taken_is_not_given_again() {
        let list = [parts("models/Pet.yaml", ""), parts("shop/Pet.yaml", "")];
        assert_eq!(choose(&[&list[0]], ["pet"]), ["Pet_2"]);
        assert_eq!(choose(&[&list[1]], ["Pet"]), ["shop_Pet"]);
        let list = ["a", "a-", "a.", "a_2"].map(|name| parts("index.yaml", &format!("/{name}")));
        assert_eq!(choose(&list.iter().collect::<Vec<_>>(), []), ["index_a", "index_a-_2", "index_a._3", "a_2"]);
    }
}
