//! The calls of the operations of a document.

use std::{
    collections::{BTreeSet, HashSet},
    io,
};

use openapi_bindgen::{parse, read_source};
use serde_json::{Map, Value};

use crate::{
    document::Document,
    requests::{
        bindings::{Binding, Bindings, Content},
        operation::{self, Body, Located, Operation},
        request_values::RequestValues,
    },
    values::{Kind, Schemas, without},
};

/// The value for a parameter or a body without a schema.
const ANY_TEXT: &str = "text";

/// The number of attempts for a call with some optional values, if none with all of them can be
/// made.
const SOME: usize = 8;

/// The name, which no field has, under which a call names the content of its body.
pub(crate) const CONTENT: &str = "the content";

/// All calls for one document.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Every operation of the document, by method and path, with the reason if not all of its calls
    /// could be made.
    pub operations: Vec<(String, Option<String>)>,
    pub calls: Vec<Call>,
}

/// A call of an operation.
#[derive(Debug)]
pub(crate) struct Call {
    /// The index in [`Plan::operations`].
    pub operation: usize,
    /// The index in [`Bindings::operations`].
    pub binding: usize,
    /// The values of the operation's fields. Fields without a value stay empty.
    pub fields: Map<String, Value>,
    /// Required properties of the body that are not declared: the generator reports that it omits
    /// them.
    pub undeclared: BTreeSet<String>,
    /// True if no body matches, because the branches of a `oneOf` accept the same values.
    pub is_ambiguous: bool,
    /// The path of the operation in the document.
    pub path: String,
}

impl Plan {
    /// Makes `count` calls for each operation of the document.
    ///
    /// # Errors
    /// Returns an error if the document cannot be read.
    pub(crate) fn new(document: &Document, bindings: &Bindings, count: usize, seed: u64) -> io::Result<Self> {
        let mut value = read_source(&document.path).and_then(|source| parse(&source)).map_err(io::Error::other)?;
        without("readOnly", &mut value);
        let schemas = Schemas::new(value);
        let registry = schemas.registry().map_err(io::Error::other)?;
        let nothing = HashSet::new();
        let mut values = RequestValues::new(&schemas, &registry, &nothing, seed);
        let mut plan = Self::default();
        for operation in operation::all(&schemas) {
            let reason = plan.calls_of(&operation, bindings, &mut values, count).err();
            plan.operations.push((format!("{} {}", operation.method, operation.path), reason));
        }
        Ok(plan)
    }

    fn calls_of<'s>(
        &mut self,
        operation: &Operation<'s>,
        bindings: &Bindings,
        values: &mut RequestValues<'s>,
        count: usize,
    ) -> Result<(), String> {
        // A fragment of the path distinguishes operations, and is not sent.
        let path = operation.path.split('#').next().unwrap_or_default();
        let is_it = |binding: &Binding| binding.method == operation.method && binding.path == path;
        let is_named = |binding: &Binding| is_it(binding) && operation.id.is_some_and(|id| id == binding.id);
        let all = &bindings.operations;
        let position = all.iter().position(is_named).or_else(|| all.iter().position(is_it));
        let position = position.ok_or("it is not generated")?;
        let binding = &all[position];
        let contents = binding.body.as_ref().map_or(0, |body| body.contents.len());
        for turn in 0..count.max(contents) {
            let mut call = Call {
                operation: self.operations.len(),
                binding: position,
                fields: Map::new(),
                undeclared: BTreeSet::new(),
                is_ambiguous: false,
                path: operation.path.clone(),
            };
            let mut fill = |kind| call.fill(operation, binding, values, turn, kind);
            // Some schemas contradict themselves in optional properties, and some require one of
            // several optional properties.
            fill(if turn == 0 { Kind::Minimal } else { Kind::Full }).or_else(|reason| {
                let some = (0..SOME).find_map(|_| fill(Kind::Mixed).ok());
                some.ok_or_else(|| if turn == 0 { reason } else { format!("with more than is required: {reason}") })
            })?;
            // If nothing is optional, all calls are equal.
            let is_like = |other: &Call| other.operation == call.operation && other.fields == call.fields;
            if !self.calls.iter().rev().take(turn).any(is_like) {
                self.calls.push(call);
            }
        }
        Ok(())
    }
}

impl Call {
    /// Sets the values of the fields: all optional values for a full call, and none otherwise. If
    /// there is a choice of contents, each content has its `turn`.
    fn fill<'s>(
        &mut self,
        operation: &Operation<'s>,
        binding: &Binding,
        values: &mut RequestValues<'s>,
        turn: usize,
        kind: Kind,
    ) -> Result<(), String> {
        for parameter in &binding.parameters {
            let declared = operation.parameter(&parameter.place, &parameter.name);
            let is_required = !parameter.is_optional || declared.is_some_and(|parameter| parameter.is_required);
            if !is_required && kind == Kind::Minimal {
                continue;
            }
            let made = match declared.and_then(|parameter| parameter.schema.as_ref()) {
                // The smallest list or object is empty, and would not be sent.
                Some(schema) => values.make(schema, &parameter.place, Kind::Full).map(|made| made.value),
                None => Ok(Value::from(ANY_TEXT)),
            };
            match made {
                Ok(value) => _ = self.fields.insert(parameter.field.clone(), value),
                Err(reason) if is_required => {
                    return Err(format!("{} parameter `{}`: {reason}", parameter.place, parameter.name));
                }
                Err(_) => {}
            }
        }
        if let (Some(body), Some(declared)) = (&binding.body, &operation.body)
            && (declared.is_required || !body.is_optional || kind != Kind::Minimal)
        {
            let chosen = turn % body.contents.len().max(1);
            let schema = body.contents.get(chosen).and_then(|content| schema_of(content, declared));
            let value = match schema {
                Some(schema) => {
                    let place = if body.contents[chosen].kind == "raw" { "raw body" } else { "body" };
                    let made = values.make(schema, place, kind).map_err(|reason| format!("body: {reason}"))?;
                    self.undeclared = made.undeclared;
                    self.is_ambiguous = made.is_ambiguous;
                    made.value
                }
                None => Value::from(ANY_TEXT),
            };
            self.fields.insert(body.field.clone(), value);
            self.fields.insert(CONTENT.to_owned(), Value::from(chosen));
        }
        Ok(())
    }
}

/// Returns the schema of the media type that the generated code sends.
fn schema_of<'b, 's>(content: &Content, declared: &'b Body<'s>) -> Option<&'b Located<'s>> {
    let is_it = |media_type: &str| {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match (&content.media_type, content.kind.as_str()) {
            (Some(sent), _) => sent == media_type,
            (None, "json") => essence == "application/json" || essence.ends_with("+json") || essence.ends_with("/*"),
            (None, "multipart" | "fields") => essence == "multipart/form-data",
            (None, _) => essence == "application/x-www-form-urlencoded",
        }
    };
    declared.contents.iter().find(|(media_type, _)| is_it(media_type))?.1.as_ref()
}
