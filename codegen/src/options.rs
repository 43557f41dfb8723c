//! The options of the generator.

use crate::format_type::FormatType;
use crate::map_type::MapType;
use crate::operation_settings::OperationSettings;
use crate::options_origin::OptionsOrigin;
use crate::pagination::Pagination;
use crate::type_attributes::TypeTarget;

/// The target of [`Options::defaults`] that means every property.
pub(crate) const ALL_DEFAULTS: &str = "*";

/// The options of the generated code.
///
/// ```
/// use openapi_bindgen::Options;
///
/// let options = Options::default().envelopes(["data", "error"]).client_feature("client");
/// assert_eq!(options.runtime, "openapi_bindgen_runtime");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The names of properties that wrap a response. An inline object with only one property, of
    /// one of these names, is unwrapped: the caller sees the value of the property. Empty by
    /// default.
    pub envelopes: Vec<String>,
    /// The Cargo feature for the client and the operations, in the package of the output. `None`,
    /// the default, emits them unconditionally.
    pub client_feature: Option<String>,
    /// The Cargo feature for example values of the models, in the package of the output. `None`, the
    /// default, emits no examples.
    pub example_feature: Option<String>,
    /// The type of maps in the output. `BTreeMap` by default.
    pub map: MapType,
    /// The path of the runtime crate in the output. `openapi_bindgen_runtime` by default.
    pub runtime: String,
    /// The error responses, by status and by the code in the body, that mean that an earlier call
    /// with the same idempotency key is still running, so that its outcome is unknown. Empty by
    /// default.
    pub in_progress: Vec<(u16, String)>,
    /// The pagination rules, for operations whose names do not imply pagination. The first rule
    /// that fits an operation applies. Empty by default.
    pub pagination: Vec<Pagination>,
    /// The types for strings of these formats, instead of `String`. The first for a format applies.
    /// Empty by default.
    pub formats: Vec<(String, FormatType)>,
    /// Additional derives of types in the models, as paths: `utoipa::ToSchema`. Empty by default.
    pub derives: Vec<(TypeTarget, String)>,
    /// Additional attributes of types in the models: `#[serde(…)]`. Empty by default.
    pub attributes: Vec<(TypeTarget, String)>,
    /// The Rust names of types, fields, variants, operations and parameters that differ from the
    /// document: the original Rust name or a JSON Pointer, and the new name. Empty by default.
    pub rename: Vec<(String, String)>,
    /// The types of the caller that replace generated ones: a component, a JSON Pointer to a
    /// schema, or `format:` and a format, with the path of the type. Empty by default.
    pub replace: Vec<(String, String)>,
    /// The properties of responses that have their `default` where they are absent, in place of `None`: `*` for all, the
    /// name of a struct (`Order`) or a field (`Order.note`), or a JSON Pointer to one of them. Empty by default.
    pub defaults: Vec<String>,
    /// True to shorten the names of operations whose `operationId` a framework makes of the function and the path. False
    /// by default.
    pub short_operation_names: bool,
    /// The settings of single operations: an `operationId`, the name of a method or a JSON Pointer, and the
    /// settings. Empty by default.
    pub operation_settings: Vec<(String, OperationSettings)>,
    /// The operations to generate. All by default.
    pub select: Selection,
    /// The command in the header of each generated file that regenerates it.
    pub regenerate_command: Option<String>,
    /// The project file that the options are from.
    pub(crate) origin: OptionsOrigin,
    /// True to generate the types of schemas that the caller replaces.
    pub(crate) without_replaced_schemas: bool,
}

/// A selection of operations. Only they and the types that they reach are generated.
///
/// An operation is selected if any of the lists contains it, or all lists are empty, and if it has
/// all of the extensions. An empty selection generates every operation and every component.
///
/// ```
/// use openapi_bindgen::{Options, Selection};
///
/// let options = Options::default().select(Selection::default().tag("Avatars").path("/v1/files"));
/// assert!(!options.select.is_everything());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// The operations by `operationId`, or by method and path if there is none: `get /v1/files`.
    pub operations: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
    /// The path templates. Each includes the paths below it.
    pub paths: Vec<String>,
    /// The vendor extensions (`x-…`) that each operation must have with these values.
    pub extensions: Vec<(String, serde_json::Value)>,
    /// True to leave out what has `x-internal: true`: operations, also by their path item, optional properties and
    /// parameters, and schemas with the optional properties and parameters of their types.
    pub without_internal: bool,
}

impl Selection {
    /// Returns true if the selection is empty, so that everything is generated.
    pub fn is_everything(&self) -> bool {
        self.selects_nothing() && !self.without_internal
    }

    /// Returns true if nothing names an operation, so that all are selected, or all but the internal ones.
    pub(crate) fn selects_nothing(&self) -> bool {
        self.lists_nothing() && self.extensions.is_empty()
    }

    /// Returns true if no list names an operation, so that the lists select all.
    pub(crate) fn lists_nothing(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty() && self.paths.is_empty()
    }

    /// Selects only operations whose vendor extension `name` has this value.
    ///
    /// ```
    /// let selection = openapi_bindgen::Selection::default().extension("x-mcp-visible", true);
    /// assert!(!selection.is_everything());
    /// ```
    #[must_use]
    pub fn extension(mut self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.extensions.push((name.into(), value.into()));
        self
    }

    /// Leaves out the operations, optional properties, optional parameters and schemas that the document marks with
    /// `x-internal: true`. A required property or parameter stays, with a warning.
    #[must_use]
    pub fn without_internal(mut self) -> Self {
        self.without_internal = true;
        self
    }

    /// Adds the operation with this `operationId`.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.operations.push(id.into());
        self
    }

    /// Adds the operations with this tag.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// Adds the operations of this path and of the paths below it.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.paths.push(path.into());
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            envelopes: Vec::new(),
            client_feature: None,
            example_feature: None,
            map: MapType::default(),
            runtime: "openapi_bindgen_runtime".to_owned(),
            in_progress: Vec::new(),
            pagination: Vec::new(),
            formats: Vec::new(),
            derives: Vec::new(),
            attributes: Vec::new(),
            rename: Vec::new(),
            replace: Vec::new(),
            defaults: Vec::new(),
            short_operation_names: false,
            operation_settings: Vec::new(),
            select: Selection::default(),
            regenerate_command: None,
            origin: OptionsOrigin::default(),
            without_replaced_schemas: false,
        }
    }
}

impl Options {
    /// Adds a derive, such as `utoipa::ToSchema`, to the types of the target.
    ///
    /// A type that already has the derive stays unchanged. [`generate`](crate::generate) rejects an
    /// invalid path, a derive that every type has (`Clone`, `Debug`, `PartialEq`), and the name of
    /// a missing type. The compiler checks that the fields of a type support the derive.
    #[must_use]
    pub fn derive(mut self, target: TypeTarget, path: impl Into<String>) -> Self {
        self.derives.push((target, path.into()));
        self
    }

    /// Adds an attribute, such as `#[schema(title = "…")]`, to the types of the target, after their
    /// derives.
    #[must_use]
    pub fn attribute(mut self, target: TypeTarget, attribute: impl Into<String>) -> Self {
        self.attributes.push((target, attribute.into()));
        self
    }

    /// Renames `target` in Rust. Its name on the wire stays the same.
    ///
    /// The target is a type (`Order`), a field (`Order.note`), a variant (`Color::Red`), an
    /// operation (`create_order`: its method and its struct) or a parameter (`create_order.page`),
    /// as [`explain`](crate::explain) names it without this option. The target can also be a JSON
    /// Pointer to a place in the document. Then a name in upper camel case is that of a type or a
    /// variant, and any other that of a field, an operation or a parameter. The extension
    /// `x-rust-name` in the document has the same effect. This option overrides it.
    ///
    /// [`generate`](crate::generate) rejects a missing target, an invalid name, and a name that
    /// another item has.
    ///
    /// ```
    /// use openapi_bindgen::{Options, Source, generate};
    ///
    /// let document = Source::new("api.yaml", "
    /// openapi: 3.1.0
    /// info: { title: Shop, version: 1.0.0 }
    /// components: { schemas: { Order: { type: object, properties: { note: { type: string } } } } }
    /// ");
    /// let options = Options::default().rename("Order", "Purchase").rename("Order.note", "remark");
    /// let generated = generate(&document, &[], &options)?;
    /// assert!(generated.files.iter().any(|file| file.text.contains("pub struct Purchase")));
    /// # Ok::<(), openapi_bindgen::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn rename(mut self, target: impl Into<String>, name: impl Into<String>) -> Self {
        self.rename.push((target.into(), name.into()));
        self
    }

    /// Replaces the type of `target` by one of the caller, such as `crate::Money`. The target is
    /// the name of a schema component, a JSON Pointer to a schema, or `format:` and a format, such
    /// as `format:decimal`. The extension `x-rust-type` of a schema has the same effect.
    ///
    /// The type implements `Clone`, `Debug`, `PartialEq`, and serde's `Serialize` and
    /// `DeserializeOwned`. A type of the crate with the output (`crate::…`) is used directly. A
    /// type of another crate is wrapped in `openapi_bindgen_runtime::Serde`. The path has at most
    /// 256 bytes. Its arguments can be types, numbers and truth values, such as in
    /// `crate::List<crate::Money, 3>`, and the types can be paths, tuples and arrays.
    /// [`generate`](crate::generate) rejects a missing target, and a path without a crate.
    ///
    /// ```
    /// use openapi_bindgen::{Options, Source, generate};
    ///
    /// let document = Source::new("api.yaml", "
    /// openapi: 3.1.0
    /// info: { title: Shop, version: 1.0.0 }
    /// components: { schemas: { Order: { type: object, properties: { total: { type: string, format: decimal } } } } }
    /// ");
    /// let options = Options::default().replace("format:decimal", "crate::Money");
    /// let generated = generate(&document, &[], &options)?;
    /// assert!(generated.files.iter().any(|file| file.text.contains("pub total: Option<crate::Money>")));
    /// # Ok::<(), openapi_bindgen::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn replace(mut self, target: impl Into<String>, path: impl Into<String>) -> Self {
        self.replace.push((target.into(), path.into()));
        self
    }

    /// Fills in the `default` of optional properties that a response omits, so that their fields are not an `Option`. A
    /// target is `*` for all, the name of a struct (`Order`) or a field (`Order.note`), or a JSON Pointer to one of them.
    ///
    /// Types that requests send keep their `Option`s, so that nothing is sent that the caller did not set.
    /// [`generate`](crate::generate) rejects a target without a default.
    ///
    /// ```
    /// use openapi_bindgen::{Options, Source, generate};
    ///
    /// let document = Source::new("api.yaml", "
    /// openapi: 3.1.0
    /// info: { title: Shop, version: 1.0.0 }
    /// components: { schemas: { Order: { type: object, properties: { open: { type: boolean, default: true } } } } }
    /// ");
    /// let generated = generate(&document, &[], &Options::default().defaults(["*"]))?;
    /// let models = generated.files.iter().find(|file| file.path == "models.rs").unwrap();
    /// assert!(models.text.contains("#[json(default = true)]\n    pub open: bool,"));
    /// # Ok::<(), openapi_bindgen::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn defaults<T: Into<String>>(mut self, targets: impl IntoIterator<Item = T>) -> Self {
        self.defaults.extend(targets.into_iter().map(Into::into));
        self
    }

    /// Shortens the names of operations whose `operationId` a framework makes of the function, the path and the method:
    /// `FastAPI`, Litestar, `NestJS` and drf-spectacular. Their `operationId` stays the same. An operation whose shorter name
    /// another one has keeps its name.
    ///
    /// ```
    /// use openapi_bindgen::{Options, Source, generate};
    ///
    /// let document = Source::new("api.yaml", "
    /// openapi: 3.1.0
    /// info: { title: Shop, version: 1.0.0 }
    /// paths:
    ///   /orders/{id}:
    ///     delete: { operationId: cancel_order_orders__id__delete, responses: { '204': { description: OK } } }
    /// ");
    /// let generated = generate(&document, &[], &Options::default().short_operation_names())?;
    /// assert!(generated.files.iter().any(|file| file.text.contains("pub fn cancel_order(")));
    /// # Ok::<(), openapi_bindgen::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn short_operation_names(mut self) -> Self {
        self.short_operation_names = true;
        self
    }

    /// Sets the retries, the idempotency key, the time limit, the envelopes, the pages, the streams or the module of one
    /// operation. The target is an `operationId`, the name of a method of the client, or a JSON Pointer to the operation.
    ///
    /// [`generate`](crate::generate) rejects a missing target and two values of one setting.
    #[must_use]
    pub fn operation(mut self, target: impl Into<String>, settings: OperationSettings) -> Self {
        self.operation_settings.push((target.into(), settings));
        self
    }

    /// Sets the names of the properties that wrap a response.
    #[must_use]
    pub fn envelopes<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.envelopes = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the Cargo feature for the client and the operations.
    #[must_use]
    pub fn client_feature(mut self, feature: impl Into<String>) -> Self {
        self.client_feature = Some(feature.into());
        self
    }

    /// Adds example values of the models, behind the Cargo feature.
    ///
    /// ```
    /// use openapi_bindgen::{Options, Source, generate};
    ///
    /// let document = Source::new("api.yaml", "
    /// openapi: 3.1.0
    /// info: { title: Shop, version: 1.0.0 }
    /// components: { schemas: { Order: { type: object, example: { note: none }, properties: { note: { type: string } } } } }
    /// ");
    /// let generated = generate(&document, &[], &Options::default().example_feature("example"))?;
    /// let examples = generated.files.iter().find(|file| file.path == "examples.rs").unwrap();
    /// assert!(examples.text.contains(r##"const JSON: &'static str = r#"{"note":"none"}"#;"##));
    /// # Ok::<(), openapi_bindgen::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn example_feature(mut self, feature: impl Into<String>) -> Self {
        self.example_feature = Some(feature.into());
        self
    }

    /// Sets the type of maps.
    #[must_use]
    pub fn map(mut self, map: MapType) -> Self {
        self.map = map;
        self
    }

    /// Sets the path of the runtime crate in the output.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = path.into();
        self
    }

    /// Adds an error response that means that an earlier call with the same idempotency key is
    /// still running: its `status`, and the `code` in its body.
    #[must_use]
    pub fn in_progress(mut self, status: u16, code: impl Into<String>) -> Self {
        self.in_progress.push((status, code.into()));
        self
    }

    /// Adds a pagination rule.
    #[must_use]
    pub fn pagination(mut self, rule: Pagination) -> Self {
        self.pagination.push(rule);
        self
    }

    /// Sets the type for strings of `format`, such as `date-time`.
    #[must_use]
    pub fn format(mut self, format: impl Into<String>, ty: FormatType) -> Self {
        self.formats.push((format.into(), ty));
        self
    }

    /// Sets the operations to generate.
    #[must_use]
    pub fn select(mut self, selection: Selection) -> Self {
        self.select = selection;
        self
    }

    /// Sets the command in the header of generated files.
    #[must_use]
    pub fn regenerate_command(mut self, command: impl Into<String>) -> Self {
        self.regenerate_command = Some(command.into());
        self
    }
}
