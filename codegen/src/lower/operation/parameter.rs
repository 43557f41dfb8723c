use indexmap::IndexMap;
use openapiv3::{
    Operation as Given, Parameter as GivenParameter, ParameterData, ParameterSchemaOrContent, PathItem, PathStyle,
    QueryStyle, ReferenceOr, Schema,
};
use serde_json::Value;

use super::content_kind::is_json as is_json_media;
use crate::budget::of_name;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Constant, Doc, Extensions, OpenEnum, Parameter, ParameterLocation, Scalar, Segments, Style, TypeKind, TypeRef,
    Values, WireName,
};
use crate::lower::{
    Lowering,
    deprecation::deprecate,
    schema::{Additional, JsonType, Part, Use, borrowed, constant, step},
};
use crate::naming::{Scope, field};
use crate::pointer::Pointer;

/// The lists in one another, each with its own name, that are written as one type.
const MOST_LISTS: usize = 16;

/// The headers that the responses, the request body and the security define (OpenAPI, "Parameter
/// Object").
const IGNORED_HEADERS: &[&str] = &["Accept", "Content-Type", "Authorization"];

/// The headers that belong to the transport (RFC 9112, sections 3.2, 6 and 9). A caller who sets
/// one could truncate the body or smuggle a second request.
const TRANSPORT_HEADERS: &[&str] = &["Connection", "Content-Length", "Host", "Transfer-Encoding"];

impl<'d> Lowering<'d, '_> {
    /// Lowers the parameters of the path and of the operation. The operation overrides the path.
    pub(super) fn parameters(
        &mut self,
        path: &str,
        item: &'d PathItem,
        given: &'d Given,
        key_header: Option<&str>,
        name_path: &[String],
        at: &Pointer,
    ) -> Vec<Parameter> {
        let of_path = at.split_last().map_or_else(Pointer::root, |(parent, _)| parent).child("parameters");
        let of_operation = at.child("parameters");
        // `body` is the field of the request body.
        let mut names = Scope::with(&["body"]);
        let mut parameters: IndexMap<(ParameterLocation, String), (Pointer, Parameter)> = IndexMap::new();
        let all = [(&item.parameters, &of_path), (&given.parameters, &of_operation)];
        let all = all.into_iter().flat_map(|(list, of)| list.iter().enumerate().map(move |one| (of, one)));
        for (list, (index, parameter)) in all {
            let at = list.index(index);
            let Some(found) = self.document.follow(parameter, &at, self.report) else { continue };
            let Some(parameter) = self.parameter(found.item, name_path, &found.pointer) else { continue };
            let wire = parameter.wire.as_str();
            let is_header = parameter.location == ParameterLocation::Header;
            let key = (parameter.location, if is_header { wire.to_ascii_lowercase() } else { wire.to_owned() });
            // A parameter of the operation replaces that of the path.
            match parameters.get(&key) {
                Some((of, earlier)) if of == list => {
                    let message = if earlier.wire == parameter.wire {
                        format!("the parameter `{wire}` is declared twice: only the first is used")
                    } else {
                        format!("`{wire}` and `{}` are the same header: only the latter is used", earlier.wire)
                    };
                    self.report.leave_out(&at, message);
                }
                _ => {
                    parameters.insert(key, (list.clone(), parameter));
                }
            }
        }
        let mut parameters: Vec<Parameter> = parameters.into_values().map(|(_, parameter)| parameter).collect();
        self.match_template(path, &mut parameters, at);
        if let Some(header) = key_header {
            add_key(&mut parameters, header, at);
        }
        for parameter in &mut parameters {
            let wire = parameter.wire.as_str();
            parameter.name = names.take([field(wire), field(&format!("{wire} parameter"))]);
        }
        parameters
    }

    fn parameter(&mut self, given: &'d GivenParameter, name_path: &[String], at: &Pointer) -> Option<Parameter> {
        let data = given.parameter_data_ref();
        if !self.report.budget().names(of_name(&data.name)) {
            return None;
        }
        let mut is_raw = false;
        let (schema, holder, is_json) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (Some(schema), at.clone(), false),
            ParameterSchemaOrContent::Content(content) => {
                let (name, media) = content.first()?;
                let is_enough = self.report.budget().parts(content.len());
                for other in content.keys().skip(1).filter(|_| is_enough) {
                    let message = format!("a parameter has one media type: `{name}` is used, and not `{other}`");
                    self.report.push(Diagnostic::note(&at.child("content").child(other), message));
                }
                let at = at.child("content").child(name);
                is_raw = !is_json_media(name) && self.look_at(media).is_none_or(|look| !look.is_scalar());
                if is_raw {
                    let message = format!("a parameter of `{name}` is a string, which the caller writes");
                    self.report.push(Diagnostic::note(&at, message).loosened());
                }
                (media.schema.as_ref().filter(|_| !is_raw), at, is_json_media(name))
            }
        };
        if matches!(given, GivenParameter::Header { .. }) && self.leaves_out_header(&data.name, at) {
            return None;
        }
        let name_path = step(name_path, &data.name);
        let mut found = match schema {
            Some(schema) => self.lower_schema(borrowed(schema), &name_path, &holder.child("schema")),
            None if is_raw => Use::scalar(Scalar::String),
            None => self.untyped(&holder, "the parameter has no schema"),
        };
        // A component may be a file in a multipart body.
        self.as_plain_strings(&mut found.ty, |scalar| *scalar == Scalar::File);
        let (location, style) = match given {
            GivenParameter::Path { style, .. } => (ParameterLocation::Path, path_style(style, data.explode)),
            GivenParameter::Query { style, .. } => (ParameterLocation::Query, query_style(style, data.explode)),
            GivenParameter::Header { .. } => (ParameterLocation::Header, simple_style(data.explode)),
            GivenParameter::Cookie { .. } => (ParameterLocation::Cookie, Style::Commas),
        };
        let is_scalar = self.is_scalar(&found.ty);
        let reserved = matches!(given, GivenParameter::Query { allow_reserved: true, .. });
        let empty = matches!(given, GivenParameter::Query { allow_empty_value: Some(true), .. });
        if empty && is_scalar && !self.is_text(&found.ty) {
            let message = "`allowEmptyValue` has no effect, since the type of the parameter has no empty value";
            self.report.push(
                Diagnostic::note(&at.child("allowEmptyValue"), message)
                    .help("if the server expects an empty value, set `type: string`, for instance with an overlay"),
            );
        }
        let style = match style {
            _ if is_json => Style::Json,
            Style::Label | Style::LabelExploded if is_scalar => Style::Label,
            Style::Matrix | Style::MatrixExploded if is_scalar => Style::Matrix,
            _ if is_scalar && reserved => Style::Exploded,
            _ if is_scalar => Style::Plain,
            style => style,
        };
        if let Some(schema) = schema.filter(|_| !matches!(style, Style::Json | Style::DeepObject)) {
            let is_query = matches!(given, GivenParameter::Query { .. });
            let part = Part { schema: borrowed(schema), pointer: holder.child("schema") };
            self.note_inner_values(style, is_query, &part);
        }
        let required = data.required || location == ParameterLocation::Path;
        let constant = found.constant.filter(|_| !found.nullable);
        let is_idempotency_key =
            location == ParameterLocation::Header && data.name.eq_ignore_ascii_case("idempotency-key");
        let default = schema
            .filter(|_| constant.is_none() && !found.nullable && !is_idempotency_key)
            .and_then(|schema| self.default(schema, required, &found.ty, &holder.child("schema")));
        let (default, server_default) = if required { (default, None) } else { (None, default) };
        Some(Parameter {
            wire: WireName::new(&data.name),
            name: field(&data.name),
            location,
            style,
            segments: self.segments(data, location, style, at),
            reserved,
            empty: empty && !is_scalar,
            required,
            ty: found.ty,
            constant,
            default,
            server_default,
            doc: doc_of(data),
            constraints: found.constraints,
            pointer: at.clone(),
            extensions: Extensions::default(),
            schema_extensions: Extensions::default(),
        })
    }

    /// Leaves out a header that something else defines, with a note, and returns true. Returns false for any other.
    fn leaves_out_header(&mut self, name: &str, at: &Pointer) -> bool {
        let is_in = |headers: &[&str]| headers.iter().any(|header| header.eq_ignore_ascii_case(name));
        let message = if is_in(IGNORED_HEADERS) {
            format!("OpenAPI ignores a header parameter `{name}`")
        } else if is_in(TRANSPORT_HEADERS) {
            format!("the transport sets the header `{name}`")
        } else {
            return false;
        };
        let note = Diagnostic::note(at, message.clone());
        self.report.push(if name.eq_ignore_ascii_case("authorization") {
            note.help("describe the credential as a security scheme, for instance with an overlay")
        } else {
            note
        });
        self.record_left_out(at, message);
        true
    }

    /// Notes the objects and lists inside a parameter, for which its style defines no form.
    fn note_inner_values(&mut self, style: Style, is_query: bool, part: &Part<'d>) {
        let Some(shape) = self.resolved_shape(part) else { return };
        let others = match &shape.additional {
            Some(Additional::Typed(part)) => Some(part),
            Some(Additional::Any(_) | Additional::Forbidden) | None => None,
        };
        let members = shape.properties.values().flatten().chain(others).map(|inner| (inner, false));
        for (inner, is_item) in members.chain(shape.items.iter().map(|inner| (inner, true))) {
            let json_type = self.resolved_shape(inner).and_then(|inner| inner.json_type);
            let (what, help) = match json_type {
                Some(JsonType::Object) => ("an object inside this parameter: it is", "set `style: deepObject`"),
                Some(JsonType::Array) if is_item => ("a list of lists in a parameter: the inner ones are", ""),
                // Each property of an exploded object is written like a parameter of its own.
                Some(JsonType::Array) if style != Style::Exploded => {
                    ("a list inside this parameter: it is", "set `explode: true`")
                }
                _ => continue,
            };
            let message = format!("OpenAPI defines no form for {what} sent as JSON text");
            let note = Diagnostic::note(&inner.pointer, message);
            self.report.push(match help {
                help if help.is_empty() || !is_query => note,
                help => note.help(format!("if the server expects another form, {help}, for instance with an overlay")),
            });
        }
    }

    /// Replaces some strings of a type by plain ones, also behind aliases. What is deeper in lists is any JSON.
    pub(super) fn as_plain_strings(&self, ty: &mut TypeRef, is_meant: fn(&Scalar) -> bool) {
        let end = std::iter::successors(Some(ty.leaf()), |leaf| self.alias_target(leaf).map(TypeRef::leaf)).last();
        if !matches!(end, Some(TypeRef::Scalar(scalar)) if is_meant(scalar)) {
            return;
        }
        let mut depth = 0;
        while let Some(target) = self.alias_target(ty.leaf()) {
            depth += usize::from(target.inner().is_some());
            if depth > MOST_LISTS {
                *ty.leaf_mut() = TypeRef::Scalar(Scalar::Json);
                return;
            }
            target.clone_into(ty.leaf_mut());
        }
        *ty.leaf_mut() = TypeRef::Scalar(Scalar::String);
    }

    /// Returns the type that an alias is declared as.
    fn alias_target(&self, ty: &TypeRef) -> Option<&TypeRef> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types[id.0].kind {
            Some(TypeKind::Alias(target)) => Some(target),
            _ => None,
        }
    }

    /// Returns the `default` of a schema, unless it is not a value of the type `ty`.
    fn default(
        &mut self,
        schema: &'d ReferenceOr<Schema>,
        required: bool,
        ty: &TypeRef,
        at: &Pointer,
    ) -> Option<Constant> {
        let part = Part { schema: borrowed(schema), pointer: at.clone() };
        let value = self.resolved_shape(&part)?.default?;
        let default = self.constant_of(value, ty);
        if default.is_none() && required {
            let message = if self.is_scalar(ty) {
                "this default does not fit the type of the parameter, so each call needs a value"
            } else {
                "only a default that is a string, a number or a boolean is filled in, so each call needs a value"
            };
            self.report.push(Diagnostic::note(&at.child("default"), message));
        }
        default
    }

    /// Converts a value to a constant of the type `ty`, if it is one of its values.
    fn constant_of(&self, value: &Value, ty: &TypeRef) -> Option<Constant> {
        match ty {
            TypeRef::Scalar(Scalar::String) => value.as_str().map(|text| Constant::Text(text.to_owned())),
            TypeRef::Scalar(scalar) => constant(std::slice::from_ref(value), *scalar),
            TypeRef::Named(id) => match self.types[id.0].kind.as_ref()? {
                TypeKind::Alias(target) => self.constant_of(value, target),
                TypeKind::OpenEnum(OpenEnum { values: Values::Texts, .. }) => {
                    self.constant_of(value, &TypeRef::Scalar(Scalar::String))
                }
                TypeKind::OpenEnum(OpenEnum { values: Values::Integers, .. }) => {
                    self.constant_of(value, &TypeRef::Scalar(Scalar::I64))
                }
                TypeKind::Object(_) | TypeKind::Union(_) => None,
            },
            TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => None,
        }
    }

    /// Returns true if a value of the type is written as one string.
    pub(super) fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(scalar) => *scalar != Scalar::Json,
            TypeRef::Named(id) => match &self.types[id.0].kind {
                Some(TypeKind::OpenEnum(_)) => true,
                Some(TypeKind::Alias(target)) => self.is_scalar(target),
                // A component that is not lowered yet has only a shape.
                None => {
                    let part = self.component_part(id.0);
                    part.and_then(|part| self.resolved_shape(&part)).is_some_and(|shape| shape.is_scalar())
                }
                Some(TypeKind::Object(_) | TypeKind::Union(_)) => false,
            },
            TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => false,
        }
    }

    fn is_text(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(scalar) => *scalar == Scalar::String,
            TypeRef::Named(id) => match &self.types[id.0].kind {
                Some(TypeKind::Alias(target)) => self.is_text(target),
                _ => false,
            },
            TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => false,
        }
    }
}

/// Returns the style of a query parameter. `explode` defaults to true for `form`, and to false for the other styles.
pub(super) fn query_style(style: &QueryStyle, explode: Option<bool>) -> Style {
    match style {
        QueryStyle::Form if explode.unwrap_or(true) => Style::Exploded,
        QueryStyle::Form => Style::Commas,
        QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited if explode == Some(true) => Style::Exploded,
        QueryStyle::SpaceDelimited => Style::Spaces,
        QueryStyle::PipeDelimited => Style::Pipes,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn path_style(style: &PathStyle, explode: Option<bool>) -> Style {
    match style {
        PathStyle::Simple => simple_style(explode),
        PathStyle::Label if explode == Some(true) => Style::LabelExploded,
        PathStyle::Label => Style::Label,
        PathStyle::Matrix if explode == Some(true) => Style::MatrixExploded,
        PathStyle::Matrix => Style::Matrix,
    }
}

/// Makes the header parameter `header` an idempotency key, and adds it if the document does not declare it. `at` is the
/// operation.
fn add_key(parameters: &mut Vec<Parameter>, header: &str, at: &Pointer) {
    let is_it = |parameter: &&mut Parameter| {
        parameter.location == ParameterLocation::Header && parameter.wire.as_str().eq_ignore_ascii_case(header)
    };
    if let Some(declared) = parameters.iter_mut().find(is_it) {
        declared.default = None;
        return;
    }
    let doc = "The idempotency key of the call, by which the server recognizes a repeated request. A random UUID if it is not \
               set.";
    parameters.push(Parameter {
        wire: WireName::new(header),
        name: field(header),
        location: ParameterLocation::Header,
        style: Style::Plain,
        segments: Segments::One,
        reserved: false,
        empty: false,
        required: false,
        ty: TypeRef::Scalar(Scalar::String),
        constant: None,
        default: None,
        server_default: None,
        doc: Doc::described(Some(doc)),
        constraints: Vec::new(),
        pointer: at.clone(),
        extensions: Extensions::default(),
        schema_extensions: Extensions::default(),
    });
}

/// Returns the style for `simple`, in which `explode` affects objects but not arrays.
fn simple_style(explode: Option<bool>) -> Style {
    if explode == Some(true) { Style::Members } else { Style::Commas }
}

fn doc_of(data: &ParameterData) -> Doc {
    let doc = Doc::described(data.description.as_deref());
    deprecate(doc, data.deprecated.unwrap_or(false), &data.extensions)
}
