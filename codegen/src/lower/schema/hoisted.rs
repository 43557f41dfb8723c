//! Hoisted schemas: schemas outside of `components` that a reference points to.
//!
//! The dialect makes each a component. It is lowered at its own place, and its type has the name of
//! that place. A schema that needs no type of its own is inlined where it is referenced.

use std::collections::{BTreeMap, HashMap};

use openapiv3::ReferenceOr;

use super::{
    Home,
    shape::{Part, Shape},
    values::enum_of,
};
use crate::dialect::HOISTED;
use crate::ir::TypeId;
use crate::lower::Lowering;
use crate::naming::Origin;
use crate::pointer::Pointer;

/// The hoisted components.
#[derive(Debug, Default)]
pub(in crate::lower) struct HoistedSchemas {
    /// The place of each hoisted component, by index.
    places: HashMap<usize, Pointer>,
    /// The index of the component of each place.
    at: HashMap<Pointer, usize>,
    /// The components whose place is not lowered yet, by that place.
    pending: BTreeMap<Pointer, TypeId>,
}

impl<'d> Lowering<'d, '_> {
    /// Finds the components that the dialect has hoisted.
    pub(in crate::lower) fn find_hoisted(&mut self) -> HoistedSchemas {
        let mut hoisted = HoistedSchemas::default();
        for (index, (name, schema)) in self.document.schemas().iter().enumerate() {
            let ReferenceOr::Item(schema) = schema else { continue };
            if schema.schema_data.extensions.contains_key(HOISTED) {
                let place = self.report.place_of(&self.types[index].pointer);
                hoisted.places.insert(index, place.clone());
                hoisted.at.insert(place.clone(), index);
                hoisted.pending.insert(place, TypeId(index));
                // A temporary name, until the place of the schema is lowered.
                self.origins[index] = Origin::Inline(vec![name.clone()]);
            }
        }
        hoisted
    }

    /// Returns true if the component is hoisted.
    pub(in crate::lower) fn is_hoisted(&self, index: usize) -> bool {
        self.hoisted.places.contains_key(&index)
    }

    /// Resolves a value of a discriminator's `mapping`, also to a hoisted component.
    pub(in crate::lower) fn find_mapped(&self, target: &str) -> Option<usize> {
        let elsewhere = || self.hoisted.at.get(&Pointer::from_reference(target)?).copied();
        self.document.find_mapped(target).or_else(elsewhere)
    }

    /// Returns true if the component is hoisted and needs no type of its own.
    pub(super) fn is_without_type(&self, index: usize) -> bool {
        self.is_hoisted(index) && !self.component_part(index).is_some_and(|part| self.has_type(&part))
    }

    /// Returns the place of the type of `part`: the component that was hoisted from it, or a new
    /// inline type.
    pub(in crate::lower) fn home_of(&self, part: &Part<'d>, name_path: &[String]) -> Home {
        if self.hoisted.pending.is_empty() {
            return Home::Inline;
        }
        // A schema that extends a component contains the schemas of that component, but is not
        // their place.
        let is_own = name_path.first().is_none_or(|first| {
            let components = Pointer::root().child("components").child("schemas");
            !part.pointer.starts_with(&components) || part.pointer.starts_with(&components.child(first))
        });
        let id = is_own.then(|| self.hoisted.pending.get(&self.report.place_of(&part.pointer))).flatten();
        id.map_or(Home::Inline, |id| Home::Hoisted(*id))
    }

    /// Records that the place of a hoisted component is lowered, and its name.
    pub(in crate::lower) fn place_hoisted(&mut self, id: TypeId, name_path: &[String]) {
        if let Some(place) = self.hoisted.places.get(&id.0) {
            self.hoisted.pending.remove(place);
        }
        self.origins[id.0] = Origin::Inline(name_path.to_vec());
    }

    /// Lowers the hoisted components below `above` whose place was not lowered.
    pub(in crate::lower) fn lower_pending_hoisted(&mut self, above: &Pointer) {
        let from_above = self.hoisted.pending.range(above.clone()..);
        let near = from_above.take_while(|(place, _)| place.as_str().starts_with(above.as_str()));
        let mut pending: Vec<TypeId> = near.filter(|(place, _)| place.starts_with(above)).map(|(_, id)| *id).collect();
        pending.sort_unstable();
        for id in pending {
            let Some((name, schema)) = self.document.schemas().get_index(id.0) else { continue };
            // Another pending component may have contained the place.
            let place = self.hoisted.places.get(&id.0);
            let is_pending = place.is_some_and(|place| self.hoisted.pending.contains_key(place));
            if is_pending && !self.is_without_type(id.0) {
                self.place_hoisted(id, std::slice::from_ref(name));
                self.order.push(id);
                let at = self.types[id.0].pointer.clone();
                self.lower_component(id, name, schema, &at);
            }
        }
    }

    /// Returns true if a schema needs a type of its own.
    fn has_type(&self, part: &Part<'d>) -> bool {
        let Some(shape) = self.resolved_shape(part) else { return false };
        let Shape { properties, choices, values, value_docs, .. } = &shape;
        let is_choice = choices.iter().any(|choice| !self.only_validates(choice, &shape));
        let is_enum = values.as_ref().is_some_and(|values| enum_of(values, value_docs, false).is_some());
        is_choice || is_enum || values.is_none() && !properties.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, generate};

    /// Returns the type of the first field `name` in the models.
    fn declared<'t>(models: &'t str, name: &str) -> &'t str {
        let (_, declared) = models.split_once(&format!("pub {name}")).unwrap();
        declared.split_once(": ").unwrap().1.split_once(",\n").unwrap().0
    }

    #[test]
    fn a_reference_to_a_place_has_the_type_of_that_place() {
        for schema in [
            "{ type: integer, enum: [1, 2] }",
            "{ type: integer, enum: [1, 2], x-enum-varnames: [Low, High] }",
            "{ type: integer, enum: [1, 2], x-enum-descriptions: [It is low., It is high.] }",
            "{ type: number, enum: [1.5, 2], x-enum-varnames: [Low, High] }",
            "{ type: string, enum: [a] }",
            "{ type: string, enum: [a, b] }",
            "{ enum: [a, 1] }",
            "{ enum: [null], x-enum-descriptions: [Nothing.] }",
            "{ enum: [true] }",
        ] {
            let text = format!(
                "
openapi: 3.1.0
info: {{ title: Levels, version: 1.0.0 }}
components:
  schemas:
    Wish: {{ type: object, properties: {{ wished: {{ $ref: '#/components/schemas/Game/properties/level' }} }} }}
    Game: {{ type: object, properties: {{ level: {schema} }} }}
"
            );
            let generated = generate(&Source::new("api.yaml", text), &[], &Options::default()).unwrap();
            let models = &generated.files.iter().find(|file| file.path == "models.rs").unwrap().text;
            assert_eq!(declared(models, "wished"), declared(models, "level"), "{schema}");
        }
    }
}
