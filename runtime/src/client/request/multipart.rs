use std::{collections::BTreeSet, fmt};

use http::HeaderValue;
use serde_core::{
    Deserialize, Deserializer, Serializer,
    ser::{Error as _, SerializeMap},
};

use super::{
    PartEncoding, boundary,
    collected::{Collected, PartValue, keep},
    part_media_type::{MediaTypes, is_several},
    style,
};
use crate::{
    FromJson, Json, ReadContext, ReadError, ToJson, Upload, Written,
    client::{
        body::Outgoing,
        response::{essence, is_json},
        settings::Randomness,
        transport::BoxError,
    },
    model::object::twice,
};

const FORM_DATA: &str = "multipart/form-data";

/// A file of a `multipart/form-data` body (RFC 7578).
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    media_type: Option<String>,
    content: Upload,
}

impl File {
    /// Creates a file with the name that the server sees and its content: bytes, or an [`Upload`] from a source.
    ///
    /// In the name, quotes and line breaks are percent-encoded, as browsers do. Another control character but a tab is an
    /// error of the call.
    ///
    /// Its media type is the one that the document declares, or `application/octet-stream`. Of several that the document
    /// declares, it is the one for the extension of the name, or else the first.
    pub fn new(name: impl Into<String>, content: impl Into<Upload>) -> Self {
        Self { name: name.into(), media_type: None, content: content.into() }
    }

    /// Sets the media type of the file, such as `image/png`.
    ///
    /// A list or a range, such as `image/*`, is an error of the call. So is one that is not a valid header value, such as one
    /// with a line break.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

/// A content without a name is sent as `file`.
impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::new("file", content)
    }
}

/// A content without a name is sent as `file`.
impl From<Upload> for File {
    fn from(content: Upload) -> Self {
        Self::new("file", content)
    }
}

/// Shows no content, which may be large and private.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("content", &self.content)
            .finish()
    }
}

/// Writes the content as a JSON string. Files are not meant for JSON: binary content, and content from a source, is an
/// error.
impl ToJson for File {
    fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
        if written == Written::Sent
            && let Some((mark, position)) = keep(self)
        {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(mark, &position)?;
            return map.end();
        }
        let content = self
            .content
            .as_bytes()
            .ok_or_else(|| S::Error::custom("a file from a source cannot be written as JSON"))?;
        match std::str::from_utf8(content) {
            Err(_) if written == Written::Sent => Err(S::Error::custom("a binary file cannot be written as JSON")),
            _ => serializer.serialize_str(&String::from_utf8_lossy(content)),
        }
    }
}

crate::serialize! { File }

impl FromJson for File {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        String::from_json(deserializer, context).map(|text| Self::from(text.into_bytes()))
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(deserializer, &ReadContext::new())
    }
}

/// A `multipart/form-data` body, whose members are its parts. The derive of the same name implements it.
///
/// The names of the parts are the names in JSON. Read-only members are left out. A [`File`], or each of a list, is sent
/// as a file; any other value is written by [`Form::value`].
pub trait Parts {
    /// Adds the members, in the order of the document.
    ///
    /// # Errors
    /// If a member has no JSON form.
    fn add_to(&self, form: &mut Form) -> Result<(), ReadError>;
}

/// A `multipart/form-data` body that is being written.
#[derive(Default)]
pub struct Form {
    /// The headers of each part, and its content.
    parts: Vec<(String, Upload)>,
    /// The names of the members that have parts.
    names: BTreeSet<String>,
    encodings: &'static [PartEncoding],
    /// The media type, if it is not `multipart/form-data`. The parts then have no names.
    media_type: Option<&'static str>,
    /// The first error, which prevents the request.
    error: Option<ReadError>,
}

/// Shows no content, which may be large and private.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

impl Form {
    /// Creates a body without parts. `encodings` configures the encoding of individual members.
    pub(super) fn new(encodings: &'static [PartEncoding]) -> Self {
        Self { parts: Vec::new(), names: BTreeSet::new(), encodings, media_type: None, error: None }
    }

    /// Sets the media type of the body, such as `multipart/related`.
    pub(super) fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Returns the first error of a part, if there is one.
    pub(super) fn take_error(&mut self) -> Option<ReadError> {
        self.error.take()
    }

    /// Adds the value of the member `name`.
    ///
    /// A list is written as one part for each item, a file as a file, and text as it is. Any other value is written as
    /// JSON, and so is a member that the document declares as JSON (OpenAPI 3.1.1, "Encoding Object", `contentType`).
    ///
    /// # Errors
    /// If the value has no JSON form, or has a file in an object.
    pub fn value(&mut self, name: &str, value: &impl ToJson) -> Result<(), ReadError> {
        self.add(name, Collected::new(value)?.parts()?);
        Ok(())
    }

    /// Adds the value of a member without a field. One with the name of a member that has parts is an error of the call, as in
    /// JSON.
    ///
    /// # Errors
    /// As for [`Form::value`].
    #[doc(hidden)]
    pub fn rest(&mut self, name: &str, value: &impl ToJson) -> Result<(), ReadError> {
        if self.has(name) {
            self.fail(twice(name));
        }
        self.value(name, value)
    }

    /// Adds a discriminator that has no field, unless another member has its name.
    ///
    /// # Errors
    /// As for [`Form::value`].
    #[doc(hidden)]
    pub fn tag(&mut self, name: &str, value: &impl ToJson) -> Result<(), ReadError> {
        if self.has(name) { Ok(()) } else { self.value(name, value) }
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Adds each member of `value`, which must be an object.
    ///
    /// # Errors
    /// If it is not an object, or as for [`Form::value`].
    pub(super) fn members(&mut self, value: &impl ToJson) -> Result<(), ReadError> {
        for (name, parts) in Collected::new(value)?.members()? {
            self.add(&name, parts);
        }
        Ok(())
    }

    fn add(&mut self, name: &str, parts: Vec<PartValue>) {
        if !parts.is_empty() {
            self.names.insert(name.to_owned());
        }
        for part in parts {
            match part {
                PartValue::File(file) => self.file(name, &file),
                PartValue::Json(value) => self.one(name, &value),
            }
        }
    }

    fn file(&mut self, name: &str, file: &File) {
        if let Some(given) = file.media_type.as_deref() {
            if is_several(given) {
                self.fail(format!("the media type of the file `{}` is `{given}`, but a part has one", file.name));
            } else if given.trim().is_empty() {
                self.fail(format!("the media type of the file `{}` is empty", file.name));
            } else if HeaderValue::from_str(given).is_err() {
                self.fail(format!("the media type of the file `{}` is {given:?}, which cannot be sent", file.name));
            }
        }
        self.check_name("file", &file.name);
        let declared = self.media_types(name).and_then(|declared| declared.of_file(&file.name));
        let disposition = format!("; filename=\"{}\"", quoted(&file.name));
        let media_type = file.media_type.as_deref().or(declared).unwrap_or("application/octet-stream");
        self.part(name, &disposition, Some(media_type), (&file.content).into());
    }

    fn one(&mut self, name: &str, value: &Json) {
        let declared = self.media_types(name);
        match value {
            Json::Null => {}
            Json::Array(_) | Json::Object(_) => {
                let media_type = declared.map_or("application/json", MediaTypes::of_json);
                self.part(name, "", Some(media_type), value.to_string().into());
            }
            _ => {
                let media_type = declared.and_then(MediaTypes::of_text);
                let is_json = media_type.is_some_and(is_json);
                let text = if is_json { value.to_string() } else { style::text(value).unwrap_or_default() };
                self.part(name, "", media_type, text.into());
            }
        }
    }

    fn media_types(&self, name: &str) -> Option<MediaTypes> {
        self.encoding(name).and_then(PartEncoding::media_types)
    }

    fn encoding(&self, name: &str) -> Option<&'static PartEncoding> {
        self.encodings.iter().find(|encoding| encoding.name() == name)
    }

    /// Rejects a name that cannot be written into a header.
    fn check_name(&mut self, kind: &str, name: &str) {
        // A tab is allowed, and line breaks are encoded.
        if name.chars().any(|character| character.is_ascii_control() && !matches!(character, '\t' | '\r' | '\n')) {
            self.fail(format!("the name of the {kind} {name:?} contains a control character, which cannot be sent"));
        }
    }

    /// Keeps the first error.
    fn fail(&mut self, message: String) {
        self.error.get_or_insert_with(|| ReadError::new(&ReadContext::new(), message));
    }

    fn part(&mut self, name: &str, disposition: &str, media_type: Option<&str>, content: Upload) {
        self.check_name("part", name);
        let media_type = media_type.map_or_else(String::new, |media_type| format!("Content-Type: {media_type}\r\n"));
        let headers = self.encoding(name).map_or_else(String::new, PartEncoding::header_lines);
        let name = quoted(name);
        // A media type of a form may have parameters.
        let other = self.media_type.filter(|media_type| essence(media_type) != FORM_DATA);
        let disposition = match other {
            None => format!("Content-Disposition: form-data; name=\"{name}\"{disposition}\r\n"),
            // Only a form has names (RFC 7578, section 4.2).
            Some(_) if disposition.is_empty() => String::new(),
            Some(_) => format!("Content-Disposition: attachment{disposition}\r\n"),
        };
        let head = format!("{disposition}{media_type}{headers}\r\n");
        self.parts.push((head, content));
    }

    /// Returns the media type and the body.
    ///
    /// # Errors
    /// If a random boundary is needed and there is no randomness.
    pub(super) fn finish(self, randomness: &Randomness) -> Result<(String, Outgoing), BoxError> {
        let boundary = self.boundary(randomness)?;
        let mut segments = Vec::new();
        for (head, content) in self.parts {
            let end = if segments.is_empty() { "" } else { "\r\n" };
            segments.extend([Upload::from(format!("{end}--{boundary}\r\n{head}")), content]);
        }
        let end = if segments.is_empty() { "" } else { "\r\n" };
        segments.push(format!("{end}--{boundary}--\r\n").into());
        let media_type = self.media_type.unwrap_or(FORM_DATA);
        Ok((format!("{media_type}; boundary={boundary}"), Outgoing::join(segments)))
    }

    /// Returns a boundary that occurs in no part, also not in a file name. The same parts have the same boundary, so that
    /// a repeated request has the same bytes.
    ///
    /// The content of a source cannot be searched, and an attacker may have written it to inject a part. The boundary
    /// of a body with a source is therefore random.
    fn boundary(&self, randomness: &Randomness) -> Result<String, BoxError> {
        let contents: Option<Vec<_>> =
            self.parts.iter().map(|(head, content)| Some([head.as_bytes(), content.as_bytes()?])).collect();
        match contents {
            Some(contents) => Ok(boundary::outside_of(contents.iter().flatten().copied())),
            None => Ok(boundary::numbered(randomness.bits()?)),
        }
    }
}

/// Returns a name in quotes, as browsers write it (WHATWG HTML, "multipart/form-data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[derive(crate::Parts)]
    struct Upload {
        file: File,
        more: Option<Vec<File>>,
        purpose: Option<String>,
        tags: Vec<i64>,
    }

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
        let (media_type, content) = form.finish(&Randomness::System).unwrap();
        assert_eq!(media_type, "multipart/form-data; boundary=form-part-boundary");
        let expected = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n\
            Content-Type: text/plain\r\n\r\nhello\r\n\
            --X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nassistants\r\n\
            --X\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n1\r\n\
            --X\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n2\r\n--X--\r\n";
        let Outgoing::Whole(content) = content else { panic!("it has no source") };
        assert_eq!(content, expected.replace("--X", "--form-part-boundary"));
    }

    #[test]
    fn a_part_has_its_configured_encoding() {
        const ENCODINGS: &[PartEncoding] = &[
            PartEncoding::new("file").media_type("image/png").headers(&[("X-Kind", "cover")]),
            PartEncoding::new("tags").media_type("application/json"),
            PartEncoding::new("legacy").media_type("text/json"),
            PartEncoding::new("note").media_type("text/markdown"),
        ];
        let mut form = Form::new(ENCODINGS);
        form.value("file", &vec![File::new("a", "1"), File::new("b", "2").media_type("image/gif")]).unwrap();
        form.value("tags", &vec!["x"]).unwrap();
        form.value("legacy", &"x").unwrap();
        form.value("note", &"# n").unwrap();
        form.value("other", &json!([{ "a": 1 }, [2]])).unwrap();
        let heads: Vec<String> = form
            .parts
            .iter()
            .map(|(head, content)| {
                let head = head.trim_start_matches("Content-Disposition: form-data; ").replace("\r\n", "|");
                format!("{head}{}", String::from_utf8_lossy(content.as_bytes().unwrap()))
            })
            .collect();
        assert_eq!(
            heads,
            [
                "name=\"file\"; filename=\"a\"|Content-Type: image/png|X-Kind: cover||1",
                "name=\"file\"; filename=\"b\"|Content-Type: image/gif|X-Kind: cover||2",
                "name=\"tags\"|Content-Type: application/json||\"x\"",
                "name=\"legacy\"|Content-Type: text/json||\"x\"",
                "name=\"note\"|Content-Type: text/markdown||# n",
                "name=\"other\"|Content-Type: application/json||{\"a\":1}",
                "name=\"other\"|Content-Type: application/json||[2]",
            ]
        );
    }

    #[test]
    fn a_file_is_a_part_wherever_it_is_and_not_in_json() {
        let mut form = Form::default();
        let by_name = BTreeMap::from([("a".to_owned(), Some(File::new("x.bin", [255])))]);
        form.value("one", &Some(File::new("one.bin", [254, 255]))).unwrap();
        form.value("several", &vec![Some(File::new("s", "s")), None]).unwrap();
        form.value("nothing", &None::<File>).unwrap();
        form.members(&by_name).unwrap();
        let heads: Vec<&str> = form.parts.iter().map(|(head, _)| head.lines().next().unwrap()).collect();
        assert_eq!(
            heads,
            [
                "Content-Disposition: form-data; name=\"one\"; filename=\"one.bin\"",
                "Content-Disposition: form-data; name=\"several\"; filename=\"s\"",
                "Content-Disposition: form-data; name=\"a\"; filename=\"x.bin\"",
            ]
        );
        assert_eq!(form.parts[0].1.as_bytes().unwrap().as_ref(), [254, 255]);
        assert!(form.value("in", &by_name).unwrap_err().to_string().contains("a file inside an object"));
        assert!(form.members(&File::new("x", "y")).unwrap_err().to_string().contains("must be an object"));
        assert!(form.members(&vec!["a"]).unwrap_err().to_string().contains("must be an object"));
        let json = crate::model::json::write(&File::new("x", [255])).unwrap_err().to_string();
        assert!(json.contains("a binary file cannot be written as JSON"), "{json}");
    }

    #[test]
    fn the_boundary_is_in_no_part() {
        for file in [File::new("a", "--form-part-boundary--"), File::new("--form-part-boundary", "a")] {
            let mut form = Form::default();
            form.value("file", &file).unwrap();
            assert!(
                form.finish(&Randomness::System).unwrap().0.ends_with("boundary=form-part-boundary-0000000000000000")
            );
        }
    }

    #[test]
    fn a_member_without_a_field_takes_the_place_of_none() {
        #[derive(crate::Parts, crate::RequestObject)]
        #[json(tag = "kind", value = "photo")]
        struct Photo {
            title: Option<String>,
            #[json(flatten)]
            rest: BTreeMap<String, String>,
        }
        let photo = |title: Option<&str>, rest: &str| Photo {
            title: title.map(str::to_owned),
            rest: BTreeMap::from([(rest.to_owned(), "x".to_owned())]),
        };
        let sent = |photo: &Photo| {
            let mut form = Form::default();
            photo.add_to(&mut form).unwrap();
            let written = String::from_utf8(crate::model::json::write(photo).unwrap_or_default()).unwrap();
            let value = crate::model::json::to_value(photo).map_err(|error| error.to_string());
            (form.names.clone(), form.take_error().map(|error| error.to_string()), written, value)
        };
        let (_, error, written, value) = sent(&photo(Some("t"), "title"));
        let reason = "the property \"title\" is set twice: in its field, and among the properties without a field";
        assert!(error.unwrap().contains(reason) && written.is_empty() && value.unwrap_err().contains(reason));
        let (names, error, written, value) = sent(&photo(None, "title"));
        assert_eq!((names, error), (["title".to_owned(), "kind".to_owned()].into(), None));
        assert_eq!(written, r#"{"title":"x","kind":"photo"}"#);
        assert_eq!(value.unwrap(), json!({ "title": "x", "kind": "photo" }));
        let (names, error, written, _) = sent(&photo(Some("t"), "kind"));
        assert_eq!((names, error), (["title".to_owned(), "kind".to_owned()].into(), None));
        assert_eq!(written, r#"{"title":"t","kind":"x"}"#);
    }

    #[test]
    fn a_media_type_or_a_name_that_cannot_be_sent_is_an_error() {
        let error_of = |name: &str, file: File| {
            let mut form = Form::default();
            form.value(name, &file).unwrap();
            form.take_error().map(|error| error.to_string())
        };
        for media_type in ["text/plain\r\nX: y", "text/plain\n", "\0"] {
            let error = error_of("file", File::new("a.txt", "").media_type(media_type)).unwrap();
            assert!(error.contains("the media type of the file `a.txt`") && !error.contains('\n'), "{error}");
            assert!(error.contains("which cannot be sent"), "{error}");
        }
        for media_type in ["", " "] {
            let error = error_of("file", File::new("a.txt", "").media_type(media_type)).unwrap();
            assert!(error.contains("the media type of the file `a.txt` is empty"), "{error}");
        }
        for name in ["a\0b", "\u{1b}[31m", "\u{7f}"] {
            let error = error_of("file", File::new(name, "")).unwrap();
            assert!(error.contains("the name of the file") && !error.contains(name), "{error}");
            let error = error_of(name, File::new("a", "")).unwrap();
            assert!(error.contains("the name of the part"), "{error}");
        }
        let allowed = File::new("ä \t\"\r\n", "").media_type("text/plain; name=\"ä\"");
        assert_eq!(error_of("ä\"\r\n", allowed), None);
    }

    #[test]
    fn debug_shows_no_content() {
        assert!(!format!("{:?}", File::new("a", "secret")).contains("secret"));
    }
}
