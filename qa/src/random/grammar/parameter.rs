use serde_json::{Map, Value, json};

use super::{Dialect, Maker, object};

const STYLES: &[&str] =
    &["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject", "cookie", "unknown"];

impl Maker {
    /// Returns the parameters of an operation whose path has these placeholders.
    pub(super) fn parameters(&mut self, placeholders: &[String]) -> Value {
        let mut parameters: Vec<Value> = Vec::new();
        for name in placeholders {
            parameters.push(self.parameter("path", name));
        }
        for name in self.names(0, 5) {
            let place = self.pick(&["query", "query", "header", "cookie"]);
            parameters.push(self.parameter(place, &name));
            // The same name in another location.
            if self.one_in(6) {
                let other = self.pick(&["query", "header", "cookie"]);
                if other != place {
                    parameters.push(self.parameter(other, &name));
                }
            }
        }
        if self.dialect == Dialect::V32 && self.one_in(12) {
            let schema = self.schema(2);
            parameters.push(json!({ "name": self.name(), "in": "querystring", "content": { "application/x-www-form-urlencoded": { "schema": schema } } }));
        }
        if self.one_in(5) {
            let (name, place) = self.usual();
            parameters
                .push(json!({ "name": name, "in": place, "schema": { "type": self.pick(&["string", "integer"]) } }));
        }
        if self.one_in(10) {
            let name = self.component_parameter();
            parameters.push(self.reference_to("parameters", &name));
        }
        parameters.into()
    }

    /// Returns the name of the component parameter.
    pub(super) fn component_parameter(&self) -> String {
        self.words[0].clone()
    }

    /// Returns the name and location of a parameter with a special meaning.
    fn usual(&mut self) -> (&'static str, &'static str) {
        let usual = [
            ("cursor", "query"),
            ("page", "query"),
            ("offset", "query"),
            ("starting_after", "query"),
            ("page_token", "query"),
            ("Idempotency-Key", "header"),
            ("Accept", "header"),
            ("Content-Type", "header"),
            ("Authorization", "header"),
            ("Range", "header"),
        ];
        usual[self.below(usual.len())]
    }

    pub(super) fn parameter(&mut self, place: &str, name: &str) -> Value {
        let mut members = object([("name", json!(name)), ("in", json!(place))]);
        if place == "path" {
            members.insert("required".to_owned(), json!(true));
        } else {
            self.maybe(3, &mut members, "required", |_| json!(true));
        }
        self.describe(&mut members);
        self.maybe(12, &mut members, "deprecated", |_| json!(true));
        if self.dialect == Dialect::Swagger {
            self.flat(&mut members);
            return members.into();
        }
        self.maybe(3, &mut members, "style", |maker| json!(maker.pick(STYLES)));
        self.maybe(4, &mut members, "explode", |maker| json!(maker.random.bool()));
        self.maybe(15, &mut members, "allowReserved", |_| json!(true));
        self.maybe(15, &mut members, "allowEmptyValue", |_| json!(true));
        if self.one_in(10) {
            let kind = self.pick(&["application/json", "text/plain", "application/xml", "*/*"]);
            members.insert("content".to_owned(), json!({ kind: { "schema": self.schema(2) } }));
        } else {
            let depth = self.below(3);
            members.insert("schema".to_owned(), self.schema(depth));
        }
        members.into()
    }

    /// Adds a type next to the name, as in Swagger 2.0.
    pub(super) fn flat(&mut self, members: &mut Map<String, Value>) {
        let kind = self.pick(&["string", "integer", "number", "boolean", "array"]);
        members.insert("type".to_owned(), json!(kind));
        if kind == "array" {
            members.insert("items".to_owned(), json!({ "type": self.pick(&["string", "integer"]) }));
            self.maybe(2, members, "collectionFormat", |maker| {
                json!(maker.pick(&["csv", "ssv", "tsv", "pipes", "multi"]))
            });
        }
        self.maybe(5, members, "default", |maker| maker.value_of(kind));
        self.maybe(8, members, "enum", |maker| json!(maker.names(1, 5)));
    }

    pub(super) fn describe(&mut self, members: &mut Map<String, Value>) {
        self.maybe(3, members, "description", |maker| json!(maker.prose()));
    }
}
