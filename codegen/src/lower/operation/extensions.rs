//! The vendor extensions of an operation that have the same effect as an option.

use openapiv3::{Operation as Given, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::extensions::INTERNAL;
use crate::ir::{CallSettings, Chosen, ChosenBy, Method};
use crate::lower::Lowering;
use crate::operation_settings::{RetryClass, header_mistake};
use crate::pagination;
use crate::pointer::Pointer;

/// The extensions with the retry class.
const RETRY: [&str; 2] = ["x-retry", "x-retries"];
/// The extension of an operation that may be repeated, or not.
const IDEMPOTENT: &str = "x-idempotent";
/// The extensions with the header of the idempotency key.
const KEY: [&str; 2] = ["x-idempotency-key", "x-idempotency-header"];
/// The extensions with a pagination rule.
const PAGINATION: [&str; 3] = ["x-pagination", "x-speakeasy-pagination", "x-fern-pagination"];

/// The meaning of an extension.
enum Meaning<T> {
    Value(T),
    /// The same as without the extension.
    Nothing,
    Unknown,
}

impl<'d> Lowering<'d, '_> {
    /// Returns the settings that the extensions of an operation have. `at` is the operation.
    pub(super) fn settings_of_extensions(&mut self, given: &'d Given, method: &Method, at: &Pointer) -> CallSettings {
        let mut settings =
            CallSettings { idempotency_header: self.marked_header(given, at), ..CallSettings::default() };
        for name in KEY {
            let read = given.extensions.get(name).map(header);
            self.choose(&mut settings.idempotency_header, name, read, at);
        }
        let read = given.extensions.get(IDEMPOTENT).map(|value| idempotent(value, method));
        self.choose(&mut settings.retry, IDEMPOTENT, read, at);
        for name in RETRY {
            let read = given.extensions.get(name).map(retry);
            self.choose(&mut settings.retry, name, read, at);
        }
        for name in PAGINATION {
            let read = given.extensions.get(name).map(|value| match (value, pagination::from_extension(value)) {
                (_, Some(rule)) => Meaning::Value(Some(rule)),
                (Value::Bool(false), None) => Meaning::Value(None),
                (Value::Bool(true), None) => Meaning::Nothing,
                _ => Meaning::Unknown,
            });
            self.choose(&mut settings.pagination, name, read, at);
        }
        settings
    }

    /// Takes the value of an extension, or reports that its meaning is unknown.
    fn choose<T>(&mut self, slot: &mut Option<Chosen<T>>, name: &str, read: Option<Meaning<T>>, at: &Pointer) {
        let at = at.child(name);
        match read {
            Some(Meaning::Value(value)) => *slot = Some(Chosen { value, by: ChosenBy::Extension(name.to_owned(), at) }),
            Some(Meaning::Unknown) => {
                let message = format!("the meaning of this `{name}` is not known, so it has no effect");
                self.report.push(Diagnostic::note(&at, message));
            }
            Some(Meaning::Nothing) | None => {}
        }
    }

    /// Returns the header parameter that is marked as an idempotency key.
    fn marked_header(&self, given: &'d Given, at: &Pointer) -> Option<Chosen<String>> {
        let at = at.child("parameters");
        given.parameters.iter().enumerate().find_map(|(index, parameter)| {
            // Lowering the parameter reports an invalid reference.
            let found = self.document.find(parameter, &at.index(index), self.report.budget()).ok()?;
            let openapiv3::Parameter::Header { parameter_data: data, .. } = found.item else { return None };
            let in_schema = match &data.format {
                ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => {
                    schema.schema_data.extensions.get(KEY[0])
                }
                _ => None,
            };
            let is_marked = data.extensions.get(KEY[0]).or(in_schema) == Some(&Value::Bool(true));
            let value = is_marked.then(|| data.name.clone()).filter(|name| header_mistake(name).is_none())?;
            Some(Chosen { value, by: ChosenBy::Extension(KEY[0].to_owned(), found.pointer.child(KEY[0])) })
        })
    }
}

/// Returns true if the operation or its path item has `x-internal: true`.
pub(super) fn is_internal(item: &openapiv3::PathItem, given: &Given) -> bool {
    let own = given.extensions.get(INTERNAL).or_else(|| item.extensions.get(INTERNAL));
    own == Some(&Value::Bool(true))
}

/// Reads `x-retry`.
fn retry(value: &Value) -> Meaning<RetryClass> {
    match value {
        Value::Bool(false) => Meaning::Value(RetryClass::Never),
        Value::Bool(true) => Meaning::Value(RetryClass::Idempotent),
        Value::Number(number) if number.as_u64() == Some(0) => Meaning::Value(RetryClass::Never),
        Value::String(text) => text.parse().map_or(Meaning::Unknown, Meaning::Value),
        Value::Object(members) if members.len() == 1 => match members.iter().next() {
            Some((name, Value::Bool(true))) if name == "disabled" => Meaning::Value(RetryClass::Never),
            Some((name, Value::Bool(false))) if name == "disabled" => Meaning::Nothing,
            _ => Meaning::Unknown,
        },
        _ => Meaning::Unknown,
    }
}

/// Reads `x-idempotent`.
fn idempotent(value: &Value, method: &Method) -> Meaning<RetryClass> {
    match value {
        Value::Bool(true) => Meaning::Value(RetryClass::Idempotent),
        Value::Bool(false) if matches!(method, Method::Post | Method::Patch) => Meaning::Nothing,
        Value::Bool(false) => Meaning::Value(RetryClass::Never),
        _ => Meaning::Unknown,
    }
}

/// Reads `x-idempotency-key`: the name of the header, or `true` for the usual one.
fn header(value: &Value) -> Meaning<String> {
    let name = match value {
        Value::Bool(true) => Some("Idempotency-Key"),
        Value::Bool(false) => return Meaning::Nothing,
        Value::String(name) => Some(name.as_str()),
        Value::Object(members) => ["header", "name"].iter().find_map(|key| members.get(*key)?.as_str()),
        _ => None,
    };
    let name = name.filter(|name| header_mistake(name).is_none());
    name.map_or(Meaning::Unknown, |name| Meaning::Value(name.to_owned()))
}
