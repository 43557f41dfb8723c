//! The properties of an object.

use serde_json::{Map, Value, json};

use super::{Maker, Place};
use crate::values::{
    flat::{Additional, Flat},
    kind::Kind,
    pattern, scalar, step,
};

const UNKNOWN_TAG: &str = "a tag that is new";

impl<'s> Maker<'s> {
    pub(super) fn object(&mut self, flat: &Flat<'s>, place: Place<'_>) -> Option<Value> {
        let mut members = Map::new();
        for (&name, property) in &flat.properties {
            let is_required = flat.required.contains(name);
            if !is_required && !self.wants_optional(place) {
                continue;
            }
            let pointer = step(place.pointer, name);
            let owner = property.owner.as_deref();
            let inner = Place { pointer: &pointer, depth: place.depth + 1, owner };
            let made = match self.tag(flat, name, &property.schemas, inner) {
                Some(tag) => Some(tag),
                None => self.value(&property.schemas, inner),
            };
            match made {
                Some(value) => {
                    let keeps_null = owner.is_some_and(|owner| self.sent.contains(owner))
                        && !property.schemas.iter().any(|schema| schema.get("default") == Some(&Value::Null));
                    if value.is_null() && !is_required && !keeps_null {
                        self.droppable.insert(pointer);
                    }
                    members.insert(name.to_owned(), value);
                }
                None if is_required => return None,
                None => {}
            }
        }
        for &name in &flat.required {
            if !flat.properties.contains_key(name) {
                self.undeclared_required(flat, name, place, &mut members)?;
            }
        }
        self.more_members(flat, place, &mut members);
        Some(Value::Object(members))
    }

    fn wants_optional(&mut self, place: Place<'_>) -> bool {
        match self.kind {
            _ if self.is_enough(place) => false,
            Kind::Minimal => false,
            Kind::Mixed => self.rng.bool(),
            _ => true,
        }
    }

    /// Returns the value of the property `name` if it is the discriminator: one that selects the
    /// chosen branch.
    fn tag(&mut self, flat: &Flat<'s>, name: &str, schemas: &[&'s Value], place: Place<'_>) -> Option<Value> {
        let (_, values) = flat.tag.as_ref().filter(|(property, _)| *property == name)?;
        if self.kind == Kind::UnknownTags {
            self.shown = true;
            return Some(json!(UNKNOWN_TAG));
        }
        let value = Value::from(self.rng.choice(values)?.as_str());
        // If the branch itself lists other values, the document contradicts itself, and the branch
        // wins.
        let is_allowed = self
            .flat(schemas, place.owner, true)
            .is_some_and(|flat| flat.values.is_none_or(|values| values.contains(&&value)));
        is_allowed.then_some(value)
    }

    /// Returns a required property that has no schema.
    fn undeclared_required(
        &mut self,
        flat: &Flat<'s>,
        name: &str,
        place: Place<'_>,
        members: &mut Map<String, Value>,
    ) -> Option<()> {
        let pointer = step(place.pointer, name);
        let inner = Place { pointer: &pointer, depth: place.depth + 1, owner: place.owner };
        let value = match (&flat.tag, flat.additional) {
            (Some((property, values)), _) if *property == name => {
                let is_unknown = self.kind == Kind::UnknownTags;
                self.shown |= is_unknown;
                Value::from(if is_unknown { UNKNOWN_TAG } else { values.first()? })
            }
            (_, Additional::Schema(schema)) => self.value(&[schema], inner)?,
            _ => json!("required and undeclared"),
        };
        if !matches!(flat.additional, Additional::Schema(_)) {
            self.droppable.insert(pointer);
            self.needs_droppable = true;
        }
        members.insert(name.to_owned(), value);
        Some(())
    }

    /// Adds the properties of patterns and additional properties and, for one kind of value,
    /// undeclared properties.
    fn more_members(&mut self, flat: &Flat<'s>, place: Place<'_>, members: &mut Map<String, Value>) {
        let least = flat.keywords.get("minProperties").and_then(Value::as_u64).unwrap_or(0);
        let is_short = u64::try_from(members.len()).is_ok_and(|length| length < least);
        let wants_more = is_short || self.wants_optional(place);
        for (pattern, schema) in flat.pattern_properties.iter().filter(|_| wants_more) {
            if let Some(name) = pattern::text(pattern, 0, &mut self.rng) {
                self.more(&name, schema, place, members);
            }
        }
        match flat.additional {
            Additional::Schema(schema) if wants_more && (is_typed(schema) || flat.properties.is_empty()) => {
                for name in ["one more", "naïve/~"] {
                    let name = self.allowed_name(flat, name, place);
                    self.more(&name, schema, place, members);
                }
            }
            Additional::Unsaid
                if wants_more
                    && flat.properties.is_empty()
                    && flat.pattern_properties.is_empty()
                    && flat.tag.is_none() =>
            {
                members.insert(self.allowed_name(flat, "anything", place), self.any(0));
            }
            _ => {}
        }
        if self.kind == Kind::Undeclared
            && !flat.properties.is_empty()
            && !matches!(flat.additional, Additional::Schema(s) if is_typed(s))
        {
            self.shown = true;
            let name = "undeclared member";
            self.droppable.insert(step(place.pointer, name));
            members.insert(name.to_owned(), json!({ "deep": [1, null] }));
        }
    }

    fn more(&mut self, name: &str, schema: &'s Value, place: Place<'_>, members: &mut Map<String, Value>) {
        let pointer = step(place.pointer, name);
        let inner = Place { pointer: &pointer, depth: place.depth + 1, owner: place.owner };
        if !members.contains_key(name)
            && let Some(value) = self.value(&[schema], inner)
        {
            members.insert(name.to_owned(), value);
        }
    }

    /// Returns the name, or one that `propertyNames` permits.
    fn allowed_name(&mut self, flat: &Flat<'s>, name: &str, place: Place<'_>) -> String {
        let Some(Value::Object(names)) = flat.keywords.get("propertyNames") else { return name.to_owned() };
        let listed = names.get("enum").and_then(Value::as_array);
        let made = match listed {
            Some(listed) => self.rng.choice(listed).cloned(),
            None if names.contains_key("$ref") => None,
            None => scalar::text(names, place.depth, &mut self.rng),
        };
        made.and_then(|made| made.as_str().map(str::to_owned)).unwrap_or_else(|| name.to_owned())
    }
}

/// Returns true if a schema of additional properties restricts them. Otherwise they count as
/// undeclared.
fn is_typed(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| !members.is_empty())
}
