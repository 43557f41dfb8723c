//! The values that are made for one document.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    io,
};

use jsonschema::Validator;
use openapi_bindgen::{Direction, parse, read_source};
use serde_json::Value;

use super::{ValuesMade, sent, spelling::fits};
use crate::{
    corpus::generation::{DIRECTIONS, Types},
    document::Document,
    values::{self, Kind, Made, Maker, Schemas, pointer_to, without},
};

/// The number of attempts to find a value that matches its schema.
const ATTEMPTS: usize = 8;

/// The maximum number of values to show every variant and every listed value.
const MOST: usize = 64;

/// All values for one document.
#[derive(Debug)]
pub(super) struct Plan<'d> {
    pub document: &'d Document,
    pub components: Vec<Component>,
    /// The components without values, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// The values for one component.
#[derive(Debug)]
pub(super) struct Component {
    pub name: String,
    /// The name of the generated type.
    pub type_name: String,
    pub validator: Validator,
    pub values: Vec<(Kind, Made)>,
}

impl<'d> Plan<'d> {
    /// Makes the values for all components of the document that have a type: for each about
    /// `count`, and more if it takes more to show every variant of a union.
    pub(super) fn new(document: &'d Document, types: &Types, wanted: ValuesMade) -> io::Result<Self> {
        let mut plan = Self { document, components: Vec::new(), left_out: Vec::new() };
        let value = read_source(&document.path).and_then(|source| parse(&source)).map_err(io::Error::other)?;
        let mut sent_alone = value.clone();
        without("readOnly", &mut sent_alone);
        let sent = sent::components(&Schemas::new(sent_alone));
        let has_split = types.values().any(|names| names.len() > 1);
        for (direction, _) in DIRECTIONS {
            let mut value = value.clone();
            // In a split schema, each type contains the common properties, and other types contain
            // the received type.
            if direction == Some(Direction::Sent) || (has_split && direction == Some(Direction::Both)) {
                without("readOnly", &mut value);
            }
            if direction == Some(Direction::Received) || (has_split && direction != Some(Direction::Sent)) {
                without("writeOnly", &mut value);
            }
            plan.add_direction(direction, &Schemas::new(value), types, &sent, wanted);
        }
        Ok(plan)
    }

    /// Makes the values for the components that have a type for this direction.
    fn add_direction(
        &mut self,
        direction: Option<Direction>,
        schemas: &Schemas,
        types: &Types,
        sent: &HashSet<String>,
        wanted: ValuesMade,
    ) {
        let registry = schemas.registry();
        let is_split = |name: &str| types.get(&pointer_to(name)).is_some_and(|types| types.len() > 1);
        // The received type of a split component is not sent.
        let sent_whole: HashSet<String> = sent.iter().filter(|name| !is_split(name)).cloned().collect();
        for name in schemas.names() {
            let by_direction = types.get(&pointer_to(name)).map_or(&[][..], Vec::as_slice);
            let type_name = by_direction.iter().find(|(of, _)| *of == direction).map(|(_, name)| name.clone());
            if type_name.is_none() && (!by_direction.is_empty() || direction.is_some()) {
                continue;
            }
            let sent = if direction == Some(Direction::Sent) || sent_whole.contains(name) { sent } else { &sent_whole };
            let component = type_name.ok_or_else(|| "no type was generated".to_owned()).and_then(|type_name| {
                let validator = values::validator(registry.as_ref().map_err(Clone::clone)?, &pointer_to(name))?;
                let maker = Maker::new(schemas, sent, wanted.seed ^ hash(name));
                let wide = schemas.component(name).map_or(0, widest).min(MOST);
                let values = values(name, maker, &validator, wanted, wide)?;
                Ok(Component { name: name.to_owned(), type_name, validator, values })
            });
            match component {
                Ok(component) => self.components.push(component),
                Err(reason) => self.left_out.push((name.to_owned(), reason)),
            }
        }
    }
}

/// Makes values of all kinds, each once. Values of the valid kinds match the schema, and strings of
/// a format with a type match the format. `wide` is the number of values that it takes to show
/// every variant.
fn values(
    component: &str,
    mut maker: Maker<'_>,
    validator: &Validator,
    wanted: ValuesMade,
    wide: usize,
) -> Result<Vec<(Kind, Made)>, String> {
    let kinds = [
        (Kind::Full, wide.max(2)),
        (Kind::Minimal, 1),
        (Kind::Nulls, 1),
        (Kind::Mixed, wanted.count),
        (Kind::UnknownValues, 2),
        (Kind::UnknownTags, 2),
        (Kind::Undeclared, 1),
    ];
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    let mut reason = "no value could be made".to_owned();
    for (kind, times) in kinds {
        for _ in 0..times {
            let fitting = (0..ATTEMPTS).find_map(|_| {
                let mut made = maker.make(component, kind)?;
                made.formats.retain(|_, format| wanted.formats.is_some_and(|formats| formats.have(format)));
                if let Some(misfit) = misfit(&made) {
                    reason = misfit;
                    return None;
                }
                if kind.is_valid()
                    && let Err(error) = validator.validate(&made.value)
                {
                    reason = format!("no value fits: {} at `{}`", error.masked(), error.instance_path());
                    return None;
                }
                Some(made)
            });
            if let Some(made) = fitting
                && seen.insert(made.value.to_string())
            {
                values.push((kind, made));
            }
        }
        // Values of a newer server are derived from valid values, so they show little if there are
        // none.
        if kind == Kind::Mixed && values.is_empty() {
            return Err(reason);
        }
    }
    Ok(values)
}

/// Returns a string that matches its schema but not its format, which its type rejects.
fn misfit(made: &Made) -> Option<String> {
    made.formats.iter().find_map(|(pointer, format)| {
        let text = made.value.pointer(pointer)?.as_str()?;
        (!fits(format, text)).then(|| format!("no text is a `{format}` and fits the schema, at `{pointer}`"))
    })
}

/// Returns the maximum number of variants or listed values at one place of the schema, without
/// those of other components.
fn widest(schema: &Value) -> usize {
    match schema {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| match (key.as_str(), member) {
                ("oneOf" | "anyOf" | "enum", Value::Array(branches)) => branches.len().max(widest(member)),
                _ => widest(member),
            })
            .max()
            .unwrap_or(0),
        Value::Array(items) => items.iter().map(widest).max().unwrap_or(0),
        _ => 0,
    }
}

/// Returns the same number for the same name, so that the values of a component do not depend on
/// the others.
fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_takes_as_many_values_as_there_are_branches() {
        assert_eq!(widest(&json!({ "properties": { "a": { "oneOf": [{ "enum": [1, 2, 3] }, {}] } } })), 3);
        assert_eq!(widest(&json!({ "type": "string" })), 0);
    }
}
