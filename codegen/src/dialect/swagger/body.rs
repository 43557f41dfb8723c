//! Converts body and form parameters to a request body.

use serde_json::{Map, Value, json};

use super::{
    Conversion,
    collection::{Collection, collection},
    media_types::MediaType,
    operation::Found,
    schema::FILE,
};
use crate::diagnostic::Diagnostic;
use crate::media_type::{FORM, FORM_DATA, JSON, essence};
use crate::pointer::Pointer;

impl<'d> Conversion<'d, '_> {
    /// Creates the request body of the operation at `at` from its body or form parameters.
    pub(super) fn request_body(
        &mut self,
        parameters: &[Found<'d>],
        consumes: &[MediaType],
        at: &Pointer,
    ) -> Option<Value> {
        let converted_at = at.child("requestBody");
        let (bodies, fields): (Vec<&Found<'_>>, Vec<&Found<'_>>) =
            parameters.iter().partition(|found| found.given.get("in").is_some_and(|place| place == "body"));
        let Some(body) = bodies.first() else {
            return (!fields.is_empty()).then(|| self.form_body(&fields, consumes, &converted_at));
        };
        for other in bodies.iter().skip(1).chain(&fields) {
            self.report.warn(&other.place, "a request has only one body: this one is left out");
        }
        Some(self.body_of_schema(body, consumes, &converted_at))
    }

    /// Creates a body of one schema.
    fn body_of_schema(&mut self, body: &Found<'_>, consumes: &[MediaType], converted_at: &Pointer) -> Value {
        if !self.report.may_copy(body.given, &body.place) {
            return Value::Null;
        }
        let (schema, schema_at) = match body.given.get("schema") {
            Some(schema) => (Some(schema.clone()), body.place.child("schema")),
            None if body.given.get("type").is_some() => {
                let message = "this body has a `type` instead of a `schema`, which is read as its schema";
                self.report.warn(&body.place.child("type"), message);
                (Some(Value::Object(self.schema_of(body.given, &body.place).0)), body.place.clone())
            }
            None => (None, body.place.clone()),
        };
        let default = [MediaType { name: JSON.to_owned(), at: body.place.clone() }];
        let consumes = if consumes.is_empty() { &default } else { consumes };
        self.moves.push((converted_at.clone(), body.place.clone()));
        let mut content = Map::new();
        for media_type in consumes {
            let at = converted_at.child("content").child(&media_type.name);
            if !self.report.may_copy(schema.as_ref().unwrap_or(&Value::Null), &body.place) {
                break;
            }
            self.moves.push((at.child("schema"), schema_at.clone()));
            self.moves.push((at, media_type.at.clone()));
            let media = schema.as_ref().map_or_else(|| json!({}), |schema| json!({ "schema": schema }));
            content.insert(media_type.name.clone(), media);
        }
        request_body(body.given.get("description"), is_required(body), &content)
    }

    /// Creates a body of form fields.
    fn form_body(&mut self, fields: &[&Found<'_>], consumes: &[MediaType], converted_at: &Pointer) -> Value {
        let place = fields[0].place.split_last().map_or_else(Pointer::root, |(parent, _)| parent);
        self.moves.push((converted_at.clone(), place.clone()));
        let mut content = Map::new();
        for media_type in self.form_types(fields, consumes, &place) {
            let at = converted_at.child("content").child(&media_type.name);
            if !fields.iter().all(|field| self.report.may_copy(field.given, &place)) {
                break;
            }
            self.moves.push((at.child("schema"), place.clone()));
            self.moves.push((at.clone(), media_type.at));
            let is_multipart = essence(&media_type.name) == FORM_DATA;
            content.insert(media_type.name, self.form_content(fields, is_multipart, &at));
        }
        request_body(None, fields.iter().any(|field| is_required(field)), &content)
    }

    /// Returns the media types of a form.
    fn form_types(&mut self, fields: &[&Found<'_>], consumes: &[MediaType], place: &Pointer) -> Vec<MediaType> {
        let file = fields.iter().find(|field| is_file(field.given));
        let is_meant = |name: &str| essence(name) == FORM_DATA || file.is_none() && essence(name) == FORM;
        let listed: Vec<MediaType> = consumes.iter().filter(|given| is_meant(&given.name)).cloned().collect();
        if !listed.is_empty() {
            return listed;
        }
        let name = if file.is_some() { FORM_DATA } else { FORM };
        if let Some(first) = consumes.first() {
            let what = if file.is_some() { "a file" } else { "a form" };
            self.report.push(
                Diagnostic::warning(
                    &first.at,
                    format!("`consumes` has no media type for {what}: it is sent as `{name}`"),
                )
                .help(format!("list `{name}` in `consumes`")),
            );
        }
        vec![MediaType { name: name.to_owned(), at: place.clone() }]
    }

    /// Creates a media type of a form. `converted_at` is its place in the new document.
    fn form_content(&mut self, fields: &[&Found<'_>], is_multipart: bool, converted_at: &Pointer) -> Value {
        let (mut properties, mut encoding, mut required) = (Map::new(), Map::new(), Vec::new());
        for field in fields {
            let Some(name) = field.given.get("name").and_then(Value::as_str) else {
                self.report.warn(&field.place, "this form parameter has no name, and is left out");
                continue;
            };
            let (mut schema, schema_at) = self.schema_of(field.given, &field.place);
            if is_file(field.given) {
                schema.extend(FILE.map(|(keyword, value)| (keyword.to_owned(), Value::from(value))));
            }
            let place = if is_multipart { "part" } else { "formData" };
            match collection(field.given, place, &field.place, self.report) {
                Some(Collection::Text) => schema = Map::from_iter([("type".to_owned(), Value::from("string"))]),
                Some(Collection::Style(style, explode)) if !is_multipart => {
                    encoding.insert(name.to_owned(), json!({ "style": style, "explode": explode }));
                    self.moves.push((converted_at.child("encoding").child(name), field.place.clone()));
                }
                _ => {}
            }
            if let Some(description) = field.given.get("description") {
                schema.insert("description".to_owned(), description.clone());
            }
            self.moves.push((converted_at.child("schema").child("properties").child(name), schema_at));
            properties.insert(name.to_owned(), Value::Object(schema));
            if is_required(field) {
                required.push(Value::from(name));
            }
        }
        let mut media = json!({ "schema": { "type": "object", "properties": properties } });
        if !required.is_empty() {
            media["schema"]["required"] = Value::Array(required);
        }
        if !encoding.is_empty() {
            media["encoding"] = Value::Object(encoding);
        }
        media
    }
}

fn request_body(description: Option<&Value>, required: bool, content: &Map<String, Value>) -> Value {
    let mut body = json!({ "required": required, "content": content });
    if let Some(description) = description {
        body["description"] = description.clone();
    }
    body
}

fn is_required(parameter: &Found<'_>) -> bool {
    parameter.given.get("required").is_some_and(|required| *required == true)
}

fn is_file(parameter: &Value) -> bool {
    parameter.get("type").is_some_and(|name| name == "file")
}
