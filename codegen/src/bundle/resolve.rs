//! Resolves references.

use serde_json::Value;

use super::files::{ENTRY, Files};
use super::problem::{LEFT_OUT, Problem};
use super::reference::{self, FilePart};
use super::resolution::{Resolution, Unresolved};
use crate::nearest;
use crate::pointer::Pointer;
use crate::source::Target;

/// The maximum length of a chain of references.
pub(super) const MOST_REFERENCES: usize = 64;

impl Files<'_> {
    /// Resolves `reference` in the file at the position `from`.
    pub(super) fn resolve(&mut self, from: usize, reference: &str) -> Resolution {
        self.resolve_within(from, reference, MOST_REFERENCES)
    }

    /// Resolves a reference like [`Files::resolve`], and returns the same result each time.
    pub(super) fn resolve_once(&mut self, from: usize, reference: &str) -> Resolution {
        let key = (from, reference.to_owned());
        let found = if let Some(known) = self.resolutions.get(&key) {
            known.clone()
        } else {
            let found = self.resolve(from, reference);
            self.resolutions.insert(key, found.clone());
            found
        };
        let (target, note) = found?;
        match self.use_place(&target.pointer) {
            Ok(()) => Ok((target, note)),
            Err(problem) => Err(Unresolved { text: reference.to_owned(), in_entry: None, problem }),
        }
    }

    fn resolve_within(&mut self, from: usize, reference: &str, left: usize) -> Resolution {
        let (file, fragment) = reference::split(reference);
        let folder = reference::folder(&self.get(from).path).to_owned();
        let (base, text) = match reference::file_part(file, &folder) {
            FilePart::Same => (Target { file: from, pointer: Pointer::root() }, self.get(from).path.clone()),
            // A schema of the same file may have a relative `$id`, which looks like a path.
            FilePart::File(path) => match self.get(from).identifiers().id(file).cloned() {
                Some(pointer) => (Target { file: from, pointer }, path),
                None => match self.load(&path) {
                    Ok(file) => (Target { file, pointer: Pointer::root() }, path),
                    Err(problem) => {
                        return Err(Unresolved { text: with_fragment(&path, fragment), in_entry: None, problem });
                    }
                },
            },
            FilePart::Address => {
                let Some(base) = self.by_address(file) else {
                    let problem = Problem::lost(format!("`{reference}` points to another document, and is left out"))
                        .help(Some(
                            "save the file beside the document, and refer to that: nothing is read from the network",
                        ));
                    return Err(Unresolved { text: reference.to_owned(), in_entry: None, problem });
                };
                (base, file.to_owned())
            }
            FilePart::Absolute => {
                let Some(pointer) = self.get(from).identifiers().id(file).cloned() else {
                    let problem = Problem::lost(format!("`{reference}` is an absolute path, and is left out"))
                        .help(Some("write the path from the file that has the reference"));
                    return Err(Unresolved { text: reference.to_owned(), in_entry: None, problem });
                };
                (Target { file: from, pointer }, file.to_owned())
            }
        };
        let text = with_fragment(&text, fragment);
        let found = self.find(&base, fragment, left);
        if found.is_err()
            && file.is_empty()
            && from != ENTRY
            && let Ok(target) = self.find(&Target { file: ENTRY, pointer: Pointer::root() }, fragment, left)
        {
            let (own, entry) = (self.get(from).name(), self.get(ENTRY).name());
            let note = format!("`{reference}` is not in `{own}`; it is read as a reference to `{entry}`");
            let help = format!("write the file name before the `#`, or move the target into `{own}`");
            return Ok((target, Some(Problem::note(note).help(Some(help)))));
        }
        let in_entry = Pointer::parse(&reference::decoded(fragment)).ok().filter(|_| base.file == ENTRY);
        found.map(|target| (target, None)).map_err(|problem| Unresolved { text, in_entry, problem })
    }

    /// Returns the schema that has this address as its `$id`, or the file beside a file with such an address.
    fn by_address(&mut self, address: &str) -> Option<Target> {
        let addresses = self.addresses();
        if let Some(known) = addresses.schema(address) {
            return Some(known.clone());
        }
        let (folder, name) = address.rsplit_once('/')?;
        let FilePart::File(path) = reference::file_part(name, addresses.folder(folder)?) else { return None };
        Some(Target { file: self.load(&path).ok()?, pointer: Pointer::root() })
    }

    /// Resolves `fragment` in the value at `base`: a pointer, an anchor, or the whole value.
    fn find(&mut self, base: &Target, fragment: &str, left: usize) -> Result<Target, Problem> {
        let fragment = reference::decoded(fragment).into_owned();
        if fragment.is_empty() {
            return Ok(base.clone());
        }
        let name = self.get(base.file).name().to_owned();
        let Ok(pointer) = Pointer::parse(&fragment) else {
            let identifiers = self.get(base.file).identifiers();
            return identifiers
                .anchor(&fragment, &base.pointer)
                .map(|pointer| Target { file: base.file, pointer: pointer.clone() })
                .ok_or_else(|| {
                    Problem::lost(format!("`{name}` has no `$anchor` `{fragment}`, and {LEFT_OUT}"))
                        .help(self.suggestion(&fragment, identifiers.anchors()))
                });
        };
        let mut at = base.clone();
        for segment in pointer.segments() {
            at = self.enter(&at, &segment, left).ok_or_else(|| {
                let value = self.value(&at);
                let keys = value.and_then(Value::as_object).into_iter().flatten().map(|(key, _)| key);
                Problem::lost(format!("`{name}` has no `{pointer}`, and {LEFT_OUT}"))
                    .help(self.suggestion(&segment, keys))
            })?;
        }
        Ok(at)
    }

    /// Returns a member or an element of the value at `at`, or of the target that the value refers to.
    fn enter(&mut self, at: &Target, segment: &str, left: usize) -> Option<Target> {
        let value = self.value(at)?;
        let is_there = match value {
            Value::Object(object) => object.contains_key(segment),
            Value::Array(items) => segment.parse().is_ok_and(|index: usize| index < items.len()),
            _ => return None,
        };
        if is_there {
            return Some(Target { file: at.file, pointer: at.pointer.child(segment) });
        }
        let reference = value.get("$ref")?.as_str()?.to_owned();
        let left = left.checked_sub(1)?;
        let next = self.resolve_between(at.file, reference, left)?;
        self.enter(&next, segment, left)
    }

    /// Resolves a reference that is on the path to a value behind it. A path can lead through one reference many times, in a
    /// file of a few bytes.
    fn resolve_between(&mut self, from: usize, reference: String, left: usize) -> Option<Target> {
        if !self.may_follow(&reference) {
            return None;
        }
        let key = (from, reference);
        if let Some(known) = self.resolutions.get(&key) {
            return known.as_ref().ok().map(|(target, _)| target.clone());
        }
        let found = self.resolve_within(from, &key.1, left).ok()?;
        let target = found.0.clone();
        // Fewer references in a row are no reason for another target, but can be one for none.
        self.resolutions.insert(key, Ok(found));
        Some(target)
    }

    /// Returns a help that suggests the most similar name, for the first references without a target.
    fn suggestion<T: AsRef<str>>(&self, name: &str, names: impl IntoIterator<Item = T>) -> Option<String> {
        let left = self.suggestions_left.get().checked_sub(1)?;
        self.suggestions_left.set(left);
        nearest::suggestion(name, names)
    }

    /// Returns the value at a place.
    pub(super) fn value(&self, at: &Target) -> Option<&Value> {
        self.get(at.file).value.pointer(at.pointer.as_str())
    }

    /// Returns `target` and the targets that follow it, as long as each is only a reference, in another file than the entry
    /// document. Stops at a broken reference, which is reported at its own place.
    pub(super) fn follow(&mut self, target: Target) -> Vec<Target> {
        let mut passed = vec![target.clone()];
        let mut at = target;
        while passed.len() < MOST_REFERENCES {
            let reference = match self.value(&at).and_then(Value::as_object) {
                Some(object) if at.file != ENTRY && object.len() == 1 => object.get("$ref").and_then(Value::as_str),
                _ => return passed,
            };
            let Some(reference) = reference.map(str::to_owned) else { return passed };
            if !self.may_follow(&reference) {
                return passed;
            }
            let Ok((next, None)) = self.resolve_once(at.file, &reference) else { return passed };
            if passed.contains(&next) {
                break;
            }
            passed.push(next.clone());
            at = next;
        }
        passed.truncate(1);
        passed
    }
}

fn with_fragment(file: &str, fragment: &str) -> String {
    if fragment.is_empty() { file.to_owned() } else { format!("{file}#{fragment}") }
}

#[cfg(test)]
mod tests {
    use super::super::FileError;
    use super::*;
    use crate::source::Source;

    const FILES: [(&str, &str); 5] = [
        ("models/pet.yaml", "$id: https://example.com/models/pet.yaml\n$anchor: top\nx: {$ref: '../b.yaml#/y'}\n"),
        ("models/food.yaml", "type: string\n"),
        ("b.yaml", "y: {z: [{$ref: '#/w'}]}\nw: {v: 1}\n"),
        ("alias.yaml", "$ref: models/food.yaml"),
        ("circle.yaml", "$ref: circle.yaml"),
    ];

    fn with_files<T>(test: impl FnOnce(&mut Files<'_>) -> T) -> T {
        let mut read = |path: &str| {
            let file = FILES.iter().find(|(name, _)| *name == path);
            file.map(|(name, text)| Source::new(*name, *text)).ok_or_else(|| FileError::new(format!("no `{path}`")))
        };
        let entry = serde_json::json!({ "$self": "/api", "components": { "schemas": { "Cat": { "$id": "/cat" } } } });
        test(&mut Files::new(&Source::new("api.yaml", ""), entry, &mut read))
    }

    fn target(reference: &str) -> Result<(String, String), String> {
        with_files(|files| match files.resolve(ENTRY, reference) {
            Ok((Target { file, pointer }, _)) => Ok((files.get(file).path.clone(), pointer.to_string())),
            Err(Unresolved { text, problem, .. }) => {
                Err(format!("{text}: {}", problem.to_diagnostic(&Pointer::root())))
            }
        })
    }

    #[test]
    fn references_lead_through_references() {
        for (reference, path, pointer) in [
            ("models/pet.yaml", "models/pet.yaml", ""),
            ("./models/../models/pet.yaml#top", "models/pet.yaml", ""),
            ("models/pet.yaml#/x/z", "b.yaml", "/y/z"),
            ("models/pet.yaml#/x/z/0/v", "b.yaml", "/w/v"),
            ("#/components/schemas/Cat", "api.yaml", "/components/schemas/Cat"),
            ("/api#/components/schemas/Cat", "api.yaml", "/components/schemas/Cat"),
            ("/cat", "api.yaml", "/components/schemas/Cat"),
        ] {
            assert_eq!(target(reference).unwrap(), (path.to_owned(), pointer.to_owned()), "{reference}");
        }
    }

    #[test]
    fn missing_targets_are_problems() {
        for (reference, expected) in [
            (
                "models/pte.yaml#/a",
                "models/pte.yaml#/a: warning: no `models/pte.yaml`, and what refers to it is left out",
            ),
            (
                "b.yaml#/yy",
                "b.yaml#/yy: warning: `b.yaml` has no `/yy`, and what refers to it is left out\n  help: a similar name exists: `y`",
            ),
            ("models/pet.yaml#topp", "`models/pet.yaml` has no `$anchor` `topp`"),
            ("circle.yaml#/x", "`circle.yaml` has no `/x`"),
            ("/etc/passwd", "is an absolute path"),
            ("https://example.com/a.yaml", "points to another document"),
        ] {
            let message = target(reference).unwrap_err();
            assert!(message.contains(expected), "{reference}: {message}");
        }
    }

    #[test]
    fn a_relative_identifier_of_the_same_file_is_not_a_path() {
        let entry = serde_json::json!({ "components": { "schemas": { "Node": { "$id": "Node" } } } });
        let mut read = |path: &str| Err(FileError::new(format!("no `{path}`")));
        let mut files = Files::new(&Source::new("api.yaml", ""), entry, &mut read);
        let (found, problem) = files.resolve(ENTRY, "Node").unwrap();
        assert_eq!((found.file, found.pointer.as_str()), (ENTRY, "/components/schemas/Node"));
        assert!(problem.is_none());
    }

    #[test]
    fn an_address_is_that_of_a_file_or_of_one_beside_it() {
        with_files(|files| {
            files.load("models/pet.yaml").unwrap();
            for (address, path) in [
                ("https://example.com/models/pet.yaml#/x", "models/pet.yaml"),
                ("https://example.com/models/food.yaml", "models/food.yaml"),
            ] {
                let (found, _) = files.resolve(ENTRY, address).unwrap();
                assert_eq!(files.get(found.file).path, path);
            }
        });
    }

    #[test]
    fn a_file_that_lacks_a_component_has_that_of_the_entry_document() {
        with_files(|files| {
            let file = files.load("b.yaml").unwrap();
            let (found, note) = files.resolve(file, "#/components/schemas/Cat").unwrap();
            assert_eq!(found.file, ENTRY);
            assert!(
                note.unwrap().to_diagnostic(&Pointer::root()).message.contains("is read as a reference to `api.yaml`")
            );
        });
    }

    #[test]
    fn aliases_are_followed_and_circles_are_not() {
        with_files(|files| {
            let mut end = |path: &str| {
                let file = files.load(path).unwrap();
                let end = files.follow(Target { file, pointer: Pointer::root() }).pop().unwrap();
                files.get(end.file).path.clone()
            };
            assert_eq!(end("alias.yaml"), "models/food.yaml");
            assert_eq!(end("circle.yaml"), "circle.yaml");
        });
    }
}
