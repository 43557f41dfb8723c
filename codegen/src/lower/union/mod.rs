mod base;
mod branch;
mod discriminator;
mod nested;
mod tag;

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexSet;
use openapiv3::ReferenceOr;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::ir::{Constraint, Doc, Scalar, TypeKind, TypeRef, Union, UnionVariant, Values, WireName};
use crate::lower::{
    Files, Lowering,
    schema::{Choice, EnumValueDoc, Home, JsonType, Leaf, Part, Shape, Use, step},
};
use crate::naming::{Scope, variant};
use crate::pointer::Pointer;
pub(super) use base::Bases;
use tag::Tags;

/// The most branches of an `anyOf` that are compared with each other for a note.
const MOST_COMPARED: usize = 64;

impl<'d> Lowering<'d, '_> {
    /// Drops choices between schemas that only list required properties. They change no type.
    pub(super) fn drop_validating_choices(&mut self, shape: &mut Shape<'d>) {
        let mut choices = std::mem::take(&mut shape.choices);
        choices.retain(|choice| {
            let validates = self.only_validates(choice, shape);
            if validates && let Some((at, _)) = choice.branches.first().and_then(|part| part.pointer.split_last()) {
                let requires = |branch| self.resolved_shape(branch).is_some_and(|look| !look.required.is_empty());
                let message = if choice.branches.iter().any(requires) {
                    "which of these properties are required is not checked"
                } else {
                    "which of these limits apply is not checked"
                };
                self.report.push(Diagnostic::note(&at, message));
            }
            !validates
        });
        shape.choices = choices;
    }

    /// Returns true if the branches of a choice only list required properties.
    pub(super) fn only_validates(&self, choice: &Choice<'d>, shape: &Shape<'d>) -> bool {
        let known = shape.kind();
        choice.branches.iter().all(|branch| match &branch.schema {
            ReferenceOr::Item(_) => self.resolved_shape(branch).is_some_and(|look| {
                look.has_only_type_or_required() && (look.json_type.is_none() || look.json_type == known)
            }),
            ReferenceOr::Reference { .. } => false,
        })
    }

    /// Lowers a choice. Each branch also has the keywords beside the choice.
    pub(super) fn lower_choice(
        &mut self,
        mut shape: Shape<'d>,
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        let choices = std::mem::take(&mut shape.choices);
        let Ok([choice]) = <[Choice<'d>; 1]>::try_from(choices) else {
            let reason = "a value must match several choices at once";
            self.note_contradiction(at, reason);
            return self.loosened(at, reason);
        };
        let mut branches: Vec<(Part<'d>, Shape<'d>)> = Vec::new();
        let mut nullable = false;
        for branch in &choice.branches {
            let look = self.resolved_shape(branch).unwrap_or_default();
            // The shapes of all branches are in memory together.
            if !self.report.budget().kept(look.size()) {
                break;
            }
            if look.values.as_ref().is_some_and(Vec::is_empty) {
                nullable = true;
            } else {
                branches.push((branch.clone(), look));
            }
        }
        // The keywords beside the choice are copied to each branch.
        let copies = shape.size().saturating_mul(branches.len() as u64);
        if !self.report.budget().spend(copies) && self.report.is_over_budget(at) {
            return self.loosened(at, "the document repeats too much");
        }
        let before = branches.len();
        drop_impossible(&shape, &mut branches);
        if let ([(only, _)], true) = (branches.as_slice(), branches.len() < before) {
            let mut lowered = if self.narrowed.contains(&only.pointer) {
                self.report.push(
                    Diagnostic::warning(
                        &only.pointer,
                        "this branch refers to the union that it is part of, and is left out",
                    )
                    .left_out()
                    .help("a schema cannot be a branch of its own `oneOf` or `anyOf`: remove that branch"),
                );
                self.lower_shape(shape, name_path, home, doc, at)
            } else {
                let mut leaves = vec![Leaf::Item { shape: Box::new(shape) }];
                leaves.extend(self.leaves(std::slice::from_ref(only)));
                self.narrowed.push(only.pointer.clone());
                let lowered = self.lower_leaves(&leaves, name_path, home, doc, at);
                self.narrowed.pop();
                lowered
            };
            lowered.nullable |= nullable;
            return lowered;
        }
        let mut lowered = if shape.has_only_type() {
            let texts = if choice.is_open { None } else { self.lower_strings(&branches, name_path, home, doc, at) };
            match texts {
                Some(text) => text,
                None => self.lower_union(None, &branches, &choice, name_path, home, doc, at),
            }
        } else {
            self.lower_union(Some(&shape), &branches, &choice, name_path, home, doc, at)
        };
        lowered.nullable |= nullable;
        lowered
    }

    /// Lowers a choice between strings into one enum of all values. Enums are open.
    fn lower_strings(
        &mut self,
        branches: &[(Part<'d>, Shape<'d>)],
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Option<Use> {
        let is_text = |shape: &Shape<'d>| match &shape.values {
            _ if self.is_file(shape) => false,
            Some(values) => values.iter().all(Value::is_string),
            None => shape.json_type == Some(JsonType::String) && shape.choices.is_empty(),
        };
        if branches.is_empty() || !branches.iter().all(|(_, shape)| is_text(shape)) {
            return None;
        }
        let listing: Vec<&(Part<'d>, Shape<'d>)> =
            branches.iter().filter(|(_, shape)| shape.values.is_some()).collect();
        match listing.as_slice() {
            [] => {
                let all: Vec<Vec<Constraint>> =
                    branches.iter().map(|(part, shape)| self.constraints(shape, &part.pointer)).collect();
                let first = all.first().cloned().unwrap_or_default();
                let of_all = all.iter().fold(first, |so_far, constraints| in_both(&so_far, constraints));
                let of_branches: Vec<&[Constraint]> = all.iter().map(Vec::as_slice).collect();
                self.note_choice_of_constraints(&of_branches, &of_all, at);
                Some(Use { constraints: of_all, ..Use::scalar(Scalar::String) })
            }
            [(part, shape)] if shape.values.as_ref().is_some_and(|values| values.len() > 1) => {
                Some(self.lower_parts(std::slice::from_ref(part), name_path, home, doc))
            }
            several => {
                let listed = several.iter().flat_map(|(_, shape)| shape.values.iter().flatten());
                let values: IndexSet<&str> = listed.filter_map(Value::as_str).collect();
                let value_docs: Vec<EnumValueDoc> =
                    several.iter().flat_map(|(_, shape)| shape.value_docs.clone()).collect();
                let values: Vec<Value> = values.into_iter().map(Value::from).collect();
                let kind = self.open_enum(Values::Texts, &values, &value_docs, at);
                let id = self.declare(home, name_path, doc, at);
                self.define(id, kind);
                Some(Use::plain(TypeRef::Named(id)))
            }
        }
    }

    /// Returns true if the shape is a file here.
    fn is_file(&self, shape: &Shape<'d>) -> bool {
        self.files != Files::Nowhere && shape.format.as_deref() == Some("binary")
    }

    /// Notes an `anyOf` whose objects can match the same value, of which no branch has all properties.
    fn note_several_branches(&mut self, branches: &[(Part<'d>, Shape<'d>)], at: &Pointer) {
        let is_any_of = |part: &Part<'d>| {
            let choice = part.pointer.split_last().map(|(choice, _)| choice);
            choice.is_some_and(|choice| choice.as_str().ends_with("/anyOf"))
        };
        let objects: Vec<&Shape<'d>> = branches
            .iter()
            .filter(|(part, look)| is_any_of(part) && look.choices.is_empty() && !look.properties.is_empty())
            .map(|(_, look)| look)
            .take(MOST_COMPARED)
            .collect();
        let pairs =
            objects.iter().enumerate().flat_map(|(index, one)| objects[..index].iter().map(move |two| (*one, *two)));
        let drops = pairs.into_iter().any(|(one, two)| self.meets_both_and_drops(one, two));
        if drops {
            let message = "a value that mixes properties of several branches is read as JSON, into the variant for \
                           unknown values";
            self.report.push(
                Diagnostic::note(at, message).help("one object with optional properties gives such a value a type"),
            );
        }
    }

    /// Returns true if a value can match both objects, and either of them drops properties.
    fn meets_both_and_drops(&self, one: &Shape<'d>, two: &Shape<'d>) -> bool {
        let has_own =
            |one: &Shape<'d>, two: &Shape<'d>| one.properties.keys().any(|name| !two.properties.contains_key(name));
        let is_plain = |shape: &Shape<'d>| shape.additional.is_none();
        let differs = |name: &str| {
            let look = |shape: &Shape<'d>| {
                let parts = shape.properties.get(name)?;
                self.merged(&self.leaves(parts))
            };
            let (Some(one), Some(two)) = (look(one), look(two)) else { return false };
            let values = match (&one.values, &two.values) {
                (Some(one), Some(two)) => {
                    // Each branch is compared with many others.
                    let is_enough = self.report.budget().spend((one.len() + two.len()) as u64);
                    let two: HashSet<String> = two.iter().filter(|_| is_enough).map(Value::to_string).collect();
                    is_enough && one.iter().all(|value| !two.contains(&value.to_string()))
                }
                _ => false,
            };
            values || matches!((one.kind(), two.kind()), (Some(one), Some(two)) if one != two)
        };
        is_plain(one)
            && is_plain(two)
            && has_own(one, two)
            && has_own(two, one)
            && !one.properties.keys().any(|name| differs(name))
    }

    /// Notes the constraints of some branches that not all of them share.
    fn note_choice_of_constraints(&mut self, of_branches: &[&[Constraint]], shared: &[Constraint], at: &Pointer) {
        let shared: HashSet<&Constraint> = shared.iter().collect();
        let others = of_branches.iter().copied().flatten().filter(|constraint| !shared.contains(constraint));
        let keywords: BTreeSet<&str> = others.map(Constraint::keyword).collect();
        for keyword in keywords {
            let message = format!("`{keyword}` is not checked, since it is not the same in all branches");
            self.report.push(Diagnostic::note(at, message));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a union is made of all of these")]
    fn lower_union(
        &mut self,
        base: Option<&Shape<'d>>,
        branches: &[(Part<'d>, Shape<'d>)],
        choice: &Choice<'d>,
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        let tags = self.tags(branches, base, choice.discriminator);
        if tags.is_none() {
            self.note_several_branches(branches, at);
        }
        if let (Some(discriminator), Some(part)) = (choice.discriminator, choice.branches.first()) {
            // The place of a branch is that of the schema with its keyword and index.
            let above = |pointer: &Pointer| pointer.split_last().map(|(above, _)| above);
            let at = above(&part.pointer).as_ref().and_then(above).unwrap_or_else(|| at.clone());
            self.report_discriminator(discriminator, branches, tags.as_ref(), &at);
        }
        let known: HashSet<&str> = branches.iter().flat_map(|(_, look)| look.properties.keys().copied()).collect();
        let mut names = Scope::with(&["Unknown"]);
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut by_type: HashMap<TypeRef, usize> = HashMap::new();
        let listed = if tags.is_none() && base.is_none() { listed_texts(branches) } else { Vec::new() };
        for (position, (part, look)) in branches.iter().enumerate() {
            // Single strings beside other branches become the values of one enum.
            if listed.binary_search(&position).is_ok() {
                if listed.first() == Some(&position) {
                    let name = names.take([variant("value"), variant("listed value")]);
                    let inner = step(name_path, name.as_str());
                    let listed: Vec<_> = listed.iter().map(|position| branches[*position].clone()).collect();
                    if let Some(found) =
                        self.lower_strings(&listed, &inner, Home::Inline, &Doc::default(), &part.pointer)
                    {
                        let pointer = part.pointer.clone();
                        let (ty, constraints) = (found.ty, found.constraints);
                        by_type.entry(ty.clone()).or_insert(variants.len());
                        variants.push(UnionVariant {
                            name,
                            ty,
                            constraints,
                            tags: Vec::new(),
                            doc: Doc::default(),
                            pointer,
                        });
                    }
                }
                continue;
            }
            if self.report.budget().is_spent() {
                break;
            }
            let of_branch = tags.as_ref().map_or_else(Vec::new, |tags| tags.branch_values(position));
            let file = self.is_file(look).then(|| variant("file"));
            // A number is no name.
            let is_named = tags.as_ref().is_some_and(|tags| !tags.is_scalar());
            let words = if is_named { of_branch.as_slice() } else { &[] };
            let name = names.take(file.into_iter().chain(branch::names(part, look, words)));
            let branch_doc = branch::doc(part);
            // The keywords beside the choice come first, unless the component of the branch repeats
            // them.
            let beside = base.filter(|base| !branch::repeats(part, look, base));
            let mut leaves: Vec<Leaf<'d>> =
                beside.map(|base| Leaf::Item { shape: Box::new(base.clone()) }).into_iter().collect();
            leaves.extend(self.leaves(std::slice::from_ref(part)));
            drop_requirements_of_others(&mut leaves, base, &known, look);
            let name_path = step(name_path, name.as_str());
            let home = if beside.is_some() { Home::Inline } else { self.home_of(part, &name_path) };
            let lowered = self.lower_leaves(&leaves, &name_path, home, &branch_doc, &part.pointer);
            // The use of the union handles null, for all branches.
            let ty = lowered.ty;
            if ty == TypeRef::Scalar(Scalar::Json) {
                return Use::plain(ty);
            }
            let known = if tags.is_none() { by_type.get(&ty).copied() } else { None };
            if let Some(known) = known.and_then(|index| variants.get_mut(index)) {
                // A value needs to match only one of the branches.
                let of_both = in_both(&known.constraints, &lowered.constraints);
                self.note_choice_of_constraints(&[&known.constraints, &lowered.constraints], &of_both, at);
                known.constraints = of_both;
            } else {
                let doc = Doc { deprecated: false, deprecation_note: None, ..branch_doc };
                let tags = of_branch.into_iter().map(WireName::new).collect();
                let (constraints, pointer) = (lowered.constraints, part.pointer.clone());
                by_type.entry(ty.clone()).or_insert(variants.len());
                variants.push(UnionVariant { name, ty, constraints, tags, doc, pointer });
            }
        }
        match variants.as_slice() {
            [] => self.untyped(at, "no value matches the choice"),
            [only] if tags.is_none() && !choice.is_open => {
                Use { constraints: only.constraints.clone(), ..Use::plain(only.ty.clone()) }
            }
            _ => {
                let id = self.declare(home, name_path, doc, at);
                let is_tag_optional = tags.as_ref().is_some_and(Tags::is_optional);
                let is_tag_scalar = tags.as_ref().is_some_and(Tags::is_scalar);
                let tag = tags.map(Tags::into_property);
                let union = Union { tag, is_tag_scalar, is_tag_optional, variants, is_base: false };
                self.define(id, TypeKind::Union(union));
                Use::plain(TypeRef::Named(id))
            }
        }
    }
}

/// Returns the positions of the branches that list strings beside other branches. A single one that lists several strings
/// is an enum of its own, and the string of a single one is nothing special beside a branch of any string.
fn listed_texts(branches: &[(Part<'_>, Shape<'_>)]) -> Vec<usize> {
    let listed = |(part, look): &(Part<'_>, Shape<'_>)| match look.values.as_deref() {
        Some(values) if matches!(part.schema, ReferenceOr::Item(_)) && values.iter().all(Value::is_string) => {
            values.len()
        }
        _ => 0,
    };
    let positions: Vec<usize> = (0..branches.len()).filter(|position| listed(&branches[*position]) > 0).collect();
    let is_any_string =
        |(_, look): &(Part<'_>, Shape<'_>)| look.json_type == Some(JsonType::String) && look.values.is_none();
    let is_alone = |only: usize| listed(&branches[only]) > 1 || branches.iter().any(is_any_string);
    let stays = matches!(positions.as_slice(), [only] if is_alone(*only));
    if positions.len() < branches.len() && !stays { positions } else { Vec::new() }
}

/// Drops the requirement of properties that only other branches declare: those of a branch that has the property.
/// `known` has the properties of all branches.
fn drop_requirements_of_others<'d>(
    leaves: &mut [Leaf<'d>],
    base: Option<&Shape<'d>>,
    known: &HashSet<&str>,
    look: &Shape<'d>,
) {
    let declares = |shape: &Shape<'d>, name: &str| shape.properties.contains_key(name);
    let is_own = |name: &str| declares(look, name) || base.is_some_and(|base| declares(base, name));
    let is_of_others = |name: &str| !is_own(name) && known.contains(name);
    for leaf in leaves {
        if let Leaf::Item { shape } = leaf {
            shape.required.retain(|name, _| !is_of_others(name));
        }
    }
}

fn in_both(one: &[Constraint], two: &[Constraint]) -> Vec<Constraint> {
    let two: HashSet<&Constraint> = two.iter().collect();
    one.iter().filter(|constraint| two.contains(constraint)).cloned().collect()
}

/// Drops the branches that contradict the keywords beside the choice, unless none is left.
fn drop_impossible<'d>(beside: &Shape<'d>, branches: &mut Vec<(Part<'d>, Shape<'d>)>) {
    let is_possible = |(_, look): &(Part<'d>, Shape<'d>)| beside.clone().merge(look.clone()).is_some();
    let possible: Vec<bool> = branches.iter().map(is_possible).collect();
    if possible.contains(&true) {
        let mut possible = possible.into_iter();
        branches.retain(|_| possible.next().unwrap_or(true));
    }
}
