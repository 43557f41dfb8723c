use openapiv3::{Discriminator, ReferenceOr};
use serde_json::Value;

use super::{
    Lowering,
    shape::{Part, Shape},
};
use crate::ir::WireName;

/// The property that tells the branches of a choice apart, and its values for each.
#[derive(Clone, Debug)]
pub(super) struct Tags {
    property: WireName,
    of_branches: Vec<Vec<String>>,
}

impl Tags {
    pub(super) fn of_branch(&self, position: usize) -> Vec<String> {
        self.of_branches.get(position).cloned().unwrap_or_default()
    }

    pub(super) fn into_property(self) -> WireName {
        self.property
    }

    /// Whether every branch has a value, and no two have the same one.
    fn tell_apart(&self) -> bool {
        let mut seen = std::collections::HashSet::new();
        self.of_branches
            .iter()
            .all(|values| !values.is_empty() && values.iter().all(|value| seen.insert(value.as_str())))
    }
}

impl<'d> Lowering<'d, '_> {
    /// The tags of a choice: those of its discriminator, or those that a property with its own values in every branch
    /// implies.
    pub(super) fn tags(
        &self,
        branches: &[(Part<'d>, Shape<'d>)],
        base: Option<&Shape<'d>>,
        discriminator: Option<&'d Discriminator>,
    ) -> Option<Tags> {
        if branches.len() < 2 {
            return None;
        }
        let declared = discriminator.map(|discriminator| {
            let of_branches = branches
                .iter()
                .map(|(part, look)| {
                    let mapped = mapped_values(part, discriminator);
                    if !mapped.is_empty() {
                        return mapped;
                    }
                    let own = self.values_of(look, &discriminator.property_name).unwrap_or_default();
                    if own.is_empty() { component_name(part).map(str::to_owned).into_iter().collect() } else { own }
                })
                .collect();
            Tags { property: WireName::new(&discriminator.property_name), of_branches }
        });
        if let Some(tags) = declared.filter(Tags::tell_apart) {
            return Some(tags);
        }
        let always = |look: &Shape<'d>, name: &str| {
            look.required.contains(&name) || base.is_some_and(|base| base.required.contains(&name))
        };
        let (_, first) = branches.first()?;
        first.properties.keys().filter(|name| always(first, name)).find_map(|property| {
            let of_branches = branches
                .iter()
                .map(|(_, look)| always(look, property).then(|| self.values_of(look, property)).flatten())
                .collect::<Option<Vec<_>>>()?;
            Some(Tags { property: WireName::new(*property), of_branches }).filter(Tags::tell_apart)
        })
    }

    /// The texts that a property of a shape may be.
    pub(super) fn values_of(&self, shape: &Shape<'d>, property: &str) -> Option<Vec<String>> {
        let parts = shape.properties.get(property)?;
        let shapes = parts.iter().filter_map(|part| self.looked_up(part));
        let values = shapes.filter_map(|shape| shape.values).next_back()?;
        values.iter().map(|value: &Value| value.as_str().map(str::to_owned)).collect()
    }
}

/// The tags that the mapping has for a branch: it names components by reference or by their bare name.
fn mapped_values(part: &Part<'_>, discriminator: &Discriminator) -> Vec<String> {
    let ReferenceOr::Reference { reference } = &part.schema else { return Vec::new() };
    let name = component_name(part);
    discriminator
        .mapping
        .iter()
        .filter(|(_, target)| *target == reference || Some(target.as_str()) == name)
        .map(|(tag, _)| tag.clone())
        .collect()
}

fn component_name<'p>(part: &'p Part<'_>) -> Option<&'p str> {
    match &part.schema {
        ReferenceOr::Reference { reference } => reference.rsplit('/').next(),
        ReferenceOr::Item(_) => None,
    }
}
