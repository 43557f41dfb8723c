//! Bases: schemas with a discriminator and without `oneOf`, which other components extend with
//! `allOf`.
//!
//! A reference to a base allows any schema that extends it (OpenAPI 3.1.1, "Models with
//! Polymorphism Support"), so the type of a base is a union of them. A schema that extends a base
//! takes its properties, not the union.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use indexmap::IndexSet;
use openapiv3::{Discriminator, ReferenceOr};

use super::branch;
use crate::diagnostic::Diagnostic;
use crate::dialect::COMPONENT;
use crate::ir::{Doc, TypeId, TypeKind, TypeRef, Union, UnionVariant, WireName};
use crate::lower::{
    Lowering,
    schema::{Home, JsonType, Leaf, MAX_DEPTH, Part, Shape},
};
use crate::naming::Scope;
use crate::pointer::Pointer;

/// A base and its branches.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Base<'d> {
    discriminator: &'d Discriminator,
    /// The components that extend it or that its mapping names, in document order, without the base
    /// itself.
    branches: Vec<usize>,
    /// The mapped values of each component.
    mapped: BTreeMap<usize, Vec<String>>,
}

/// A component that extends another one and adds nothing but a description or null.
#[derive(Clone, Copy, Debug)]
struct Renamed {
    component: usize,
    is_nullable: bool,
}

/// The bases among the components, by index.
#[derive(Debug, Default)]
pub(in crate::lower) struct Bases<'d> {
    by_index: BTreeMap<usize, Base<'d>>,
    /// The bases that map a value to each component.
    mapping: HashMap<usize, Vec<usize>>,
    /// The bases of which each component is a branch.
    above: HashMap<usize, Vec<usize>>,
    /// The components that only rename another one.
    renamed: HashMap<usize, Renamed>,
}

impl<'d> Bases<'d> {
    fn new(by_index: BTreeMap<usize, Base<'d>>, renamed: HashMap<usize, Renamed>) -> Self {
        let mut all = Self { by_index, renamed, ..Self::default() };
        for (index, base) in &all.by_index {
            for component in base.mapped.keys() {
                all.mapping.entry(*component).or_default().push(*index);
            }
            for branch in &base.branches {
                all.above.entry(*branch).or_default().push(*index);
            }
        }
        all
    }

    pub(in crate::lower) fn get(&self, index: usize) -> Option<&Base<'d>> {
        self.by_index.get(&index)
    }

    /// Returns the bases that map a value to this component.
    fn mapping_to(&self, index: usize) -> impl Iterator<Item = (usize, &Base<'d>)> {
        self.mapping.get(&index).into_iter().flatten().filter_map(|base| Some((*base, self.get(*base)?)))
    }

    /// Returns the bases of which a component is a branch.
    fn above(&self, index: usize) -> &[usize] {
        self.above.get(&index).map_or(&[], Vec::as_slice)
    }
}

impl Base<'_> {
    fn has_branch(&self, index: usize) -> bool {
        self.branches.binary_search(&index).is_ok()
    }
}

impl<'d> Lowering<'d, '_> {
    /// Finds the bases among the components.
    pub(in crate::lower) fn find_bases(&self) -> Bases<'d> {
        let count = self.document.schemas().len();
        let discriminators: Vec<(usize, &Discriminator)> = (0..count)
            .filter(|index| !self.is_hoisted(*index))
            .filter_map(|index| Some((index, self.own_discriminator(index)?)))
            .collect();
        if discriminators.is_empty() {
            return Bases::default();
        }
        let mut extending: Vec<Vec<usize>> = vec![Vec::new(); count];
        for index in (0..count).filter(|index| !self.is_hoisted(*index)) {
            for base in self.extended_components(index) {
                extending[base].push(index);
            }
        }
        let renamed: HashMap<usize, Renamed> =
            (0..count).filter_map(|index| Some((index, self.renamed(index)?))).collect();
        let of = |(index, discriminator): (usize, &'d Discriminator)| {
            if self.report.budget().is_spent() {
                return None;
            }
            let mapped = self.values_by_component(discriminator);
            let extending = all_leading_to(index, &extending).into_iter();
            self.report.budget().spend(extending.len() as u64);
            let is_other_name = |other: &usize| {
                let of = renamed.get(other).filter(|of| of.component == index && !mapped.contains_key(other));
                // A mapping that does not name the component makes it an alias.
                of.is_some_and(|of| of.is_nullable || !mapped.is_empty())
            };
            let mut branches: BTreeSet<usize> = extending.filter(|other| !is_other_name(other)).collect();
            // A mapping alone makes no union: it may only document the values of a property.
            if !branches.is_empty() {
                branches.extend(mapped.keys().filter(|other| **other != index));
            }
            let base = Base { discriminator, branches: branches.into_iter().collect(), mapped };
            (!base.branches.is_empty()).then_some((index, base))
        };
        let by_index = discriminators.into_iter().filter_map(of).collect();
        Bases::new(by_index, renamed)
    }

    /// Returns true if a component with only a reference in its `allOf` is a branch of the base
    /// `index`, and not an alias of it.
    pub(in crate::lower) fn is_branch_of(&self, home: Home, index: usize) -> bool {
        let Home::Component(id) = home else { return false };
        let mut behind = self.ends[index];
        // A component between the two may be an alias of the base.
        for _ in 0..MAX_DEPTH {
            if let Some(base) = self.bases.get(behind) {
                return base.has_branch(id.0);
            }
            match self.bases.renamed.get(&behind) {
                Some(of) => behind = of.component,
                None => return false,
            }
        }
        false
    }

    /// Returns the discriminator of a base that all these components extend.
    pub(super) fn discriminator_above(&self, components: &[Option<usize>]) -> Option<&'d Discriminator> {
        let components: Vec<usize> = components.iter().copied().collect::<Option<_>>()?;
        let fewest = components.iter().map(|index| self.bases.above(*index)).min_by_key(|bases| bases.len())?;
        // Each base is compared with each union of its branches.
        if !self.report.budget().spend(fewest.len() as u64) {
            return None;
        }
        let mut bases = fewest.iter().filter_map(|base| self.bases.get(*base));
        let base = bases.find(|base| components.iter().all(|index| base.has_branch(*index)))?;
        Some(base.discriminator)
    }

    /// Returns the component that a component extends without adding anything.
    fn renamed(&self, index: usize) -> Option<Renamed> {
        let mut components = BTreeSet::new();
        let mut is_nullable = false;
        for leaf in self.leaves(&[self.component_part(index)?]) {
            match leaf {
                Leaf::Reference { index } => {
                    components.insert(self.ends[index]);
                }
                Leaf::Item { shape } if shape.is_untyped() || shape.has_only_type() => is_nullable |= shape.nullable,
                Leaf::Item { .. } => return None,
            }
        }
        let component = components.pop_first().filter(|_| components.is_empty())?;
        Some(Renamed { component, is_nullable })
    }

    /// Lowers a base into a union of its branches, and its own properties into a struct.
    pub(in crate::lower) fn lower_base(&mut self, id: TypeId, name: &str, base: &Base<'d>, doc: &Doc, at: &Pointer) {
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
            let ty = if index == id.0 { self.base_struct(id, component, at) } else { TypeId(index) };
            let tags = tags.into_iter().map(WireName::new).collect();
            let (ty, doc, pointer) = (TypeRef::Named(ty), Doc::default(), self.types[index].pointer.clone());
            variants.push(UnionVariant { name, ty, constraints: Vec::new(), tags, doc, pointer });
        }
        let tag = Some(WireName::new(&base.discriminator.property_name));
        self.define(
            id,
            TypeKind::Union(Union { tag, is_tag_scalar: false, is_tag_optional: false, variants, is_base: true }),
        );
    }

    /// Creates the struct of the base's own properties. Its inline types have names as if it were
    /// the base.
    fn base_struct(&mut self, id: TypeId, name: &str, at: &Pointer) -> TypeId {
        let doc = Doc::described(Some(&format!("What every `{name}` has.")));
        let own = self.declare(Home::Inline, &[name.to_owned(), "base".to_owned()], &doc, at);
        if let Some(part) = self.component_part(id.0) {
            self.define_component(own, name, part, &doc);
        }
        own
    }

    /// Returns the branches of a base, in document order, each with the values of its
    /// discriminator: the mapped values, else the values that the branch lists, else the name of
    /// the component (OpenAPI 3.1.1, "Discriminator Object").
    fn tags_of_base(&mut self, index: usize, base: &Base<'d>, at: &Pointer) -> Vec<(usize, Vec<String>)> {
        let property = base.discriminator.property_name.as_str();
        let look = self.component_part(index).and_then(|part| self.resolved_shape(&part)).unwrap_or_default();
        let listed = self.values_of(&look, property).map(HashSet::<String>::from_iter);
        let mut taken: HashSet<&str> = base.mapped.values().flatten().map(String::as_str).collect();
        let mut named: Vec<(usize, Vec<String>)> = Vec::new();
        let all: BTreeSet<usize> = base.branches.iter().copied().chain([index]).collect();
        for branch in all {
            let is_base = branch == index;
            if let Some(mapped) = base.mapped.get(&branch) {
                named.push((branch, mapped.clone()));
                continue;
            }
            // A base above this one may map a value to it.
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
            // A mapping of every branch lists all the values.
            let is_value =
                !is_base || (is_listed && base.branches.iter().any(|branch| !base.mapped.contains_key(branch)));
            if is_value && is_free {
                named.push((branch, vec![name.clone()]));
            }
            if !(is_base || is_free && is_listed) {
                let message = if is_free {
                    format!("`{name}` is not a value of `{property}`, and no mapping has another value for it")
                } else {
                    format!("no value of `{property}` selects `{name}`: the mapping gives its name to another schema")
                };
                self.report.push(
                    Diagnostic::warning(&at.child("discriminator"), message)
                        .help("an overlay can give the discriminator a `mapping` with the value that is sent"),
                );
            }
        }
        named
    }

    /// Returns the values that other bases with the same discriminator map to a base, unless its
    /// own mapping gives them to another branch.
    fn mapped_above(&self, index: usize, property: &str, taken: &HashSet<&str>) -> Option<Vec<String>> {
        let is_above =
            |(other, base): &(usize, &Base<'d>)| *other != index && base.discriminator.property_name == property;
        let above = self.bases.mapping_to(index).filter(is_above);
        let values = above.filter_map(|(_, base)| base.mapped.get(&index)).flatten();
        let values: IndexSet<&String> = values.filter(|value| !taken.contains(value.as_str())).collect();
        (!values.is_empty()).then(|| values.into_iter().cloned().collect())
    }

    /// Returns the values that a component itself lists for a property, without those that it
    /// inherits.
    fn own_values(&self, index: usize, property: &str) -> Option<Vec<String>> {
        let own = self.own_shape(&self.component_part(index)?)?;
        self.values_of(&own, property).filter(|values| !values.is_empty())
    }

    /// Returns the shape of a schema without those that it references.
    fn own_shape(&self, part: &Part<'d>) -> Option<Shape<'d>> {
        let leaves = self.leaves(std::slice::from_ref(part)).into_iter();
        self.merged(&leaves.filter(|leaf| matches!(leaf, Leaf::Item { .. })).collect::<Vec<_>>())
    }

    fn report_lost_mapping(&mut self, base: &Base<'d>, at: &Pointer) {
        let mapping = at.child("discriminator").child("mapping");
        for (value, target) in &base.discriminator.mapping {
            if self.document.find_mapped(target).is_none() {
                let message = format!("`{target}` is not a schema of this document, so `{value}` is read as unknown");
                self.report.warn(&mapping.child(value), message);
            }
        }
    }

    /// Returns the discriminator of a component that is an object and not a union.
    fn own_discriminator(&self, index: usize) -> Option<&'d Discriminator> {
        let part = self.component_part(index)?;
        let discriminator = inline_discriminator(&part)?;
        let shape = self.own_shape(&part)?;
        let may_be_object = matches!(shape.json_type, None | Some(JsonType::Object)) && shape.values.is_none();
        (may_be_object && shape.choices.is_empty()).then_some(discriminator)
    }

    /// Returns the components in the `allOf` of a component.
    fn extended_components(&self, index: usize) -> Vec<usize> {
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

    /// Returns the mapped values of each component.
    fn values_by_component(&self, discriminator: &Discriminator) -> BTreeMap<usize, Vec<String>> {
        let mut mapped: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (value, target) in &discriminator.mapping {
            if let Some(found) = self.document.find_mapped(target) {
                mapped.entry(self.ends[found]).or_default().push(value.clone());
            }
        }
        mapped
    }
}

/// Returns the discriminator of a schema, or of an inline schema in its `allOf`.
fn inline_discriminator<'d>(part: &Part<'d>) -> Option<&'d Discriminator> {
    let ReferenceOr::Item(schema) = part.schema else { return None };
    let of_parts = || Shape::all_of(schema, &part.pointer).iter().find_map(inline_discriminator);
    schema.schema_data.discriminator.as_ref().or_else(of_parts)
}

/// Returns everything from which `start` can be reached.
fn all_leading_to(start: usize, leading_to: &[Vec<usize>]) -> BTreeSet<usize> {
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
    fn an_operation_reaches_only_the_extensions_of_its_base() {
        let cat = "    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }";
        let options = Options::default().select(Selection::default().operation("readPet"));
        let generated = generate(&document(cat), &[], &options).unwrap();
        let models: Vec<&str> = generated.items.iter().map(|item| item.name.as_str()).collect();
        assert!(["Pet", "PetBase", "Cat"].iter().all(|name| models.contains(name)), "{models:?}");
        assert!(!models.contains(&"Car"), "{models:?}");
    }

    #[test]
    fn a_difference_names_the_extending_schema() {
        let version = |more: &str| Version::generate(&document(more), &[], &Options::default()).unwrap();
        let differences = |old: &Version, new: &Version| {
            let difference = compare(old, new);
            difference.changes().map(|change| change.document.clone()).collect::<Vec<_>>().join("; ")
        };
        let (none, cat) = (version(""), version("    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }"));
        let both = version(
            "    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }",
        );
        assert!(differences(&none, &cat).contains("other schemas now extend it"), "{}", differences(&none, &cat));
        assert!(differences(&cat, &both).contains("a value may now be a `Dog`, because `Dog` extends it"));
        assert!(
            differences(&both, &cat).contains("a value may no longer be a `Dog`, because `Dog` no longer extends it")
        );
    }
}
