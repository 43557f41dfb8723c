use serde_json::{Map, Value, json};

use super::{Dialect, Maker};

impl Maker {
    /// Returns the security schemes of the document.
    pub(super) fn security_schemes(&mut self) -> Value {
        let names = self.schemes.clone();
        names.into_iter().map(|name| (name, self.scheme())).collect::<Map<_, _>>().into()
    }

    fn scheme(&mut self) -> Value {
        let name = self.name();
        let place = self.pick(&["header", "query", "cookie", "body"]);
        let key = json!({ "type": "apiKey", "in": place, "name": name, "description": self.prose() });
        if self.dialect == Dialect::Swagger {
            let oauth = json!({ "type": "oauth2", "flow": "implicit", "authorizationUrl": "https://example.com/a", "scopes": {} });
            return self.any([key, json!({ "type": "basic" }), oauth]);
        }
        let http = self.pick(&["bearer", "basic", "Bearer", "digest", "hoba", ""]);
        self.any([
            key,
            json!({ "type": "http", "scheme": http }),
            json!({ "type": "oauth2", "flows": { "clientCredentials": { "tokenUrl": "https://example.com/t", "scopes": { (name.clone()): "all" } } } }),
            json!({ "type": "openIdConnect", "openIdConnectUrl": "https://example.com/o" }),
            json!({ "type": "mutualTLS" }),
            json!({ "type": name }),
        ])
    }

    /// Returns the security requirements of an operation.
    pub(super) fn security(&mut self) -> Value {
        let mut alternatives = Vec::new();
        for _ in 0..self.random.usize(0..3) {
            let mut together = Map::new();
            for _ in 0..self.random.usize(0..3) {
                let name = if self.schemes.is_empty() || self.one_in(20) {
                    self.name()
                } else {
                    let index = self.below(self.schemes.len());
                    self.schemes[index].clone()
                };
                together.insert(name, json!([]));
            }
            alternatives.push(together.into());
        }
        Value::Array(alternatives)
    }
}
