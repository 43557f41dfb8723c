//! The calls that are made of a document's operations.

use std::{
    collections::{BTreeSet, HashSet},
    io,
};

use openapi_bindgen::{parse, read_source};
use serde_json::{Map, Value};

use crate::{
    bindings::{self, Binding, Bindings},
    document::Document,
    operation::{self, Body, Located, Operation},
    request_values::RequestValues,
    sent::without_read_only,
    values::{Kind, Schemas},
};

/// What takes the place of a value that the document says nothing of.
const ANY_TEXT: &str = "text";

/// How often a call with some of what is optional is tried, where none with all of it can be made.
const SOME: usize = 8;

/// All calls for one document.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Every operation of the document, by method and path, with the reason when not all of its calls could be made.
    pub operations: Vec<(String, Option<String>)>,
    pub calls: Vec<Call>,
}

/// One call of an operation.
#[derive(Debug)]
pub(crate) struct Call {
    /// Its place in [`Plan::operations`].
    pub operation: usize,
    /// Its place in [`Bindings::operations`].
    pub binding: usize,
    /// The values of the operation's fields; those without a value stay empty.
    pub fields: Map<String, Value>,
    /// Members of the body that are required and not declared: the generator says that it leaves them out.
    pub undeclared: BTreeSet<String>,
}

impl Plan {
    /// Makes `count` calls for each operation of the document.
    ///
    /// # Errors
    /// The document cannot be read.
    pub(crate) fn new(document: &Document, bindings: &Bindings, count: usize, seed: u64) -> io::Result<Self> {
        let mut value = read_source(&document.path).and_then(|source| parse(&source)).map_err(io::Error::other)?;
        without_read_only(&mut value);
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
        let is_it = |binding: &Binding| binding.method == operation.method && binding.path == operation.path;
        let position = bindings.operations.iter().position(is_it).ok_or("it is not generated")?;
        for turn in 0..count {
            let mut call = Call {
                operation: self.operations.len(),
                binding: position,
                fields: Map::new(),
                undeclared: BTreeSet::new(),
            };
            let mut fill = |kind| call.fill(operation, &bindings.operations[position], values, kind);
            if turn == 0 {
                fill(Kind::Minimal)?;
            } else {
                // Some schemas contradict themselves in members that may be left out.
                fill(Kind::Full).or_else(|reason| {
                    let some = (0..SOME).find_map(|_| fill(Kind::Mixed).ok());
                    some.ok_or_else(|| format!("with more than is required: {reason}"))
                })?;
            }
            // Where nothing is optional, the calls are all alike.
            let is_like = |other: &Call| other.operation == call.operation && other.fields == call.fields;
            if !self.calls.iter().rev().take(turn).any(is_like) {
                self.calls.push(call);
            }
        }
        Ok(())
    }
}

impl Call {
    /// Gives the fields their values: of what is optional all for a full call, and else none.
    fn fill<'s>(
        &mut self,
        operation: &Operation<'s>,
        binding: &Binding,
        values: &mut RequestValues<'s>,
        kind: Kind,
    ) -> Result<(), String> {
        for parameter in &binding.parameters {
            let declared = operation.parameter(&parameter.place, &parameter.name);
            let is_required = !parameter.is_optional || declared.is_some_and(|parameter| parameter.is_required);
            if !is_required && kind == Kind::Minimal {
                continue;
            }
            let made = match declared.and_then(|parameter| parameter.schema.as_ref()) {
                // What is least of a list or an object is empty, and then there is nothing to send.
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
            let value = match content(body, declared).filter(|_| body.kind != "raw") {
                Some(schema) => {
                    let made = values.make(schema, "body", kind).map_err(|reason| format!("body: {reason}"))?;
                    let names = made.droppable.iter().filter_map(|pointer| pointer.rsplit('/').next());
                    self.undeclared = names.map(str::to_owned).collect();
                    made.value
                }
                None => Value::from(ANY_TEXT),
            };
            self.fields.insert(body.field.clone(), value);
        }
        Ok(())
    }
}

/// The schema of the media type that the generated code sends.
fn content<'b, 's>(body: &bindings::Body, declared: &'b Body<'s>) -> Option<&'b Located<'s>> {
    let is_it = |media_type: &str| {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match (&body.media_type, body.kind.as_str()) {
            (Some(sent), _) => sent == media_type,
            (None, "json") => essence == "application/json" || essence.ends_with("+json") || essence.ends_with("/*"),
            (None, "multipart" | "fields") => essence == "multipart/form-data",
            (None, _) => essence == "application/x-www-form-urlencoded",
        }
    };
    declared.contents.iter().find(|(media_type, _)| is_it(media_type))?.1.as_ref()
}
