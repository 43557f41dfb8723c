//! Bases: schemas with a discriminator and no choice, which other components extend with `allOf`.
//!
//! Where a base is referred to, a value is any of those (OpenAPI 3.1.1, "Models with Polymorphism Support"), so the type
//! of a base is the choice between them. What extends a base takes its members, and not the choice.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use openapiv3::{Discriminator, ReferenceOr};

use super::branch;
use crate::diagnostic::Diagnostic;
use crate::dialect::COMPONENT;
use crate::ir::{Doc, TypeId, TypeKind, TypeRef, Union, UnionVariant, WireName};
use crate::lower::{
    Lowering,
    schema::{Home, Leaf, MAX_DEPTH, Named, Part, Shape},
};
use crate::naming::Scope;
use crate::pointer::Pointer;

/// A base, and what may stand where it is referred to.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Base<'d> {
    discriminator: &'d Discriminator,
    /// The components that extend it or that its mapping names, in the document's order; it is not among them.
    branches: Vec<usize>,
    /// The values that the mapping has for components.
    mapped: BTreeMap<usize, Vec<String>>,
}

impl<'d> Lowering<'d, '_> {
    /// The bases among the components, by their index.
    pub(in crate::lower) fn find_bases(&self) -> BTreeMap<usize, Base<'d>> {
        let count = self.document.schemas().len();
        let discriminators: Vec<(usize, &Discriminator)> = (0..count)
            .filter(|index| !self.is_hoisted(*index))
            .filter_map(|index| Some((index, self.own_discriminator(index)?)))
            .collect();
        if discriminators.is_empty() {
            return BTreeMap::new();
        }
        let mut extending: Vec<Vec<usize>> = vec![Vec::new(); count];
        for index in (0..count).filter(|index| !self.is_hoisted(*index)) {
            for base in self.extended(index) {
                extending[base].push(index);
            }
        }
        let of = |(index, discriminator): (usize, &'d Discriminator)| {
            let mapped = self.mapped(discriminator);
            let extending = reached(index, &extending).into_iter();
            let mut branches: BTreeSet<usize> =
                extending.filter(|other| !self.is_other_name(*other, index, &mapped)).collect();
            // A mapping alone makes no choice: it may say what the values of a member stand for elsewhere.
            if !branches.is_empty() {
                branches.extend(mapped.keys().filter(|other| **other != index));
            }
            let base = Base { discriminator, branches: branches.into_iter().collect(), mapped };
            (!base.branches.is_empty()).then_some((index, base))
        };
        discriminators.into_iter().filter_map(of).collect()
    }

    /// Whether a component with nothing of its own in its `allOf` is one of those that may stand for the base `index`,
    /// and so no other name for it.
    pub(in crate::lower) fn stands_for(&self, home: Home, index: usize) -> bool {
        let Home::Component(id) = home else { return false };
        let mut behind = self.ends[index];
        // What is between them may be another name for the base.
        for _ in 0..MAX_DEPTH {
            if let Some(base) = self.bases.get(&behind) {
                return base.branches.contains(&id.0);
            }
            match self.renamed(behind) {
                Some(next) => behind = next,
                None => return false,
            }
        }
        false
    }

    /// The discriminator of a base that all these components extend.
    pub(super) fn discriminator_above(&self, components: &[Option<usize>]) -> Option<&'d Discriminator> {
        let extend =
            |base: &&Base<'d>| components.iter().all(|index| index.is_some_and(|index| base.branches.contains(&index)));
        self.bases.values().find(extend).map(|base| base.discriminator)
    }

    /// The only component that a component extends, where it adds nothing to that.
    fn renamed(&self, index: usize) -> Option<usize> {
        let mut references = Vec::new();
        for leaf in self.leaves(&[self.component_part(index)?]) {
            match leaf {
                Leaf::Reference { index } => references.push(self.ends[index]),
                Leaf::Item { shape } if shape.says_nothing() || shape.only_names_a_type() => {}
                Leaf::Item { .. } => return None,
            }
        }
        <[usize; 1]>::try_from(references).ok().map(|[only]| only)
    }

    /// Lowers a base into the choice between what extends it, and what it is itself into a struct of its own.
    pub(in crate::lower) fn base(&mut self, id: TypeId, name: &str, base: &Base<'d>, doc: &Doc, at: &Pointer) {
        let name_path = [name.to_owned()];
        self.declare(Home::Component(id), &name_path, doc, at);
        self.report_lost_mapping(base, at);
        let mut names = Scope::with(&["Unknown"]);
        let mut variants = Vec::new();
        for (index, tags) in self.tags_of_base(id.0, base, at) {
            let Some((component, _)) = self.document.schemas().get_index(index) else { continue };
            let reference = format!("{COMPONENT}{component}");
            let part = Part { schema: ReferenceOr::Reference { reference }, pointer: at.clone() };
            let name = names.take(branch::names(&part, &Shape::default(), &tags));
            let ty = if index == id.0 { self.base_itself(id, component, at) } else { TypeId(index) };
            let tags = tags.into_iter().map(WireName::new).collect();
            let (ty, doc, pointer) = (TypeRef::Named(ty), Doc::default(), self.types[index].pointer.clone());
            variants.push(UnionVariant { name, ty, constraints: Vec::new(), tags, doc, pointer });
        }
        let tag = Some(WireName::new(&base.discriminator.property_name));
        self.define(id, TypeKind::Union(Union { tag, is_tag_optional: false, variants, is_base: true }));
    }

    /// The struct of a base that is nothing more; the types in it are named as if the base were it.
    fn base_itself(&mut self, id: TypeId, name: &str, at: &Pointer) -> TypeId {
        let doc = Doc::described(Some(&format!("What every `{name}` has.")));
        let own = self.declare(Home::Inline, &[name.to_owned(), "base".to_owned()], &doc, at);
        if let Some(part) = self.component_part(id.0) {
            self.type_of_parts(own, &[part], &[name.to_owned()], &doc, at);
        }
        own
    }

    /// The components that are read as a base, in the document's order, each with the values that mean it: those of the
    /// mapping, or else those that its own schema lists for the discriminator, or else its name (OpenAPI 3.1.1,
    /// "Discriminator Object").
    fn tags_of_base(&mut self, index: usize, base: &Base<'d>, at: &Pointer) -> Vec<(usize, Vec<String>)> {
        let property = base.discriminator.property_name.as_str();
        let look = self.component_part(index).and_then(|part| self.looked_up(&part)).unwrap_or_default();
        let listed = self.values_of(&look, property);
        let mut taken: HashSet<&str> = base.mapped.values().flatten().map(String::as_str).collect();
        let mut named: Vec<(usize, Vec<String>)> = Vec::new();
        let all: BTreeSet<usize> = base.branches.iter().copied().chain([index]).collect();
        for branch in all {
            let is_base = branch == index;
            if let Some(mapped) = base.mapped.get(&branch) {
                named.push((branch, mapped.clone()));
                continue;
            }
            // What this base extends may say which value means it.
            if is_base && let Some(mapped) = self.mapped_above(index, property, &taken) {
                named.push((branch, mapped));
                continue;
            }
            let own = if is_base { None } else { self.own_values(branch, property) };
            if let Some(own) = own.filter(|own| own.iter().all(|value| !taken.contains(value.as_str()))) {
                named.push((branch, own));
                continue;
            }
            let Some((name, _)) = self.document.schemas().get_index(branch) else { continue };
            let is_listed = listed.as_ref().is_none_or(|listed| listed.contains(name));
            let is_free = taken.insert(name);
            // A mapping for all that extends the base says that a value is always one of those.
            let is_value =
                !is_base || (is_listed && base.branches.iter().any(|branch| !base.mapped.contains_key(branch)));
            if is_value && is_free {
                named.push((branch, vec![name.clone()]));
            }
            if !(is_base || is_free && is_listed) {
                let message = if is_free {
                    format!(
                        "`{name}` is not one of the values that `{property}` lists, and nothing else means `{name}`"
                    )
                } else {
                    format!("no value of `{property}` means `{name}`: the mapping has another schema for its name")
                };
                self.report.push(
                    Diagnostic::warning(&at.child("discriminator"), message)
                        .help("an overlay can give the discriminator a `mapping` with the value that is sent"),
                );
            }
        }
        named
    }

    /// The values by which the mappings of other bases with the same discriminator mean a base, unless its own mapping has
    /// them for others.
    fn mapped_above(&self, index: usize, property: &str, taken: &HashSet<&str>) -> Option<Vec<String>> {
        let mut values: Vec<String> = Vec::new();
        let above =
            self.bases.iter().filter(|(other, base)| **other != index && base.discriminator.property_name == property);
        for value in above.filter_map(|(_, base)| base.mapped.get(&index)).flatten() {
            if !taken.contains(value.as_str()) && !values.contains(value) {
                values.push(value.clone());
            }
        }
        (!values.is_empty()).then_some(values)
    }

    /// The values that a component itself lists for a property, beyond what it takes from others.
    fn own_values(&self, index: usize, property: &str) -> Option<Vec<String>> {
        let part = self.component_part(index)?;
        let mut look = self.looked_up(&part)?;
        let parts = look.properties.get_mut(property)?;
        parts.retain(|own| own.pointer.starts_with(&part.pointer));
        self.values_of(&look, property).filter(|values| !values.is_empty())
    }

    fn report_lost_mapping(&mut self, base: &Base<'d>, at: &Pointer) {
        let mapping = at.child("discriminator").child("mapping");
        for (value, target) in &base.discriminator.mapping {
            if self.document.find_mapped(target).is_none() {
                let message = format!("`{target}` is no schema of this document, so `{value}` is read as unknown");
                self.report.warn(&mapping.child(value), message);
            }
        }
    }

    /// The discriminator of a component that is an object and no choice of its own.
    fn own_discriminator(&self, index: usize) -> Option<&'d Discriminator> {
        let part = self.component_part(index)?;
        let discriminator = inline_discriminator(&part)?;
        let items = self.leaves(&[part]).into_iter().filter(|leaf| matches!(leaf, Leaf::Item { .. }));
        let shape = self.merged(&items.collect::<Vec<_>>())?;
        let may_be_object = matches!(shape.named, None | Some(Named::Object)) && shape.values.is_none();
        (may_be_object && shape.choices.is_empty()).then_some(discriminator)
    }

    /// The components in the `allOf` of a component.
    fn extended(&self, index: usize) -> Vec<usize> {
        let Some(part) = self.component_part(index) else { return Vec::new() };
        if matches!(part.schema, ReferenceOr::Reference { .. }) {
            return Vec::new();
        }
        let references = self.leaves(&[part]).into_iter().filter_map(|leaf| match leaf {
            Leaf::Reference { index } => Some(self.ends[index]),
            Leaf::Item { .. } => None,
        });
        references.collect()
    }

    /// The values of a mapping, by the component that they mean.
    fn mapped(&self, discriminator: &Discriminator) -> BTreeMap<usize, Vec<String>> {
        let mut mapped: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (value, target) in &discriminator.mapping {
            if let Some(found) = self.document.find_mapped(target) {
                mapped.entry(self.ends[found]).or_default().push(value.clone());
            }
        }
        mapped
    }

    /// Whether a component is another name for the base `base`, with a description or null besides: a mapping that is
    /// there and does not name it says so.
    fn is_other_name(&self, index: usize, base: usize, mapped: &BTreeMap<usize, Vec<String>>) -> bool {
        let Some(part) = self.component_part(index) else { return false };
        let leaves = self.leaves(&[part]);
        let adds_nothing = leaves.iter().all(|leaf| match leaf {
            Leaf::Reference { index } => self.ends[*index] == base,
            Leaf::Item { shape } => shape.says_nothing() || shape.only_names_a_type(),
        });
        let is_nullable = leaves.iter().any(|leaf| matches!(leaf, Leaf::Item { shape } if shape.nullable));
        adds_nothing && !mapped.contains_key(&index) && (is_nullable || !mapped.is_empty())
    }
}

/// The discriminator that a schema has itself, or in a part of its `allOf` that is no reference.
fn inline_discriminator<'d>(part: &Part<'d>) -> Option<&'d Discriminator> {
    let ReferenceOr::Item(schema) = part.schema else { return None };
    let of_parts = || Shape::all_of(schema, &part.pointer).iter().find_map(inline_discriminator);
    schema.schema_data.discriminator.as_ref().or_else(of_parts)
}

/// All that leads to `start` on some way.
fn reached(start: usize, leading_to: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        open.extend(leading_to[at].iter().copied().filter(|other| *other != start && found.insert(*other)));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::diff::{Version, compare};
    use crate::options::Selection;
    use crate::{Options, Source, generate};

    fn document(more: &str) -> Source {
        let text = format!(
            "
openapi: 3.1.0
info: {{ title: Shop, version: 1.0.0 }}
paths:
  /pets: {{ get: {{ operationId: readPet, responses: {{ '200': {{ description: OK, content: {{ application/json: {{
    schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }} }} }} }}
components:
  schemas:
    Pet: {{ type: object, properties: {{ kind: {{ type: string }} }}, discriminator: {{ propertyName: kind }} }}
    Car: {{ type: object, properties: {{ pet: {{ $ref: '#/components/schemas/Pet' }} }} }}
{more}"
        );
        Source::new("api.yaml", text)
    }

    #[test]
    fn an_operation_reaches_what_extends_its_base_and_no_more() {
        let cat = "    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }";
        let options = Options::default().select(Selection::default().operation("readPet"));
        let generated = generate(&document(cat), &[], &options).unwrap();
        let models: Vec<&str> = generated.items.iter().map(|item| item.name.as_str()).collect();
        assert!(["Pet", "PetBase", "Cat"].iter().all(|name| models.contains(name)), "{models:?}");
        assert!(!models.contains(&"Car"), "{models:?}");
    }

    #[test]
    fn a_difference_says_what_extends_it() {
        let version = |more: &str| Version::generate(&document(more), &[], &Options::default()).unwrap();
        let said = |old: &Version, new: &Version| {
            let difference = compare(old, new);
            difference.changes().map(|change| change.document.clone()).collect::<Vec<_>>().join("; ")
        };
        let (none, cat) = (version(""), version("    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }"));
        let both = version(
            "    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }",
        );
        assert!(said(&none, &cat).contains("other schemas extend it now"), "{}", said(&none, &cat));
        assert!(said(&cat, &both).contains("a value may be a `Dog` as well, because `Dog` extends it"));
        assert!(said(&both, &cat).contains("a value may no longer be a `Dog`, because `Dog` no longer extends it"));
    }
}
