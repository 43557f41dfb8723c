use serde_json::{Map, Value, json};

use super::{Dialect, Maker, object};

const STATUSES: &[&str] = &[
    "200", "200", "200", "201", "202", "204", "206", "2XX", "default", "400", "401", "404", "409", "418", "422", "429",
    "499", "4XX", "500", "503", "5XX", "301", "304", "3XX", "101", "1XX", "599", "2xx", "600", "abc",
];

impl Maker {
    pub(super) fn responses(&mut self) -> Value {
        let mut responses = Map::new();
        for _ in 0..self.random.usize(0..6) {
            let status = self.pick(STATUSES);
            let response = if self.one_in(10) {
                let name = self.component_response();
                self.reference_to("responses", &name)
            } else {
                self.response()
            };
            responses.insert(status.to_owned(), response);
        }
        if self.one_in(6) {
            responses.insert(
                "200".to_owned(),
                json!({ "description": "A page.", "content": { "application/json": { "schema": self.page() } } }),
            );
        }
        responses.into()
    }

    /// Returns the name of the component response.
    pub(super) fn component_response(&self) -> String {
        self.words[1].clone()
    }

    pub(super) fn response(&mut self) -> Value {
        let mut members = object([("description", json!(self.prose()))]);
        if self.dialect == Dialect::Swagger {
            self.maybe(2, &mut members, "schema", |maker| maker.schema(2));
            return members.into();
        }
        self.maybe(4, &mut members, "headers", Self::headers);
        if !self.one_in(4) {
            let count = if self.one_in(6) { 2 } else { 1 };
            let content: Map<String, Value> = (0..count).map(|_| self.received_content()).collect();
            members.insert("content".to_owned(), content.into());
        }
        members.into()
    }

    fn received_content(&mut self) -> (String, Value) {
        let kind = self.pick(&[
            "application/json",
            "application/json",
            "application/json",
            "application/problem+json",
            "text/plain",
            "text/event-stream",
            "application/x-ndjson",
            "application/jsonl",
            "application/json-seq",
            "application/octet-stream",
            "image/png",
            "application/xml",
            "*/*",
            "text/csv",
            "multipart/mixed",
            "application/json, application/xml",
        ]);
        let mut members = object([]);
        if !self.one_in(10) {
            let schema = if self.one_in(6) { json!({ "data": self.schema(1) }) } else { Value::Null };
            let schema =
                if schema.is_null() { self.schema(2) } else { json!({ "type": "object", "properties": schema }) };
            let keyword = if self.dialect == Dialect::V32 && self.one_in(4) { "itemSchema" } else { "schema" };
            members.insert(keyword.to_owned(), schema);
        }
        (kind.to_owned(), members.into())
    }

    pub(super) fn headers(&mut self) -> Value {
        let mut headers = Map::new();
        let mut names = self.names(1, 3);
        if self.one_in(4) {
            names.push(self.pick(&["Set-Cookie", "Link", "X-Total", "Content-Type", "ETag"]).to_owned());
        }
        for name in names {
            let mut members = object([("schema", self.schema(1))]);
            self.maybe(3, &mut members, "required", |_| json!(true));
            self.describe(&mut members);
            self.maybe(8, &mut members, "explode", |_| json!(true));
            headers.insert(name, members.into());
        }
        headers.into()
    }

    /// Returns the schema of a page of results.
    fn page(&mut self) -> Value {
        let next = self.pick(&["next_cursor", "nextCursor", "next_page_token", "last_id", "next"]);
        let items = self.name();
        json!({
            "type": "object",
            "required": self.names(0, 2),
            "properties": {
                items: { "type": "array", "items": self.schema(2) },
                next: self.schema(1),
                "has_more": { "type": "boolean" },
            },
        })
    }
}
