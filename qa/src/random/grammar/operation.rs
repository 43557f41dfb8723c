use serde_json::{Map, Value, json};

use super::{Dialect, Maker, object};

const METHODS: &[&str] = &["get", "get", "post", "post", "put", "patch", "delete", "head", "options", "trace"];

impl Maker {
    pub(super) fn paths(&mut self) -> Value {
        let mut paths = Map::new();
        for _ in 0..self.random.usize(0..6) {
            let (path, placeholders) = self.path();
            let mut item = Map::new();
            for _ in 0..self.random.usize(1..4) {
                let method = self.pick(METHODS).to_owned();
                let operation = self.operation(&placeholders);
                item.insert(method, operation);
            }
            if self.dialect == Dialect::V32 && self.one_in(6) {
                item.insert("additionalOperations".to_owned(), json!({ (self.name()): self.operation(&placeholders) }));
            }
            if self.one_in(10) {
                let name = self.name();
                item.insert("parameters".to_owned(), json!([self.parameter("query", &name)]));
            }
            if self.dialect != Dialect::Swagger {
                self.maybe(15, &mut item, "servers", Self::servers);
            }
            paths.insert(path, item.into());
        }
        paths.into()
    }

    /// Returns a path template, and the names of its placeholders.
    fn path(&mut self) -> (String, Vec<String>) {
        let mut path = String::new();
        let mut placeholders: Vec<String> = Vec::new();
        for _ in 0..self.random.usize(1..5) {
            path.push('/');
            let name: String = self.name().chars().filter(|letter| !"{}/?#".contains(*letter)).collect();
            if self.one_in(3) && !placeholders.contains(&name) {
                let (before, after) = (self.pick(&["", "", "a", "@"]), self.pick(&["", "", ".json", ":do", "-x"]));
                path.push_str(&format!("{before}{{{name}}}{after}"));
                placeholders.push(name);
            } else {
                path.push_str(&name);
            }
        }
        (path, placeholders)
    }

    pub(super) fn operation(&mut self, placeholders: &[String]) -> Value {
        let mut members = object([("responses", self.responses())]);
        if !self.one_in(5) {
            members.insert("operationId".to_owned(), json!(self.name()));
        }
        let parameters = self.parameters(placeholders);
        members.insert("parameters".to_owned(), parameters);
        self.maybe(2, &mut members, "tags", |maker| json!(maker.names(1, 2)));
        self.maybe(3, &mut members, "summary", |maker| json!(maker.prose()));
        self.describe(&mut members);
        self.maybe(12, &mut members, "deprecated", |_| json!(true));
        self.maybe(3, &mut members, "security", Self::security);
        self.maybe_choose_name(&mut members);
        if self.dialect == Dialect::Swagger {
            self.swagger_body(&mut members);
            return members.into();
        }
        self.maybe(2, &mut members, "requestBody", Self::request_body);
        self.maybe(15, &mut members, "servers", Self::servers);
        self.maybe(
            15,
            &mut members,
            "callbacks",
            |maker| json!({ (maker.name()): { "{$request.body#/url}": { "post": maker.incoming() } } }),
        );
        members.into()
    }

    /// Returns an operation that the server calls.
    pub(super) fn incoming(&mut self) -> Value {
        let mut members =
            object([("requestBody", self.request_body()), ("responses", json!({ "204": { "description": "Done." } }))]);
        self.maybe(2, &mut members, "operationId", |maker| json!(maker.name()));
        members.into()
    }
}
