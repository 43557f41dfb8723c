//! The text of a reference: the file that it names, and the fragment in it.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::pointer::Pointer;

/// The file that a reference names, seen from the file that has the reference.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FilePart {
    /// The file that has the reference.
    Same,
    /// Another file, by its path from the folder of the entry document.
    File(String),
    /// A path from the root of a file system.
    Absolute,
    /// An address, such as `https://example.com/pet.yaml`.
    Address,
}

/// Splits a reference at the `#`. Without one, the fragment is empty.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Returns the meaning of the text before the `#`, in a file whose folder is `folder`.
pub(super) fn file_part(text: &str, folder: &str) -> FilePart {
    if text.is_empty() {
        return FilePart::Same;
    }
    if text.starts_with("//") {
        return FilePart::Address;
    }
    match scheme(text) {
        // A drive of Windows.
        Some(scheme) if scheme.len() == 1 || scheme.eq_ignore_ascii_case("file") => return FilePart::Absolute,
        Some(_) => return FilePart::Address,
        None => {}
    }
    if text.starts_with(['/', '\\']) { FilePart::Absolute } else { FilePart::File(join(folder, &decoded(text))) }
}

fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let mut characters = scheme.chars();
    let is_scheme = characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    is_scheme.then_some(scheme)
}

/// Decodes percent-encoding. Returns the text unchanged if the result is not UTF-8.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

/// Returns the path of `path` in `folder`, without `.` and `folder/..`.
fn join(folder: &str, path: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(path.split('/')) {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Returns the folder of the file at `path`, which is empty for the folder of the entry document.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The characters of a pointer that a URI fragment must encode.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`');

/// Returns a reference to a place in the same document.
pub(super) fn local(pointer: &Pointer) -> String {
    format!("#{}", utf8_percent_encode(pointer.as_str(), ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_the_folder_of_its_file() {
        for (text, folder, expected) in [
            ("pet.yaml", "", "pet.yaml"),
            ("./pet.yaml", "models", "models/pet.yaml"),
            ("../a/./b.yaml", "models/x", "models/a/b.yaml"),
            ("../../c.yaml", "models", "../c.yaml"),
            ("my%20pet.yaml", "", "my pet.yaml"),
        ] {
            assert_eq!(file_part(text, folder), FilePart::File(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn addresses_and_absolute_paths_are_not_files() {
        for text in ["/etc/passwd", r"\\server\share", "C:/pet.yaml", "file:///pet.yaml"] {
            assert_eq!(file_part(text, ""), FilePart::Absolute, "{text}");
        }
        for text in ["https://example.com/pet.yaml", "urn:example:pet", "//example.com/pet.yaml"] {
            assert_eq!(file_part(text, ""), FilePart::Address, "{text}");
        }
        assert_eq!(file_part("", "models"), FilePart::Same);
    }

    #[test]
    fn a_local_reference_leads_back_to_its_pointer() {
        let pointer = Pointer::root().child("paths").child("/a/{b c}%2F").child("é");
        assert_eq!(Pointer::from_reference(&local(&pointer)), Some(pointer));
    }
}
