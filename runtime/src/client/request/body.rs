use http::{HeaderValue, header::CONTENT_TYPE};

use super::{
    Draft, Form, Json, Outgoing, PairStyle, ParameterStyle, PartEncoding, Parts, Query, RequestBuilder,
    RequestErrorKind, json,
};
use crate::{ReadContext, ReadError, ToJson, Upload};

/// A request body of one of several media types, such as JSON or files. The caller chooses.
///
/// The derive of the same name implements it for an enum, each of whose variants has one value, and `#[body(kind)]` as a
/// body of an [`Operation`](crate::client::Operation) has it:
///
/// ```
/// use openapi_bindgen_runtime::{BodyContent, Upload};
///
/// #[derive(Clone, Debug, PartialEq, BodyContent)]
/// enum AddNoteContent {
///     #[body(raw = "text/plain")]
///     #[check(max_length = 80)]
///     Plain(#[from] String),
///     #[body(raw = "text/markdown")]
///     Markdown(String),
///     #[body(raw = "image/png")]
///     Picture(#[from] Upload),
/// }
/// ```
///
/// `#[from]` implements `From` for a type that only this variant holds. A `String` is also converted from a `&str`, and an
/// [`Upload`] from bytes.
pub trait BodyContent {
    /// Writes the selected content as the body of the request.
    fn write(&self, request: &mut RequestBuilder);
}

/// Writes bodies. A request is not sent if its body has no JSON form, such as a map whose keys are not text.
impl RequestBuilder {
    /// Makes `value` the body, as JSON.
    pub fn json(&mut self, value: &impl ToJson) {
        self.json_as("application/json", value);
    }

    /// Makes `value` the body, as JSON of a media type of its own: `application/vnd.api+json`.
    pub fn json_as(&mut self, media_type: &'static str, value: &impl ToJson) {
        match json::write(value) {
            Ok(body) => self.set_body(body, HeaderValue::from_static(media_type)),
            Err(error) => self.fail(RequestErrorKind::Body(error)),
        }
    }

    /// Makes the items of `value`, a list, the body: each as JSON on a line of its own, or after a separator for
    /// `application/json-seq` (RFC 7464). A value that is not a list is an error of the request, which is then not sent.
    pub fn json_lines(&mut self, media_type: &'static str, value: &impl ToJson) {
        let separator: &[u8] = if media_type.contains("json-seq") { b"\x1e" } else { b"" };
        let mut body = Vec::new();
        match self.json_of(value) {
            Some(Json::Array(items)) => {
                for item in items {
                    match json::write(&item) {
                        Ok(line) => body.extend_from_slice(&[separator, &line, b"\n"].concat()),
                        Err(error) => self.fail(RequestErrorKind::Body(error)),
                    }
                }
            }
            Some(Json::Null) | None => {}
            Some(_) => {
                let message = "JSON lines must be a list, whose items are the lines";
                self.fail(RequestErrorKind::Body(ReadError::new(&ReadContext::new(), message)));
            }
        }
        self.set_body(body, HeaderValue::from_static(media_type));
    }

    /// Makes `content` the body, as it is, of its own media type or else of this one.
    pub fn raw(&mut self, media_type: &'static str, content: impl Into<Upload>) {
        let content = content.into();
        match HeaderValue::from_str(content.given_media_type().unwrap_or(media_type)) {
            Ok(media_type) => self.set_body(content, media_type),
            Err(error) => self.fail(RequestErrorKind::Body(ReadError::new(&ReadContext::new(), error))),
        }
    }

    /// Makes the members of `value` the body, as `application/x-www-form-urlencoded`; a list is repeated, and an object
    /// in it is JSON, but for the members that have a style of their own in `styles`.
    pub fn form(&mut self, value: &impl ToJson, styles: &[(&str, PairStyle)]) {
        self.form_styled(value, styles, |value| {
            let style = if value.is_object() { ParameterStyle::Json } else { ParameterStyle::Exploded };
            PairStyle::new(style)
        });
    }

    /// Makes the members of `value` the body, as `application/x-www-form-urlencoded` with nested names: `a[b][0]=1`, but
    /// for the members that have a style of their own in `styles`.
    pub fn form_with_brackets(&mut self, value: &impl ToJson, styles: &[(&str, PairStyle)]) {
        self.form_styled(value, styles, |_| PairStyle::new(ParameterStyle::DeepObject));
    }

    fn form_styled(
        &mut self,
        value: &impl ToJson,
        styles: &[(&str, PairStyle)],
        otherwise: impl Fn(&Json) -> PairStyle,
    ) {
        let mut form = Query::default();
        match self.json_of(value) {
            Some(Json::Object(members)) => {
                for (name, value) in members {
                    let own = styles.iter().find(|(member, _)| *member == name);
                    let style = own.map_or_else(|| otherwise(&value), |(_, style)| *style);
                    for pair in style.pairs(&name, &value) {
                        form.push_encoded(&pair);
                    }
                }
            }
            Some(Json::Null) | None => {}
            Some(_) => {
                let message = "a form must be an object, whose members are its fields";
                self.fail(RequestErrorKind::Body(ReadError::new(&ReadContext::new(), message)));
            }
        }
        self.set_body(form.as_str().to_owned(), HeaderValue::from_static("application/x-www-form-urlencoded"));
    }

    /// Writes the members of `value` as the parts of a `multipart/form-data` body. `encodings` configures the encoding
    /// of individual members.
    pub fn multipart(&mut self, value: &impl Parts, encodings: &'static [PartEncoding]) {
        self.parts(value, Form::new(encodings));
    }

    /// Does the same as [`multipart`](Self::multipart) for another media type: `multipart/related`.
    pub fn multipart_as(&mut self, media_type: &'static str, value: &impl Parts, encodings: &'static [PartEncoding]) {
        self.parts(value, Form::new(encodings).media_type(media_type));
    }

    fn parts(&mut self, value: &impl Parts, mut form: Form) {
        let added = value.add_to(&mut form);
        self.set_form(added, form);
    }

    /// Writes the members of `value`, an object of any type, as the parts of a `multipart/form-data` body. `encodings`
    /// configures the encoding of individual members. A value that is not an object is an error of the request, which
    /// is then not sent.
    pub fn fields(&mut self, value: &impl ToJson, encodings: &'static [PartEncoding]) {
        self.members(value, Form::new(encodings));
    }

    /// Does the same as [`fields`](Self::fields) for another media type: `multipart/related`.
    pub fn fields_as(&mut self, media_type: &'static str, value: &impl ToJson, encodings: &'static [PartEncoding]) {
        self.members(value, Form::new(encodings).media_type(media_type));
    }

    fn members(&mut self, value: &impl ToJson, mut form: Form) {
        let added = form.members(value);
        self.set_form(added, form);
    }

    fn set_form(&mut self, added: Result<(), ReadError>, mut form: Form) {
        if let Some(error) = added.err().or_else(|| form.take_error()) {
            self.fail(RequestErrorKind::Body(error));
        }
        self.body = Draft::Form(form);
    }

    pub(super) fn set_body(&mut self, content: impl Into<Upload>, media_type: HeaderValue) {
        self.body = Draft::Written(Outgoing::from(content.into()));
        self.headers.insert(CONTENT_TYPE, media_type);
    }
}
