use serde_json::{Map, Value, json};

use super::{Dialect, Maker, object};

const FORMATS: &[&str] = &[
    "int32",
    "int64",
    "uint32",
    "uint8",
    "float",
    "double",
    "decimal",
    "byte",
    "binary",
    "date",
    "date-time",
    "time",
    "duration",
    "password",
    "email",
    "uuid",
    "uri",
    "url",
    "hostname",
    "ipv4",
    "ipv6",
    "regex",
    "json-pointer",
    "",
    "unknown",
    "Int32",
];

const PATTERNS: &[&str] = &[
    "^[a-z]+$",
    "^[^<>]*$",
    "^\\d{3}-\\d{4}$",
    "^(a|b)+$",
    "(?<name>a)\\k<name>",
    "^(?!no).*$",
    "\\p{L}+",
    "^[\\w.-]{1,64}$",
    "[",
    "(",
    "",
    ".*",
    "^\"quoted\"$",
    "^\\\\$",
    "/^a$/i",
    "\\A[a-z]+\\z",
    "[[:alpha:]]",
    "^.{0,100000}$",
    "a{2,1}",
    "^[a-z&&[^b]]$",
    "\\u{1f4a5}",
    "^\\cA$",
    "日本",
];

const TYPES: &[&str] = &["string", "integer", "number", "boolean", "array", "object", "null"];

impl Maker {
    /// Returns a schema of at most `depth` levels.
    pub(super) fn schema(&mut self, depth: usize) -> Value {
        if !self.schemas.is_empty() && self.random.u8(..10) < 3 {
            return self.reference();
        }
        let mut schema = if depth == 0 { self.scalar() } else { self.composite(depth - 1) };
        if let Some(members) = schema.as_object_mut() {
            self.annotate(members);
        }
        schema
    }

    /// Returns the component schemas.
    pub(super) fn components(&mut self) -> Value {
        let names = self.schemas.clone();
        names.into_iter().map(|name| (name, self.schema(3))).collect::<Map<_, _>>().into()
    }

    fn composite(&mut self, depth: usize) -> Value {
        match self.below(20) {
            0..=5 => self.record(depth),
            6 | 7 => self.list(depth),
            8 => self.map(depth),
            9..=11 if self.dialect != Dialect::Swagger => self.choice(depth),
            12 | 13 => self.all_of(depth),
            14 => self.hierarchy(depth),
            15 if self.dialect >= Dialect::V31 => self.of_2020(depth),
            _ => self.scalar(),
        }
    }

    fn scalar(&mut self) -> Value {
        match self.below(13) {
            3 => self.number_schema("integer"),
            4 => self.number_schema("number"),
            5 => json!({ "type": "boolean" }),
            6 | 7 => self.text_enum(),
            8 => self.enumeration(),
            9 if self.dialect >= Dialect::V31 => json!({ "const": self.value() }),
            10 => self.any([json!({}), json!({ "type": "object" }), json!({ "type": "array", "items": {} })]),
            11 if self.dialect >= Dialect::V31 => {
                let value = self.random.bool();
                let many = [self.pick(TYPES), self.pick(TYPES)];
                self.any([
                    json!(value),
                    json!({ "type": many }),
                    json!({ "type": ["string", "null"] }),
                    json!({ "type": "null" }),
                ])
            }
            _ => self.text(),
        }
    }

    fn text(&mut self) -> Value {
        let mut members = object([("type", json!("string"))]);
        self.maybe(2, &mut members, "format", |maker| json!(maker.pick(FORMATS)));
        self.maybe(5, &mut members, "pattern", |maker| json!(maker.pick(PATTERNS)));
        self.maybe(6, &mut members, "minLength", Self::length);
        self.maybe(6, &mut members, "maxLength", Self::length);
        if self.dialect >= Dialect::V31 {
            self.maybe(20, &mut members, "contentEncoding", |_| json!("base64"));
            self.maybe(20, &mut members, "contentMediaType", |maker| {
                json!(maker.pick(&["application/json", "image/png", "text/plain"]))
            });
            self.maybe(20, &mut members, "contentSchema", |maker| maker.schema(0));
        }
        members.into()
    }

    fn number_schema(&mut self, kind: &str) -> Value {
        let mut members = object([("type", json!(kind))]);
        self.maybe(2, &mut members, "format", |maker| json!(maker.pick(FORMATS)));
        self.maybe(4, &mut members, "minimum", Self::number);
        self.maybe(4, &mut members, "maximum", Self::number);
        self.maybe(8, &mut members, "multipleOf", Self::number);
        self.maybe(8, &mut members, "exclusiveMinimum", |maker| {
            if maker.dialect >= Dialect::V31 { maker.number() } else { json!(true) }
        });
        self.maybe(6, &mut members, "enum", |maker| {
            (0..maker.random.usize(1..5)).map(|_| maker.number()).collect::<Vec<_>>().into()
        });
        members.into()
    }

    /// Returns an enum of strings whose names may collide.
    pub(super) fn text_enum(&mut self) -> Value {
        let mut values: Vec<Value> = self.names(1, 9).into_iter().map(Value::from).collect();
        if self.one_in(8) {
            values.push(Value::Null);
        }
        let mut members = object([("type", json!("string")), ("enum", values.into())]);
        self.maybe(10, &mut members, "x-enum-varnames", |maker| json!(maker.names(1, 9)));
        members.into()
    }

    /// Returns an enum of values of any type.
    fn enumeration(&mut self) -> Value {
        let values: Vec<Value> = (0..self.random.usize(1..5)).map(|_| self.value()).collect();
        let mut members = object([("enum", values.into())]);
        self.maybe(2, &mut members, "type", |maker| json!(maker.pick(TYPES)));
        members.into()
    }

    /// Returns an object schema with properties.
    pub(super) fn record(&mut self, depth: usize) -> Value {
        let names = self.names(0, 7);
        let mut properties = Map::new();
        for name in &names {
            let mut property = self.schema(depth);
            if let Some(members) = property.as_object_mut() {
                self.maybe(8, members, "readOnly", |_| json!(true));
                self.maybe(10, members, "writeOnly", |_| json!(true));
            }
            properties.insert(name.clone(), property);
        }
        let mut members = object([("type", json!("object")), ("properties", properties.into())]);
        let required: Vec<String> = names.into_iter().filter(|_| self.one_in(2)).collect();
        if !required.is_empty() {
            members.insert("required".to_owned(), json!(required));
        }
        self.maybe(20, &mut members, "required", |maker| json!(maker.names(1, 3)));
        self.maybe(6, &mut members, "additionalProperties", |maker| maker.rest(depth));
        self.maybe(12, &mut members, "minProperties", Self::length);
        self.maybe(12, &mut members, "maxProperties", Self::length);
        if self.dialect >= Dialect::V31 {
            self.maybe(
                12,
                &mut members,
                "patternProperties",
                |maker| json!({ (maker.pick(PATTERNS)): maker.schema(depth) }),
            );
            self.maybe(20, &mut members, "unevaluatedProperties", |maker| maker.rest(depth));
            self.maybe(20, &mut members, "propertyNames", |_| json!({ "pattern": "^[a-z]+$" }));
            self.maybe(20, &mut members, "dependentRequired", |maker| json!({ (maker.name()): [maker.name()] }));
        }
        if self.dialect != Dialect::Swagger {
            self.maybe(12, &mut members, "oneOf", |maker| maker.schemas_of(depth));
            self.maybe(20, &mut members, "not", |maker| maker.schema(0));
        }
        members.into()
    }

    fn rest(&mut self, depth: usize) -> Value {
        if self.one_in(2) { json!(self.random.bool()) } else { self.schema(depth) }
    }

    fn list(&mut self, depth: usize) -> Value {
        let mut members = object([("type", json!("array")), ("items", self.schema(depth))]);
        self.maybe(5, &mut members, "minItems", Self::length);
        self.maybe(5, &mut members, "maxItems", Self::length);
        self.maybe(5, &mut members, "uniqueItems", |_| json!(true));
        members.into()
    }

    fn map(&mut self, depth: usize) -> Value {
        let mut members = object([("type", json!("object")), ("additionalProperties", self.rest(depth))]);
        self.maybe(4, &mut members, "minProperties", Self::length);
        self.maybe(4, &mut members, "maxProperties", Self::length);
        members.into()
    }

    fn schemas_of(&mut self, depth: usize) -> Value {
        (0..self.random.usize(1..5)).map(|_| self.schema(depth)).collect::<Vec<_>>().into()
    }

    fn choice(&mut self, depth: usize) -> Value {
        let keyword = self.pick(&["oneOf", "anyOf"]);
        let is_tagged = self.one_in(3);
        let mut members = object([(keyword, if is_tagged { self.tagged(depth) } else { self.schemas_of(depth) })]);
        if is_tagged {
            let property = self.name();
            members.insert("discriminator".to_owned(), self.discriminator(&property));
        }
        self.maybe(10, &mut members, "type", |maker| json!(maker.pick(TYPES)));
        self.maybe(12, &mut members, "properties", |maker| json!({ (maker.name()): maker.schema(0) }));
        members.into()
    }

    /// Returns the branches of a union with a discriminator, mostly references.
    fn tagged(&mut self, depth: usize) -> Value {
        let branches = (0..self.random.usize(1..5))
            .map(|_| if self.schemas.is_empty() || self.one_in(8) { self.record(depth) } else { self.reference() });
        branches.collect::<Vec<_>>().into()
    }

    fn discriminator(&mut self, property: &str) -> Value {
        if self.dialect == Dialect::Swagger {
            return json!(property);
        }
        let mut members = object([("propertyName", json!(property))]);
        if self.one_in(2) {
            let mapping: Map<String, Value> = self
                .names(1, 5)
                .into_iter()
                .map(|name| {
                    let target = self.reference();
                    (name, target.get("$ref").cloned().unwrap_or_else(|| json!("Missing")))
                })
                .collect();
            members.insert("mapping".to_owned(), mapping.into());
        }
        members.into()
    }

    fn all_of(&mut self, depth: usize) -> Value {
        let mut members = object([("allOf", self.schemas_of(depth))]);
        self.maybe(
            4,
            &mut members,
            "properties",
            |maker| json!({ (maker.name()): maker.schema(0), (maker.name()): maker.schema(0) }),
        );
        self.maybe(4, &mut members, "required", |maker| json!(maker.names(1, 3)));
        self.maybe(4, &mut members, "type", |_| json!("object"));
        members.into()
    }

    /// Returns a base schema with a discriminator, or a part of such a hierarchy.
    fn hierarchy(&mut self, depth: usize) -> Value {
        let property = self.name();
        if self.one_in(2) && !self.schemas.is_empty() {
            let base = self.reference();
            return json!({ "allOf": [base, self.record(depth)] });
        }
        let mut base = self.record(depth);
        base["properties"][&property] = json!({ "type": "string" });
        base["required"] = json!([property]);
        base["discriminator"] = self.discriminator(&property);
        base
    }

    /// Returns a schema with a keyword that only JSON Schema 2020-12 has.
    fn of_2020(&mut self, depth: usize) -> Value {
        let name = self.name();
        let property = self.name();
        match self.below(7) {
            0 => json!({ "type": "array", "prefixItems": self.schemas_of(depth), "items": self.rest(depth) }),
            1 => json!({ "prefixItems": self.schemas_of(depth) }),
            2 => json!({ "type": "array", "items": self.schemas_of(depth) }),
            3 => {
                json!({ "$defs": { &name: self.schema(depth) }, "type": "object", "properties": { property: self.schema(0) } })
            }
            4 => json!({ "anyOf": [self.schema(depth), { "type": "null" }] }),
            5 => json!({ "if": self.schema(0), "then": self.schema(0), "else": self.schema(0) }),
            _ => {
                json!({ "type": ["object", "null"], "properties": { property: self.schema(depth) }, "required": [name] })
            }
        }
    }

    /// Returns a reference to a component or into one. It rarely leads nowhere.
    pub(super) fn reference(&mut self) -> Value {
        if self.schemas.is_empty() {
            return json!({ "$ref": "#/components/schemas/Missing" });
        }
        let index = self.below(self.schemas.len());
        let name = self.schemas[index].clone();
        let mut reference = self.reference_to("schemas", &name);
        if self.one_in(30)
            && let Some(at) = reference["$ref"].as_str()
        {
            let step = self.pick(&["/items", "/properties/id", "/allOf/0", "/oneOf/1", "/nothing"]);
            reference = json!({ "$ref": format!("{at}{step}") });
        }
        if self.one_in(8)
            && let Some(members) = reference.as_object_mut()
        {
            self.annotate(members);
        }
        reference
    }

    /// Adds annotations, which any schema may have.
    fn annotate(&mut self, members: &mut Map<String, Value>) {
        let kind = members.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.maybe(4, members, "description", |maker| json!(maker.prose()));
        self.maybe(10, members, "title", |maker| json!(maker.name()));
        self.maybe(12, members, "deprecated", |_| json!(true));
        self.maybe(8, members, "default", |maker| maker.value_of(&kind));
        self.maybe(12, members, "example", |maker| maker.value_of(&kind));
        if self.dialect == Dialect::V30 {
            self.maybe(8, members, "nullable", |_| json!(true));
        }
        if self.dialect == Dialect::Swagger {
            self.maybe(10, members, "x-nullable", |_| json!(true));
        }
        self.maybe_choose_name(members);
    }
}
