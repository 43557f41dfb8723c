//! One value of JSON or YAML, read without a detour through the format's own value type.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::TOO_MANY_ALIASES;
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;

/// The number of duplicated keys that are reported.
const MOST_DUPLICATES: usize = 100;

/// The cost of a value in addition to its text, about the bytes that it needs.
const VALUE: usize = 8;

/// The state while a text is read: the remaining size for aliases, and the errors so far.
pub(super) struct Reading {
    budget: Cell<usize>,
    errors: RefCell<Vec<Diagnostic>>,
}

impl Reading {
    /// Starts to read `text`.
    pub(super) fn new(text: &str) -> Self {
        // Two bytes of text make at most one value, so a document without aliases stays below five times its own length.
        // The rest is for aliases; a "billion laughs" document would need a billion values. Each file has a budget of its
        // own, so that of a small one is small.
        let budget = text.len().saturating_mul(6).saturating_add(text.len().saturating_mul(16).min(400_000));
        Self { budget: Cell::new(budget), errors: RefCell::default() }
    }

    /// Returns the seed for the whole text. With `is_yaml`, the key `<<` merges.
    pub(super) fn seed(&self, is_yaml: bool) -> Node<'_> {
        Node { reading: self, path: &Path::Root, is_yaml }
    }

    /// Returns the errors, each with the pointer to its value.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.errors.into_inner()
    }
}

/// The path to a value, on the stack because only diagnostics need it.
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Element(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn to_pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Member(parent, key) => parent.to_pointer().child(key),
            Self::Element(parent, index) => parent.to_pointer().index(*index),
        }
    }
}

/// Reads the value at a path.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    reading: &'a Reading,
    path: &'a Path<'a>,
    is_yaml: bool,
}

impl<'a> Node<'a> {
    fn inside<'b>(self, path: &'b Path<'b>) -> Node<'b>
    where
        'a: 'b,
    {
        Node { reading: self.reading, path, is_yaml: self.is_yaml }
    }

    fn spend<E: Error>(self, text: &str) -> Result<(), E> {
        match self.reading.budget.get().checked_sub(VALUE + text.len()) {
            Some(left) => {
                self.reading.budget.set(left);
                Ok(())
            }
            None => Err(self.stop(TOO_MANY_ALIASES)),
        }
    }

    fn report(self, diagnostic: Diagnostic) {
        self.reading.errors.borrow_mut().push(diagnostic);
    }

    /// Reports an error and ends the reading. The returned error has no text of its own: the diagnostic has it, with a
    /// place.
    fn stop<E: Error>(self, message: &str) -> E {
        self.report(Diagnostic::error(&self.path.to_pointer(), message));
        E::custom(message)
    }

    fn merge<E: Error>(self, object: &mut Map<String, Value>, merged: Value) -> Result<(), E> {
        match merged {
            Value::Object(members) => {
                for (key, value) in members {
                    // The object's own keys override merged ones, wherever `<<` is.
                    object.entry(key).or_insert(value);
                }
                Ok(())
            }
            Value::Array(objects) if objects.iter().all(Value::is_object) => {
                objects.into_iter().try_for_each(|merged| self.merge(object, merged))
            }
            _ => {
                let key = Path::Member(self.path, "<<");
                Err(self.inside(&key).stop("the merge key `<<` takes an object or a list of objects"))
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can say")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.spend("")?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.spend("")?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.spend("")?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.spend("")?;
        Ok(Value::Number(value.into()))
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "JSON readers take integers beyond 64 bits as floating-point numbers"
    )]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "JSON readers take integers beyond 64 bits as floating-point numbers"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.spend("")?;
        Number::from_f64(value).map(Value::Number).ok_or_else(|| self.stop("JSON has no number for infinity or NaN"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.spend(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.spend(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.spend("")?;
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(self.inside(&Path::Element(self.path, elements.len())))? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.spend("")?;
        let mut object = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            self.spend(&key)?;
            let value = access.next_value_seed(self.inside(&Path::Member(self.path, &key)))?;
            if self.is_yaml && key == "<<" {
                merged.push(value);
                continue;
            }
            match object.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    let key = entry.key();
                    // The pointer may be long.
                    if self.reading.errors.borrow().len() >= MOST_DUPLICATES {
                        return Err(self.stop("there are more duplicated keys"));
                    }
                    self.report(
                        Diagnostic::error(&self.path.to_pointer().child(key), format!("the key `{key}` is duplicated"))
                            .help("remove or rename one of the two"),
                    );
                }
            }
        }
        merged.into_iter().try_for_each(|value| self.merge(&mut object, value))?;
        Ok(Value::Object(object))
    }

    /// Rejects a value with a custom tag, such as `!include`, which `serde_yaml` presents as an enum.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, _) = access.variant::<String>()?;
        let tag = tag.trim_start_matches('!');
        Err(self.stop(&format!("the YAML tag `!{tag}` has no meaning in an OpenAPI document")))
    }
}
