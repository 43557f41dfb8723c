use serde_json::{Map, Value, json};

use super::{Dialect, Maker, object};

impl Maker {
    pub(super) fn document(mut self) -> Value {
        if self.dialect == Dialect::Swagger {
            return self.swagger();
        }
        let version = match self.dialect {
            Dialect::V30 => "3.0.3",
            Dialect::V31 => "3.1.0",
            _ => "3.2.0",
        };
        let info = self.info();
        let mut members = object([("openapi", json!(version)), ("info", info), ("paths", self.paths())]);
        self.maybe(2, &mut members, "servers", Self::servers);
        self.maybe(3, &mut members, "security", Self::security);
        self.maybe(3, &mut members, "tags", Self::tags);
        let parameter = self.pick(&["query", "header", "cookie"]);
        let (parameter_name, response_name) = (self.component_parameter(), self.component_response());
        let name = self.name();
        members.insert(
            "components".to_owned(),
            json!({
                "schemas": self.components(),
                "parameters": { parameter_name: self.parameter(parameter, &name) },
                "responses": { response_name: self.response() },
                "securitySchemes": self.security_schemes(),
            }),
        );
        if self.dialect >= Dialect::V31 {
            self.maybe(5, &mut members, "webhooks", |maker| {
                let names = maker.names(1, 3);
                names.into_iter().map(|name| (name, json!({ "post": maker.incoming() }))).collect::<Map<_, _>>().into()
            });
        }
        members.into()
    }

    pub(super) fn info(&mut self) -> Value {
        let mut members = object([
            ("title", json!(self.prose())),
            ("version", json!(self.pick(&["1.0.0", "", "v1 \"beta\"", "1\n2"]))),
        ]);
        self.describe(&mut members);
        members.into()
    }

    pub(super) fn tags(&mut self) -> Value {
        let mut names = self.words.clone();
        names.dedup();
        let tags = names.into_iter().map(|name| json!({ "name": name, "description": self.prose() }));
        tags.collect::<Vec<_>>().into()
    }

    pub(super) fn servers(&mut self) -> Value {
        let mut servers = Vec::new();
        for _ in 0..self.random.usize(1..4) {
            let names: Vec<String> = self.names(0, 3);
            let mut url = self
                .pick(&[
                    "https://api.example.com",
                    "https://{host}.example.com",
                    "/v1",
                    "http://localhost:8080/",
                    "ftp://x",
                    "",
                ])
                .to_owned();
            let mut variables = Map::new();
            for name in names.iter().map(String::as_str).chain(url.clone().contains("{host}").then_some("host")) {
                if name != "host" {
                    url.push_str(&format!("/{{{name}}}"));
                }
                let mut members = object([("default", json!(self.pick(&["a", "v1", "", "8443", "a b"])))]);
                self.maybe(2, &mut members, "enum", |maker| json!(maker.names(1, 4)));
                self.describe(&mut members);
                variables.insert(name.to_owned(), members.into());
            }
            let mut members = object([("url", json!(url)), ("variables", variables.into())]);
            self.describe(&mut members);
            if self.dialect == Dialect::V32 {
                self.maybe(2, &mut members, "name", |maker| json!(maker.name()));
            }
            servers.push(members.into());
        }
        Value::Array(servers)
    }
}
