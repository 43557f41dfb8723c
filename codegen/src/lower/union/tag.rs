use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use openapiv3::{Discriminator, ReferenceOr};
use serde_json::Value;

use crate::ir::WireName;
use crate::lower::{
    Lowering,
    schema::{Part, Shape},
};
use crate::pointer::Pointer;

/// The discriminator of a union, and its values for each branch.
#[derive(Clone, Debug)]
pub(super) struct Tags {
    property: WireName,
    branch_values: Vec<Vec<String>>,
    /// True if the values are integers or booleans.
    is_scalar: bool,
    /// True if some branch may omit the discriminator.
    is_optional: bool,
}

impl Tags {
    pub(super) fn branch_values(&self, position: usize) -> Vec<String> {
        self.branch_values.get(position).cloned().unwrap_or_default()
    }

    pub(super) fn is_scalar(&self) -> bool {
        self.is_scalar
    }

    pub(super) fn is_optional(&self) -> bool {
        self.is_optional
    }

    pub(super) fn into_property(self) -> WireName {
        self.property
    }

    /// Returns true if the property of the tags has this name.
    pub(super) fn is_of(&self, property: &str) -> bool {
        self.property.as_str() == property
    }

    /// Returns the values of all branches.
    pub(super) fn values(&self) -> HashSet<&str> {
        self.branch_values.iter().flatten().map(String::as_str).collect()
    }

    /// Returns true if two branches have the same value.
    pub(super) fn shares_values(&self) -> bool {
        let mut seen = HashSet::new();
        !self.branch_values.iter().flatten().all(|value| seen.insert(value))
    }

    /// Returns true if every branch has a value and no two branches share one.
    fn are_distinct(&self) -> bool {
        self.branch_values.iter().all(|values| !values.is_empty()) && !self.shares_values()
    }
}

impl<'d> Lowering<'d, '_> {
    /// Returns the tags of a union: from its discriminator, or from a property with distinct values
    /// in every branch.
    pub(super) fn tags(
        &self,
        branches: &[(Part<'d>, Shape<'d>)],
        base: Option<&Shape<'d>>,
        discriminator: Option<&'d Discriminator>,
    ) -> Option<Tags> {
        if branches.len() < 2 {
            return None;
        }
        // A union of types that extend a base has the discriminator of the base.
        let components: Vec<Option<usize>> = branches.iter().map(|(part, _)| self.component_of(part)).collect();
        let discriminator = discriminator.or_else(|| self.discriminator_above(&components));
        let declared = discriminator.map(|discriminator| self.declared_tags(discriminator, branches));
        if let Some(tags) = declared.filter(Tags::are_distinct) {
            return Some(tags);
        }
        let always = |look: &Shape<'d>, name: &str| {
            look.required.contains_key(name) || base.is_some_and(|base| base.required.contains_key(name))
        };
        let (_, first) = branches.first()?;
        let branch_values = |property: &str, is_meant: &dyn Fn(&Shape<'d>, &[String]) -> bool| {
            let values = |look: &Shape<'d>| self.tag_values_of(look, property).filter(|values| is_meant(look, values));
            branches.iter().map(|(_, look)| values(look)).collect::<Option<Vec<_>>>()
        };
        let tags = |property: &str, branch_values, is_optional| {
            let is_scalar = self.lists_scalars(branches, property);
            Some(Tags { property: WireName::new(property), branch_values, is_scalar, is_optional })
                .filter(Tags::are_distinct)
        };
        let is_always_there = first
            .properties
            .keys()
            .find_map(|property| tags(property, branch_values(property, &|look, _| always(look, property))?, false));
        is_always_there.or_else(|| {
            let is_constant = |_: &Shape<'d>, values: &[String]| values.len() == 1;
            first.properties.keys().find_map(|property| tags(property, branch_values(property, &is_constant)?, true))
        })
    }

    /// Returns the tags that a discriminator declares, distinct or not. A branch that is a union itself has the values of its
    /// branches.
    pub(super) fn declared_tags(&self, discriminator: &Discriminator, branches: &[(Part<'d>, Shape<'d>)]) -> Tags {
        let property = discriminator.property_name.as_str();
        let mut tags = self.branch_tags(discriminator, branches);
        let mapping: Vec<(&String, &String)> = self.mapping_of(discriminator).collect();
        // The positions in the mapping of the values of each component.
        let mut mapped_to: HashMap<usize, Vec<usize>> = HashMap::new();
        for (position, (_, target)) in mapping.iter().enumerate() {
            if let Some(component) = self.find_mapped(target) {
                mapped_to.entry(component).or_default().push(position);
            }
        }
        for (position, (part, look)) in branches.iter().enumerate().filter(|(_, (_, look))| !look.choices.is_empty()) {
            // A mapped value of the branch itself is its only one.
            let implied: Vec<String> = self.implied_value(part).into_iter().collect();
            if tags.branch_values(position) != implied {
                continue;
            }
            let leaves = self.nested_leaves(look, property);
            let components: HashSet<usize> = leaves.iter().filter_map(|leaf| leaf.component).collect();
            let mut mapped: Vec<usize> =
                components.iter().filter_map(|component| mapped_to.get(component)).flatten().copied().collect();
            mapped.sort_unstable();
            let mut values: Vec<String> = mapped.into_iter().map(|position| mapping[position].0.clone()).collect();
            if values.is_empty() {
                values = leaves.into_iter().flat_map(|leaf| leaf.values).collect();
            }
            if !values.is_empty() {
                let distinct: IndexSet<String> = values.into_iter().collect();
                tags.branch_values[position] = distinct.into_iter().collect();
            }
        }
        tags
    }

    /// Returns the mapping of a discriminator. Each use of a union reads it. It is empty if the budget is spent.
    pub(super) fn mapping_of<'m>(
        &self,
        discriminator: &'m Discriminator,
    ) -> impl Iterator<Item = (&'m String, &'m String)> {
        let mapping = &discriminator.mapping;
        let budget = self.report.budget();
        let is_enough = budget.parts(mapping.len())
            && budget.texts(mapping.iter().map(|(value, target)| value.len() + target.len()).sum());
        mapping.iter().filter(move |_| is_enough)
    }

    /// Returns the tags of the branches themselves.
    pub(super) fn branch_tags(&self, discriminator: &Discriminator, branches: &[(Part<'d>, Shape<'d>)]) -> Tags {
        let property = discriminator.property_name.as_str();
        let mapped = self.mapped_values(branches, discriminator).into_iter();
        let branch_values = mapped
            .zip(branches)
            .map(|(mapped, (part, look))| {
                if !mapped.is_empty() {
                    return mapped;
                }
                let own = self.tag_values_of(look, property).unwrap_or_default();
                if own.is_empty() { self.implied_value(part).into_iter().collect() } else { own }
            })
            .collect();
        let is_scalar = self.lists_scalars(branches, property);
        Tags { property: WireName::new(property), branch_values, is_scalar, is_optional: false }
    }

    /// Returns true if a property of the branches only allows integers or booleans.
    fn lists_scalars(&self, branches: &[(Part<'d>, Shape<'d>)], property: &str) -> bool {
        branches.iter().all(|(_, look)| {
            let listed = self.listed(look, property);
            listed.is_some_and(|values| values.iter().all(|value| value.is_i64() || value.is_boolean()))
        })
    }

    /// Returns the strings that a property of a shape allows.
    pub(super) fn values_of(&self, shape: &Shape<'d>, property: &str) -> Option<Vec<String>> {
        self.listed(shape, property)?.iter().map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// Returns the strings, integers and booleans that a property of a shape allows, as text.
    pub(super) fn tag_values_of(&self, shape: &Shape<'d>, property: &str) -> Option<Vec<String>> {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) => Some(value.to_string()),
            Value::Number(number) => number.as_i64().map(|number| number.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        };
        self.listed(shape, property)?.iter().map(text).collect()
    }

    /// Returns the values that a property of a shape lists.
    fn listed(&self, shape: &Shape<'d>, property: &str) -> Option<Vec<Value>> {
        let parts = shape.properties.get(property)?;
        let shapes = parts.iter().filter_map(|part| self.resolved_shape(part));
        shapes.filter_map(|shape| shape.values).next_back()
    }

    /// Returns the mapped values of each branch. A mapping to a component that is not a branch applies
    /// to the branches that are aliases of the same schema.
    fn mapped_values(&self, branches: &[(Part<'d>, Shape<'d>)], discriminator: &Discriminator) -> Vec<Vec<String>> {
        let mut inline: HashMap<Pointer, usize> = HashMap::new();
        let mut by_component: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut by_end: HashMap<usize, Vec<usize>> = HashMap::new();
        for (position, (part, _)) in branches.iter().enumerate() {
            match self.component_of(part) {
                Some(index) => {
                    by_component.entry(index).or_default().push(position);
                    by_end.entry(self.ends[index]).or_default().push(position);
                }
                None if matches!(part.schema, ReferenceOr::Item(_)) => {
                    inline.entry(self.report.place_of(&part.pointer)).or_insert(position);
                }
                None => {}
            }
        }
        let mut mapped = vec![Vec::new(); branches.len()];
        for (value, target) in self.mapping_of(discriminator) {
            // A mapping can point to the place of an inline branch.
            if let Some(position) = Pointer::from_reference(target).and_then(|place| inline.get(&place)) {
                mapped[*position].push(value.clone());
                continue;
            }
            let Some(found) = self.find_mapped(target) else { continue };
            let positions = by_component.get(&found).or_else(|| by_end.get(&self.ends[found]));
            // A value of several branches selects none of them, so that two are enough.
            for position in positions.into_iter().flatten().take(2) {
                mapped[*position].push(value.clone());
            }
        }
        mapped
    }

    /// Returns the implied value of a branch: the name of the component (OpenAPI 3.1.1,
    /// "Discriminator Object"). A hoisted schema has none.
    pub(super) fn implied_value(&self, part: &Part<'d>) -> Option<String> {
        let index = self.component_of(part).filter(|index| !self.is_hoisted(*index))?;
        self.document.schemas().get_index(index).map(|(name, _)| name.clone())
    }

    pub(super) fn component_of(&self, part: &Part<'d>) -> Option<usize> {
        match &part.schema {
            ReferenceOr::Reference { reference } => self.document.find_schema(reference),
            ReferenceOr::Item(_) => None,
        }
    }
}
