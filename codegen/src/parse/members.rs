//! Reads the members of an object with known keys, and collects all errors.

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::nearest::misspelt;
use crate::pointer::Pointer;

/// Reads the known members of one object. Each method reports an error, and then returns the same as for an absent member.
pub(crate) struct Members<'v> {
    object: &'v Map<String, Value>,
    pointer: Pointer,
}

impl<'v> Members<'v> {
    /// Returns the members of `value`, the value at `pointer`, which must be an object.
    pub(crate) fn read(value: &'v Value, pointer: Pointer, wrong: &mut Vec<Diagnostic>) -> Option<Self> {
        match value {
            Value::Object(object) => Some(Self { object, pointer }),
            other => {
                wrong.push(expected(&pointer, "an object", other));
                None
            }
        }
    }

    /// Reports each member that is neither `known` nor an extension (`x-…`).
    pub(crate) fn only(&self, known: &[&str], wrong: &mut Vec<Diagnostic>) {
        self.only_with(known, |_| None, wrong);
    }

    /// Does the same, with a help of `elsewhere` for a key that belongs to another place.
    pub(crate) fn only_with(
        &self,
        known: &[&str],
        elsewhere: impl Fn(&str) -> Option<String>,
        wrong: &mut Vec<Diagnostic>,
    ) {
        for key in self.object.keys().filter(|key| !known.contains(&key.as_str()) && !key.starts_with("x-")) {
            let help = elsewhere(key)
                .or_else(|| {
                    misspelt(key, known.iter().copied()).map(|meant| format!("a similar key exists: `{meant}`"))
                })
                .unwrap_or_else(|| format!("the known keys are {}", known.join(", ")));
            wrong.push(Diagnostic::error(&self.pointer.child(key), format!("unknown key `{key}`")).help(help));
        }
    }

    /// Returns the names of all members.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'v str> {
        self.object.keys().map(String::as_str)
    }

    /// Returns the pointer to the object.
    pub(crate) fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// Returns the member `key` with its pointer.
    pub(crate) fn get(&self, key: &str) -> Option<(&'v Value, Pointer)> {
        self.object.get(key).map(|value| (value, self.pointer.child(key)))
    }

    /// Returns the required member `key`.
    pub(crate) fn require(&self, key: &str, wrong: &mut Vec<Diagnostic>) -> Option<(&'v Value, Pointer)> {
        let member = self.get(key);
        if member.is_none() {
            wrong.push(Diagnostic::error(&self.pointer, format!("`{key}` is missing")));
        }
        member
    }

    /// Returns the string `key`, if it is present.
    pub(crate) fn string(&self, key: &str, wrong: &mut Vec<Diagnostic>) -> Option<&'v str> {
        let (value, pointer) = self.get(key)?;
        string(value, &pointer, wrong)
    }

    /// Returns the required string `key`.
    pub(crate) fn require_string(&self, key: &str, wrong: &mut Vec<Diagnostic>) -> Option<&'v str> {
        let (value, pointer) = self.require(key, wrong)?;
        string(value, &pointer, wrong)
    }

    /// Returns the boolean `key`, if it is present.
    pub(crate) fn boolean(&self, key: &str, wrong: &mut Vec<Diagnostic>) -> Option<bool> {
        let (value, pointer) = self.get(key)?;
        if value.as_bool().is_none() {
            wrong.push(expected(&pointer, "true or false", value));
        }
        value.as_bool()
    }

    /// Returns the list of strings `key`, which is empty if it is absent.
    pub(crate) fn strings(&self, key: &str, wrong: &mut Vec<Diagnostic>) -> Vec<&'v str> {
        let Some((value, pointer)) = self.get(key) else { return Vec::new() };
        let elements = list(value, &pointer, wrong).iter().enumerate();
        elements.filter_map(|(index, element)| string(element, &pointer.index(index), wrong)).collect()
    }
}

/// Returns the elements of `value`, which must be a list.
pub(crate) fn list<'v>(value: &'v Value, pointer: &Pointer, wrong: &mut Vec<Diagnostic>) -> &'v [Value] {
    match value {
        Value::Array(elements) => elements,
        other => {
            wrong.push(expected(pointer, "a list", other));
            &[]
        }
    }
}

fn string<'v>(value: &'v Value, pointer: &Pointer, wrong: &mut Vec<Diagnostic>) -> Option<&'v str> {
    let text = value.as_str();
    if text.is_none() {
        let diagnostic = expected(pointer, "a string", value);
        wrong.push(if value.is_number() || value.is_boolean() {
            diagnostic.help("put it in quotes")
        } else {
            diagnostic
        });
    }
    text
}

fn expected(pointer: &Pointer, what: &str, found: &Value) -> Diagnostic {
    Diagnostic::error(pointer, format!("expected {what}, found {}", kind(found)))
}

/// Returns the kind of a value, in words that follow "found".
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(true) => "`true`",
        Value::Bool(false) => "`false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
