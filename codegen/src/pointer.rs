//! JSON Pointers: places in a document.

use std::borrow::{Borrow, Cow};
use std::error::Error;
use std::fmt;

/// A JSON Pointer, [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901): the path from a document's
/// root to one value.
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
    /// Returns the pointer to the whole document.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// Parses a pointer: empty, or `/` before each segment, with `~0` for `~` and `~1` for `/`.
    ///
    /// # Errors
    /// Returns an error if the text neither is empty nor starts with `/`, or has a `~` without `0`
    /// or `1` after it.
    pub fn parse(text: &str) -> Result<Self, InvalidPointer> {
        let rooted = text.is_empty() || text.starts_with('/');
        let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        if rooted && escaped { Ok(Self(text.to_owned())) } else { Err(InvalidPointer(text.to_owned())) }
    }

    /// Returns the target of a reference within its document: `#` and a pointer, percent-encoded
    /// (RFC 6901, section 6).
    pub(crate) fn from_reference(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8();
        // A pointer that does not decode to UTF-8 is used undecoded.
        Self::parse(decoded.as_deref().unwrap_or(fragment)).ok()
    }

    /// Parses the target of an option or a command, if it is a pointer: plain, or after the `#` of a reference.
    pub(crate) fn of_target(target: &str) -> Option<Self> {
        let text = target.strip_prefix('#').unwrap_or(target);
        text.starts_with('/').then(|| Self::parse(text).ok()).flatten()
    }

    /// Returns the pointer to the property `key` of the object at this pointer.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        let mut child = Self(text);
        child.push(key);
        child
    }

    /// Moves this pointer to the property `key` of the object at it.
    pub(crate) fn push(&mut self, key: &str) {
        self.0.push('/');
        if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            self.0.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(key);
        }
    }

    /// Returns the pointer to the element at `index`, from 0, of the array at this pointer.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// Returns the pointer as a string, with escapes. The root is empty.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true if this is the pointer to the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the keys and indices of the path from the root, unescaped.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        self.0.strip_prefix('/').into_iter().flat_map(|rest| rest.split('/')).map(unescape)
    }

    /// Returns the pointer to the surrounding object or array, and the key or index in it,
    /// unescaped. Returns `None` for the root.
    pub fn split_last(&self) -> Option<(Self, Cow<'_, str>)> {
        let (parent, last) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescape(last)))
    }

    /// Returns this pointer and the pointers to the surrounding values, up to the root, as strings.
    pub(crate) fn around(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.as_str()), |here| Some(here.rsplit_once('/')?.0))
    }

    /// Returns true if this pointer is `ancestor` or points inside it.
    pub fn starts_with(&self, ancestor: &Self) -> bool {
        self.strip_prefix(ancestor).is_some()
    }

    /// Returns the path from `ancestor` to this value, or `None` if it is not inside `ancestor`.
    pub fn strip_prefix(&self, ancestor: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&ancestor.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self(rest.to_owned()))
    }

    /// Appends `rest` to this pointer.
    #[must_use]
    pub fn join(&self, rest: &Self) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }
}

/// Maps with pointers as keys can be searched by `str`.
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

/// An error about a text that is not a JSON Pointer.
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
        // The order matters: `~01` means `~1`, not `/`.
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
    fn text_that_is_not_a_pointer_is_rejected() {
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
