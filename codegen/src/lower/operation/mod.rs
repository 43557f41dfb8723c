mod body;
mod content_kind;
mod download;
mod encoding;
mod events;
mod extensions;
mod multipart;
mod parameter;
mod placeholder;
mod response;
mod settings;

use indexmap::IndexSet;
use openapiv3::{Operation as Given, PathItem, ReferenceOr};

use crate::diagnostic::Diagnostic;
use crate::dialect::METHOD_NAME;
use crate::ir::{
    Credential, Doc, Extensions, Method, Operation, Parameter, ParameterLocation, SchemeId, SecurityScheme, Style,
    Success, TypeRef, WireName,
};
use crate::lower::{Lowering, deprecation::deprecate, repeated};
use crate::naming::{Identified, field, operation_name, shorter_ids};
use crate::pointer::Pointer;
use extensions::is_internal;
use response::Responses;
use settings::{Names, extension_name};

/// The parts of a request body or a response, without its fields and headers.
const CONTENT: usize = 4;

impl<'d> Lowering<'d, '_> {
    /// Lowers every operation, in document order.
    pub(super) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        if self.options.short_operation_names {
            self.shorter_ids = shorter_ids(&self.identified());
        }
        let mut operations = Vec::new();
        let at = Pointer::root().child("paths");
        for (path, item) in &self.document.document.paths.paths {
            let at = at.child(path);
            // The dialect has inlined references to path items.
            let ReferenceOr::Item(item) = item else { continue };
            for (method, given) in methods(item) {
                let at = at.child(&method.as_str().to_ascii_lowercase());
                let operation = self.operation(path, method, item, given, schemes, &at);
                self.report.budget().parts(self.parts_of(&operation));
                self.report.budget().texts(repeated::docs_of(&operation));
                let names = repeated::names_of_operation(&operation, schemes) + self.names_of_setters(&operation);
                self.report.budget().names(names + self.places_of(operation.types()));
                if self.report.is_over_budget(&at) {
                    return operations;
                }
                operations.push(operation);
            }
        }
        self.report_unused_settings(&operations);
        operations
    }

    /// Returns the number of parts that the code of an operation repeats: parameters, setters, headers and the like.
    fn parts_of(&self, operation: &Operation) -> usize {
        let fields = |ty: &TypeRef| self.object_of(ty).map_or(0, |object| object.fields.len());
        let of_parameters: usize = operation.parameters.iter().map(|parameter| 1 + fields(&parameter.ty)).sum();
        let contents = operation.body.iter().flat_map(|body| &body.contents);
        let of_body: usize = contents.map(|content| CONTENT + fields(&content.ty)).sum();
        let of_errors: usize = operation.errors.iter().map(|response| CONTENT + response.headers.len()).sum();
        let of_success = match &operation.success {
            Success::ByStatus(responses) => responses.len(),
            Success::Nothing | Success::One(_) => 1,
        };
        let of_security: usize = operation.security.iter().map(Vec::len).sum();
        of_parameters + of_body + of_errors + of_success + operation.success_headers.len() + of_security
    }

    /// Returns the steps of the names in the setters for properties of the body, and of parameters that are objects.
    fn names_of_setters(&self, operation: &Operation) -> u64 {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let types = parameters.chain(operation.contents().map(|content| &content.ty));
        types.filter_map(|ty| self.object_of(ty)).map(repeated::names_of_object).sum()
    }

    /// Returns the operations that have an `operationId`.
    fn identified(&self) -> Vec<Identified<'d>> {
        let paths = self.document.document.paths.paths.iter();
        let items = paths.filter_map(|(path, item)| Some((path, item.as_item()?)));
        items
            .flat_map(|(path, item)| methods(item).map(move |(method, given)| (path, method, given)))
            .filter_map(|(path, method, given)| {
                let id = given.operation_id.as_deref()?;
                Some(Identified { id, path, method: method.as_str().to_ascii_lowercase() })
            })
            .collect()
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        item: &'d PathItem,
        given: &'d Given,
        schemes: &[SecurityScheme],
        at: &Pointer,
    ) -> Operation {
        let own_method = given.extensions.get(METHOD_NAME).and_then(serde_json::Value::as_str);
        let method = own_method.map_or(method, |name| Method::Other(name.to_owned()));
        // An operation without an identifier has the name of its method and path, which are unique.
        let whole_path = if own_method.is_some() { without_fragment(path) } else { path };
        let positional = format!("{} {whole_path}", method.as_str().to_ascii_lowercase());
        let id = given.operation_id.clone().unwrap_or_else(|| positional.clone());
        // A path item that several paths refer to has one place.
        let place = self.report.place_of(at);
        if self.operation_ids.insert(id.clone(), place.clone()).is_some_and(|other| other != place) {
            let message = format!(
                "another operation also has the `operationId` `{id}`, so this one is named after its method and path"
            );
            let help = "give each operation its own `operationId`: mocks and traces cannot distinguish these";
            self.report.push(Diagnostic::warning(&at.child("operationId"), message).help(help));
        }
        let shorter = self.shorter_ids.get(&id);
        let (is_shortened, short) = (shorter.is_some(), shorter.unwrap_or(&id));
        let name_path = [operation_name(short).to_string()];
        let names = [operation_name(short), operation_name(&positional)];
        let type_name = self.operation_types.take_with(names, &Operation::TYPE_SUFFIXES);
        let function = self.functions.take([field(short), field(&positional)]);
        let names = Names {
            id: &id,
            function: &function,
            type_name: &type_name,
            place: &place,
            extension: extension_name(given),
        };
        let of_extensions = self.settings_of_extensions(given, &method, at);
        let settings = self.call_settings(of_extensions, &names, at);
        self.envelopes = settings.envelopes.as_ref().map_or(&self.options.envelopes, |chosen| &chosen.value).clone();
        let key_header = settings.idempotency_header.as_ref().map(|chosen| chosen.value.as_str());
        let mut parameters = self.parameters(path, item, given, key_header, &name_path, at);
        let body = self.body(given, &type_name, &name_path, at);
        let events = self.events(given, body.as_ref(), settings.streaming.as_ref(), &name_path, at);
        let Responses { success, success_headers, errors } =
            self.responses(given, &method, events.as_ref(), &name_path, at);
        let download = self.download(given, &method, &success, at);
        let security = self.security(given, schemes, at);
        let place = if given.parameters.is_empty() {
            at.split_last().map_or_else(Pointer::root, |(item, _)| item)
        } else {
            at.clone()
        };
        self.leave_out_credentials(&mut parameters, &security, schemes, &place.child("parameters"));
        // A fragment is never sent (RFC 3986, section 3.5). Some documents use it to distinguish
        // operations with the same method and path.
        let path = without_fragment(path);
        let doc = Doc {
            summary: given.summary.clone().or_else(|| item.summary.clone()),
            description: given.description.clone().or_else(|| item.description.clone()),
            ..Doc::default()
        };
        Operation {
            function,
            type_name,
            is_shortened,
            id: WireName::new(id),
            pointer: at.clone(),
            tags: given.tags.clone(),
            method,
            path: path.to_owned(),
            server: self.own_server(item, given, at),
            doc: deprecate(doc, given.deprecated, &given.extensions),
            is_internal: is_internal(item, given),
            parameters,
            body,
            accept: self.accept(given),
            pages: None,
            success,
            success_headers,
            events,
            download,
            errors,
            security,
            settings,
            extensions: Extensions::default(),
        }
    }

    /// Leaves out the parameters that a credential of every call replaces, and warns about the others that have the place of
    /// a credential.
    fn leave_out_credentials(
        &mut self,
        parameters: &mut Vec<Parameter>,
        security: &[Vec<SchemeId>],
        schemes: &[SecurityScheme],
        at: &Pointer,
    ) {
        let ids: IndexSet<SchemeId> = security.iter().flatten().copied().collect();
        for id in ids {
            let Some(scheme) = schemes.get(id.0) else { continue };
            let is_always_sent = security.iter().all(|alternative| alternative.contains(&id));
            let same = parameters.iter().position(|parameter| has_place_of(&scheme.credential, parameter));
            if let Some(index) = same.filter(|_| is_always_sent) {
                let Parameter { pointer, .. } = parameters.remove(index);
                let message = format!("the credential `{}` replaces this parameter", scheme.wire);
                self.report.push(Diagnostic::note(&pointer, message.clone()));
                // Other operations may use a component.
                if pointer.starts_with(at) {
                    self.record_left_out(&pointer, message);
                }
                continue;
            }
            let around = |parameter: &Parameter| self.object_with_credential(parameter, &scheme.credential);
            if let Some(index) = same.or_else(|| parameters.iter().position(around)) {
                let message = format!(
                    "the parameter `{}` and the credential `{}` have the same place: a call may send both",
                    parameters[index].wire, scheme.wire
                );
                self.report.push(
                    Diagnostic::warning(at, message)
                        .help("remove the parameter with an overlay: the credential replaces it"),
                );
            }
        }
    }

    /// Returns true if a parameter is an object whose properties are query parameters, and the credential is one of them.
    fn object_with_credential(&self, parameter: &Parameter, credential: &Credential) -> bool {
        let Credential::Query(name) = credential else { return false };
        (parameter.location, parameter.style) == (ParameterLocation::Query, Style::Exploded)
            && self
                .object_of(&parameter.ty)
                .is_some_and(|object| object.fields.iter().any(|field| field.wire.as_str() == name))
    }
}

/// Returns true if a credential is sent in the place of a parameter.
fn has_place_of(credential: &Credential, parameter: &Parameter) -> bool {
    let wire = parameter.wire.as_str();
    match (credential, parameter.location) {
        (Credential::Query(name), ParameterLocation::Query) | (Credential::Cookie(name), ParameterLocation::Cookie) => {
            name == wire
        }
        (Credential::Header(name), ParameterLocation::Header) => name.eq_ignore_ascii_case(wire),
        _ => false,
    }
}

fn without_fragment(path: &str) -> &str {
    path.split_once('#').map_or(path, |(path, _)| path)
}

pub(super) fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Given)> {
    [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, given)| given.as_ref().map(|given| (method, given)))
}
