use serde_json::{Map, Value, json};

use super::{Maker, object};

impl Maker {
    /// Returns a Swagger 2.0 document.
    pub(super) fn swagger(mut self) -> Value {
        let info = self.info();
        let mut members = object([("swagger", json!("2.0")), ("info", info), ("paths", self.paths())]);
        self.maybe(2, &mut members, "host", |maker| json!(maker.pick(&["api.example.com", "localhost:8080", ""])));
        self.maybe(2, &mut members, "basePath", |maker| json!(maker.pick(&["/", "/v1", "v1", ""])));
        self.maybe(3, &mut members, "security", Self::security);
        self.maybe(3, &mut members, "tags", Self::tags);
        let (parameter, response, name) = (self.component_parameter(), self.component_response(), self.name());
        members.insert("definitions".to_owned(), self.components());
        members.insert("parameters".to_owned(), json!({ parameter: self.parameter("query", &name) }));
        members.insert("responses".to_owned(), json!({ response: self.response() }));
        members.insert("securityDefinitions".to_owned(), self.security_schemes());
        members.into()
    }

    /// Adds the parameters for the request body of an operation.
    pub(super) fn swagger_body(&mut self, members: &mut Map<String, Value>) {
        let Some(parameters) = members.get_mut("parameters").and_then(Value::as_array_mut) else { return };
        match self.below(4) {
            0 => parameters
                .push(json!({ "name": self.name(), "in": "body", "required": true, "schema": self.schema(2) })),
            1 => {
                for name in self.names(1, 4) {
                    let mut parameter = object([("name", json!(name)), ("in", json!("formData"))]);
                    self.flat(&mut parameter);
                    self.maybe(4, &mut parameter, "type", |_| json!("file"));
                    parameters.push(parameter.into());
                }
                members.insert(
                    "consumes".to_owned(),
                    json!([self.pick(&["multipart/form-data", "application/x-www-form-urlencoded"])]),
                );
            }
            _ => {}
        }
        self.maybe(4, members, "produces", |maker| {
            json!([maker.pick(&["application/json", "image/png", "text/plain"])])
        });
    }
}
