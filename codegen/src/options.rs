//! What the caller may choose about the output.

use crate::format_type::FormatType;
use crate::pagination::Pagination;
use crate::type_attributes::TypeTarget;

/// The choices that shape the generated code.
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
    /// The names of properties that wrap a response: an inline object whose only property has one of these names is
    /// unwrapped, and the caller sees the property's value. Empty by default: nothing is unwrapped.
    pub envelopes: Vec<String>,
    /// The Cargo feature that the client and the operations stand behind, in the package that holds the output.
    /// `None`, the default, emits them without a condition.
    pub client_feature: Option<String>,
    /// The path by which the output names the runtime crate; `openapi_bindgen_runtime` by default.
    pub runtime: String,
    /// The error responses, by status and by the code in the body, that say of a call with an idempotency key that an earlier
    /// attempt is still running, so that nobody knows yet what becomes of it. Empty by default.
    pub in_progress: Vec<(u16, String)>,
    /// How the pages of operations follow each other, where their names do not make it plain. Of several rules the first
    /// that fits an operation holds. Empty by default.
    pub pagination: Vec<Pagination>,
    /// The types that texts of these formats have, in the place of `String`; the first for a format holds. Empty by default.
    pub formats: Vec<(String, FormatType)>,
    /// The derives that types of the models have beyond their own, as paths: `utoipa::ToSchema`. Empty by default.
    pub derives: Vec<(TypeTarget, String)>,
    /// The attributes that types of the models have beyond their own: `#[serde(…)]`. Empty by default.
    pub attributes: Vec<(TypeTarget, String)>,
    /// The names of types, fields, variants, operations and parameters in Rust that are not those of the document: what is
    /// called so otherwise, or a JSON Pointer to it, and the new name. Empty by default.
    pub rename: Vec<(String, String)>,
    /// The types of the caller's in the place of generated ones: a component, a JSON Pointer to a schema or `format:` and a
    /// format, and the path of the type. Empty by default.
    pub replace: Vec<(String, String)>,
    /// Which operations are generated; all of them by default.
    pub select: Selection,
    /// The command that the header of each generated file tells the reader to run.
    pub regenerate_command: Option<String>,
}

/// Which operations are generated, with the types that they reach and no others.
///
/// An operation is generated when any of the lists has it, or all of them are empty, and it has all of the extensions. When
/// nothing is selected, every operation and every component is generated.
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
    /// By `operationId`; one without is called by its method and path: `get /v1/files`.
    pub operations: Vec<String>,
    /// By tag.
    pub tags: Vec<String>,
    /// By path template: the one given, and those below it.
    pub paths: Vec<String>,
    /// The vendor extensions (`x-…`) that an operation has to have with these values, whichever list has it.
    pub extensions: Vec<(String, serde_json::Value)>,
}

impl Selection {
    /// Whether nothing is left out.
    pub fn is_everything(&self) -> bool {
        self.lists_nothing() && self.extensions.is_empty()
    }

    /// Whether no list names an operation, so that all are meant.
    pub(crate) fn lists_nothing(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty() && self.paths.is_empty()
    }

    /// Leaves out the operations whose vendor extension `name` does not have this value.
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

    /// Adds the operations of this path, and of those below it.
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
            runtime: "openapi_bindgen_runtime".to_owned(),
            in_progress: Vec::new(),
            pagination: Vec::new(),
            formats: Vec::new(),
            derives: Vec::new(),
            attributes: Vec::new(),
            rename: Vec::new(),
            replace: Vec::new(),
            select: Selection::default(),
            regenerate_command: None,
        }
    }
}

impl Options {
    /// Adds a derive, such as `utoipa::ToSchema`, to the types of the target.
    ///
    /// A type that has the derive already stays as it is. [`generate`](crate::generate) refuses what cannot be a path, a
    /// derive that every type has (`Clone`, `Debug`, `PartialEq`), and the name of a type that is not in the output. Whether
    /// a derive holds for the fields of a type is for the compiler to say.
    #[must_use]
    pub fn derive(mut self, target: TypeTarget, path: impl Into<String>) -> Self {
        self.derives.push((target, path.into()));
        self
    }

    /// Adds an attribute, such as `#[schema(title = "…")]`, to the types of the target, after their derives.
    #[must_use]
    pub fn attribute(mut self, target: TypeTarget, attribute: impl Into<String>) -> Self {
        self.attributes.push((target, attribute.into()));
        self
    }

    /// Gives what is called `target` in Rust another name there; on the wire it stays as it is.
    ///
    /// The target is a type (`Order`), a field (`Order.note`), a variant (`Color::Red`), an operation (`create_order`: its
    /// method and its struct) or a parameter (`create_order.page`), as [`explain`](crate::explain) calls it without this
    /// option. Or it is a JSON Pointer to its place in the document; then a name in upper camel case is that of a type or
    /// a variant, and any other that of a field, an operation or a parameter. The extension `x-rust-name` does the same
    /// where the document has it, and this option comes before it.
    ///
    /// [`generate`](crate::generate) refuses a target that is not there, what is no name, and one that something else has.
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

    /// Puts a type of the caller's, such as `crate::Money`, in the place of what is made of `target`: the name of a schema
    /// component, a JSON Pointer to a schema, or `format:` and a format, such as `format:decimal`. The extension
    /// `x-rust-type` of a schema does the same.
    ///
    /// The type implements `Clone`, `Debug`, `PartialEq`, and serde's `Serialize` and `DeserializeOwned`. A type of the crate
    /// that holds the output (`crate::…`) is used as it is; one of another crate is in `openapi_bindgen_runtime::Serde`.
    /// [`generate`](crate::generate) refuses a target that is not there, and what is not the whole path of a type.
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

    /// Sets the names of the properties that wrap a response.
    #[must_use]
    pub fn envelopes<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.envelopes = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the Cargo feature that the client and the operations stand behind.
    #[must_use]
    pub fn client_feature(mut self, feature: impl Into<String>) -> Self {
        self.client_feature = Some(feature.into());
        self
    }

    /// Sets the path by which the output names the runtime crate.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = path.into();
        self
    }

    /// Adds an error response that says of a keyed call that an earlier attempt is still running: its `status`, and the `code` in
    /// its body.
    #[must_use]
    pub fn in_progress(mut self, status: u16, code: impl Into<String>) -> Self {
        self.in_progress.push((status, code.into()));
        self
    }

    /// Adds a rule by which the pages of operations follow each other.
    #[must_use]
    pub fn pagination(mut self, rule: Pagination) -> Self {
        self.pagination.push(rule);
        self
    }

    /// Gives texts of `format`, such as `date-time`, a type of their own.
    #[must_use]
    pub fn format(mut self, format: impl Into<String>, ty: FormatType) -> Self {
        self.formats.push((format.into(), ty));
        self
    }

    /// Sets which operations are generated.
    #[must_use]
    pub fn select(mut self, selection: Selection) -> Self {
        self.select = selection;
        self
    }

    /// Sets the command that generated files tell the reader to run.
    #[must_use]
    pub fn regenerate_command(mut self, command: impl Into<String>) -> Self {
        self.regenerate_command = Some(command.into());
        self
    }
}
