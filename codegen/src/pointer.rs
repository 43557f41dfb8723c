//! JSON Pointers: where in a document something stands.

use std::borrow::{Borrow, Cow};
use std::error::Error;
use std::fmt;

/// A JSON Pointer, [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901): the path from a document's root to one value.
///
/// ```
/// use openapi_bindgen::Pointer;
///
/// let path = Pointer::root().child("paths").child("/v1/things");
/// assert_eq!(path.as_str(), "/paths/~1v1~1things");
/// assert_eq!(path.segments().last().as_deref(), Some("/v1/things"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// Reads a pointer as it is written: empty, or `/` before each segment, with `~0` for `~` and `~1` for `/`.
    ///
    /// # Errors
    /// The text neither is empty nor starts with `/`, or has a `~` that neither `0` nor `1` follows.
    pub fn parse(text: &str) -> Result<Self, InvalidPointer> {
        let rooted = text.is_empty() || text.starts_with('/');
        let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        if rooted && escaped { Ok(Self(text.to_owned())) } else { Err(InvalidPointer(text.to_owned())) }
    }

    /// What a reference that stays in its document leads to: `#` and a pointer, percent-encoded (RFC 6901, section 6).
    pub(crate) fn of_reference(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8();
        // One that decodes to nothing readable stays as it is.
        Self::parse(decoded.as_deref().unwrap_or(fragment)).ok()
    }

    /// The pointer to the member called `key` of the object that this pointer names.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        text.push('/');
        for character in key.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        Self(text)
    }

    /// The pointer to the element at `index`, from 0, of the array that this pointer names.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer as it is written, escapes and all; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the pointer to the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys and indices on the way from the root, unescaped.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        self.0.strip_prefix('/').into_iter().flat_map(|rest| rest.split('/')).map(unescape)
    }

    /// The pointer to the object or array that holds this value, and the value's key or index there, unescaped.
    ///
    /// The root has none.
    pub fn split_last(&self) -> Option<(Self, Cow<'_, str>)> {
        let (parent, last) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescape(last)))
    }

    /// This pointer and those to what it is in, up to the root, as they are written.
    pub(crate) fn around(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.as_str()), |here| Some(here.rsplit_once('/')?.0))
    }

    /// Whether this pointer names the value at `ancestor` or something inside it.
    pub fn starts_with(&self, ancestor: &Self) -> bool {
        self.strip_prefix(ancestor).is_some()
    }

    /// The way from `ancestor` to this value, or `None` when it is not inside `ancestor`.
    pub fn strip_prefix(&self, ancestor: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&ancestor.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// The pointer to the value that `rest` names, seen from here.
    #[must_use]
    pub fn join(&self, rest: &Self) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }
}

/// A table with pointers as its keys is searched by their text.
impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is not a JSON Pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPointer(String);

impl fmt::Display for InvalidPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a JSON Pointer: it is empty or starts with `/`, and writes `~` as `~0` and `/` as `~1`",
            self.0
        )
    }
}

impl Error for InvalidPointer {}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        // The order matters: `~01` stands for `~1`, not for `/`.
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(text: &str) -> Vec<String> {
        Pointer::parse(text).unwrap().segments().map(Cow::into_owned).collect()
    }

    #[test]
    fn keys_are_escaped_and_read_back() {
        let pointer = Pointer::root().child("a/b").child("~1").index(3).child("");
        assert_eq!(pointer.as_str(), "/a~1b/~01/3/");
        assert_eq!(segments(pointer.as_str()), ["a/b", "~1", "3", ""]);
    }

    #[test]
    fn the_root_has_no_segments_and_no_parent() {
        assert_eq!(segments(""), [""; 0]);
        assert_eq!(segments("/"), [""]);
        assert_eq!(Pointer::root().split_last(), None);
    }

    #[test]
    fn text_that_is_not_a_pointer_is_refused() {
        for text in ["a", "#/a", "/~", "/~2", "/a~/b"] {
            assert!(Pointer::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_prefix_ends_at_a_segment() {
        let pointer = Pointer::parse("/paths/~1a/get").unwrap();
        let ancestor = Pointer::parse("/paths/~1a").unwrap();
        assert!(pointer.starts_with(&ancestor) && pointer.starts_with(&pointer));
        assert!(!pointer.starts_with(&Pointer::parse("/paths/~1").unwrap()));
        assert_eq!(ancestor.join(&pointer.strip_prefix(&ancestor).unwrap()), pointer);
    }
}
