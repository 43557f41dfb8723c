use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::style;
use crate::{FromJson, Json, ReadError, Track, model::json};

/// A file of a `multipart/form-data` body (RFC 7578).
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    media_type: String,
    content: Vec<u8>,
}

impl File {
    /// A file with the name that the server sees, and its content, as `application/octet-stream`.
    pub fn new(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), media_type: "application/octet-stream".to_owned(), content: content.into() }
    }

    /// Says what is in the file: `image/png`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }
}

/// A content without a name is sent as `file`.
impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::new("file", content)
    }
}

/// Shows no content, which may be large and private.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("bytes", &self.content.len())
            .finish()
    }
}

/// In JSON, which is not what a file is for, its content is text.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&String::from_utf8_lossy(&self.content))
    }
}

impl FromJson for File {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, track: &Track) -> Result<Self, D::Error> {
        String::from_json(deserializer, track).map(|text| Self::from(text.into_bytes()))
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(deserializer, &Track::new())
    }
}

/// A body whose members are the parts of a `multipart/form-data` body. [`parts!`](crate::parts) implements it.
pub trait Parts {
    /// Adds the members, in the order of the document.
    ///
    /// # Errors
    /// When a member has no JSON form.
    fn add_to(&self, form: &mut Form) -> Result<(), ReadError>;
}

/// Files in one member of a body: one, or a list.
pub trait Files {
    /// Each of them, in order.
    fn files(&self) -> impl Iterator<Item = &File>;
}

impl Files for File {
    fn files(&self) -> impl Iterator<Item = &File> {
        std::iter::once(self)
    }
}

impl Files for Vec<File> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.iter()
    }
}

/// A `multipart/form-data` body that is being written.
#[derive(Default)]
pub struct Form {
    /// What stands before each content, and the content.
    parts: Vec<(String, Vec<u8>)>,
}

/// Shows no content, which may be large and private.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("parts", &self.parts.len()).finish()
    }
}

impl Form {
    /// Adds the files of the member `name`.
    pub fn files(&mut self, name: &str, files: &impl Files) {
        for file in files.files() {
            let disposition = format!("; filename=\"{}\"", quoted(&file.name));
            self.part(name, &disposition, Some(&file.media_type), &file.content);
        }
    }

    /// Adds the value of the member `name`: text as it is, a list as a part for each item, anything else as JSON.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn value(&mut self, name: &str, value: &impl Serialize) -> Result<(), ReadError> {
        match json::to_value(value)? {
            Json::Array(items) if items.iter().all(|item| !item.is_array() && !item.is_object()) => {
                for item in items {
                    self.plain(name, &item);
                }
            }
            other @ (Json::Array(_) | Json::Object(_)) => {
                self.part(name, "", Some("application/json"), other.to_string().as_bytes());
            }
            other => self.plain(name, &other),
        }
        Ok(())
    }

    fn plain(&mut self, name: &str, value: &Json) {
        if let Some(text) = style::text(value) {
            self.part(name, "", None, text.as_bytes());
        }
    }

    fn part(&mut self, name: &str, disposition: &str, media_type: Option<&str>, content: &[u8]) {
        let media_type = media_type.map_or_else(String::new, |media_type| {
            let media_type: String = media_type.chars().filter(|character| !character.is_control()).collect();
            format!("Content-Type: {media_type}\r\n")
        });
        let head =
            format!("Content-Disposition: form-data; name=\"{}\"{disposition}\r\n{media_type}\r\n", quoted(name));
        self.parts.push((head, content.to_vec()));
    }

    /// The media type and the bytes.
    pub(super) fn finish(self) -> (String, Vec<u8>) {
        let boundary = self.boundary();
        let mut body = Vec::new();
        for (head, content) in &self.parts {
            body.extend_from_slice(format!("--{boundary}\r\n{head}").as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body)
    }

    /// A boundary that no content holds. It is the same for the same parts, so that a repeated request is too.
    fn boundary(&self) -> String {
        let is_held = |boundary: &str| {
            self.parts
                .iter()
                .any(|(_, content)| content.windows(boundary.len()).any(|window| window == boundary.as_bytes()))
        };
        let mut boundary = "form-part-boundary".to_owned();
        while is_held(&boundary) {
            boundary.push('X');
        }
        boundary
    }
}

/// A name in quotes, as browsers write it (WHATWG HTML, "multipart/form-data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Makes a struct a `multipart/form-data` body, from a table with one row a member: `"name" => field, kind;` or, where the
/// field is an `Option`, `"name" => field, optional kind;`. The kind is `file` or `value`.
#[doc(hidden)]
#[macro_export]
macro_rules! parts {
    ($type:ident {$($name:literal => $field:ident, $($how:ident)+;)*}) => {
        #[allow(deprecated)]
        impl $crate::Parts for $type {
            fn add_to(&self, form: &mut $crate::Form) -> ::core::result::Result<(), $crate::ReadError> {
                $($crate::parts!(@add $($how)+, form $name self.$field);)*
                let _ = form;
                ::core::result::Result::Ok(())
            }
        }
    };
    (@add file, $form:ident $name:literal $value:expr) => { $form.files($name, &$value) };
    (@add value, $form:ident $name:literal $value:expr) => { $form.value($name, &$value)? };
    (@add optional $kind:ident, $form:ident $name:literal $value:expr) => {
        if let ::core::option::Option::Some(value) = &$value {
            $crate::parts!(@add $kind, $form $name *value);
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Upload {
        file: File,
        more: Option<Vec<File>>,
        purpose: Option<String>,
        tags: Vec<i64>,
    }

    parts! { Upload {
        "file" => file, file;
        "more" => more, optional file;
        "purpose" => purpose, optional value;
        "tags" => tags, value;
    } }

    #[test]
    fn members_are_parts() {
        let upload = Upload {
            file: File::new("a\"b.txt", "hello").media_type("text/plain"),
            more: None,
            purpose: Some("assistants".to_owned()),
            tags: vec![1, 2],
        };
        let mut form = Form::default();
        upload.add_to(&mut form).unwrap();
        let (media_type, content) = form.finish();
        assert_eq!(media_type, "multipart/form-data; boundary=form-part-boundary");
        let expected = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n\
            Content-Type: text/plain\r\n\r\nhello\r\n\
            --X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nassistants\r\n\
            --X\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n1\r\n\
            --X\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n2\r\n--X--\r\n";
        assert_eq!(String::from_utf8(content).unwrap(), expected.replace("--X", "--form-part-boundary"));
    }

    #[test]
    fn the_boundary_is_in_no_content() {
        let mut form = Form::default();
        form.files("file", &File::new("a", "--form-part-boundary--"));
        assert!(form.finish().0.ends_with("boundary=form-part-boundaryX"));
    }

    #[test]
    fn debug_shows_no_content() {
        assert!(!format!("{:?}", File::new("a", "secret")).contains("secret"));
    }
}
