use super::*;

fn read(text: &str) -> syn::Result<Bindings> {
    let mut bindings = Bindings::default();
    bindings.read(&syn::parse_file(text)?.items)?;
    Ok(bindings)
}

#[test]
fn operations_are_read() {
    let text = r#"
        impl ClientBuilder {
            /// A key.
            pub fn api_key(self, credential: impl Into<Credential>) -> Self {
                Self { inner: self.inner.credential(API_KEY, credential) }
            }

            pub fn login(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
                Self { inner: self.inner.basic(LOGIN, user, password) }
            }

            pub fn server(self, server: Server) -> Self {
                Self { inner: self.inner.server(&server.inner) }
            }
        }

        /// A call of [`Client::get_thing`].
        #[derive(Clone, Debug, PartialEq, Operation)]
        #[operation(PUT = "/things/{id}/{type}", accept = "*/*")]
        #[security(API_KEY, (A, B), ())]
        #[non_exhaustive]
        pub struct GetThing {
            /// The thing.
            #[param(style = Commas)]
            pub id: Vec<String>,
            pub r#type: String,
            #[param(header = "X-Version", value = "2024")]
            pub version: String,
            #[check(min_length = 1)]
            pub r#in: Option<String>,
            #[param(query = "page-size", reserved, required)]
            pub page_size: Option<i64>,
            #[param(cookie, value = -1)]
            pub sid: i64,
            #[param(header = "Idempotency-Key", idempotency_key)]
            pub key: std::option::Option<String>,
            #[body(json = "application/vnd.thing+json", default)]
            #[setter(text(String) = body.text)]
            pub body: models::Thing,
        }

        #[derive(Clone, Debug, PartialEq, ByStatus)]
        pub enum GetThingError {
            Undeclared,
        }
    "#;
    let bindings = read(text).unwrap();
    let credential = |method: &str, is_basic| Credential { method: method.to_owned(), is_basic };
    assert_eq!(bindings.credentials, [credential("api_key", false), credential("login", true)]);
    let [binding] = bindings.operations.as_slice() else { panic!("one operation") };
    assert_eq!(
        (binding.name.as_str(), binding.id.as_str(), binding.method.as_str(), binding.path.as_str()),
        ("GetThing", "getThing", "PUT", "/things/{id}/{type}")
    );
    assert_eq!(binding.fields, ["id", "r#type", "version", "r#in", "page_size", "sid", "key", "body"]);
    let parameters: Vec<_> = binding
        .parameters
        .iter()
        .map(|parameter| {
            (parameter.place.as_str(), parameter.name.as_str(), parameter.field.as_str(), parameter.is_optional)
        })
        .collect();
    assert_eq!(
        parameters,
        [
            ("path", "id", "id", false),
            ("path", "type", "r#type", false),
            ("header", "X-Version", "version", false),
            ("query", "in", "r#in", true),
            ("query", "page-size", "page_size", false),
            ("cookie", "sid", "sid", false),
            ("header", "Idempotency-Key", "key", true),
        ]
    );
    let body = binding.body.as_ref().unwrap();
    assert!(!body.is_optional);
    let [content] = body.contents.as_slice() else { panic!("one content") };
    assert_eq!((content.kind.as_str(), content.media_type.as_deref()), ("json", Some("application/vnd.thing+json")));
}

#[test]
fn a_body_may_be_a_choice() {
    let text = r#"
        #[derive(Clone, Debug, PartialEq, Operation)]
        #[operation(POST = "/things", id = "add-thing")]
        pub struct AddThing {
            #[body(content)]
            #[check(nested)]
            pub content: Option<AddThingContent>,
        }

        #[derive(Clone, Debug, PartialEq, BodyContent)]
        pub enum AddThingContent {
            /// As `application/json`.
            #[body(json)]
            #[check(nested)]
            Json(#[from] models::Thing),
            /// As `image/png`.
            #[body(raw = "image/png")]
            Picture(#[from] Upload),
        }
    "#;
    let bindings = read(text).unwrap();
    assert_eq!(bindings.operations[0].id, "add-thing");
    let body = bindings.operations[0].body.as_ref().unwrap();
    let contents: Vec<(&str, &str)> =
        body.contents.iter().map(|content| (content.variant.as_deref().unwrap(), content.kind.as_str())).collect();
    assert_eq!(contents, [("AddThingContent::Json", "json"), ("AddThingContent::Picture", "raw")]);
    assert_eq!(body.contents[1].media_type.as_deref(), Some("image/png"));
    assert!(body.is_optional);
    assert_eq!(body.field, "content");
}

#[test]
fn unreadable_bindings_are_an_error() {
    for text in [
        "#[derive(Operation)] pub struct NoAttribute {}",
        "#[derive(Operation)] #[operation(GET)] pub struct NoPath {}",
        "#[derive(Operation)] #[operation(GET = \"/\")] pub struct NoChoice { #[body(content)] pub body: Missing }",
        "#[derive(BodyContent)] pub enum NoKind { Json(Thing) }",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn generated_bindings_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/specs/accepted");
    for name in ["body_choice", "idempotency_required", "in_progress", "operation_parts", "parameter_names"] {
        let source = read_source(folder.join(name).with_extension("yaml")).unwrap();
        let generated = bindgen(&source, &[], &Options::default()).unwrap();
        let mut bindings = Bindings::default();
        let mut count = 0;
        for file in &generated.files {
            count += file.text.matches("#[operation(").count();
            bindings.read(&syn::parse_file(&file.text).unwrap().items).unwrap();
        }
        assert!(count > 0 && bindings.operations.len() == count, "{name}");
    }
}
