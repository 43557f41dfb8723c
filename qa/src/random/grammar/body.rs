use serde_json::{Map, Value, json};

use super::{Dialect, Maker, object};

impl Maker {
    pub(super) fn request_body(&mut self) -> Value {
        let count = if self.one_in(5) { 2 } else { 1 };
        let content: Map<String, Value> = (0..count).map(|_| self.sent_content()).collect();
        let mut members = object([("content", content.into())]);
        self.maybe(2, &mut members, "required", |_| json!(true));
        self.describe(&mut members);
        members.into()
    }

    fn sent_content(&mut self) -> (String, Value) {
        let kind = self.pick(&[
            "application/json",
            "application/json",
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data",
            "multipart/mixed",
            "text/plain",
            "application/octet-stream",
            "image/*",
            "application/xml",
            "application/vnd.api+json",
            "application/merge-patch+json",
            "application/json; charset=utf-8",
            "application/json;v=2",
            "application/x-ndjson",
            "application/stream+json",
            "*/*",
        ]);
        let is_form = kind.starts_with("multipart") || kind.ends_with("urlencoded");
        let schema = if is_form && !self.one_in(4) { self.form() } else { self.schema(3) };
        let mut members = object([]);
        if is_form {
            self.maybe(2, &mut members, "encoding", |maker| maker.encoding(&schema));
        }
        if !self.one_in(12) {
            members.insert("schema".to_owned(), schema);
        }
        self.maybe(12, &mut members, "example", Self::value);
        (kind.to_owned(), members.into())
    }

    /// Returns the schema of a form: an object of parts, some of them files.
    fn form(&mut self) -> Value {
        let mut form = self.record(1);
        for name in self.names(0, 2) {
            let file = json!({ "type": "string", "format": "binary" });
            form["properties"][name] = match self.below(4) {
                0 => json!({ "type": "array", "items": file }),
                1 if self.dialect >= Dialect::V31 => json!({ "anyOf": [file, { "type": "null" }] }),
                _ => file,
            };
        }
        form
    }

    fn encoding(&mut self, schema: &Value) -> Value {
        let names: Vec<String> =
            schema["properties"].as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default();
        let of_one = |name: String| {
            let mut members = object([]);
            self.maybe(2, &mut members, "contentType", |maker| {
                json!(maker.pick(&[
                    "application/json",
                    "image/png",
                    "image/png, image/jpeg",
                    "text/plain",
                    "application/xml"
                ]))
            });
            self.maybe(4, &mut members, "style", |maker| {
                json!(maker.pick(&["form", "deepObject", "pipeDelimited", "spaceDelimited"]))
            });
            self.maybe(4, &mut members, "explode", |maker| json!(maker.random.bool()));
            self.maybe(6, &mut members, "headers", Self::headers);
            (name, members.into())
        };
        names.into_iter().map(of_one).collect::<Map<_, _>>().into()
    }
}
